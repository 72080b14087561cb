"""Finds and loads theatres and the table of sources."""

from pathlib import Path

from schemas.theatre import Sources, Theatre
from services.runtime.authored import Lines, read_yaml, validate
from services.runtime.errors import BadInputError

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def load_theatre(name: str) -> Theatre:
    """The theatre called `name`, or the one in the directory `name`.

    All YAML files of the directory are read and taken as one: each top-level key stands in one of them.

    Raises:
        BadInputError: there is no such theatre, or a file of it is wrong; with file and line.

    """
    directory = Path(name) if "/" in name or Path(name).is_dir() else SEEDS / "theatres" / name
    files = sorted(directory.glob("*.yaml"))
    if not files:
        known = ", ".join(sorted(path.name for path in (SEEDS / "theatres").iterdir() if path.is_dir()))
        raise BadInputError(f"{directory}: no theatre there. Known theatres: {known}; or give a directory")
    merged: dict[str, object] = {}
    lines: Lines = {}
    for path in files:
        data, where = read_yaml(path)
        for key in data:
            if key in merged:
                raise BadInputError(f"{path}:{where[(key,)][1]}: '{key}' stands in another file of the theatre too")
        merged |= data
        lines = where | lines
    return validate(Theatre, merged, lines, directory)


def load_sources(path: Path | None = None) -> Sources:
    """The table of sources and their grades; by default the one that Landbridge ships.

    Raises:
        BadInputError: the file is wrong; with file and line.

    """
    chosen = path or SEEDS / "sources.yaml"
    data, lines = read_yaml(chosen)
    return validate(Sources, data, lines, chosen)
