"""The tool that searches."""

from bisect import bisect_right
from collections.abc import Callable, Mapping

from cmp_search.documents.catalogue import Entry
from cmp_search.index.contents import Outline
from cmp_search.library import Library
from cmp_search.programs.mcp.arguments import SearchArguments
from cmp_search.programs.mcp.instructions import ADVICE
from cmp_search.programs.mcp.results import FoundPassages, QuotedPassage, StatedFact
from cmp_search.search.answer import FactStatement, Hit
from cmp_search.search.door import wait_on
from cmp_search.search.verdict import missing


def search_passages(
    library: Library, asked: SearchArguments, while_waiting: Callable[[], None] = wait_on
) -> FoundPassages:
    """The passages that answer a question best, with the verdict whether they do.

    `while_waiting` is called until it is the question's turn, and may give up (see `search.door`).

    Raises:
        QuestionError: the question is empty or too long, or the filters match nothing.
        UnknownDocumentError: a document is not in the index.
    """
    searcher = library.searcher()
    answer = searcher.ask(asked.question, asked.filters, asked.count, asked.language, while_waiting)
    outlines = searcher.index.outlines([hit.passage.document for hit in answer.hits])
    entries = searcher.facts.entries
    level = answer.confidence.level
    return {
        "verdict": level,
        "advice": ADVICE[level],
        "missing": missing(answer, asked.language),
        "facts": [
            _stated(fact.statement, entries[fact.statement.citation.document], asked.language)
            for fact in answer.facts
        ],
        "passages": [
            _quoted(hit, entries[hit.passage.document], outlines, asked.language)
            for hit in answer.hits
        ],
        "caveats": [one.message(asked.language) for one in answer.caveats],
    }


def _stated(fact: FactStatement, entry: Entry, language: str) -> StatedFact:
    return {
        "subject": fact.subject,
        "words": fact.words,
        "quotation": fact.sentence,
        "citation": fact.citation.render(language),
        "document": entry.id,
        "as_of": fact.as_of,
        "is_digest": entry.digest_of is not None,
    }


def _quoted(
    hit: Hit, entry: Entry, outlines: Mapping[str, Outline], language: str
) -> QuotedPassage:
    passage, sentence = hit.passage, hit.sentence_citation or hit.citation
    return {
        "passage": passage.id,
        "quotation": hit.best_sentence_text,
        "citation": sentence.render(language),
        "text": passage.text,
        "text_citation": hit.citation.render(language),
        "document": passage.document,
        "section": bisect_right(outlines[passage.document].headings, passage.start),
        "headings": list(passage.section),
        "language": hit.language,
        "url": hit.citation.url,
        "is_digest": entry.digest_of is not None,
    }
