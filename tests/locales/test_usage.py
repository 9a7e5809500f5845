"""Words, signs, numbers and dates are those of each language."""

import re
from datetime import date

import pytest

from cmp_search.locales import interfaces, messages_for, own_name
from tests.conftest import CHECKOUT

PACKAGE = CHECKOUT / "cmp_search"


@pytest.mark.parametrize("language", interfaces())
def test_no_line_breaks_before_the_sign_of_a_share(language: str) -> None:
    for key, message in messages_for(language).messages.items():
        assert " %" not in str(message), key


def test_french_signs_stay_with_their_words() -> None:
    text = (PACKAGE / "locales" / "fr.toml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    loose = re.compile(r" [:»?!%](?!\w)|«[ \xa0]|\xa0»")
    assert list(filter(loose.search, lines)) == []


FORBIDDEN = {
    "fr": (
        # Another word of the house stands for it.
        r"[Ss]ynthèse|\bun résumé|Résumé –|[Tt]exte seul|suffixe|Tous les choix"
        r"|[Rr]écupér|[Ee]ndroit (?:pré|sui)|éditeurs?\b|\bfiltres?\b"
        r"|en d’autres mots|machine|comme \d{4}-",
        # A citation is what a note quotes; what stands under a passage is a reference.
        r"[Cc]itations? (?:dir|donn|nomm)",
        # English words that French has words for.
        r"\b(?:e?-?mails?|browser|download|upload|feedback|OK|checker|link|tool)\b",
        # The reader is addressed as “vous”.
        r"\b(?:tu|toi|ton|ta|tes)\b",
        # Signs: straight apostrophes between letters, spaces before signs that take none here.
        r"\w'(?=[aeiouhéèêyAEIOUHÉ])|[ \xa0\u202f][;?!]|n°",
        # A preposition takes no colon.
        r" (?:en|de|à|avec|par)\xa0: ",
    ),
    "es": (
        r"\b[Aa]ñad|\b[Uu]n resumen\b|Resumen –|\b[Ff]rases?\b|sufijo|texto sin formato"
        r"|emitió este juicio|[Cc]omprueb|[Cc]omprob|[Rr]epon|[Ii]nstituci|\bahí\b|\bfiltros?\b"
        r"|como \d{4}-",
        # A citation is what a note quotes; what stands under a passage is a reference.
        r"[Cc]itas (?:dir|dan|nombr)",
        # A person who is named as an object takes “a”, which is not known of a name.
        r"(?:mencionan?|nombran?) \{(?:names|claimed)\}",
        r"\b(?:e?-?mails?|browser|download|upload|feedback|OK|chequear|link|tool)\b",
        # The reader is addressed as “usted”.
        r"\b(?:tú|ti|tus?|vosotros|puedes|tienes|quieres)\b",
        r"[«»]|[ \xa0\u202f][;:?!]|n\.º",
        # A preposition takes no colon.
        r" (?:en|de|a|con|por): ",
        # A share takes its article.
        r"(?:sobre|de) \{share\} de|^\{share\} de",
    ),
}
"""Words and signs that no message has, since the house has others."""


@pytest.mark.parametrize("language", FORBIDDEN)
def test_words_and_signs_are_those_of_the_house(language: str) -> None:
    for key, message in messages_for(language).messages.items():
        for form in message.values() if isinstance(message, dict) else [message]:
            for pattern in FORBIDDEN[language]:
                found = re.search(pattern, form)
                assert not found or is_quoted(form, found), (key, form)


@pytest.mark.parametrize("language", interfaces())
def test_the_partnership_has_its_hyphen_as_the_governments_write_it(language: str) -> None:
    joined = re.compile(r"(Canad[aá])(.)(M[eé]xi\w+)|(M[eé]xi\w+)(.)(Canad[aá])")
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    texts = [*map(str, messages_for(language).messages.values()), readme]
    signs = {found[2] or found[5] for text in texts for found in joined.finditer(text)}
    assert signs == {"-"}


def is_quoted(form: str, found: re.Match[str]) -> bool:
    """Whether it is in a command or in words of an English file, which stand as they are."""
    before = form[: found.start()]
    return before.count("`") % 2 == 1 or "model's" in form[found.start() - 8 : found.end() + 3]


@pytest.mark.parametrize("language", FORBIDDEN)
def test_every_question_and_exclamation_in_spanish_is_opened(language: str) -> None:
    for key, message in messages_for(language).messages.items():
        for form in message.values() if isinstance(message, dict) else [message]:
            opened = form.count("¿") + form.count("¡")
            closed = form.count("?") + form.count("!")
            assert opened == (closed if language == "es" else 0), key


def test_days_stand_behind_a_noun_as_each_language_has_it() -> None:
    days = (date(2019, 11, 27), date(2019, 11, 28), date(2019, 11, 29), date(2019, 12, 1))
    questions = {
        language: [
            messages_for(language)(
                "start.ask_where", date=messages_for(language).of_days(days[0], last)
            )
            for last in days
        ]
        for language in ("en", "fr", "es")
    }
    assert "meeting of 27–28 November 2019" in questions["en"][1]
    assert [question.partition("réunion ")[2] for question in questions["fr"]] == [
        "du 27 novembre 2019?",
        "des 27 et 28 novembre 2019?",
        "du 27 au 29 novembre 2019?",
        "du 27 novembre 2019 au 1er décembre 2019?",
    ]
    assert [question.partition("reunión ")[2] for question in questions["es"]] == [
        "del 27 de noviembre de 2019?",
        "del 27 y 28 de noviembre de 2019?",
        "del 27 al 29 de noviembre de 2019?",
        "del 27 de noviembre de 2019 al 1 de diciembre de 2019?",
    ]
    first, second = date(2019, 8, 1), date(2019, 8, 2)
    assert messages_for("fr").of_days(first, second) == "des 1er et 2 août 2019"


def test_a_share_has_its_article_in_spanish() -> None:
    spanish = messages_for("es")
    shares = {"answerable": spanish.per_cent(0.66), "near": "20 %", "off": "0 %"}
    assert "juzgó así el 66\u00a0% de las preguntas" in spanish("reliability.said", **shares)


def test_numbers_and_dates_are_written_as_each_language_does() -> None:
    english, french, spanish = map(messages_for, ("en", "fr", "es"))
    assert [words.quote("x") for words in (english, french, spanish)] == [
        "“x”",
        "«\u202fx\u202f»",
        "“x”",
    ]
    assert english.per_cent(0.745) == "74%"
    assert [words.per_cent(0.05) for words in (french, spanish)] == ["5\u00a0%", "5\u00a0%"]
    assert [words.number(12345) for words in (english, french, spanish)] == [
        "12,345",
        "12\u202f345",
        "12,345",
    ]
    first = date(2019, 8, 1)
    assert english.day(first) == "1 August 2019"
    assert french.day(first) == "1er août 2019"
    assert spanish.day(date(2019, 11, 28)) == "28 de noviembre de 2019"
    last = date(2019, 8, 2)
    assert [words.days(first, last) for words in (english, french, spanish)] == [
        "1–2 August 2019",
        "1er et 2 août 2019",
        "1 y 2 de agosto de 2019",
    ]
    third = date(2019, 8, 3)
    assert [words.days(first, third) for words in (english, french, spanish)] == [
        "1–3 August 2019",
        "du 1er au 3 août 2019",
        "del 1 al 3 de agosto de 2019",
    ]
    assert [words.days(last, date(2019, 9, 1)) for words in (french, spanish)] == [
        "du 2 août 2019 au 1er septembre 2019",
        "del 2 de agosto de 2019 al 1 de septiembre de 2019",
    ]
    assert english.days(first, first) == english.day(first)
    assert english.days(first, date(2019, 9, 2)) == "1 August 2019 – 2 September 2019"
    assert [words.month(first) for words in (french, spanish)] == ["août 2019", "agosto de 2019"]
    at = "2026-11-02T01:05:00+00:00"
    assert [words.moment(at) for words in (english, french, spanish)] == [
        "2 November 2026, 1:05 UTC",
        "2 novembre 2026 à 1\u00a0h\u00a005 UTC",
        "2 de noviembre de 2026 a las 01:05 UTC",
    ]


def test_a_message_that_counts_takes_its_form() -> None:
    forms = {
        language: [
            messages_for(language).count("ask.record", n, date="d", named=" (a)", index="i")
            for n in (0, 1, 2)
        ]
        for language in ("en", "fr", "es")
    }
    assert "in 0 documents" in forms["en"][0] and "in 1 document " in forms["en"][1]
    assert "dans 0 document " in forms["fr"][0] and "dans 2 documents" in forms["fr"][2]
    assert "en 1 documento " in forms["es"][1] and "en 0 documentos" in forms["es"][0]


def test_any_language_is_named() -> None:
    codes = ("fr", "de", "zz", "")
    assert [messages_for("fr").name(code) for code in codes] == ["français", "allemand", "zz", ""]
    assert [messages_for("es").name(code) for code in codes] == ["francés", "alemán", "zz", ""]
    assert [own_name(code) for code in codes] == ["Français", "Deutsch", "zz", ""]


def test_countries_are_called_as_the_language_has_them() -> None:
    names = {language: messages_for(language).country("PE") for language in ("en", "fr", "es")}
    assert names == {"en": "Peru", "fr": "Pérou", "es": "Perú"}
    assert messages_for("fr").country("?") == "?"


def test_a_million_has_the_form_of_many() -> None:
    """French and Spanish have a plural for millions; nouns after figures do not use it."""
    assert messages_for("fr").count("unit.pages", 1_000_000) == "1\u202f000\u202f000 pages"
