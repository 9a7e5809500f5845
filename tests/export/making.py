"""Notes of an invented exchange of lighthouses, as short as a test needs them."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind, PinpointStep
from cmp_search.index.filters import Filters
from cmp_search.notes.note import Item, Note, NoteSection, OwnWords, Quotation, Quote
from cmp_search.notes.searches import RecordedHit, RecordedSearch
from cmp_search.search.answer import Level, SearchRecord

FRENCH = "Le groupe a poli quarante lentilles."
SPANISH = "El grupo pulió cincuenta lentes."
ENGLISH = "The group polished forty lenses."

EVERYTHING = Filters()


def citation(
    document: str = "harbour-2021",
    title: str = "Harbour Exchange: report for 2021",
    language: str = "en",
    start: int = 120,
    end: int = 152,
    **changes: str,
) -> Citation:
    steps = (
        PinpointStep(PinpointKind.PART, "II", "II", "Part II: Groups"),
        PinpointStep(PinpointKind.SECTION, heading="Lens Working Group"),
        PinpointStep(PinpointKind.PARAGRAPH, "2", "3"),
        PinpointStep(PinpointKind.PAGE, "xii", "xii", pdf=(14, 14)),
    )
    fields = {
        "issuing_body": "Institute of Fog",
        "date": "2021-06-01",
        "url": f"https://harbour.example/{document}?a=1&b=2",
        "edition": sha256(document.encode()).hexdigest(),
    }
    return Citation(
        document=document,
        title=title,
        language=language,
        section=("Part II: Groups", "Lens Working Group"),
        pinpoint=steps,
        start=start,
        end=end,
        **(fields | changes),  # type: ignore[arg-type]
    )


def quote(text: str = ENGLISH, *, is_digest: bool = False, **of: str) -> Quote:
    """Words of a text; `of` goes to its citation."""
    cited = citation(end=120 + len(text), **of)  # type: ignore[arg-type]
    passage = f"{cited.document}:{sha256(text.encode(errors='replace')).hexdigest()[:12]}"
    return Quote(text, passage, cited, "2026-11-29", is_digest)


def note(
    *items: Item | str | Quote, searches: Sequence[RecordedSearch] = (), **fields: object
) -> Note:
    """A note of one section; a text is own words, a quote a quotation."""
    made = tuple(_item(item, f"i{n}") for n, item in enumerate(items))
    return Note(
        **{
            "title": "Lenses of the Harbour Exchange",
            "language": "en",
            "sections": (NoteSection("s1", "Issue", made),),
            "searches": tuple(searches),
            **fields,
        }  # type: ignore[arg-type]
    )


def _item(item: Item | str | Quote, id: str) -> Item:
    match item:
        case str():
            return OwnWords(id, item)
        case Quote():
            return Quotation(id, item)
        case _:
            return item


def search(
    question: str = "How many lenses were polished?",
    level: Level = Level.ANSWERED,
    hits: Sequence[Quote] = (),
    documents: Sequence[str] = ("harbour-2021", "ports-2021"),
    left_out: Sequence[str] = (),
    filters: Filters = EVERYTHING,
) -> RecordedSearch:
    record = SearchRecord(
        date="2026-11-02T08:05:00+00:00",
        index_fingerprint="0123456789abcdef",
        generation="g000001",
        encoder="fake",
        filters=filters,
        documents=tuple(documents),
        reader="cmp-reader",
    )
    return RecordedSearch(
        question=question,
        read_as={},
        level=level,
        record=record,
        left_out=tuple(left_out),
        hits=tuple(
            RecordedHit(rank, hit.passage, sha256(hit.text.encode()).hexdigest(), hit.citation)
            for rank, hit in enumerate(hits, start=1)
        ),
        titles={"harbour-2021": "Harbour Exchange: report for 2021"},
    )


def briefing(language: str = "en", **fields: object) -> Note:
    """A note as one would sign it, with something of everything."""
    french = quote(
        "Le groupe a poli « quarante » lentilles.\n\nLa main-d’œuvre venait de Port-Brume.",
        document="ports-2021",
        title="Échange des ports : bilan 2021",
        language="fr",
    )
    both = Quotation("both", quote(), (quote(FRENCH, document="ports-2021", language="fr"),))
    digest = quote("The exchange rested for a year.", document="digest-2020", is_digest=True)
    sections = (
        NoteSection("a", "Issue", (OwnWords("w1", "Lenses wear out.\n\nWho polishes them?"), both)),
        NoteSection("b", "Background", ()),
        NoteSection(
            "c", "Considerations", (Quotation("q2", french), OwnWords("w2", "They agree."))
        ),
        NoteSection("d", "Conclusion", (Quotation("q3", digest), Quotation("q4", quote("Again.")))),
    )
    searches = (
        search(hits=[quote()], left_out=["puertos-2022"], filters=Filters(years=(2021,))),
        search("Who sells lamp oil?", Level.NOT_FOUND, documents=[f"text-{n}" for n in range(8)]),
    )
    made = Note("Lenses of the Harbour Exchange", language, sections, searches)
    return replace(made, **fields)  # type: ignore[arg-type]
