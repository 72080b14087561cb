"""The pins of what builds the wheel, taken from those of the development environment."""

import re

BUILD = ("hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers")
"""hatchling and what it needs."""
HEADER = "# Written by `python -m deploy` from requirements/dev.txt; change that.\n"


def build_requirements_file(dev: str) -> str:
    """The requirements for building the wheel, given the text of requirements/dev.txt.

    Raises:
        ValueError: one of them is not pinned there.

    """
    pins = re.split(r"\n(?=\S)", dev)
    found = {name: pin for name in BUILD for pin in pins if re.match(rf"{re.escape(name)}==", pin)}
    missing = set(BUILD) - set(found)
    if missing:
        raise ValueError(f"requirements/dev.txt does not pin {', '.join(sorted(missing))}")
    return HEADER + "\n".join(found[name].rstrip() for name in BUILD) + "\n"
