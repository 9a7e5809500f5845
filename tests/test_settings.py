from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from cmp_search import settings as module
from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.settings import CHECKOUT, DEFAULTS, Settings, index_beside


def test_the_defaults() -> None:
    assert Settings() == Settings(corpus=Path("corpus"), index="index", model=DEFAULT_MODEL)


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", "/some/where")
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")
    assert (Settings().index, Settings().model) == ("/some/where", "fake")


@pytest.mark.parametrize(
    ("value", "allowed"),
    [("yes", True), ("True", True), ("1", True), ("no", False), ("perhaps", False)],
)
def test_upkeep_is_allowed_only_by_a_yes(
    monkeypatch: pytest.MonkeyPatch, value: str, allowed: bool
) -> None:
    assert not Settings().can_edit
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", value)
    assert Settings().can_edit == allowed


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_CORPUS", "")
    assert Settings().corpus == Path("corpus")


def test_from_another_folder_the_texts_of_the_checkout_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings().corpus == module.CHECKOUT / "corpus"
    assert Settings().index == str(module.CHECKOUT / "index")
    (tmp_path / "index").mkdir()
    assert (Settings().corpus, Settings().index) == (Path("corpus"), "index")


def test_without_a_checkout_it_is_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "CHECKOUT", tmp_path / "site-packages")
    assert (Settings().corpus, Settings().index) == (Path("corpus"), "index")


def test_the_index_of_the_checkout_is_not_that_of_another_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert index_beside(Path("texts")) == "index"
    monkeypatch.setenv("CMP_SEARCH_CORPUS", "texts")
    assert Settings().index == "index"
    monkeypatch.setenv("CMP_SEARCH_INDEX", "elsewhere")
    assert index_beside(Path("texts")) == Settings().index == "elsewhere"


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().model = "other"  # type: ignore[misc]


def test_each_setting_is_in_the_table_with_its_default() -> None:
    rows = [line for line in (module.__doc__ or "").splitlines() if line.startswith("| CMP")]
    assert len(rows) == len(fields(Settings)) == len(DEFAULTS)
    for name, default in DEFAULTS.items():
        (row,) = [line for line in rows if f"| CMP_SEARCH_{name.upper()} |" in line]
        assert f"| {default} |" in row


def test_the_audit_log_is_hidden_in_the_corpus_unless_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Settings(Path("texts")).audit_folder == Path("texts/.audit")
    monkeypatch.setenv("CMP_SEARCH_AUDIT", "/var/log/cmp-search")
    assert Settings(Path("texts")).audit_folder == Path("/var/log/cmp-search")


def test_who_may_only_read_a_corpus_has_an_audit_log_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CMP_SEARCH_AUDIT", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("cmp_search.settings.os.access", lambda *_: False)
    assert Settings(tmp_path).audit_folder == tmp_path / "home" / ".cmp-search" / "audit"


def test_the_page_of_commands_has_all_settings() -> None:
    page = (CHECKOUT / "docs" / "commands.md").read_text("utf-8")
    table = [line for line in str(module.__doc__).splitlines() if line.startswith("|")]
    assert len(table) == 2 + len(DEFAULTS)
    assert "\n".join(table) in page
