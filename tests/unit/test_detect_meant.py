"""Which places the extractor's spans mean: towns by their names, lists whole, and nothing that is no place."""

import pytest

from services.detect.names.mentioned import Mentioned
from services.detect.names.nations import load_nations
from services.detect.names.sentence_words import is_no_place
from services.detect.names.theatre_names import NameTable
from services.detect.network.extractor import RoleSpan
from services.detect.readers.meant import places_meant
from services.detect.reading import Context
from services.detect.words.bylines import bylines
from services.detect.words.text import sentences
from tests.support.detect import THEATRE

NAMES = NameTable([THEATRE], load_nations().find_at)
REGIONS = (
    "Alabama", "Anbar province", "Bamingui", "Congo", "Georgia", "Haute", "Lower Shabelle", "North Kivu", "Ouaka",
    "Virginia",
)  # fmt: skip


def meant(text: str, *spans: str, likeliest: int = 0) -> list[str]:
    """The places that spans of a text mean; the likeliest is given by its number."""
    found = [
        RoleSpan("place", text.index(span), text.index(span) + len(span), 0.9 if at == likeliest else 0.5)
        for at, span in enumerate(spans)
    ]
    sentence = next(one for one in sentences(text) if one.start <= found[0].start < one.end)
    return [place.text for place in places_meant(found, Context(sentence, Mentioned(text, NAMES)))]


@pytest.mark.parametrize(
    ("text", "spans", "places"),
    [
        ("Rebels took Syria's second city, Aleppo, on Friday.", ["Syria", "Aleppo"], ["Aleppo"]),
        ("RSF men took Sudan's second city, Wad Madani.", ["Sudan"], ["Wad Madani"]),
        ("They seized Mozambique's gas town of Palma.", ["Palma"], ["Palma"]),
        ("They seized Mozambique's gas town, Palma.", ["Mozambique's gas town"], ["Palma"]),
        ("Rebels took Yemen\u2019s third city Taiz.", ["Yemen"], ["city Taiz"]),
        ("Rebels took Misrata, Libya's third city, on Sunday.", ["Misrata", "Libya", "city"], ["Misrata"]),
        ("Rebels took Libya's third city, Misrata, on Sunday.", ["Libya", "city", "Misrata"], ["Misrata"]),
        ("They retook Somalia's southern port, Kismayo.", ["Somalia's southern port", "Kismayo"], ["Kismayo"]),
        ("Moscow's men took Kyiv's suburb of Bucha.", ["Kyiv"], ["Bucha"]),
        ("They took Syria's second city, Homs, and Palmyra.", ["Syria", "Palmyra"], ["Homs", "Palmyra"]),
        ("The army left the capital, Tessaro, on Monday.", ["capital", "Tessaro"], ["Tessaro"]),
        ("The army left two towns, Tessaro and Vell.", ["towns", "Tessaro", "Vell"], ["Tessaro", "Vell"]),
    ],
)
def test_a_description_with_a_name_is_called_by_the_name(text: str, spans: list[str], places: list[str]) -> None:
    assert meant(text, *spans) == places


@pytest.mark.parametrize(
    ("text", "spans", "places"),
    [
        ("The RSF seized Khartoum's airport on Saturday.", ["Khartoum's airport"], ["Khartoum's airport"]),
        ("The army crossed into Syria, Ankara said.", ["Syria"], ["Syria"]),
        ("Taking Iraq's second city, Kurdish fighters say, is near.", ["Iraq"], ["Iraq"]),
        ("Rebels hold Sudan's west, and Tessaro is quiet.", ["Sudan"], ["Sudan"]),
        ("The army entered the town of Tessaro.", ["town of Tessaro"], ["town of Tessaro"]),
        ("Homs's Baba Amr district fell.", ["Homs's Baba Amr district"], ["Homs's Baba Amr district"]),
        ("They took the airport, Tessaro and Vell.", ["airport", "Tessaro", "Vell"], ["airport", "Tessaro", "Vell"]),
    ],
)
def test_a_description_without_a_name_stays(text: str, spans: list[str], places: list[str]) -> None:
    assert meant(text, *spans) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Union troops took Savannah, Georgia, in December.", ["Savannah"]),
        ("They took Harpers Ferry, Virginia.", ["Harpers Ferry"]),
        ("Rebels took Bambari, Ouaka, on Monday.", ["Bambari"]),
        ("They seized Awdheegle, Lower Shabelle; the army fled.", ["Awdheegle"]),
        ("They took Goma, North Kivu, Congo, in May.", ["Goma"]),
        ("They left Columbus, Georgia, and Mobile, Alabama.", ["Columbus", "Mobile"]),
        ("They left Columbus, Georgia and Mobile, Alabama, in May.", ["Columbus", "Mobile"]),
        ("They left Bambari, Ouaka; Bria, Haute; and Ndele, Bamingui.", ["Bambari", "Bria", "Ndele"]),
        ("Rebels took Rutshuru and Kiwanja, North Kivu, on Monday.", ["Rutshuru", "Kiwanja"]),
        ("Rebels took Bria, Kabo and Ndele, in Bamingui.", ["Bria", "Kabo", "Ndele"]),
        ("Rebels took Bria, Kabo, and Ndele, in Bamingui.", ["Bria", "Kabo", "Ndele"]),
        ("Rebels took Bria, Kabo and Ndele, Bamingui.", ["Bria", "Kabo", "Ndele"]),
        ("The PMF took Baaj, Anbar province, on Monday.", ["Baaj"]),
    ],
)
def test_what_lies_behind_a_town_and_a_comma_only_says_where_it_is(text: str, places: list[str]) -> None:
    assert meant(text, *places, *(region for region in REGIONS if region in text)) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rebels took Bambari, Bria and Ndele.", ["Bambari", "Bria", "Ndele"]),
        ("Rebels took Bambari, Bria, and Ndele on Monday.", ["Bambari", "Bria", "Ndele"]),
        ("Rebels took Bambari, Bria, Kabo and Ndele.", ["Bambari", "Bria", "Kabo", "Ndele"]),
        ("Rebels hold Bambari, Bria, Ndele, Kabo.", ["Bambari", "Bria", "Ndele", "Kabo"]),
        ("Rebels took Bambari and Bria, Kabo and Ndele.", ["Bambari", "Bria", "Kabo", "Ndele"]),
        ("Rebels took Bambari and Bria, and left.", ["Bambari", "Bria"]),
        ("The PMF took Baaj, Raqqa.", ["Baaj", "Raqqa"]),
        ("Troops left Syria, Iraq, officials said.", ["Syria", "Iraq"]),
    ],
)
def test_a_list_stays_whole(text: str, places: list[str]) -> None:
    assert meant(text, *places) == places


