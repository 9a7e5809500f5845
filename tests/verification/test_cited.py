"""What footnotes cite: texts and places in them."""

import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.verification.cited import Cited, Footnotes

FOG = Entry(
    id="fog-2021",
    title="Harbour Exchange: report for 2021",
    issuing_body="Institute of Fog, p. 9 of its series",
    year=2021,
    url="https://fog.example/2021",
)
DIGEST = Entry(
    id="fog-2020-digest",
    title="Harbour Exchange: report for 2020 (digest)",
    url="https://fog.example/2020",
    digest_of="fog-2020",
)
PORTS = Entry(id="ports-2021", title="Échange des ports : bilan 2021")
PLAIN = "Institute of Fog, p. 9 of its series, Harbour Exchange: report for 2021"


def cited(*notes: str) -> Cited:
    """What the last of some footnotes cites."""
    known = {str(number): note for number, note in enumerate(notes, 1)}
    return Footnotes((FOG, DIGEST, PORTS), known).cited([str(len(notes))])


@pytest.mark.parametrize(
    ("note", "documents"),
    [
        (f"{PLAIN}, para 3", {"fog-2021"}),
        ("See HARBOUR EXCHANGE: Report for 2021.", {"fog-2021"}),
        ("echange des ports: bilan 2021", {"ports-2021"}),
        ("The Harbour Exchange’s report, 2021, for all", {"fog-2021"}),
        ("Harbour Exchange, report for 2019", set()),
        ("https://fog.example/2021#part-2", {"fog-2021"}),
        ("https://fog.example/2021/other", set()),
        ("fog-2021", {"fog-2021"}),
        ("fog-2021-draft", set()),
        ("Harbour Exchange: report for 2020 (digest)", {"fog-2020-digest"}),
        ("Harbour Exchange: report for 2020, https://fog.example/2020", set()),
        (f"{PLAIN}; Échange des ports\u00a0: bilan 2021", {"fog-2021", "ports-2021"}),
        ("(Institute of Fog, p. 9 of its series, 2021, para. 3)", {"fog-2021"}),
        ("(Institute of Fog, p. 9 of its series, 1998, para. 3)", set()),
        ("J. Smith, A History of Fish", set()),
    ],
)
def test_texts_are_known_by_title_id_or_address(note: str, documents: set[str]) -> None:
    assert cited(note).documents == documents
    assert cited(note).is_named


def test_the_address_of_a_digest_is_the_official_texts() -> None:
    assert cited("https://fog.example/2020").digests == {"fog-2020-digest"}
    assert (
        cited("Harbour Exchange: report for 2020 (digest), https://fog.example/2020").digests
        == set()
    )


@pytest.mark.parametrize("note", ["Ibid., p. 4", "ibid", "Ídem", "Note 1 above, p. 4", "supra n 1"])
def test_a_footnote_may_refer_to_one_before(note: str) -> None:
    assert cited(PLAIN, note).documents == {"fog-2021"}
    assert cited("A History of Fish", note).documents == set()


@pytest.mark.parametrize(
    ("note", "pages", "pdf_pages"),
    [
        ("p. 12", [("12", "12")], []),
        ("pp. 12–14", [("12", "14")], []),
        ("p. xii [PDF 14]", [("xii", "xii")], [("14", "14")]),
        ("à la p. 3 [PDF 5–6]", [("3", "3")], [("5", "6")]),
        ("PDF p. 7", [], [("7", "7")]),
        ("aux p. 7–8 du PDF", [], [("7", "8")]),
        ("p. 7 del PDF", [], [("7", "7")]),
        ("página 3", [("3", "3")], []),
        ("págs. 3 – 4", [("3", "4")], []),
        ("https://x.example/p.12", [], []),
        ("at xii [PDF 14], paras 3–4", [("xii", "xii")], [("14", "14")]),
        ("art 22 at 3–4 [PDF].", [], [("3", "4")]),
        ("at 5 meetings", [], []),
        ("on a page of its own", [], []),
    ],
)
def test_pages_are_read(
    note: str, pages: list[tuple[str, str]], pdf_pages: list[tuple[str, str]]
) -> None:
    found = cited(f"{PLAIN}, {note}")
    assert (list(found.pages), list(found.pdf_pages)) == (pages, pdf_pages)


@pytest.mark.parametrize(
    ("note", "paragraphs", "articles"),
    [
        ("para 3", [("3", "3")], set()),
        ("paras 3–5, au para 9", [("3", "5"), ("9", "9")], set()),
        ("párr. 3", [("3", "3")], set()),
        ("paragr. 3–4", [("3", "4")], set()),
        (f"para {'9' * 5_000}", [], set()),
        ("párrafos 3-5", [("3", "5")], set()),
        ("art. 22, para 1", [("1", "1")], {"22"}),
        ("à l’art. 4", [], {"4"}),
        ("artículo IV", [], {"iv"}),
    ],
)
def test_paragraphs_and_articles_are_read(
    note: str, paragraphs: list[tuple[str, str]], articles: set[str]
) -> None:
    found = cited(f"{PLAIN}, {note}")
    assert (list(found.paragraphs), set(found.articles)) == (paragraphs, articles)


def test_without_a_footnote_nothing_is_cited() -> None:
    assert Footnotes((FOG,), {}).cited([]) == Cited()
