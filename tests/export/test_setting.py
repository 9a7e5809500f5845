from dataclasses import replace
from hashlib import sha256

import pytest

from cmp_search.citations.rich_text import plain
from cmp_search.citations.styles import Style
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.export.manuscript import ParagraphKind
from cmp_search.export.setting import manuscript_of
from cmp_search.index.calibration import Calibration
from cmp_search.index.filters import Filters
from cmp_search.locales import interfaces
from cmp_search.notes.note import NoteSection, OwnWords, Quotation, Quote
from cmp_search.search.answer import Level

from .making import ENGLISH, FRENCH, SPANISH, briefing, note, quote, search
from .reading import kinds

NNBSP = "\u202f"


def test_a_note_is_set_in_order() -> None:
    manuscript = manuscript_of(briefing())
    body = [
        (one.kind.value, plain(one.words), one.language, one.footnote)
        for one in manuscript.paragraphs
    ]
    assert body[: body.index(("annex", "Annex: excerpts, word for word", "en", 0))] == [
        ("title", "Lenses of the Harbour Exchange", "en", 0),
        ("heading", "Issue", "en", 0),
        ("own_words", "Lenses wear out.", "en", 0),
        ("own_words", "Who polishes them?", "en", 0),
        ("quotation", "“The group polished forty lenses.”", "en", 1),
        ("heading", "Considerations", "en", 0),
        (
            "quotation",
            "“Le groupe a poli « quarante » lentilles.\nLa main-d’œuvre venait de Port-Brume.”",
            "fr",
            2,
        ),
        ("own_words", "They agree.", "en", 0),
        ("heading", "Conclusion", "en", 0),
        ("paraphrase", "Paraphrase, not to be quoted: The exchange rested for a year.", "en", 3),
        ("quotation", "“Again.”", "en", 4),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "“Neuf “phares” « unis »”"),
        ("fr", f"«{NNBSP}Neuf “phares” « unis »{NNBSP}»"),
        ("es", "“Neuf “phares” « unis »”"),
    ],
)
def test_the_marks_outside_are_of_the_note_and_those_inside_of_the_text(
    language: str, words: str
) -> None:
    made = note(quote("Neuf “phares” « unis »", language="fr"), language=language)
    assert kinds(manuscript_of(made), ParagraphKind.QUOTATION) == [words]


def test_sections_without_words_are_left_out() -> None:
    sections = (
        NoteSection("a", "Empty"),
        NoteSection("b", "Blank", (OwnWords("w", " \n\n\t"),)),
        NoteSection("c", " ", (OwnWords("x", "Words."),)),
    )
    manuscript = manuscript_of(replace(note(), sections=sections, title=" "))
    assert [plain(one.words) for one in manuscript.paragraphs] == ["Briefing note", "Words."]


def test_own_words_are_divided_at_empty_lines_and_keep_their_lines() -> None:
    manuscript = manuscript_of(note("One\r\ntwo\n \n\n  Three  \n\t"))
    assert kinds(manuscript, ParagraphKind.OWN_WORDS) == ["One\ntwo", "Three"]


@pytest.mark.parametrize(
    ("language", "above"),
    [("en", "above note 2"), ("fr", "supra note 2"), ("es", "véase la nota 2")],
)
def test_a_source_cited_again_is_short_on_wish(language: str, above: str) -> None:
    other = quote(FRENCH, document="ports-2021", language="fr")
    again = quote(ENGLISH, document="ports-2021", language="fr")
    newer = quote(ENGLISH, document="ports-2021", language="fr", edition="0" * 64)
    made = note(quote(), other, again, newer, language=language)
    full = [plain(one.words) for one in manuscript_of(made).footnotes]
    short = [plain(one.words) for one in manuscript_of(replace(made, short_form=True)).footnotes]
    assert all("https://" in words for words in full)
    assert [above in words for words in short] == [False, False, True, False]
    assert "https://" not in short[2] and "xii" in short[2]
    assert [short[n] == full[n] for n in range(4)] == [True, True, False, True]


def test_in_apa_a_source_is_short_only_if_its_author_and_year_name_no_other() -> None:
    def of(text: str, document: str, year: int) -> Quote:
        made = quote(text, document=document)
        return replace(made, citation=replace(made.citation, year=year))

    one, again = of(ENGLISH, "harbour-2021", 2021), of(FRENCH, "harbour-2021", 2021)
    late = of(SPANISH, "ports-2022", 2022)
    made = note(one, again, late, style=Style.APA, short_form=True)
    short = [plain(each.words) for each in manuscript_of(made).footnotes]
    assert [words.startswith("(Institute of Fog, 2021, ") for words in short] == [
        *(False, True, False)
    ]
    twin = of(SPANISH, "ports-2021", 2021)
    made = note(one, again, twin, again, style=Style.APA, short_form=True)
    assert not any(plain(each.words).startswith("(") for each in manuscript_of(made).footnotes)


