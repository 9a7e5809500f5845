"""Finding all facts of a document, kind by kind."""

from collections.abc import Sequence

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.orientation.acronyms import find_acronyms
from cmp_search.orientation.chairs import find_chairs
from cmp_search.orientation.definitions import find_definitions
from cmp_search.orientation.facts import Orientation
from cmp_search.orientation.glossary import glossary_pairs
from cmp_search.orientation.groups import find_groups, group_names, with_groups
from cmp_search.orientation.listed_groups import in_listed_order
from cmp_search.orientation.meetings import find_meetings
from cmp_search.orientation.signings import find_signings
from cmp_search.orientation.units import units


def orient(document: Document, passages: Sequence[Passage]) -> Orientation:
    """The facts found in a document with these passages."""
    sentences = tuple(with_groups(units(document, passages)))
    acronyms = find_acronyms(sentences, document.text, glossary_pairs(sentences))
    groups = in_listed_order(find_groups(document, sentences, acronyms), sentences)
    names = group_names(groups, acronyms)
    return Orientation(
        acronyms=acronyms,
        groups=groups,
        chairs=find_chairs(document, sentences, names.pattern, acronyms),
        meetings=find_meetings(sentences, names, acronyms),
        definitions=tuple(find_definitions(sentences, acronyms)),
        signings=tuple(find_signings(document, sentences)),
    )
