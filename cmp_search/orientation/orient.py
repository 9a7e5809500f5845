"""Finding what a newcomer asks of a text first, kind by kind."""

from collections.abc import Sequence

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.orientation.acronyms import find_acronyms
from cmp_search.orientation.chairs import find_chairs
from cmp_search.orientation.definitions import find_definitions
from cmp_search.orientation.facts import Orientation
from cmp_search.orientation.groups import find_groups
from cmp_search.orientation.meetings import find_meetings
from cmp_search.orientation.units import units


def orient(document: Document, passages: Sequence[Passage]) -> Orientation:
    """What is found in a document that is cut into these passages."""
    held = tuple(units(document, passages))
    acronyms = find_acronyms(held, document.text)
    groups = find_groups(document, held, acronyms)
    return Orientation(
        acronyms=acronyms,
        groups=groups,
        chairs=find_chairs(document, held, groups, acronyms),
        meetings=find_meetings(held),
        definitions=tuple(find_definitions(held, acronyms)),
    )
