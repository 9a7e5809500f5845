"""The JSON of notes, quotes, recorded searches and what has changed since.

`number` is the footnote of a quotation: the same on every surface.
"""

from collections.abc import Sequence
from typing import Any

from cmp_search.api.records import search_record_json, steps_json
from cmp_search.api.shapes.quotes import CitedJson, QuoteJson
from cmp_search.citations.rich_text import plain
from cmp_search.citations.styles import Style
from cmp_search.citations.styles.choosing import full
from cmp_search.notes.joining import Added
from cmp_search.notes.note import Item, Note, OwnWords, Quote
from cmp_search.notes.rerun import ChangedHit, Rerun
from cmp_search.notes.searches import RecordedHit, RecordedSearch

Json = dict[str, Any]


def note_json(note: Note) -> Json:
    """A note, with its citations in its language."""
    numbers = {quotation.id: n for n, quotation in enumerate(note.quotations, 1)}
    return {
        "title": note.title,
        "language": note.language,
        "style": note.style.value,
        "short_form": note.short_form,
        "sections": [
            {
                "id": section.id,
                "heading": section.heading,
                "items": [_item_json(item, numbers, note.language) for item in section.items],
            }
            for section in note.sections
        ],
        "searches": [record_json(search, note.language) for search in note.searches],
    }


def _item_json(item: Item, numbers: dict[str, int], language: str) -> Json:
    if isinstance(item, OwnWords):
        return {"id": item.id, "kind": "own_words", "text": item.text}
    return {
        "id": item.id,
        "kind": "quotation",
        "number": numbers[item.id],
        **quote_json(item.quote, language),
        "editions": [quote_json(quote, language) for quote in item.editions],
    }


def quote_json(quote: Quote, language: str = "en") -> QuoteJson:
    """A quote, with its citation in a language."""
    cited = quote.citation
    return {
        "text": quote.text,
        "passage": quote.passage,
        "document": cited.document,
        "start": cited.start,
        "end": cited.end,
        "edition": cited.edition,
        "language": cited.language,
        "citation": cited.render(language),
        "pinpoint": steps_json(cited.pinpoint),
        "url": cited.url,
        "accessed": quote.accessed,
        "is_digest": quote.is_digest,
    }


def cited_json(quote: Quote, style: Style, language: str = "en") -> CitedJson:
    """A quote, with its citation in a style and a language."""
    cited = plain(full(quote.citation, style, language, quote.accessed))
    return {"cited": cited, "style": style, **quote_json(quote, language)}


def added_json(added: Added) -> Json:
    """What became of a quote that was added, and the note after."""
    return {"id": added.id, "outcome": added.outcome.value, "note": note_json(added.note)}


def record_json(search: RecordedSearch, language: str = "en") -> Json:
    """A recorded search, with the citations of its hits in a language."""
    return {
        "question": search.question,
        "read_as": search.read_as,
        "level": search.level.value,
        "search_record": search_record_json(search.record),
        "left_out": list(search.left_out),
        "editions": search.editions,
        "titles": search.titles,
        "hits": [_hit_json(hit, language) for hit in search.hits],
    }


def _hit_json(hit: RecordedHit, language: str) -> Json:
    return {
        "rank": hit.rank,
        "passage": hit.passage,
        "sha256": hit.sha256,
        "document": hit.citation.document,
        "edition": hit.citation.edition,
        "citation": hit.citation.render(language),
    }


def rerun_json(rerun: Rerun, language: str = "en") -> Json:
    """What has changed since a search was recorded."""
    return {
        "unchanged": rerun.unchanged,
        "index_changed": rerun.index_changed,
        "models_changed": rerun.models_changed,
        "level_changed": rerun.level_changed,
        "texts_added": list(rerun.texts_added),
        "texts_removed": list(rerun.texts_removed),
        "texts_changed": list(rerun.texts_changed),
        "changed_hits": [_changed_json(one, language) for one in rerun.changed_hits],
        "before": record_json(rerun.before, language),
        "now": record_json(rerun.now, language),
    }


def reruns_json(reruns: Sequence[Rerun]) -> Json:
    """What has changed since each search of a note or record."""
    return {
        "unchanged": all(one.unchanged for one in reruns),
        "searches": [rerun_json(one) for one in reruns],
    }


def _changed_json(changed: ChangedHit, language: str) -> Json:
    return {
        "change": changed.change.value,
        "before": _hit_json(changed.before, language) if changed.before else None,
        "now": _hit_json(changed.now, language) if changed.now else None,
    }
