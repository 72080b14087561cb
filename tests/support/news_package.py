"""A small stand-in for the package of ordinary news, which the tests do without."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from services.training.ordinary import PACKAGE


def install(articles: Sequence[tuple[str, str, str]], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a package with articles (id, title, text) into a folder, and the folder before all others."""
    data = folder / PACKAGE / "data" / "en"
    data.mkdir(parents=True)
    (folder / PACKAGE / "__init__.py").touch()
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["article_id", "title", "text"])
    rows.writerows(articles)
    with zipfile.ZipFile(data / "NewsArticles.zip", "w") as archive:
        archive.writestr("NewsArticles.csv", table.getvalue())
    monkeypatch.syspath_prepend(str(folder))
