from cmp_search.citations.styles import Style, choosing, plain
from tests.export.making import citation


def test_a_style_is_written_by_its_module() -> None:
    one = citation()
    assert choosing.full(one, Style.PLAIN, "fr", "2026-11-29") == plain.full(
        one, "fr", "2026-11-29"
    )
    assert choosing.short(one, Style.PLAIN, "fr", 7) == plain.short(one, "fr", 7)