@pytest.mark.parametrize("language", interfaces())
def test_the_annex_says_where_each_excerpt_stands(language: str) -> None:
    first = quote()
    other = quote(FRENCH, document="ports-2021", language="fr")
    made = note(Quotation("q", first, (other,)), quote("More.\n\nAnd more."), language=language)
    manuscript = manuscript_of(made)
    assert kinds(manuscript, ParagraphKind.EXCERPT) == [ENGLISH, FRENCH, "More.\nAnd more."]
    edition = sha256(b"harbour-2021").hexdigest()
    details = kinds(manuscript, ParagraphKind.DETAIL)
    assert f"[1] {first.passage} · 120–152 · {edition}" in details
    assert f"{other.passage} · 120–156 · {other.citation.edition}" in details
    assert sum(words.startswith("[") for words in details) == 2


def test_a_digest_is_called_a_paraphrase_in_the_annex_too() -> None:
    manuscript = manuscript_of(note(quote(is_digest=True)))
    words = [plain(one.words) for one in manuscript.paragraphs]
    assert words[words.index(ENGLISH) - 1] == "Paraphrase, not to be quoted:"


def test_a_note_without_quotations_and_searches_has_no_annex() -> None:
    manuscript = manuscript_of(note("Only words."))
    assert kinds(manuscript, ParagraphKind.ANNEX) == [] and manuscript.footnotes == ()


def test_a_search_is_recorded() -> None:
    hit = quote()
    asked = search(hits=[hit], left_out=["puertos-2022"], filters=Filters((), ("fr",), (2021,)))
    manuscript = manuscript_of(note("Words.", searches=[replace(asked, read_as={"lense": "lens"})]))
    assert kinds(manuscript, ParagraphKind.ANNEX) == ["Annex: record of the searches"]
    assert kinds(manuscript, ParagraphKind.SUBHEADING) == ["“How many lenses were polished?”"]
    details = kinds(manuscript, ParagraphKind.DETAIL)
    assert details[:-1] == [
        "Probably answered in these passages.",
        "Read “lense” as “lens”.",
        "Asked on 2 November 2026, 8:05 UTC.",
        "Limited to: French, 2021.",
        "Texts searched (2): Harbour Exchange: report for 2021 [harbour-2021]; ports-2021.",
        "Texts left out (1): puertos-2022.",
        "Index 0123456789abcdef, generation g000001. Models: fake, cmp-reader.",
        "Passages found:",
    ]
    digest = sha256(ENGLISH.encode()).hexdigest()
    assert details[-1].startswith("1. Institute of Fog, Harbour Exchange: report for 2021")
    assert details[-1].endswith(f" {hit.passage} · SHA-256 {digest}")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "Thresholds set for this index on 3 November 2026, 9:00 UTC: answered from 62%, on the "
            "subject from 31%.",
        ),
        (
            "fr",
            "Seuils fixés pour cet index le 3 novembre 2026 à 9\u00a0h\u00a000 UTC\u00a0: "
            "réponse probable à partir de 62\u00a0%, sur le sujet à partir de 31\u00a0%.",
        ),
        (
            "es",
            "Umbrales fijados para este índice el 3 de noviembre de 2026 a las 09:00 UTC: "
            "respuesta probable desde 62\u00a0%, sobre el tema desde 31\u00a0%.",
        ),
    ],
)
def test_thresholds_of_the_index_are_recorded(language: str, words: str) -> None:
    asked = search()
    own = Calibration("2026-11-03T09:00:00+00:00", FakeEncoder().identity, "c0", 0.31, 0.62, ())
    made = replace(asked, record=replace(asked.record, calibration=own))
    details = kinds(manuscript_of(note(searches=[made], language=language)), ParagraphKind.DETAIL)
    assert details[-1] == words


def test_a_search_that_found_nothing_is_recorded_like_any_other() -> None:
    texts = [f"t{n}" for n in range(8)]
    nothing = search(level=Level.NOT_FOUND, documents=texts)
    details = kinds(manuscript_of(note(searches=[nothing])), ParagraphKind.DETAIL)
    assert details[0] == "Nothing found in these 8 texts."
    assert details[2] == "Not limited to any documents, languages or years."
    assert "Texts searched (8): t0; t1; t2; t3; t4; t5; t6; t7." in details
    nearest = search(level=Level.NOT_FOUND, hits=[quote()])
    details = kinds(manuscript_of(note(searches=[nearest])), ParagraphKind.DETAIL)
    assert details[0] == "Nothing found in these 2 texts." and "The nearest passages:" in details


def test_a_date_that_is_none_stands_as_it_is() -> None:
    asked = search()
    made = replace(asked, record=replace(asked.record, date="in the fog"))
    details = kinds(manuscript_of(note(searches=[made])), ParagraphKind.DETAIL)
    assert "Asked on in the fog." in details
