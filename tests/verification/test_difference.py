"""The difference between a quotation and a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.verification.difference import align, changes
from cmp_search.verification.tokens import tokens_of
from cmp_search.verification.verdict import ChangeKind

SIGNS = {ChangeKind.SAME: "{}", ChangeKind.ONLY_IN_NOTE: "-{}-", ChangeKind.ONLY_IN_TEXT: "+{}+"}
TEXT = "Yes. The keepers polished forty « lenses » in  1998, on a foggy pier. Then they left."


def difference(quotation: str, text: str = TEXT) -> str:
    quoted, found = tokens_of(quotation), tokens_of(text)
    parts = changes(align(quoted, found), quotation, quoted, text, found)
    own = [part.words for part in parts if part.kind is not ChangeKind.ONLY_IN_TEXT]
    assert "".join(own) == quotation
    return "".join(SIGNS[part.kind].format(part.words) for part in parts)


@pytest.mark.parametrize(
    ("quotation", "shown"),
    [
        ("The keepers polished forty “lenses”", "The keepers polished forty “lenses”"),
        ("The keepers polished fifty lenses", "The keepers polished -fifty -+forty «+lenses"),
        ("keepers did not polish forty", "keepers -did not polish -+polished+forty"),
        ("on a pier.", "on a +foggy+pier."),
        ("On a foggy pier", "-On -+on+a foggy pier"),
        ("in 1999, on a", "in -1999-+1998+, on a"),
        ("polished forty lenses in 19", "polished forty +«+lenses +»+in -19-+1998+"),
        ("a foggy road", "a foggy -road-+pier+"),
        ("Some bakers polished forty", "-Some bakers -+The keepers+polished forty"),
        ("Soon they left", "-Soon -+Then+they left"),
        ("Never: then they left", "-Never: then -+Then+they left"),
        ("on a foggy pier now", "on a foggy pier -now-"),
    ],
)
def test_it_is_shown_in_the_words_of_both(quotation: str, shown: str) -> None:
    assert difference(quotation) == shown


@given(st.text(alphabet="ab ,1\n’«…", min_size=1, max_size=30).filter(str.strip))
def test_its_own_parts_are_the_quotation(quotation: str) -> None:
    if tokens_of(quotation):
        difference(quotation)
