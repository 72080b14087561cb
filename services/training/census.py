"""Counts a corpus: how many passages, events of each type and realis. `python -m services.training.census FILE ...`."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from services.runtime.errors import BadInputError
from services.training.marked import Passage, read_marked


def census(passages: Iterable[Passage]) -> str:
    """A table of what is in a corpus, for a person."""
    passages = list(passages)
    events = [event for passage in passages for event in passage.events]
    rows = [
        f"passages {len(passages)}, with events {sum(bool(p.events) for p in passages)}, events {len(events)}, "
        f"background {sum(e.background for e in events)}, regions {len({p.region for p in passages})}"
    ]
    for title, counts in (
        ("kinds", Counter(passage.kind for passage in passages)),
        ("types", Counter(event.type.value for event in events)),
        ("realis", Counter(event.realis.value for event in events)),
        ("roles", Counter(role for event in events for role in event.spans)),
    ):
        rows.append(f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    return "\n".join(rows)


def main() -> int:
    """Count the files named on the command line; status 2 if one of them is wrong."""
    passages: list[Passage] = []
    faulty = False
    for name in sys.argv[1:]:
        try:
            passages += read_marked(Path(name))
        except BadInputError as error:
            sys.stderr.write(f"{error}\n")
            faulty = True
    sys.stdout.write(f"{census(passages)}\n")
    return 2 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
