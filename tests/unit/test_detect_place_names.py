"""How much of the words around it belongs to a place's name, and what the words behind it say of its country."""

import pytest

from schemas.event import PlaceKind
from services.detect.names.mentions import find_mentions
from services.detect.names.nations import load_nations
from services.detect.names.place_names import Offset, dateline, moved, offset_before, take_apart
from services.detect.names.theatre_names import NameKind, NameTable, link_end
from services.detect.words.text import words
from services.detect.world.gazetteer import Gazetteer
from services.detect.world.whereabouts import Whereabouts, whereabouts

NATIONS = load_nations()
NAMES = NameTable([], NATIONS.find_at)
GAZETTEER = Gazetteer()


def places(sentence: str) -> list[str]:
    """The places that a sentence mentions."""
    return [mention.text for mention in find_mentions(sentence, NAMES) if mention.kind is NameKind.PLACE]


def behind(sentence: str, name: str) -> Whereabouts:
    """What the words behind a name say."""
    return whereabouts([sentence], name, name, NATIONS, GAZETTEER)


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


@pytest.mark.parametrize(
    ("sentence", "name", "country"),
    [
        ("They seized Palma, Mozambique, after a battle.", "Palma", "MZ"),
        ("They seized Palma in Cabo Delgado.", "Palma", "MZ"),
        ("They seized Palma airport in northern Mozambique on Monday.", "Palma", "MZ"),
        ("They seized Konna, a town in central Mali, on Thursday.", "Konna", "ML"),
        ("They seized Baga in Nigeria's Borno state.", "Baga", "NG"),
        ("They seized Goma, North Kivu, on Monday.", "Goma", "CD"),
        ("They seized Saraqib in Idlib province.", "Saraqib", "SY"),
        ("They seized Benghazi, Libya's second city.", "Benghazi", "LY"),
        ("They seized Santa Cruz in the southern Philippines.", "Santa Cruz", "PH"),
        ("They seized Goma in the Democratic Republic of Congo.", "Goma", "CD"),
    ],
)
def test_words_behind_a_name_tell_its_country(sentence: str, name: str, country: str) -> None:
    found = behind(sentence, name)
    assert (found.country, found.certain) == (country, True)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("They seized Vuhledar, Ukraine said.", "Vuhledar"),
        ("As they moved on Mosul, the US set up bases.", "Mosul"),
        ("After they lost Goma, Rwanda's army crossed over.", "Goma"),
        ("They seized Mosul, Turkey's Erdogan said.", "Mosul"),
        ("After the fall of Goma, Rwanda, which backs them, said so.", "Goma"),
        ("They left Goma in Rwanda's hands.", "Goma"),
        ("They left Afrin in Turkish hands.", "Afrin"),
        ("They seized Lyman in Russian-held Donetsk.", "Lyman"),
        ("They seized Agadez in Niger State.", "Agadez"),
        ("They seized Port Harcourt, the oil town in the Niger delta.", "Port Harcourt"),
        ("They seized Saraqeb, Russia's centre for reconciliation said.", "Saraqeb"),
        ("They seized Mushayrifah in the countryside of Ayn Issa.", "Mushayrifah"),
        ("They seized Manbij in Northeastern Aleppo.", "Manbij"),
        ("They seized Goma, Bukavu and Uvira.", "Goma"),
        ("They seized Goma in March.", "Goma"),
        ("They seized Goma near Rwanda.", "Goma"),
        ("They seized Goma before talks in Kenya.", "Goma"),
        ("They seized Goma. In Rwanda crowds cheered.", "Goma"),
    ],
)
def test_other_words_behind_a_name_do_not(sentence: str, name: str) -> None:
    assert not behind(sentence, name).certain


def test_a_city_behind_a_name_is_a_hint_without_certainty() -> None:
    found = behind("They seized Rafah in southern Gaza.", "Rafah")
    assert (found.countries, found.certain) == (("PS",), False)


@pytest.mark.parametrize(("name", "also"), [("Georgia", "US"), ("Sudan", "SS"), ("Ethiopia", "ER")])
def test_a_country_s_name_may_mean_another_land_too(name: str, also: str) -> None:
    found = behind(f"They seized Qwxyzzy, {name}, on Monday.", "Qwxyzzy")
    assert found.countries == (found.country, also)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("KHARKIV, Ukraine (Reuters) - Troops", "KHARKIV"),
        ("Town falls\n\nADDIS ABABA (AFP) - Troops", "ADDIS ABABA"),
        ("GOMA \u2014 Rebels", "GOMA"),
        ("ISIS fighters left", None),
        ("REBELS TAKE TOWN", None),
    ],
)
def test_datelines_are_read(text: str, city: str | None) -> None:
    sent_from = dateline(text)
    assert (text[sent_from.start : sent_from.stop] if sent_from else None) == city


@pytest.mark.parametrize(
    ("before", "offset"),
    [
        ("a base 40 km west of ", Offset(40, 270)),
        ("some 2.5 kilometres north-east of the city of ", Offset(2.5, 45)),
        ("10 miles south of ", Offset(16.09344, 180)),
        ("north of ", None),
        ("the town of ", None),
    ],
)
def test_offsets_are_read(before: str, offset: Offset | None) -> None:
    assert offset_before(f"{before}Mosul", len(before))[0] == offset


def test_a_degree_of_latitude_is_111_km() -> None:
    assert moved(10, 20, Offset(111.2, 0)) == pytest.approx((11, 20), abs=0.001)
    assert moved(0, 179.5, Offset(111.2, 90)) == pytest.approx((0, -179.5), abs=0.001)


@pytest.mark.parametrize(
    ("phrase", "names", "kind"),
    [
        ("town of Lyman", ("Lyman",), PlaceKind.TOWN),
        ("Tal Afar airport in Nineveh", ("Tal Afar", "Nineveh"), PlaceKind.BASE),
        ("Aleppo Province", ("Aleppo Province", "Aleppo"), PlaceKind.REGION),
        ("border crossing at Nasib", ("Nasib",), PlaceKind.CROSSING),
        ("Rio de Janeiro", ("Rio de Janeiro",), None),
        ("strategic hilltop", (), PlaceKind.OTHER),
    ],
)
def test_phrases_are_taken_apart(phrase: str, names: tuple[str, ...], kind: PlaceKind | None) -> None:
    assert (take_apart(phrase).names, take_apart(phrase).kind) == (names, kind)
