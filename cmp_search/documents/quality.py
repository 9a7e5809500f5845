"""How well a text could be read, in words for any front end."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise

from cmp_search.documents.document import Flaw, LeftOut
from cmp_search.locales import messages_for


def flaw_lines(
    warnings: Sequence[Flaw], pages: Sequence[int], language: str = "en"
) -> Iterator[str]:
    """Each flaw in words; the pages are added to the flaw about them."""
    messages = messages_for(language)
    for flaw in warnings:
        line = messages(f"flaw.{flaw.value}")
        yield f"{line}: {page_ranges(pages)}" if flaw is Flaw.PAGES_WITHOUT_TEXT else line


def left_out_summary(left_out: LeftOut, language: str = "en") -> str:
    """How many lines of each kind were left out; empty if none were."""
    messages = messages_for(language)
    counts = asdict(left_out).items()
    return ", ".join(messages.count(f"left_out.{kind}", count) for kind, count in counts if count)


def page_ranges(pages: Sequence[int]) -> str:
    """Pages as ranges, such as "3, 5–7"."""
    breaks = [i for i, (page, after) in enumerate(pairwise(pages), 1) if after != page + 1]
    runs = [pages[i:j] for i, j in pairwise([0, *breaks, len(pages)]) if i < j]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
