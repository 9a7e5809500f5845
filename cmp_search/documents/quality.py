"""How well a text could be read, in words for any front end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean
from typing import Protocol

from cmp_search.documents.document import Flaw, Omitted, Quality
from cmp_search.locales import messages_for


class Reading(Protocol):
    """What is known of how a text was read: a `Quality`, or a part of one."""

    @property
    def warnings(self) -> tuple[Flaw, ...]:
        """What to know before relying on it."""

    @property
    def pages_without_text(self) -> tuple[int, ...]:
        """The pages that the flaw of this name is about."""

    @property
    def uncertain_pages(self) -> tuple[int, ...]:
        """The pages that the flaw about uncertain recognition is about."""

    @property
    def lost(self) -> float:
        """The share of words that the flaw about lost words is about."""


def flaw_lines(reading: Reading, language: str = "en") -> Iterator[str]:
    """Each flaw in words; those about pages name them, the one about lost words their share."""
    messages = messages_for(language)
    pages = {
        Flaw.PAGES_WITHOUT_TEXT: reading.pages_without_text,
        Flaw.UNCERTAIN_RECOGNITION: reading.uncertain_pages,
    }
    for flaw in reading.warnings:
        # Rounded down, so that a text with words is never said to have lost 100 %.
        share = messages.per_cent(int(reading.lost * 100) / 100)
        line = messages(f"flaw.{flaw.value}", share=share)
        yield f"{line}: {page_ranges(pages[flaw])}" if flaw in pages else line


def left_out_lines(omitted: Sequence[Omitted], language: str = "en") -> Iterator[str]:
    """What was left out for each reason, with how many of its words are lost."""
    messages = messages_for(language)
    for one in omitted:
        lines = messages.count(f"left_out.{one.reason.value}", one.lines)
        yield messages.count("left_out.lost", one.lost, lines=lines) if one.lost else lines


def recognised_summary(quality: Quality, language: str = "en") -> str:
    """On how many pages text was recognised, and how certain it is; empty if on none."""
    pages = quality.recognised
    if not pages:
        return ""
    certainty = round(fmean(page.certainty for page in pages))
    return messages_for(language).count("recognition.pages", len(pages), certainty=str(certainty))


def page_ranges(pages: Sequence[int]) -> str:
    """Pages as ranges, such as "3, 5–7"."""
    breaks = [i for i, (page, after) in enumerate(pairwise(pages), 1) if after != page + 1]
    runs = [pages[i:j] for i, j in pairwise([0, *breaks, len(pages)]) if i < j]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
