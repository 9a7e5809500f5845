"""Quotations of the sample corpus, compared and judged."""

from hashlib import sha256

import pytest

from cmp_search.index.base import Index
from cmp_search.search.searcher import Searcher
from cmp_search.verification.annex import AnnexLine
from cmp_search.verification.cited import Footnotes
from cmp_search.verification.comparing import compare
from cmp_search.verification.draft import Place
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.verdict import ChangeKind, CheckedQuotation

HARBOUR = "Institute of Fog, Harbour Exchange: report for 2021"
SWAP = "Every spring the keepers swap recipes, and the bakers learn to polish lenses."


@pytest.fixture
def index(searcher: Searcher) -> Index:
    return searcher.index


def check(
    index: Index, words: str, note: str = "", line: AnnexLine | None = None
) -> CheckedQuotation:
    labels = ("1",) if note or line else ()
    quotation = DraftQuotation(words, 0, Place.BODY, labels, (note,) if note else ())
    notes = {"1": note} if note else {}
    (checked,) = compare(
        index, [quotation], Footnotes(index.entries(), notes, [line] if line else [])
    )
    assert checked.quotation is quotation
    return checked


def standing(*args: object) -> tuple[str, str]:
    checked = check(*args)  # type: ignore[arg-type]
    return checked.standing.value, checked.reason


@pytest.mark.parametrize(
    ("words", "note", "expected"),
    [
        (SWAP, "", ("exact", "")),
        (SWAP, f"{HARBOUR}, Part I: Background, para 1", ("exact", "")),
        (SWAP, f"{HARBOUR}, Part I: Background, para 2", ("moved", "other_paragraph")),
        (SWAP, f"{HARBOUR}, Part II: Groups › Bread Working Group", ("moved", "other_section")),
        (SWAP, f"{HARBOUR}, Lens Working Group, para 1", ("moved", "other_section")),
        (SWAP, "Échange des ports : bilan 2021", ("moved", "other_document")),
        (SWAP, "A History of Fish, p. 3", ("exact", "no_text_named")),
        ("nine lighthouses", HARBOUR, ("exact", "")),
        ("nine bakers", "", ("not_checked", "too_short")),
        ("nine piers of gold", HARBOUR, ("not_found", "")),
        ("… […] …", "", ("not_checked", "too_short")),
        ("The harbour shall be dredged by volunteers", "", ("not_found", "")),
        ("The harbour shall be dredged by volunteers", "A History of Fish",
         ("not_checked", "not_indexed")),
        ("Die Leuchtturmwärter tauschen jedes Frühjahr ihre besten Rezepte aus", "",
         ("not_checked", "language")),
        ("the exchange rested for a year because of a storm", "",
         ("exact", "digest")),
        ("A short digest says that the exchange rested for a year because of rain", "",
         ("differs", "")),
        ("the … swap … and … polish", HARBOUR, ("not_found", "mostly_gaps")),
        ("Neuf phares et neuf boulangeries échangent leurs secrets", "", ("exact", "")),
        ("La main-d'oeuvre venait de Port‑Brume", "", ("exact", "")),
        ("El grupo pulió sesenta lentes", "", ("differs", "")),
    ],
)  # fmt: skip
def test_each_standing_has_its_reason(
    index: Index, words: str, note: str, expected: tuple[str, str]
) -> None:
    assert standing(index, words, note) == expected


def test_a_difference_is_shown_with_its_place(index: Index) -> None:
    checked = check(index, "the keepers do not swap recipes, and the bakers learn", HARBOUR)
    assert checked.standing == "differs"
    assert checked.citation is not None
    assert checked.citation.render() == f"{HARBOUR}, Part I: Background, para 1"
    changed = [(c.kind, c.words) for c in checked.difference if c.kind is not ChangeKind.SAME]
    assert changed == [(ChangeKind.ONLY_IN_NOTE, "do not ")]
    document = index.document("harbour-2021")
    shown = document.text[checked.citation.start : checked.citation.end]
    assert shown == "the keepers swap recipes, and the bakers learn"


