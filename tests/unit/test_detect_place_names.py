"""How much of the words around it belongs to a place's name."""

import pytest

from services.detect.mentions import find_mentions
from services.detect.names import NameKind, NameTable, link_end
from services.detect.nations import load_nations
from services.detect.place_names import take_apart
from services.detect.text import words

NAMES = NameTable([], load_nations().find_at)


def places(sentence: str) -> list[str]:
    """The places that a sentence mentions."""
    return [mention.text for mention in find_mentions(sentence, NAMES) if mention.kind is NameKind.PLACE]


@pytest.mark.parametrize(
    "name",
    [
        "San Jose del Guaviare",
        "Ciudad del Este",
        "Mazar-i-Sharif",
        "Mazar-e Sharif",
        "Pul-i-Khumri",
        "Mocímboa da Praia",
        "Port-au-Prince",
        "Santa Cruz de la Sierra",
        "San Cristobal de las Casas",
        "Boulogne-sur-Mer",
        "Rostov-on-Don",
        "Santana do Livramento",
        "Khalid bin Walid",
        "Deir ez-Zor",
        "Bab el-Mandeb",
    ],
)
def test_small_words_join_the_parts_of_a_name(name: str) -> None:
    assert places(f"Rebels captured {name} on Friday.") == [name]
    assert take_apart(f"city of {name}").names == (name,)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("They took Kivu and do not leave.", ["Kivu"]),
        ("Only in Goma do Rwandan troops remain.", ["Goma"]),
        ("Goma, I think, has fallen.", ["Goma"]),
        ("They took Kidal on Sunday and Gao on Monday.", ["Kidal", "Gao"]),
        ("They cut the Mosul-to-Aleppo road.", ["Mosul", "Aleppo road"]),
        ("They took Palmyra, a Syrian town.", ["Palmyra", "Syrian town"]),
        ("Tuzla and Bihac fell.", ["Tuzla", "Bihac"]),
        ("They ruled Mosul de facto.", ["Mosul"]),
    ],
)
def test_small_words_of_english_join_no_name(sentence: str, found: list[str]) -> None:
    assert places(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Rebels held Malakal.", ["Malakal"]),
        ("The army controlled Merowe airport.", ["Merowe airport"]),
        ("Rebels held villages near Goma.", ["villages near Goma"]),
        ("On 24 Vukovar fell.", ["Vukovar"]),
        ("In 2014 Mosul fell.", ["Mosul"]),
        ("On 8 Damascus fell.", ["Damascus"]),
        ("They attacked at Camp Bastion.", ["Camp Bastion"]),
        ("Rebels took Mosul as Kurds fled.", ["Mosul"]),
        ("Rebels took Mosul as Iraqi forces fled.", ["Mosul"]),
        ("Ukrainian-held Lyman fell.", ["Ukrainian-held Lyman"]),
        ("They took Hill 395.", ["Hill 395"]),
        ("They took Camp 4 in June.", ["Camp 4"]),
        ("They took the two Rawas.", ["two Rawas"]),
        ("They took 10 villages.", ["10 villages"]),
        ("They took 12 Aleppo villages.", ["12 Aleppo villages"]),
        ("Rebels left Ras Lanuf and Es Sider.", ["Ras Lanuf", "Es Sider"]),
        ("They took As Suwayda and Deir as-Sur.", ["As Suwayda", "Deir as-Sur"]),
    ],
)
def test_verbs_numbers_and_prepositions_are_no_part_of_a_name(sentence: str, found: list[str]) -> None:
    assert places(sentence) == found


def test_a_link_needs_a_name_on_both_sides() -> None:
    assert link_end(words("San Jose del Guaviare"), 2) == 3
    assert link_end(words("Cruz de la Sierra"), 1) == 3
    assert link_end(words("taken de la Sierra"), 1) == 0
    assert link_end(words("Mosul de facto"), 1) == 0
    assert link_end(words("Mosul del"), 1) == 0
    assert link_end(words("Mosul a Kurd"), 1) == 0
