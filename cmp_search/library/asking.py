"""What a library answers, and what is made of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmp_search.library.core import Core

if TYPE_CHECKING:
    from cmp_search.index.filters import Filters
    from cmp_search.notes.desk import NoteDesk
    from cmp_search.overview.guide import Guide
    from cmp_search.search.answer import Answer
    from cmp_search.verification.support import Support


class Asking(Core):
    """Questions, sentences to be supported, first questions of newcomers, and notes."""

    def ask(
        self, question: str, filters: Filters | None = None, count: int = 10, language: str = ""
    ) -> Answer:
        """Answer a question with the best passages, at most `count`, 100 at most.

        `language` is that of the interface, if there is one: what a bare acronym is taken to be in,
        and which edition of a passage is shown where the question's own language decides nothing.

        Raises:
            QuestionError: the question is empty or too long, `count` is less than one, or a filter
                matches nothing in the index.
        """
        from cmp_search.index.filters import Filters

        return self.searcher().ask(question, filters or Filters(), count, language)

    def support(self, sentence: str, filters: Filters | None = None) -> Support:
        """Where a sentence of a draft may come from, and where it and the texts disagree.

        Raises:
            QuestionError: the sentence is empty or too long, or a filter matches nothing.
        """
        from cmp_search.index.filters import Filters
        from cmp_search.verification.support import support

        return support(self.searcher(), sentence, filters or Filters())

    def guide(self, language: str = "en") -> Guide:
        """What a newcomer is shown: groups, co-chairs, meetings, acronyms, first questions."""
        from cmp_search.locales import messages_for
        from cmp_search.overview.guide import make_guide

        return make_guide(self.index(), messages_for(language))

    @property
    def notes(self) -> NoteDesk:
        """What notes take from the index: quotes, their other editions, records of searches."""
        from cmp_search.notes.desk import NoteDesk

        return NoteDesk(self.index, self.searcher, lambda: self.encoder)
