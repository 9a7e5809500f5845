import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.citations.citation import Citation
from cmp_search.citations.references import Reference, ReferenceFormat, references, write_references
from tests.citations.cited import LAW, REPORT

ACCESSED = "2026-11-29"
ACCENTS = replace(
    REPORT,
    document="été-2021",
    title="Rapport d’été : l’« œuvre » à 100 % & plus de $5_000 #1 ~ C:\\temp",
    issuing_body="Ministère des Affaires étrangères y Secretaría de Relaciones Exteriores",
)
WORDS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1).map(
    lambda words: " ".join(words.split())
)


def made(*citations: Citation) -> tuple[Reference, ...]:
    return references([(one, ACCESSED) for one in citations], "en")


def read_csl(written: str) -> list[dict[str, Any]]:
    return [
        {
            "title": one["title"],
            "author": one["author"][0]["literal"] if "author" in one else "",
            "year": str(one["issued"]["date-parts"][0][0]),
            "note": one.get("note", ""),
        }
        for one in json.loads(written)
    ]


def read_ris(written: str) -> list[dict[str, Any]]:
    return [
        {
            "title": one["title"],
            "author": next(iter(one.get("authors", [])), "").removesuffix(",")
            or one.get("publisher", ""),
            "year": one["year"],
            "note": "; ".join(one.get("notes", [])),
        }
        for one in rispy.loads(written)
    ]


def read_bibtex(written: str) -> list[dict[str, Any]]:
    library = bibtexparser.parse_string(written, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return [
        {
            "title": entry["title"],
            "author": entry["author"] if "author" in entry else "",
            "year": entry["year"],
            "note": entry["note"] if "note" in entry else "",
        }
        for entry in library.entries
    ]


READERS: dict[ReferenceFormat, Callable[[str], list[dict[str, Any]]]] = {
    ReferenceFormat.CSL_JSON: read_csl,
    ReferenceFormat.RIS: read_ris,
    ReferenceFormat.BIBTEX: read_bibtex,
}


@pytest.mark.parametrize("format", ReferenceFormat)
@pytest.mark.parametrize("citation", [REPORT, LAW, ACCENTS])
def test_other_programs_read_the_same(format: ReferenceFormat, citation: Citation) -> None:
    cited = made(citation)
    assert READERS[format](write_references(cited, format)) == [
        {
            "title": citation.title,
            "author": citation.issuing_body,
            "year": str(citation.year),
            "note": cited[0].places[0],
        }
    ]


@pytest.mark.parametrize("format", ReferenceFormat)
def test_a_text_is_one_reference_with_all_its_places(format: ReferenceFormat) -> None:
    elsewhere = replace(REPORT, pinpoint=REPORT.pinpoint[:1])
    cited = references([(REPORT, "2026-11-30"), (LAW, ACCESSED), (elsewhere, ACCESSED)], "en")
    assert [one.id for one in cited] == [REPORT.document, LAW.document]
    assert cited[0].accessed == "2026-11-30"
    first, second = READERS[format](write_references(cited, format))
    assert first["note"] == "Part II, Lenses, paras 3–4, p. xii [PDF 14]; Part II"
    assert second["title"] == LAW.title


@given(title=WORDS.filter(bool), author=WORDS)
def test_no_word_breaks_out_of_its_field(title: str, author: str) -> None:
    """Nothing in a title begins another field or entry."""
    cited = made(replace(REPORT, title=title, issuing_body=author, pinpoint=()), LAW)
    assert [one["title"] for one in read_csl(write_references(cited, ReferenceFormat.CSL_JSON))]
    ris = write_references(cited, ReferenceFormat.RIS)
    assert len(rispy.loads(ris)) == 2
    bibtex = bibtexparser.parse_string(write_references(cited, ReferenceFormat.BIBTEX))
    assert not bibtex.failed_blocks
    assert [entry.fields_dict.keys() >= {"title", "url"} for entry in bibtex.entries] == [
        True,
        False,
    ]


def test_braces_are_written_as_words_that_bibtex_does_not_count() -> None:
    """The reader used above drops them; TeX sets them."""
    bibtex = write_references(made(replace(REPORT, title="{a ^b}}")), ReferenceFormat.BIBTEX)
    assert (
        r"title = {{\textbraceleft{}a \textasciicircum{}b\textbraceright{}\textbraceright{}}}"
        in bibtex
    )


def test_line_breaks_begin_no_field() -> None:
    cited = made(replace(REPORT, title="A\nER  - \nTY  - BOOK", issuing_body="B\r\nTI  - C"))
    [one] = rispy.loads(write_references(cited, ReferenceFormat.RIS))
    assert one["title"] == "A ER - TY - BOOK"


@pytest.mark.parametrize("date", ["2021-06-01", "2021", ""])
def test_dates_are_as_exact_as_known(date: str) -> None:
    year = int(date[:4]) if date else None
    cited = made(replace(REPORT, date=date if len(date) > 4 else "", year=year))
    [csl] = json.loads(write_references(cited, ReferenceFormat.CSL_JSON))
    expected = {"2021-06-01": [[2021, 6, 1]], "2021": [[2021]], "": None}[date]
    assert csl.get("issued", {}).get("date-parts") == expected
    bibtex = write_references(cited, ReferenceFormat.BIBTEX)
    assert ("month = {6}" in bibtex) == (len(date) > 4)
    assert ("DA  - 2021/06/01" in write_references(cited, ReferenceFormat.RIS)) == (len(date) > 4)


def test_a_body_with_a_comma_in_its_name_is_not_split_into_a_person() -> None:
    cited = made(replace(REPORT, issuing_body="cmp-search, after the Institute of Fog"))
    [one] = rispy.loads(write_references(cited, ReferenceFormat.RIS))
    assert "authors" not in one and one["publisher"] == "cmp-search, after the Institute of Fog"
