"""The generated contracts are fresh, and the models keep them."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

import schemas
from schemas.generate import asyncapi, generated_files
from schemas.topics import TOPICS
from tests.contract.golden import golden_records

PACKAGE = Path(schemas.__file__).parent


@pytest.mark.parametrize("path", sorted(generated_files()), ids=str)
def test_generated_file_is_fresh(path: Path) -> None:
    assert (PACKAGE / path).read_text(encoding="utf-8") == generated_files()[path], "run `make contracts`"


def test_no_stale_schema_is_left() -> None:
    assert {path.name for path in (PACKAGE / "json").iterdir()} == {
        path.name for path in generated_files() if path.parent.name == "json"
    }


def test_asyncapi_describes_every_topic() -> None:
    document = asyncapi()
    assert set(document["channels"]) == {topic.name for topic in TOPICS}
    committed = yaml.safe_load((PACKAGE / "asyncapi.yaml").read_text(encoding="utf-8"))
    for name, message in committed["components"]["messages"].items():
        if "payload" in message:
            assert (PACKAGE / message["payload"]["schema"]["$ref"]).is_file(), name


@pytest.mark.parametrize(("topic_name", "path"), golden_records(), ids=lambda value: Path(str(value)).name)
def test_golden_record_is_still_read_and_still_valid(topic_name: str, path: Path) -> None:
    topic = next(topic for topic in TOPICS if topic.name == topic_name)
    assert topic.model is not None
    value = topic.model.model_validate_json(path.read_bytes())
    schema = json.loads((PACKAGE / "json" / f"{topic.model.__name__}.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(value.to_json()), schema)
    assert _keeps(json.loads(value.to_json()), json.loads(path.read_bytes())), "a field was renamed or dropped"


def _keeps(now: object, written: object) -> bool:
    """Whether a record has, at every depth, what was written; it may have more fields than that."""
    if isinstance(now, dict) and isinstance(written, dict):
        return all(name in now and _keeps(now[name], value) for name, value in written.items())
    if isinstance(now, list) and isinstance(written, list):
        return len(now) == len(written) and all(map(_keeps, now, written))
    return now == written
