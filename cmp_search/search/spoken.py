"""Spoken: the languages in which an answer is wanted, the first one most.

1. A question is answered in its own language, if its words reveal it.
2. A bare acronym ("TLCAN", "CMP 2019") has the same letters in whatever language it is asked in: it
   is taken to be in the interface's.
3. Other keywords are in the interface's language if the first passages in it have as many of them
   as any; else in the language of the first passage that has most.
4. The interface's language comes next.
5. Keywords of which no text has a form are ranked as being in the interface's language, too:
   passages in that language are nearer to them, whatever they say (see `ranking`).
"""

import re
from collections.abc import Sequence

from cmp_search.search.document_facts import DocumentFacts
from cmp_search.search.query_terms import QueryTerms
from cmp_search.search.question import Question
from cmp_search.search.ranking import Ranked

FIRST = 10
"""How many passages are looked at for the words of a question."""
_NUMBER = re.compile(r"\d+")


def spoken_language(question: Question, interface: str) -> str:
    """The language of a question (steps 1 and 2); empty if it is not known."""
    return (interface if _is_bare(question) else "") or question.language


def language_for_ranking(question: Question, terms: QueryTerms, interface: str) -> str:
    """The language that a question is ranked in (step 5); empty if it is not known.

    A bare acronym is as near in all languages.
    """
    is_held = any(not term.nearest for term in terms.matched)
    is_unknown = not question.language and not is_held and not _is_bare(question)
    return interface if is_unknown else question.language


def _is_bare(question: Question) -> bool:
    """Whether all words are acronyms, but for numbers; "¿" and "¡" belong to a language."""
    words = [word for word in question.text.split() if not _NUMBER.fullmatch(word)]
    return bool(words) and all(
        sum(map(str.isupper, word)) > 1 and word[0] not in "¿¡" for word in words
    )


def languages_of_answer(
    facts: DocumentFacts, question: Question, interface: str, ranked: Sequence[Ranked]
) -> tuple[str, ...]:
    """The languages in which an answer is wanted; none if nothing tells."""
    own = spoken_language(question, interface)
    own = own or _language_of_words(facts, question, interface, ranked)
    return tuple(dict.fromkeys(filter(None, (own, interface))))


def _language_of_words(
    facts: DocumentFacts, question: Question, interface: str, ranked: Sequence[Ranked]
) -> str:
    """Step 3; empty if the first passages have none of the words."""
    most: dict[str, int] = {}
    for hit in ranked[:FIRST]:
        held = sum(word.folded in hit.terms for word in question.words)
        language = facts.languages[hit.document]
        most[language] = max(most.get(language, 0), held)
    best = max(most.values(), default=0)
    held_most = [language for language, held in most.items() if held == best > 0]
    return interface if interface in held_most else next(iter(held_most), "")
