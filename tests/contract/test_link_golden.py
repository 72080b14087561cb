"""The alerts of the story, byte for byte: a change to them is seen, and is meant.

To accept a change, run this test with ACCEPT_GOLDEN=1 in the environment and read the difference.
"""

import json
import os
from pathlib import Path

from services.link.ledger import TheatreLedger
from tests.support.link_story import THEATRE, story

GOLDEN = Path(__file__).parent / "golden" / "link" / "alerts.json"


def test_the_story_raises_the_alerts_on_file() -> None:
    ledger = TheatreLedger(THEATRE)
    alerts = [a.model_dump(mode="json") for told in story() for a in ledger.apply(told).alerts]
    corridors = [state.model_dump(mode="json") for state in ledger.corridors()]
    text = json.dumps({"alerts": alerts, "corridors": corridors}, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("ACCEPT_GOLDEN"):
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
