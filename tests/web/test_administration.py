from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.audit import Action, Via
from cmp_search.documents.catalogue import CATALOGUE
from cmp_search.errors import ServingError
from cmp_search.library import Library
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.app import ADDRESSES, FOR_ADMINISTRATORS
from tests.web.conftest import Open, ask, shown

PAGE = "administration"
MESSAGES = messages_for("en")


@pytest.fixture
def administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Upkeep is on at this machine, where nobody signs in."""
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")


@pytest.fixture
def library(corpus: Path, index: Path) -> Library:
    return Library(corpus, index, "fake").acting_for("ana", Via.COMMAND)


def titles(page: AppTest) -> list[str]:
    return [title.value for title in page.title]


@pytest.mark.parametrize("language", interfaces())
def test_to_others_its_address_has_no_page_and_nothing_names_it(
    open_page: Open, library: Library, language: str
) -> None:
    library.audit.record("ana", Via.COMMAND, Action.ADD, "a-secret-text")
    page = open_page(PAGE, lang=language)
    messages = messages_for(language)
    assert titles(page) == [messages("app.missing")]
    assert "a-secret-text" not in shown(page)
    assert f'href="{PAGE}' not in shown(page)
    assert len(page.get("page_link")) == len(ADDRESSES)


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("language", interfaces())
def test_administrators_find_it_in_their_language(open_page: Open, language: str) -> None:
    page = open_page(PAGE, lang=language)
    messages = messages_for(language)
    assert titles(page) == [messages("administration.title")]
    assert f'href="{PAGE}' in shown(page)
    assert messages("administration.well") in shown(page)


@pytest.mark.usefixtures("administrator")
def test_it_shows_who_did_what_the_newest_first(open_page: Open, library: Library) -> None:
    library.audit.record("ana", Via.COMMAND, Action.ADD, "oars")
    library.audit.record("ben", Via.APP, Action.REMOVE, "oars", "not_in_corpus")
    html = shown(open_page(PAGE))
    assert "text added · oars" in html and "ben (app)" in html and "failed (not_in_corpus)" in html
    assert html.index("text removed · oars") < html.index("text added · oars")


@pytest.mark.usefixtures("administrator")
def test_the_log_is_filtered_by_action_and_person(open_page: Open, library: Library) -> None:
    library.audit.record("ana", Via.COMMAND, Action.ADD, "oars")
    library.audit.record("ben", Via.APP, Action.ADD, "nets")
    library.audit.record("ben", Via.APP, Action.REMOVE, "sails")
    page = open_page(PAGE)
    page.selectbox(key="log_who").set_value("ben").run()
    assert "· oars" not in shown(page) and "· nets" in shown(page) and "· sails" in shown(page)
    page.selectbox(key="log_action").set_value(Action.REMOVE).run()
    assert "· nets" not in shown(page) and "1 entry" in shown(page)


@pytest.mark.usefixtures("administrator")
def test_a_long_log_is_shown_some_at_a_time(open_page: Open, library: Library) -> None:
    for n in range(60):
        library.audit.record("ana", Via.COMMAND, Action.ADD, f"text-{n}")
    page = open_page(PAGE)
    assert "· text-59<" in shown(page) and "· text-5<" not in shown(page)
    page.button[-1].click().run()
    assert "· text-5<" in shown(page)


@pytest.mark.usefixtures("administrator")
def test_words_of_others_come_out_as_words(open_page: Open, library: Library) -> None:
    library.audit.record("<script>x</script>", Via.APP, Action.ADD, "<img src=x onerror=y>")
    html = shown(open_page(PAGE))
    assert "<script>x" not in html and "<img src" not in html and "&lt;img src=x" in html


@pytest.mark.usefixtures("administrator")
def test_a_log_that_was_changed_is_said(open_page: Open, library: Library) -> None:
    library.audit.record("ana", Via.COMMAND, Action.ADD, "oars")
    path = library.audit.folder / "000001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"oars", b"nets"))
    page = open_page(PAGE)
    assert any("line 1 of 000001.jsonl was changed" in one.value for one in page.warning)
    assert MESSAGES("administration.well") not in shown(page)


@pytest.mark.usefixtures("administrator")
def test_a_policy_that_became_wrong_is_said(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = ServingError("access_key_unknown", path="/srv/access.toml", name="roles.readers")
    monkeypatch.setattr("cmp_search.web.administration.policy_fault", lambda: fault)
    page = open_page(PAGE)
    [said] = [one.value for one in page.warning]
    assert "roles.readers" in said and "before holds" in said and "/srv" not in said
    assert MESSAGES("administration.well") not in shown(page)


@pytest.mark.usefixtures("administrator")
def test_it_shows_what_is_kept_and_by_whom(open_page: Open, library: Library, corpus: Path) -> None:
    (corpus / "oars.txt").write_text("The oars are of ash.", "utf-8")
    built = library.build()
    library.tag("signed")
    html = shown(open_page(PAGE))
    assert f"{built.generation} (in use)" in html and "signed" in html
    assert html.count("ana (command)") >= 3, "the build, the tag and the generation"


@pytest.mark.usefixtures("administrator")
def test_it_shows_what_waits_and_what_is_wrong(
    open_page: Open, library: Library, corpus: Path, tmp_path: Path
) -> None:
    catalogue = corpus / CATALOGUE
    entry = '[[document]]\nid = "treaty"\ntitle = "A treaty"\nurl = "https://example.org/treaty"\n'
    catalogue.write_text(f"{catalogue.read_text('utf-8')}\n{entry}", "utf-8")
    (tmp_path / "treaty.txt").write_text("Oars are for all.", "utf-8")
    library.add(tmp_path / "treaty.txt", "treaty")
    library.build()
    (corpus / "late.txt").write_text("Late.", "utf-8")
    page = open_page(PAGE)
    assert "A treaty" in shown(page) and "cmp-search confirm ID" in [one.value for one in page.code]
    assert any("late" in one.value for one in page.warning)


def test_the_pages_of_administrators_are_not_in_the_navigation_of_all() -> None:
    assert not ADDRESSES.keys() & FOR_ADMINISTRATORS.keys()


@pytest.mark.usefixtures("administrator")
def test_what_is_asked_in_the_app_is_not_recorded(page: AppTest, library: Library) -> None:
    page.run()
    ask(page, "Who polished zanzibarian lenses?")
    assert not library.audit.folder.exists()
