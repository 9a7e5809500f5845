from collections.abc import Sequence
from pathlib import Path

import pytest

from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.library import Library
from cmp_search.notes.editing import new_note
from cmp_search.notes.joining import Outcome
from cmp_search.notes.note import Quote

ENGLISH = """\
# Fog

## 1. Ships

Three ships sailed. The crew of the Aurora was lost. Rain fell on the pier.

## 2. Coast

The coast is steep. Lamps burn there.

## Notes

No ship came back.
"""
FRENCH = """\
# Brume

## 1. Navires

Trois navires ont pris la mer. L’équipage de l’Aurora a disparu. La pluie tombait sur le quai.

## 2. Côte

La côte est abrupte. Des lampes y brûlent.
"""
CATALOGUE = """\
[[document]]
id = "fog"
language = "en"

[[document]]
id = "brume"
language = "fr"
edition_of = "fog"
"""
MEANINGS = {
    "three ships": ("three ships sailed", "trois navires"),
    "lost crew": ("crew of the aurora", "équipage de l’aurora"),
    "rain": ("rain fell", "pluie"),
    "steep": ("coast is steep", "abrupte"),
    "lamps": ("lamps", "lampes"),
}


class MeaningEncoder(FakeEncoder):
    """Sentences that mean the same have the same words."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors of what the texts mean."""
        return super().encode_passages([_meaning(text) for text in texts])

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)


def _meaning(text: str) -> str:
    lowered = text.lower()
    found = [name for name, words in MEANINGS.items() if any(one in lowered for one in words)]
    return " ".join(found) or text


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in (
        ("fog.md", ENGLISH),
        ("brume.md", FRENCH),
        ("catalogue.toml", CATALOGUE),
    ):
        (corpus / name).write_text(text, "utf-8")
    monkeypatch.setattr("cmp_search.search.opened.open_encoder", lambda _: MeaningEncoder())
    library = Library(corpus, tmp_path / "index", "fake", "none")
    library.build()
    return library


def quoted(library: Library, words: str, document: str = "fog") -> Quote:
    passages = library.index().passages_of(document)
    (id,) = (one.id for one in passages if words in one.text)
    return library.notes.quote_words(id, words)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("The crew of the Aurora was lost.", "L’équipage de l’Aurora a disparu."),
        ("crew of the Aurora", "L’équipage de l’Aurora a disparu."),
        (
            "The crew of the Aurora was lost. Rain fell on the pier.",
            "L’équipage de l’Aurora a disparu. La pluie tombait sur le quai.",
        ),
        ("The coast is steep. Lamps burn there.", "La côte est abrupte. Des lampes y brûlent."),
    ],
)
def test_the_same_words_are_found_in_the_other_edition(
    library: Library, english: str, french: str
) -> None:
    found = library.notes.in_edition(quoted(library, english), "fr")
    assert found is not None
    text = library.document("brume").text
    assert found.text == french == text[found.citation.start : found.citation.end]
    assert (found.citation.document, found.citation.language) == ("brume", "fr")


def test_there_is_none_where_there_is_any_doubt(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = quoted(library, "The crew of the Aurora was lost.")
    assert library.notes.in_edition(lost, "es") is None, "no edition in that language"
    assert library.notes.in_edition(lost, "en") is None, "it is that one"
    notes = quoted(library, "No ship came back.")
    assert library.notes.in_edition(notes, "fr") is None, "no such section"
    monkeypatch.setitem(MEANINGS, "rain", ("rain fell", "crew of the aurora", "pluie"))
    monkeypatch.delitem(MEANINGS, "lost crew")
    assert library.notes.in_edition(lost, "fr") is None, "another sentence is nearer"
    monkeypatch.setattr("cmp_search.notes.other_edition.LENGTHS", (2.0, 3.0))
    steep = quoted(library, "The coast is steep.")
    assert library.notes.in_edition(steep, "fr") is None, "an unlikely length"


def test_in_a_long_section_only_what_is_near_is_compared(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"Number {n} is what this sentence has." for n in range(300)]
    for name, title in (("fog.md", "Fog"), ("brume.md", "Brume")):
        text = f"# {title}\n\n## 1.\n\n" + " ".join(rows)
        (library.corpus / name).write_text(text, "utf-8")
    library.build()
    encoded: list[int] = []
    real = MeaningEncoder.encode_passages

    def counting(self: MeaningEncoder, texts: Sequence[str]) -> Vectors:
        encoded.append(len(texts))
        return real(self, texts)

    monkeypatch.setattr(MeaningEncoder, "encode_passages", counting)
    for row in (rows[0], rows[150], rows[299]):
        found = library.notes.in_edition(quoted(library, row), "fr")
        assert found and found.text == row
    assert max(encoded) == 81


def test_there_is_none_of_a_text_that_has_changed(library: Library) -> None:
    lost = quoted(library, "The crew of the Aurora was lost.")
    text = library.corpus / "fog.md"
    text.write_text(text.read_text("utf-8").replace("Rain", "Snow"), "utf-8")
    library.build()
    assert library.notes.in_edition(lost, "fr") is None


def test_the_same_passage_in_two_languages_is_one_quotation(library: Library) -> None:
    desk, note = library.notes, new_note("Fog", "fr")
    english = quoted(library, "The crew of the Aurora was lost.")
    french = quoted(library, "L’équipage de l’Aurora a disparu.", "brume")
    first = desk.add(note, english)
    second = desk.add(first.note, french)
    assert (second.id, second.outcome) == (first.id, Outcome.JOINED)
    other = desk.add(second.note, quoted(library, "La côte est abrupte.", "brume"), "s1")
    assert other.outcome is Outcome.NEW
    assert [item.id for item in other.note.sections[0].items] == [other.id]


def test_a_quotation_is_shown_in_a_language_and_back(library: Library) -> None:
    desk = library.notes
    english = quoted(library, "The crew of the Aurora was lost.")
    added = desk.add(new_note("Fog", "fr"), english)
    french = desk.in_language(added.note, added.id, "fr")
    (quotation,) = french.quotations
    assert quotation.quote.text == "L’équipage de l’Aurora a disparu."
    assert quotation.editions == (english,)
    assert desk.in_language(french, added.id, "fr") == french
    (back,) = desk.in_language(french, added.id, "en").quotations
    assert back.quote == english
    assert desk.in_language(french, added.id, "es") == french
