"""An answer as one piece of HTML: how sure it is, the map, the passages, what was searched.

How sure it is stands above the passages and never instead of them.
"""

from collections.abc import Iterable, Iterator
from html import escape

from cmp_search.index.base import Index
from cmp_search.search.answer import Answer
from cmp_search.search.hit_map import by_document, hit_map
from cmp_search.web.hits_html import hits_html
from cmp_search.web.html import said
from cmp_search.web.map_html import map_html
from cmp_search.web.verdict_html import verdict_html
from cmp_search.words import Words

BY_DOCUMENT, MAP = "documents", "map"
VIEWS = (BY_DOCUMENT, MAP)
"""What an answer may show beside its hits in their order."""


def answer_html(
    index: Index,
    answer: Answer,
    views: Iterable[str],
    limits: Iterable[str],
    words: Words,
) -> str:
    """The answer in some views; `limits` name what the search was limited to."""
    parts = _parts(index, answer, tuple(views), ", ".join(limits), words)
    return f'<div class="answer">{"".join(parts)}</div>'


def _parts(
    index: Index, answer: Answer, views: tuple[str, ...], limits: str, words: Words
) -> Iterator[str]:
    yield verdict_html(answer, words)
    if MAP in views and answer.hits:
        yield map_html(hit_map(index, answer.hits), words)
    yield f'<h2 class="count">{escape(_count(answer, words))}</h2>'
    if limits:
        yield said(words("ask.limited", limits=limits))
    yield hits_html(index, answer.hits, BY_DOCUMENT in views, words)
    yield said(_record(answer, words))


def _count(answer: Answer, words: Words) -> str:
    """How many passages of how many documents."""
    documents = words.count("unit.documents", len(by_document(answer.hits)))
    return words.count("ask.found", len(answer.hits), documents=documents)


def _record(answer: Answer, words: Words) -> str:
    """What was searched, so that the search can be repeated."""
    record = answer.search_record
    return words.count(
        "ask.record",
        len(record.documents),
        date=words.moment(record.date),
        documents=", ".join(record.documents),
        index=record.index_fingerprint,
    )