def test_borders_with_two_countries_are_two_borders() -> None:
    text = "Kenya shut its borders with Somalia and Ethiopia on Monday."
    assert meant(text, "borders with Somalia", "Ethiopia") == ["borders with Somalia", "border with Ethiopia"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The army took 83 of them.", "83"),
        ("It gave four villages to Azerbaijan. Officials said so.", "Officials"),
        ("It is unknown whether the SDF would let the PMF pass.", "pass"),
        ("The SDF refused to let them through in March.", "March"),
        ("On Monday the army took it.", "Monday"),
        ("By John Smith\n\nThe army took the town.", "John Smith"),
        ("The army took it. (Reporting by Ahmed Rasheed; Editing by Jane Doe)", "Ahmed Rasheed"),
        ("Rebels push back regime advances.", "advances"),
        ("Residents fled.", "Residents"),
        ("DeepState showed Russian troops in the town.", "DeepState"),
        ("The garrison under Gen. Menendez gave itself up.", "Menendez"),
        ("Chad now controls all but the Aouzou strip.", "Aouzou strip"),
        ("A commander told al-Araby al-Jadeed that they had left.", "al-Araby al-Jadeed"),
    ],
)
def test_no_place_is_meant(text: str, span: str) -> None:
    assert meant(text, span) == []


@pytest.mark.parametrize(
    ("text", "span", "place"),
    [
        ("The army took Salang pass.", "pass", "Salang pass"),
        ("The army took the pass.", "pass", "pass"),
        ("The rebels hold a base.", "base", "base"),
        ("They came back to base on Monday.", "base", "base"),
        ("They took Hill 395.", "Hill", "Hill 395"),
        ("They took the uplands.", "uplands", "uplands"),
        ("Troops fell back by Lake Bell.", "Lake Bell", "Lake Bell"),
        ("The rebels last held Goma in 2012.", "last held Goma", "Goma"),
        ("They shelled the rebel-held parts of Aleppo.", "held parts of Aleppo", "parts of Aleppo"),
    ],
)
def test_a_place_is_meant(text: str, span: str, place: str) -> None:
    assert meant(text, span) == [place]


@pytest.mark.parametrize(
    ("phrase", "none"),
    [
        ("30", True),
        ("12,000", True),
        ("June 2015", True),
        ("officials", True),
        ("Iraqi officials", True),
        ("eastern", True),
        ("withdraws", True),
        ("Hill 30", False),
        ("March airfield", False),
        ("eastern front", False),
        ("uplands", False),
        ("Opening", False),
        ("Lower Town", False),
    ],
)
def test_numbers_days_persons_and_verbs_are_no_places(phrase: str, none: bool) -> None:
    assert is_no_place(phrase) is none


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("By John Smith", ["John Smith"]),
        ("By Ahmed al-Rasheed and Jane Doe BAGHDAD (Reuters) - Troops moved.", ["Ahmed al-Rasheed and Jane Doe"]),
        ("By Jane Doe, Reuters", ["Jane Doe"]),
        ("(Reporting by Ahmed Rasheed; Editing by Jane Doe)", ["Ahmed Rasheed", "Jane Doe"]),
        ("By Deir Salam the army had lost its way.", []),
        ("By Monday, rebels held Tessaro.", []),
        ("Tessaro was taken by Port Vell rebels.", []),
        ("It was told by John Smith.", []),
    ],
)
def test_a_byline_names_who_wrote(sentence: str, names: list[str]) -> None:
    assert [sentence[found.start : found.stop] for found in bylines(sentence)] == names
