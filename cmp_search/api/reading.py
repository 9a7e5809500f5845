"""The JSON of what is looked up: a passage, a section, its counterpart, all texts of an index."""

from cmp_search.api.documents import document_status_json
from cmp_search.api.notes import quote_json
from cmp_search.api.records import caveats_json
from cmp_search.api.shapes.documents import DocumentsJson
from cmp_search.api.shapes.quotes import PassageJson
from cmp_search.api.shapes.sections import CounterpartJson, SectionTextJson
from cmp_search.lookup.counterparts import LookedUpCounterpart
from cmp_search.lookup.listing import Listing
from cmp_search.lookup.passages import LookedUpPassage
from cmp_search.lookup.sections import LookedUpSection
from cmp_search.notes.note import Quote


def passage_json(found: LookedUpPassage, language: str = "en") -> PassageJson:
    """A passage as `passage --json` prints it: as a quote of it, with its place in the text."""
    passage, is_digest = found.passage, found.entry.digest_of is not None
    quote = Quote(passage.text, passage.id, found.citation, found.accessed, is_digest)
    return {
        **quote_json(quote, language),
        "title": found.entry.title,
        "section": list(passage.section),
        "section_number": found.section,
        "paragraph": passage.paragraph,
        "sentences": [
            {"text": passage.slice(one), "start": one.start, "end": one.end}
            for one in passage.sentences
        ],
        "caveats": caveats_json(found.caveats, language),
    }


def section_json(found: LookedUpSection, language: str = "en") -> SectionTextJson:
    """A section as `section --json` prints it."""
    cited = found.citation
    return {
        "document": cited.document,
        "title": found.entry.title,
        "language": cited.language,
        "edition": cited.edition,
        "number": found.number,
        "path": list(found.path),
        "anchor": cited.anchor,
        "text": found.text,
        "start": cited.start,
        "end": cited.end,
        "passages": [{"id": one.id, "start": one.start, "end": one.end} for one in found.passages],
        "subsections": [
            {"number": one.number, "heading": one.heading} for one in found.subsections
        ],
        "citation": cited.render(language),
        "url": cited.url,
        "is_digest": found.entry.digest_of is not None,
        "caveats": caveats_json(found.caveats, language),
    }


def counterpart_json(found: LookedUpCounterpart, language: str = "en") -> CounterpartJson:
    """The same section of another edition, as `counterpart --json` prints it."""
    return {"match": found.match, "section": section_json(found.section, language)}


def documents_json(found: Listing, language: str = "en") -> DocumentsJson:
    """The texts of an index: of `status --json`, what does not depend on files."""
    return {
        "generation": found.generation,
        "created": found.created,
        "fingerprint": found.fingerprint,
        "document_list": [document_status_json(one) for one in found.documents],
        "caveats": caveats_json(found.caveats, language),
    }
