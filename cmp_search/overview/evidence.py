"""Evidence: the sentence that something was found in, proved and cited."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from cmp_search.citation import Citation, cite
from cmp_search.errors import MismatchError
from cmp_search.index.embedded.generation import Generation
from cmp_search.orientation.found import Acronym, Chair, Definition, Group, Meeting, Quote, Source
from cmp_search.overview.choice import Told

Finding = Acronym | Chair | Definition | Group | Meeting


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence as it stands in its text, its language, and the citation of its passage."""

    sentence: str
    language: str
    passage: str
    citation: Citation


def evidence(generation: Generation, findings: Iterable[Told[Finding]]) -> dict[Source, Evidence]:
    """The evidence of each finding, by its source.

    Raises:
        MismatchError: a passage, or words that were found, are not what the document says.
    """
    findings = list(findings)
    ids = sorted({one.found.source.passage for one in findings})
    numbers = generation.texts.numbers_of(ids)
    passages = {one.id: one for one in generation.texts.passages(numbers).values()}
    proved: dict[Source, Evidence] = {}
    for one in findings:
        source = one.found.source
        passage = passages.get(source.passage)
        if passage is None or not _stands(generation, one):
            raise MismatchError("passage_false", passage=source.passage)
        if source not in proved:
            document = generation.prove(passage, source.sentence)
            proved[source] = Evidence(
                sentence=document.slice(source.sentence),
                language=document.entry.language,
                passage=passage.id,
                citation=cite(document, passage),
            )
    return proved


def _stands(generation: Generation, one: Told[Finding]) -> bool:
    """Whether all words that were found stand in the document as they were found."""
    values = (getattr(one.found, field.name) for field in fields(one.found))
    return all(
        generation.texts.slice(one.entry.id, value.start, value.end) == value.text
        for value in values
        if isinstance(value, Quote)
    )
