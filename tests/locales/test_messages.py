"""The messages: the same keys in all languages, all of them used, and no text elsewhere."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from cmp_search.citations.counterpart import Match
from cmp_search.citations.references import ReferenceFormat
from cmp_search.citations.styles import Style
from cmp_search.documents.document import Flaw, HeadingOrigin, LabelOrigin
from cmp_search.export import ExportFormat
from cmp_search.index.plan import RebuildCode
from cmp_search.index.versions import Stage
from cmp_search.locales import Message, interfaces, messages_for
from cmp_search.locales.forms import CldrFormats
from cmp_search.notes.joining import Outcome
from cmp_search.search.amount import Amount
from cmp_search.search.answer import Level
from cmp_search.verification.judging import Reason
from cmp_search.verification.places import Misplaced
from cmp_search.verification.verdict import Standing
from tests.conftest import CHECKOUT

PACKAGE = CHECKOUT / "cmp_search"

ENGLISH = messages_for("en").messages


def places(message: Message) -> set[str]:
    forms = message.values() if isinstance(message, dict) else [message]
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def literals(path: Path) -> list[str]:
    """The strings of a module except docstrings; of an f-string, its fixed parts."""
    tree = ast.parse(path.read_text("utf-8"))
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    ]


@pytest.mark.parametrize("language", interfaces())
def test_no_message_is_missing_and_places_agree(language: str) -> None:
    messages, forms = messages_for(language).messages, CldrFormats(messages_for(language).locale)
    plurals = {forms.plural(n) for n in range(200)}
    assert messages.keys() == ENGLISH.keys()
    for key, message in messages.items():
        assert places(message) == places(ENGLISH[key]), key
        assert isinstance(message, dict) == isinstance(ENGLISH[key], dict), key
        assert not isinstance(message, dict) or message.keys() == plurals, key


@pytest.mark.parametrize("language", sorted({*interfaces()} - {"en"}))
def test_nothing_was_left_in_english(language: str) -> None:
    alike = {k for k, message in messages_for(language).messages.items() if message == ENGLISH[k]}
    # Words that both languages share, and signs.
    assert {key for key in alike if not key.startswith(("sign.", "form."))} <= {
        "streamlit.error",
        "page.administration",
        "administration.title",
        "page.documents",
        "ask.documents",
        "documents.title",
        "unit.documents",
        "unit.passages",
        "unit.pages",
        "documents.date",
        "map.document",
        "map.section",
        "read.choose",
        "about.kind",
        "about.licences",
        "read.page",
        "error.of_file",
        "pinpoint.article",
        "pinpoint.fraction",
        "pinpoint.fraction_several",
        "pinpoint.page",
        "pinpoint.page_several",
        "pinpoint.both",
        "stage.passages",
        "page.note",
        "check.with_note",
        "check.count",
        "start.date",
        "start.source",
        "start.whose",
        "note.search_found",
        "style.apa",
        "style.mcgill",
        "export_as.md",
        "references.bibtex",
        "references.csl-json",
        "references.ris",
        "kind.constitution",
        "kind.convention",
        "kind.guide",
        "kind.plan",
    }


def test_every_message_is_used() -> None:
    """A key is in the code literally, or its prefix is, as `level.` is for each level."""
    strings = {words for path in PACKAGE.rglob("*.py") for words in literals(path)}
    prefixes = tuple(
        words for words in strings if words.endswith(".") and words[:-1].isidentifier()
    )
    assert {key for key in ENGLISH if key not in strings and not key.startswith(prefixes)} == set()


def test_every_code_has_its_message() -> None:
    codes = {
        "level": Level,
        "advice": Level,
        "amount": Amount,
        "flaw": Flaw,
        "headings": HeadingOrigin,
        "labels": LabelOrigin,
        "edition": Match,
        "stage": Stage,
        "note_added": Outcome,
        "style": Style,
        "export_as": ExportFormat,
        "references": ReferenceFormat,
        "standing": Standing,
    }
    for prefix, kind in codes.items():
        assert {key for key in ENGLISH if key.startswith(f"{prefix}.")} == {
            f"{prefix}.{code.value}" for code in kind
        }
    assert all(f"rebuild.{code}" in ENGLISH for code in RebuildCode)
    reasons = {key for key in ENGLISH if key.startswith("standing_reason.")}
    assert reasons == {f"standing_reason.{code.value}" for code in (*Reason, *Misplaced)}


@pytest.mark.parametrize("path", sorted((PACKAGE / "web").glob("*.py")), ids=lambda path: path.stem)
def test_no_page_has_text_of_its_own(path: Path) -> None:
    for words in literals(path):
        is_text = (words[2:] and words[0].isupper()) or any(w.isalpha() for w in words.split()[1:])
        assert not is_text or words.lstrip().startswith(("<", '"', ">", "cmp-search ")), words


def test_an_unknown_language_gets_english() -> None:
    assert messages_for("de").language == "en"


def test_the_two_kinds_of_message_are_not_mixed_up() -> None:
    with pytest.raises(TypeError, match="counts"):
        messages_for("en")("ask.record")
    with pytest.raises(TypeError, match="not count"):
        messages_for("en").count("ask.title", 1)
