import pytest

from cmp_search.locales.error_messages import Parameter, message

Parameters = dict[str, Parameter]


@pytest.mark.parametrize(("code", "parameters"), [("pdf_pages", {}), ("not_known_here", {"a": 1})])
def test_what_another_version_kept_is_told_as_such(code: str, parameters: Parameters) -> None:
    assert f"“{code}”" in message(code, parameters)
    assert message(code, {**parameters, "file": "a.pdf"}).startswith("a.pdf: this failed")


def test_a_foreign_record_still_has_a_message() -> None:
    assert "brand_new" in message("brand_new", {"x": 1})
    assert message("suffix_unknown", {"suffix": ".x", "known": [".a", 2]})  # type: ignore[list-item]
