"""A new language of the interface takes one file and no other change."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import cmp_search.locales as messages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.language.detection import TEXT_LANGUAGES, detect_language
from cmp_search.locales import FOLDER, interfaces, messages_for
from cmp_search.locales.preference import preferred_language
from cmp_search.search.searcher import open_searcher
from cmp_search.web.serving import SCRIPT
from tests.index.building import build, state

NEW = {
    'name = "English"\norder = 1': 'name = "Xx"\norder = 9\nlocale = "pl"',
    'paragraph = "para {at}"': 'paragraph = "ustęp {at}"',
    'pages = { one = "{n} page", other = "{n} pages" }': (
        'pages = { one = "{n} strona", few = "{n} strony", many = "{n} stron", other = "?" }'
    ),
}
"""Where the file of the language "xx" differs from the English one; its plurals are Polish."""
POLISH = "Kto prowadzi partnerstwo między oboma krajami i gdzie odbyło się ostatnie spotkanie?"


def forget() -> None:
    for cached in (messages.interfaces, messages.messages_for, messages._codes, messages._tables):
        cached.cache_clear()


@pytest.fixture
def xx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The files of the package, and one more."""
    folder = tmp_path / "words"
    folder.mkdir()
    for code in interfaces():
        (folder / f"{code}.toml").write_bytes(FOLDER.joinpath(f"{code}.toml").read_bytes())
    text = (folder / "en.toml").read_text("utf-8")
    for english, own in NEW.items():
        assert english in text
        text = text.replace(english, own)
    (folder / "xx.toml").write_text(text, "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(messages, "FOLDER", folder)
        forget()
        yield "xx"
    forget()


def test_its_file_is_enough(xx: str) -> None:
    assert list(interfaces().items())[-1] == (xx, "Xx")
    messages = messages_for(xx)
    counted = [messages.count("unit.pages", n) for n in (1, 3, 5, 22, 112)]
    assert counted == ["1 strona", "3 strony", "5 stron", "22 strony", "112 stron"]
    assert messages.day(date(2019, 8, 1)) == "1 sierpnia 2019"
    assert messages.days(date(2019, 8, 1), date(2019, 8, 2)) == "1–2 sierpnia 2019"
    assert (messages.number(12345), messages.name("de")) == ("12\u00a0345", "niemiecki")
    assert preferred_language(xx, "fr") == preferred_language(None, "fr;q=0.5, xx-YY;q=0.9") == xx


def test_an_older_index_serves_it(corpus: Path, index: Path, xx: str) -> None:
    before = state(index)
    report = build(corpus, index)
    assert (report.rebuild_reason, report.encoded, state(index)) == (None, 0, before)
    found = open_searcher(str(index), FakeEncoder())
    hit = found.ask("lenses").hits[0]
    assert ", ustęp " in hit.citation.render(xx)
    assert ", para " in hit.citation.render()
    assert hit.language in TEXT_LANGUAGES
    found.close()


def test_texts_are_in_the_same_languages_as_before(xx: str) -> None:
    assert xx in interfaces() and xx not in TEXT_LANGUAGES
    assert detect_language(POLISH) == "pl"


def test_the_app_uses_it(
    corpus: Path, index: Path, xx: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("CORPUS", corpus), ("INDEX", index), ("MODEL", "fake")):
        monkeypatch.setenv(f"CMP_SEARCH_{name}", str(value))
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.query_params.update({"lang": xx, "q": "lenses"})
    page.run()
    assert not page.exception
    assert page.radio[0].options[-1] == "Xx"
    assert any("ustęp" in str(getattr(one, "value", "")) for one in page.get("html"))