def test_merged_sentences_are_shown_with_a_gap(index: Index) -> None:
    checked = check(index, "It began in 1998, on a foggy pier. The bakers met twice in Saltmarsh.")
    assert (checked.standing, checked.reason) == ("differs", "merged")
    gap = [c.words for c in checked.difference if c.kind is ChangeKind.ONLY_IN_TEXT]
    assert gap == ["[…]"]
    few = "Every spring the keepers of the seven seas and all the mermaids met twice in Saltmarsh."
    assert check(index, few).standing == "not_found"


def test_several_places_are_exact_if_one_is_cited(index: Index) -> None:
    for note in (
        HARBOUR,
        "Échange des ports : bilan 2021",
        "Intercambio de puertos: informe de 2022",
    ):
        assert standing(index, "1998", note) == ("exact", "")
    assert standing(index, "1998", "harbour-2020-digest") == ("moved", "other_document")


def line_of(index: Index, words: str, edition: str = "") -> AnnexLine:
    document = index.document("harbour-2021")
    start = document.text.index(words)
    passage = f"{document.id}:0123456789ab"
    return AnnexLine(1, passage, start, start + len(words), edition or document.sha256, 0)


def test_the_annex_says_which_characters_were_quoted(index: Index) -> None:
    assert standing(index, "swap recipes", "", line_of(index, SWAP)) == ("exact", "")
    other = line_of(index, "The bakers met twice")
    assert standing(index, SWAP, HARBOUR, other) == ("moved", "other_passage")
    assert standing(index, SWAP, f"{HARBOUR}, para 4", line_of(index, SWAP)) == (
        "moved",
        "other_paragraph",
    )


def test_a_source_that_changed_is_told_apart(index: Index) -> None:
    changed = line_of(index, SWAP, sha256(b"an older edition").hexdigest())
    assert standing(index, SWAP, HARBOUR, changed) == ("exact", "source_changed_since")
    checked = check(index, SWAP.replace("recipes", "bread"), HARBOUR, changed)
    assert checked.standing == "source_changed"
    assert ChangeKind.ONLY_IN_TEXT in {change.kind for change in checked.difference}
    gone = check(index, "No lighthouse was ever lit by whales", HARBOUR, changed)
    assert (gone.standing, gone.difference) == ("source_changed", ())


def test_a_digests_words_are_not_the_official_texts(index: Index) -> None:
    words = "the exchange rested for a year because of a storm"
    assert standing(index, words, "harbour-2020-digest") == ("exact", "digest")


@pytest.mark.parametrize(
    "altered",
    [
        SWAP.replace("recipes", "secrets"),
        SWAP.replace("spring", "springs"),
        SWAP.replace("the keepers", "no keepers"),
        SWAP.replace("learn", "never learn"),
        SWAP.replace("Every spring the", "The"),
        SWAP.replace("keepers", "Keepers"),
        SWAP.replace("recipes,", "recipes"),
        "It began in 1988, on a foggy pier.",
        "The group polished fourty lenses.",
        "nine bakeries with nine lighthouses",
    ],
)
def test_nothing_altered_is_exact(index: Index, altered: str) -> None:
    assert standing(index, altered, HARBOUR)[0] == "differs"


def test_a_text_that_fits_nowhere_is_compared_in_good_time(index: Index) -> None:
    long = " ".join(["the keepers swap recipes and the bakers"] * 400)
    assert check(index, long).standing in ("differs", "not_found")


def test_what_is_too_long_is_only_looked_for_as_a_whole(index: Index) -> None:
    assert standing(index, f"{SWAP} whales " * 2_000, HARBOUR) == ("not_found", "too_long")


def test_nothing_to_compare_is_nothing(index: Index) -> None:
    assert compare(index, [], Footnotes(index.entries(), {})) == ()


def test_a_path_of_headings_is_no_quotation_and_another_is(index: Index) -> None:
    path = DraftQuotation("Part II: Groups › Lens Working Group", 0, Place.BODY)
    assert compare(index, [path], Footnotes(index.entries(), {})) == ()
    assert standing(index, "Part II: Groups › nobody was ever paid in oil") == ("not_found", "")


def test_words_in_capitals_differ(index: Index) -> None:
    assert standing(index, "THE BAKERS MET TWICE IN SALTMARSH") == ("differs", "")
