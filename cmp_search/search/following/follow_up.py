"""Follow-ups: a short question that goes on from the last one, and the question that it means.

"And in 2018?" after "Who chaired the energy group in 2017?" is "Who chaired the energy group in
2018?".

1. What the follow-up names is read (see `reading`).
2. Each thing gets its place in the last question (see `place`).
3. All words are from the two questions, but for a country's name or adjective, and the small words
   that it needs in its place (see `wording`).
4. In doubt there is no follow-up, and the question is asked as it stands.
"""

from dataclasses import dataclass

from cmp_search.language.normalisation import clean_and_trim, one_line
from cmp_search.language.terms import question_language
from cmp_search.search.fact_book import FactBook
from cmp_search.search.following.place import Place
from cmp_search.search.following.reading import read_follow_up
from cmp_search.search.following.things import things_in


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up as typed, the question that it goes on from, and the question that it means."""

    asked: str
    last: str
    meant: str


def follow_up(asked: str, last: str, book: FactBook) -> FollowUp | None:
    """The question that a question means after another; None if it is no follow-up.

    `book` has the names that the texts know.
    """
    text, meant = one_line(clean_and_trim(asked)), one_line(clean_and_trim(last))
    spoken = question_language(meant)
    reading = read_follow_up(text, meant, spoken, book)
    if reading is None:
        return None
    spoken = spoken or reading.language
    for named in reading.named:
        meant = Place(meant, things_in(meant, book), named, spoken, reading.language).filled()
        if not meant:
            return None
    if read_follow_up(meant, meant, spoken, book):
        return None
    return FollowUp(asked, last, meant)
