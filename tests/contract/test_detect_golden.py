"""Articles and all that is read out of them, kept as files: a change of reading shows as a change of a file.

After a change that is meant, look at the difference that `UPDATE_GOLDEN=1 pytest tests/contract/test_detect_golden.py`
makes in the files, and commit it.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Article
from tests.support.detect import DETECTOR

GOLDEN = Path(__file__).parent / "golden" / "detect"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_what_is_read_is_what_was_read(path: Path) -> None:
    recorded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    read = [event.model_dump(mode="json") for event in DETECTOR.detect(Article.model_validate(recorded["article"]))]
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(json.dumps(recorded | {"events": read}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert read == recorded["events"]


def test_there_are_golden_articles() -> None:
    assert len(list(GOLDEN.glob("*.json"))) >= 4
