from pathlib import Path

import pytest
from pydantic import ValidationError

from cmp_search import settings as module
from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.settings import Settings


def test_the_defaults() -> None:
    assert Settings() == Settings(corpus=Path("corpus"), index=Path("index"), model=DEFAULT_MODEL)


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", "/some/where")
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")
    assert (Settings().index, Settings().model) == (Path("/some/where"), "fake")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().model = "other"  # type: ignore[misc]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_each_setting_is_in_the_table_with_its_default(name: str) -> None:
    rows = [line for line in (module.__doc__ or "").splitlines() if line.startswith("| CMP")]
    (row,) = [line for line in rows if f"| CMP_SEARCH_{name.upper()} |" in line]
    assert f"| {Settings.model_fields[name].default} |" in row
    assert len(rows) == len(Settings.model_fields)
