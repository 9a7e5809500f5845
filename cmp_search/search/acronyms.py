"""Acronyms of the question's language, read as those of the texts.

A Canadian asks in French about the "PCM", which English texts call "CMP"; neither the encoder nor
a dictionary knows. The corpus catalogue tells what each language calls the same thing.

1. Every acronym of the catalogue that stands in the question as a word is looked at. If it stands
   for several things ("AMC"), the question's language decides.
2. If the texts have it, they and the question agree, and nothing changes.
3. Otherwise it is read as the first of its other names whose words all occur in the texts,
   acronyms before names in words: the encoder gets that name, and the words of that name are
   matched instead.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cmp_search.documents.catalogue import Acronym
from cmp_search.index.base import Index
from cmp_search.index.queries import WordQuery
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.search.question import Question, Word


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question whose words are those of the texts, the text to encode, and what was read as what.

    `question.text` stays as it was asked.
    """

    question: Question
    text: str
    read_as: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """An acronym in a question, and the other names of the same thing."""

    typed: str
    names: tuple[str, ...]


def in_words_of_texts(index: Index, question: Question) -> ReadQuestion:
    """A question with its acronyms read as the texts have them; looks up words if it has any."""
    read = ReadQuestion(question, question.text, {})
    known = list(_known(question, index.manifest.acronyms))
    if not known:
        return read
    held = _held(index, [name for each in known for name in (each.typed, *each.names)])
    for each in known:
        name = next((name for name in each.names if _words(name) <= held), "")
        if name and not _words(each.typed) <= held:
            read = _with(read, each.typed, name)
    return read


def _known(question: Question, acronyms: Sequence[Acronym]) -> Iterator[_Known]:
    """Step 1."""
    seen: set[str] = set()
    # False comes before true: a name in the question's language first.
    for acronym in sorted(
        acronyms, key=lambda it: not _finds(it.get(question.language, ()), question)
    ):
        every = [name for names in acronym.values() for name in names]
        typed = next(iter(_finds(every, question)), "")
        if typed and typed not in seen:
            seen.add(typed)
            others = dict.fromkeys(name for name in every if name != typed)
            yield _Known(typed, tuple(sorted(others, key=lambda name: " " in name)))


def _finds(names: Iterable[str], question: Question) -> list[str]:
    """The names that are acronyms and stand in the question."""
    return [name for name in names if _is_acronym(name) and _pattern(name).search(question.text)]


def _is_acronym(name: str) -> bool:
    return " " not in name and sum(map(str.isupper, name)) > 1


def _pattern(acronym: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])")


def _held(index: Index, names: Sequence[str]) -> set[str]:
    """The words of some names that occur in the texts."""
    words = sorted(set().union(*map(_words, names)))
    queries = [WordQuery(word, frozenset({word}), 1.0, 1.0) for word in words]
    entries = index.vocabulary(queries)
    return {word for word, entry in zip(words, entries, strict=True) if entry.terms}


def _words(name: str) -> set[str]:
    return set(folded_words(name)) - FUNCTION_WORDS


def _with(read: ReadQuestion, typed: str, name: str) -> ReadQuestion:
    """Step 3: the question with one acronym read as another name."""
    replaced = _words(typed)
    words = (word for word in read.question.words if word.folded not in replaced)
    new = (Word(typed, word, frozenset({word}), is_name=True) for word in sorted(_words(name)))
    return ReadQuestion(
        replace(read.question, words=(*words, *new)),
        _pattern(typed).sub(lambda _: name, read.text),
        {**read.read_as, typed: name},
    )
