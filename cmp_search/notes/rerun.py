"""Asking again: what a recorded search finds now, and all that has changed since.

1. The question is asked with the same filters. Texts that they name and that are no longer in the
   index are left out of them. Of the hits, as many are looked at as were recorded, and those that
   were recorded, if they still are among the first `DEFAULT_COUNT`.
2. Texts were added, removed, or changed if the hash of their file is another.
3. A passage's id is made from its words, so a hit with the same id has the same words; its rank may
   have changed.
4. A hit that is gone and one that is new, in the same section of two editions of a text, are one
   passage whose words have changed.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from cmp_search.notes.searches import RecordedHit, RecordedSearch, recorded
from cmp_search.search.searcher import DEFAULT_COUNT, Searcher


class HitChange(StrEnum):
    """What has become of a hit; hits of which nothing has changed are not told of."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class ChangedHit:
    """A hit then and now; one of them is None if it is new or gone."""

    change: HitChange
    before: RecordedHit | None
    now: RecordedHit | None


@dataclass(frozen=True, slots=True)
class Rerun:
    """A search then and now. Texts are ids of documents, in order.

    `changed_hits` are in the order of the ranks now, those that are gone at the end.
    """

    before: RecordedSearch
    now: RecordedSearch
    texts_added: tuple[str, ...]
    texts_removed: tuple[str, ...]
    texts_changed: tuple[str, ...]
    changed_hits: tuple[ChangedHit, ...]

    @property
    def index_changed(self) -> bool:
        """Whether the index is another one; equal ones give the same answers."""
        return self.before.record.index_fingerprint != self.now.record.index_fingerprint

    @property
    def models_changed(self) -> bool:
        """Whether another encoder, reader or calibration answered."""
        before, now = self.before.record, self.now.record
        return (before.encoder, before.reader, before.calibration) != (
            now.encoder,
            now.reader,
            now.calibration,
        )

    @property
    def level_changed(self) -> bool:
        """Whether the texts are now said to answer more or less."""
        return self.before.level is not self.now.level

    @property
    def answer_changed(self) -> bool:
        """Whether the level or any hit has changed."""
        return self.level_changed or bool(self.changed_hits)

    @property
    def unchanged(self) -> bool:
        """Whether nothing at all has changed."""
        texts = self.texts_added or self.texts_removed or self.texts_changed
        return not (self.index_changed or self.models_changed or self.answer_changed or texts)


def rerun(searcher: Searcher, before: RecordedSearch) -> Rerun:
    """Ask a recorded question again.

    Raises:
        QuestionError: no text in the index passes the filters any more.
        UnknownDocumentError: none of the texts that the filters name is in the index any more.
    """
    entries = {entry.id for entry in searcher.index.entries()}
    filters = before.record.filters
    still = tuple(id for id in filters.documents if id in entries)
    # Without any of the texts that it named, a filter must not let all texts through.
    if still:
        filters = replace(filters, documents=still)
    count = max(len(before.hits), DEFAULT_COUNT)
    answer = searcher.ask(before.question, filters, count, before.record.language)
    now = recorded(answer, searcher.index.statistics())
    now = replace(now, hits=_comparable(now.hits, before.hits))
    then, there = before.editions, now.editions
    return Rerun(
        before=before,
        now=now,
        texts_added=tuple(id for id in there if id not in then),
        texts_removed=tuple(id for id in then if id not in there),
        texts_changed=tuple(id for id in there if then.get(id, there[id]) != there[id]),
        changed_hits=_changed_hits(before.hits, now.hits),
    )


def _comparable(
    now: tuple[RecordedHit, ...], before: tuple[RecordedHit, ...]
) -> tuple[RecordedHit, ...]:
    """Step 1: the hits now that can be compared with those before; all if there were none."""
    known = {hit.passage for hit in before}
    most = len(before) or len(now)
    return tuple(hit for hit in now if hit.rank <= most or hit.passage in known)


def _changed_hits(
    before: tuple[RecordedHit, ...], now: tuple[RecordedHit, ...]
) -> tuple[ChangedHit, ...]:
    """Steps 3 and 4."""
    known = {hit.passage: hit for hit in before}
    found = {hit.passage for hit in now}
    gone = [hit for hit in before if hit.passage not in found]
    changes: list[ChangedHit] = []
    for hit in now:
        old = known.get(hit.passage)
        if old is not None:
            if old.rank != hit.rank:
                changes.append(ChangedHit(HitChange.MOVED, old, hit))
            continue
        reworded = next((one for one in gone if _is_reworded(one, hit)), None)
        if reworded is None:
            changes.append(ChangedHit(HitChange.NEW, None, hit))
        else:
            gone.remove(reworded)
            changes.append(ChangedHit(HitChange.REWORDED, reworded, hit))
    return (*changes, *(ChangedHit(HitChange.GONE, hit, None) for hit in gone))


def _is_reworded(before: RecordedHit, now: RecordedHit) -> bool:
    """Step 4, for a hit that is gone and one that is new."""
    old, new = before.citation, now.citation
    is_same_place = (old.document, old.section) == (new.document, new.section)
    return is_same_place and old.edition != new.edition
