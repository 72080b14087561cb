"""English is read, all English; other languages are known as such."""
# ruff: noqa: RUF001 - other alphabets have letters that look like ours

import re
from collections.abc import Callable

import pytest

from services.detect.detector import Detection, Result
from services.detect.words.language import may_be_english
from services.training.corpus import MARKED, read_passages
from tests.support.detect import DETECTOR, article

OTHERS = {
    "Arabic": "سيطرت القوات الحكومية يوم الأحد على بلدة حدودية بعد معارك عنيفة. "
    "وقال متحدث باسم الجيش إن المسلحين انسحبوا باتجاه الصحراء.",
    "Russian": "Правительственные войска в воскресенье заняли город на границе после тяжёлых боёв. "
    "Представитель армии сообщил, что боевики отступили в пустыню.",
    "Ukrainian": "Українські військові звільнили село на півдні області після кількох днів боїв. "
    "У Генеральному штабі повідомили, що противник відступив за річку.",
    "French": "Les forces gouvernementales ont repris dimanche la ville frontalière après de violents combats. "
    "Un porte-parole de l'armée a affirmé que les rebelles s'étaient retirés vers le désert.",
    "German": "Regierungstruppen haben am Sonntag nach schweren Gefechten die Grenzstadt eingenommen. "
    "Ein Sprecher der Armee sagte, die Rebellen hätten sich in die Wüste zurückgezogen.",
    "Spanish": "Las fuerzas gubernamentales tomaron el domingo la ciudad fronteriza tras intensos combates. "
    "Un portavoz del ejército dijo que los rebeldes se retiraron hacia el desierto.",
    "Turkish": "Hükümet güçleri pazar günü şiddetli çatışmaların ardından sınır kentini ele geçirdi. "
    "Ordu sözcüsü, militanların çöle doğru çekildiğini açıkladı.",
    "Persian": "نیروهای دولتی روز یکشنبه پس از درگیری‌های سنگین شهر مرزی را تصرف کردند. "
    "سخنگوی ارتش گفت که شورشیان به سوی بیابان عقب نشسته‌اند.",
    "Chinese": "政府军周日经过激烈战斗后占领了边境城镇。"
    "军方发言人说，叛军已经向沙漠方向撤退，当地居民正在陆续返回家园。",
    "Portuguese": "As forças do governo tomaram no domingo a cidade fronteiriça depois de combates intensos. "
    "Um porta-voz do exército disse que os rebeldes recuaram para o deserto.",
    "Italian": "Le forze governative hanno conquistato domenica la città di confine dopo violenti combattimenti. "
    "Un portavoce dell'esercito ha detto che i ribelli si sono ritirati nel deserto.",
    "Dutch": "Regeringstroepen hebben zondag na zware gevechten de grensstad ingenomen. De week was lang, en of de "
    "rebellen zich in de woestijn hebben teruggetrokken, is over de grens nog niet bekend.",
    "Danish": "Regeringsstyrkerne har efter hårde kampe indtaget byen ved grænsen. En talsmand for hæren sagde, at "
    "oprørerne havde trukket sig tilbage for at samle sig, og at det er for tidligt at tale om sejr.",
    "Polish": "Wojska rządowe zajęły w niedzielę miasto przy granicy po ciężkich walkach. "
    "Rzecznik armii powiedział, że rebelianci wycofali się na pustynię.",
    "Indonesian": "Pasukan pemerintah merebut kota perbatasan pada hari Minggu setelah pertempuran sengit. "
    "Juru bicara militer mengatakan para pemberontak telah mundur ke arah gurun.",
    "Swahili": "Vikosi vya serikali viliuteka mji wa mpakani siku ya Jumapili baada ya mapigano makali. "
    "Msemaji wa jeshi alisema waasi wamerudi nyuma kuelekea jangwani.",
    "Somali": "Ciidamada dowladda ayaa Axaddii la wareegay magaalo xuduudda ku taalla kadib dagaal culus. "
    "Afhayeen u hadlay ciidanka ayaa sheegay in kooxdu ay ka baxday halkaas.",
}
HEADLINES = [
    "Houthis seize Al-Jawf, Marib, Hajjah, Al-Bayda, Saada, Taiz",
    "Erdoğan, Özel, İmamoğlu, Kılıçdaroğlu: Ankara, İstanbul, Diyarbakır, Şanlıurfa",
    "Zelenskyy, Zaluzhnyi, Syrskyi: Bakhmut, Avdiivka, Robotyne, Kupiansk, Lyman",
    "Jamaat Nusrat al-Islam wal-Muslimin overruns Djibo, Diapaga, Boulsa garrisons",
    "Ouattara, Gbagbo, Soro, Bédié, N'Guessan: Abidjan, Yamoussoukro, Bouaké clash",
]


def without_punctuation(text: str) -> str:
    return re.sub(r"[^\w\s]", " ", text)


@pytest.mark.parametrize("changed", [str, str.upper, str.title, without_punctuation])
def test_no_passage_of_the_corpus_is_lost(changed: Callable[[str], str]) -> None:
    passages = [changed(passage.text) for passage in read_passages(MARKED.glob("*.txt"))]
    assert [text for text in passages if not may_be_english(text)] == []


def test_no_first_words_of_a_passage_are_lost() -> None:
    texts = [passage.text.split() for passage in read_passages(MARKED.glob("*.txt"))]
    beginnings = [" ".join(words[:length]) for words in texts for length in (8, 16, 24)]
    assert [text for text in beginnings if not may_be_english(text)] == []


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_headline_full_of_foreign_names_is_english(headline: str) -> None:
    assert may_be_english(headline)
    assert may_be_english(headline.upper())


@pytest.mark.parametrize("text", ["", " \n ", "2017", "???", "Baaj", "C'est la guerre"])
def test_what_is_too_short_to_tell_counts_as_english(text: str) -> None:
    assert may_be_english(text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("changed", [str, str.upper, without_punctuation])
def test_two_sentences_in_another_language_are_known(text: str, changed: Callable[[str], str]) -> None:
    assert not may_be_english(changed(text))


def test_a_foreign_article_stays_one_with_an_english_line_below_it() -> None:
    assert not may_be_english("\n\n".join([*[OTHERS["Turkish"]] * 5, "Follow us for all the news of the day"]))


def test_english_is_english_with_a_foreign_quote_above_it() -> None:
    english = "The army captured the town of Baaj on Sunday, and its spokesman said that the militants had fled. " * 4
    assert may_be_english("\n\n".join([*[OTHERS["Arabic"]] * 6, english]))


def test_an_article_in_another_language_has_no_events_whatever_names_are_in_it() -> None:
    text = OTHERS["Turkish"] + " PMF captured Baaj."
    assert DETECTOR.examine(article(text)) == Detection(Result.OTHER_LANGUAGE)
    assert DETECTOR.detect(article(text)) == ()


def test_what_came_of_an_article_is_told() -> None:
    assert DETECTOR.examine(article("The PMF captured Baaj on Monday.")).result is Result.EVENTS
    assert DETECTOR.examine(article("Nothing happened.")) == Detection(Result.NOTHING)
