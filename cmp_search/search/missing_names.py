"""Names in a question that no passage found contains.

1. A name is missing if no hit matched it; each is named once, however often it is typed.
2. A capital alone does not make a name: "Minería" in a Spanish question is not missing where a
   passage, a heading or a title has "mining", a word of the same theme (see `fact_words`).
"""

from collections.abc import Iterator, Sequence

from cmp_search.language.terms import folded_words
from cmp_search.language.themes import shares_theme
from cmp_search.search.answer import Hit
from cmp_search.search.question import Question


def missing_names(question: Question, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The names that are missing, as typed, in order."""
    matched = {typed for hit in hits for typed in hit.matched_terms}
    names = {word.folded: word for word in question.words if word.is_name}
    missing = [word for word in names.values() if word.typed not in matched]
    words = set(_words(hits)) if missing else set()
    return tuple(
        dict.fromkeys(
            word.typed
            for word in missing
            if not (word.typed.istitle() and shares_theme(word.folded, words))
        )
    )


def _words(hits: Sequence[Hit]) -> Iterator[str]:
    for hit in hits:
        yield from folded_words("\n".join([hit.title, *hit.passage.section, hit.passage.text]))
