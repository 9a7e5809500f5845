"""How a difference is shown in the terminal."""

import pytest

from cmp_search.cli.verifying import print_verification
from cmp_search.verification.draft import Place
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.verdict import (
    Change,
    ChangeKind,
    CheckedQuotation,
    Standing,
    Verification,
)

NOTE, TEXT, SAME = ChangeKind.ONLY_IN_NOTE, ChangeKind.ONLY_IN_TEXT, ChangeKind.SAME


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([(SAME, "the "), (NOTE, "red "), (TEXT, "green"), (SAME, "lamp")],
         "the [-red-] {+green+} lamp"),
        ([(SAME, "the "), (TEXT, "green"), (SAME, "lamp")], "the {+green+} lamp"),
        ([(SAME, "the lamp"), (TEXT, "[…]"), (SAME, ", lit")], "the lamp {+[…]+}, lit"),
        ([(NOTE, "The"), (TEXT, "A"), (SAME, "’s")], "[-The-] {+A+}’s"),
    ],
)  # fmt: skip
def test_marks_survive_without_colour(
    parts: list[tuple[ChangeKind, str]], shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    difference = tuple(Change(kind, words) for kind, words in parts)
    quotation = DraftQuotation("…", 0, Place.BODY)
    checked = CheckedQuotation(quotation, Standing.DIFFERS, None, "", difference)
    print_verification(Verification("note.md", "abc", (checked,)))
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "note.md: 1 quotation: 1 differs",
        "[-only in the note-] {+only in the text+}",
        "",
        "differs, paragraph 1",
        shown,
    ]


def test_what_holds_is_listed_only_with_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    quotation = DraftQuotation("the lamp", 0, Place.BODY, ("3",))
    plain = CheckedQuotation(quotation, Standing.EXACT)
    digest = CheckedQuotation(quotation, Standing.EXACT, reason="digest")
    print_verification(Verification("note.md", "abc", (plain, digest)))
    told = capsys.readouterr().out
    assert told.count("note 3") == 1
    assert "quote the official text" in " ".join(told.split())
    print_verification(Verification("note.md", "abc", ()))
    assert capsys.readouterr().out == "note.md: 0 quotations\n"
