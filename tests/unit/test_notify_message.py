"""Messages and signatures after Standard Webhooks 1.0.0."""

import json
from datetime import UTC, datetime

from pydantic import SecretStr
from standardwebhooks import Webhook

from schemas.alert import Alert
from services.notify.endpoints import Endpoint
from services.notify.message import Message, message_for, signed_headers
from tests.support.alerts import make_alert
from tests.support.webhook_receiver import OTHER_SECRET, SECRET

DESK = Endpoint("desk", "https://desk.example/", (SecretStr(SECRET),))


def test_the_test_vector_of_the_specification() -> None:
    message = Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "any", '{"test": 2432232314}')
    headers = signed_headers(message, [SecretStr(SECRET)], datetime.fromtimestamp(1614265330, UTC))
    assert headers["webhook-id"] == "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert headers["webhook-timestamp"] == "1614265330"
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_while_a_secret_is_rotated_both_holders_can_verify() -> None:
    now = datetime.now(UTC)
    message = message_for(DESK, make_alert())
    headers = signed_headers(message, [SecretStr(SECRET), SecretStr(OTHER_SECRET)], now)
    for secret in (SECRET, OTHER_SECRET):
        assert Webhook(secret).verify(message.body, headers)["data"]["id"] == "alert-1"


def test_the_body_names_its_type_and_event_time_and_carries_the_whole_alert() -> None:
    alert = make_alert()
    body = json.loads(message_for(DESK, alert).body)
    assert body["type"] == "landbridge.alert.corridor_open_reported"
    assert datetime.fromisoformat(body["timestamp"]) == alert.raised_at
    assert Alert.model_validate(body["data"]) == alert


def test_the_id_is_of_the_endpoint_and_the_alert_and_holds_no_full_stop() -> None:
    archive = Endpoint("archive", DESK.url, DESK.secrets)
    ids = [message_for(endpoint, make_alert(number)).id for endpoint in (DESK, archive) for number in (1, 2)]
    assert len(set(ids)) == 4
    assert message_for(DESK, make_alert(1)).id == ids[0]
    assert "." not in "".join(ids)
