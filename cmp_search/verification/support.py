"""Support: where a sentence of a draft may come from, and where it and the texts disagree.

1. The sentence is asked for as a question would be, but without the reader, which reads answers,
   not statements.
2. A passage supports it if its best sentence is near enough in meaning: `NEAR`, in cosine. The
   nearest come first. If none is near enough, no support was found.
3. Each date, number and name of the draft's sentence (see `values`) is looked for in the passage:
   in its best sentence, the headings above it, and the title and date of its text; then in the
   rest of the passage. What is not there, or only in the rest, is pointed out, with what the best
   sentence states in its place.
4. A date is stated if one that overlaps it is, unless that is less exact. A name is stated if each
   of its words is, or a word spelt alike, as it may be in another language. In another language
   only names of people are compared, since those of bodies and places are translated.
5. A passage contradicts the sentence if it has other values in the place of some (`Accord`); years
   stand in the place of years and dates, not of other numbers. One further away than a passage that
   states all is about something else.
Nothing else is judged: not whether the passage says what the sentence says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from rapidfuzz.fuzz import ratio

from cmp_search.index.filters import Filters
from cmp_search.language.detection import detect_language
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words, question_language
from cmp_search.orientation.names import is_person
from cmp_search.search.answer import Hit, SearchRecord
from cmp_search.search.searcher import NO_FILTERS, Searcher
from cmp_search.verification.accord import Accord
from cmp_search.verification.values import Value, ValueKind, values

NEAR = 0.77
"""The least cosine of a supporting sentence; docs/verification.md has the measurement."""
ALIKE = 75.0
"""The least likeness of two spellings of a name, in percent."""
_NO_PEOPLE = frozenset(
    fold(word)
    for word in (
        "program programme programa plan agreement accord acuerdo treaty traité tratado convention "
        "convenio convención initiative iniciativa summit sommet cumbre strategy stratégie "
        "estrategia fund fonds fondo project projet proyecto act loi ley report rapport informe "
        "declaration déclaration declaración forum foro"
    ).split()
)
"""Words in names of what countries agree on, which are translated, too."""
MOST = 5
"""How many passages are shown at most."""
_YEARS = range(1500, 2200)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A date, number or name of the sentence that the best sentence of a passage does not state.

    `stated` are those of its kind that it states and the sentence does not. `elsewhere` says that
    the rest of the passage has it.
    """

    kind: ValueKind
    claimed: str
    stated: tuple[str, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class SupportingPassage:
    """A passage that a sentence may come from, and where the two disagree."""

    hit: Hit
    disagreements: tuple[Disagreement, ...]

    @property
    def agrees(self) -> bool:
        """Whether the passage has all values, in its best sentence or elsewhere, and no others."""
        return not self.contradicts and all(one.elsewhere for one in self.disagreements)

    @property
    def contradicts(self) -> bool:
        """Whether the best sentence has another value in the place of one."""
        return any(one.stated for one in self.disagreements)


@dataclass(frozen=True, slots=True)
class Support:
    """What supports a sentence, the nearest first; nothing if no support was found."""

    sentence: str
    passages: tuple[SupportingPassage, ...]
    record: SearchRecord

    @property
    def accord(self) -> Accord:
        """Step 5."""
        if not self.passages:
            return Accord.NONE
        nearer = tuple(takewhile(lambda one: not one.agrees, self.passages))
        agrees = len(nearer) < len(self.passages)
        if any(one.contradicts for one in nearer):
            return Accord.DIVIDED if agrees else Accord.CONTRADICTED
        return Accord.AGREES if agrees else Accord.INCOMPLETE

    @property
    def contradicting(self) -> int:
        """How many passages contradict the sentence."""
        return sum(one.contradicts for one in self.passages)

    @property
    def absent(self) -> tuple[str, ...]:
        """What the sentence states and none of the passages does."""
        missing = [
            [one.claimed for one in passage.disagreements if not one.elsewhere]
            for passage in self.passages
        ]
        first = missing[0] if missing else []
        return tuple(one for one in first if all(one in claims for claims in missing))


def support(searcher: Searcher, sentence: str, filters: Filters = NO_FILTERS) -> Support:
    """The passages that a sentence of a draft may come from.

    Raises:
        QuestionError: the sentence is empty or too long, or a filter matches nothing.
        UnknownDocumentError: a filter names a document that is not in the index.
    """
    answer = replace(searcher, reader=None).ask(sentence, filters)
    near = sorted(
        (hit for hit in answer.hits if hit.score.sentence >= NEAR),
        key=lambda hit: -hit.score.sentence,
    )
    language = question_language(sentence) or detect_language(sentence)
    claims = values(sentence, language)
    return Support(
        sentence=sentence,
        passages=tuple(
            SupportingPassage(hit, tuple(_disagreements(claims, sentence, language, hit)))
            for hit in near[:MOST]
        ),
        record=answer.search_record,
    )


def _disagreements(
    claims: Sequence[Value], sentence: str, language: str, hit: Hit
) -> Iterator[Disagreement]:
    """Step 3."""
    in_sentence = values(hit.best_sentence_text, hit.language)
    above = "\n".join(
        (hit.title, hit.citation.date, str(hit.citation.year or ""), *hit.passage.section)
    )
    around = f"{hit.best_sentence_text}\n{above}"
    for claim in claims:
        if not _is_compared(claim, language, hit.language):
            continue
        if _states(around, hit.language, claim):
            continue
        yield Disagreement(
            kind=claim.kind,
            claimed=claim.written,
            stated=tuple(
                dict.fromkeys(
                    value.written
                    for value in in_sentence
                    if _takes_its_place(value, claim) and not _states(sentence, language, value)
                )
            ),
            elsewhere=_states(hit.passage.text, hit.language, claim),
        )


def _is_compared(claim: Value, language: str, other: str) -> bool:
    """Step 4: whether a value is the same in both languages."""
    if claim.kind is not ValueKind.NAME or language == other:
        return True
    return is_person(claim.written) and not _NO_PEOPLE.intersection(folded_words(claim.written))


def _takes_its_place(stated: Value, claim: Value) -> bool:
    """Whether a value may be what a text has instead of another (step 5)."""
    if _is_year(claim):
        return _is_year(stated) or stated.kind is ValueKind.DATE
    return stated.kind is claim.kind and not _is_year(stated)


def _is_year(value: Value) -> bool:
    """Whether a value is a bare year."""
    return value.kind is ValueKind.NUMBER and value.written.isdigit() and value.key in _YEARS


def _states(text: str, language: str, value: Value) -> bool:
    """Whether a text states a value (step 4)."""
    match value.kind:
        case ValueKind.NAME:
            return _names(text, value.written)
        case ValueKind.DATE:
            return any(
                _covers(other.key, value.key)
                for other in values(text, language)
                if other.kind is ValueKind.DATE
            )
        case ValueKind.NUMBER:
            return value.key in _amounts(text, language)


def _amounts(text: str, language: str) -> set[object]:
    """The numbers of a text; the years and days of its dates are among them."""
    amounts: set[object] = set()
    for value in values(text, language):
        if value.kind is ValueKind.NUMBER:
            amounts.add(value.key)
        elif value.kind is ValueKind.DATE and isinstance(value.key, tuple):
            amounts.update(int(part) for day in value.key for part in day.split("-")[::2])
    return amounts


def _covers(stated: object, claimed: object) -> bool:
    """Whether a stated date, its first and last day, is one that is claimed, or within it."""
    if not isinstance(stated, tuple) or not isinstance(claimed, tuple):
        return False
    overlap = stated[0] <= claimed[1] and claimed[0] <= stated[1]
    is_exact = _is_month(claimed) or not _is_month(stated)
    return overlap and is_exact


def _is_month(days: tuple[str, str]) -> bool:
    """Whether a date is a whole month."""
    first, last = days
    return first[:7] == last[:7] and first.endswith("-01") and int(last[8:]) >= 28


def _names(text: str, name: str) -> bool:
    """Whether a text has each word of a name, or one spelt alike."""
    words = set(folded_words(text))
    return all(
        word in words or any(ratio(word, other) >= ALIKE for other in words if len(word) > 3)
        for word in folded_words(fold(name))
        if word not in FUNCTION_WORDS
    )
