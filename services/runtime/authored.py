"""Reads files that people write (YAML), and says in which line what is wrong."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from services.runtime.errors import BadInputError

M = TypeVar("M", bound=BaseModel)
Lines = dict[tuple[str | int, ...], tuple[Path, int]]


def read_yaml(path: Path) -> tuple[dict[str, Any], Lines]:
    """The mapping in a YAML file, and the line of each of its keys and items.

    Raises:
        BadInputError: the file cannot be read, is not YAML, repeats a key, or does not hold a mapping.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path}: cannot be read: {error}") from error
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadInputError(f"{path}:{line}: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise BadInputError(f"{path}: not valid YAML: {error}") from error
    if not isinstance(data, dict) or node is None:
        raise BadInputError(f"{path}:1: expected a mapping of names to values")
    lines: Lines = {}
    _note_lines(node, (), path, lines)
    return data, lines


def validate(model: type[M], data: dict[str, Any], lines: Lines, fallback: Path) -> M:
    """`data` as `model`.

    Raises:
        BadInputError: it is not; the message has a line for each fault, with the file and line that it is in.

    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = [_describe(fault, lines, fallback) for fault in error.errors()]
        raise BadInputError("\n".join(faults)) from error


def _describe(fault: Any, lines: Lines, fallback: Path) -> str:
    location = tuple(fault["loc"])
    message = str(fault["msg"]).removeprefix("Value error, ")
    if not location and ":" in message:  # a check across the whole file names the place itself
        named, _, _ = message.partition(":")
        location = tuple(int(part) if part.isdigit() else part for part in named.split("."))
    else:
        message = f"{'.'.join(map(str, location))}: {message}"
    for length in range(len(location), -1, -1):
        if location[:length] in lines:
            path, line = lines[location[:length]]
            return f"{path}:{line}: {message}"
    return f"{fallback}: {message}"


def _note_lines(node: yaml.Node, at: tuple[str | int, ...], path: Path, lines: Lines) -> None:
    lines.setdefault(at, (path, node.start_mark.line + 1))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*at, key.value)
            if here in lines:
                raise BadInputError(f"{path}:{key.start_mark.line + 1}: '{key.value}' stands here twice")
            lines[here] = (path, key.start_mark.line + 1)
            _note_lines(value, here, path, lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(value, (*at, index), path, lines)
