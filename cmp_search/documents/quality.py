"""How well a text could be read, in words for any front end."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from statistics import fmean

from cmp_search.documents.document import Flaw, LeftOut, Quality
from cmp_search.locales import messages_for


def flaw_lines(
    warnings: Sequence[Flaw],
    pages: Sequence[int],
    language: str = "en",
    *,
    uncertain: Sequence[int] = (),
) -> Iterator[str]:
    """Each flaw in words; the pages without text and the uncertain ones are added to their flaw."""
    messages = messages_for(language)
    about = {Flaw.PAGES_WITHOUT_TEXT: pages, Flaw.UNCERTAIN_RECOGNITION: uncertain}
    for flaw in warnings:
        line = messages(f"flaw.{flaw.value}")
        yield f"{line}: {page_ranges(about[flaw])}" if flaw in about else line


def left_out_summary(left_out: LeftOut, language: str = "en") -> str:
    """How many lines of each kind were left out; empty if none were."""
    messages = messages_for(language)
    counts = asdict(left_out).items()
    return ", ".join(messages.count(f"left_out.{kind}", count) for kind, count in counts if count)


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
