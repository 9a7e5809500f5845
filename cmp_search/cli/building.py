"""Building from the command line: the progress bar, questions, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

import typer
from rich.progress import TextColumn

from cmp_search.cli.build_view import print_report
from cmp_search.cli.json_errors import after
from cmp_search.cli.saying import say
from cmp_search.cli.terminal import bar, is_a_conversation
from cmp_search.errors import CorpusError, GenerationError
from cmp_search.index.removal import MOST_GONE

if TYPE_CHECKING:
    from cmp_search.documents.lock import Holder
    from cmp_search.index.report import BuildProgress, BuildReport, ProgressListener
    from cmp_search.library import Library

PARTLY = 3
"""Exit status of a run that left files out: the index works, but someone should take a look."""
STOPPED = 130
"""Exit status of a run that Ctrl-C ended."""


def build(library: Library, *, may_remove_most: bool = False, workers: str = "") -> BuildReport:
    """Build, with a progress bar; exit if Ctrl-C stopped it before anything was kept."""
    before = _generation(library)
    try:
        with _building() as progress:
            return library.build(progress, may_remove_most=may_remove_most, workers=workers)
    except KeyboardInterrupt as stopped:
        say(f"cmp-search: stopped; {_left(before, _generation(library))}")
        raise typer.Exit(STOPPED) from stopped


def _generation(library: Library) -> str:
    """What identifies the current generation; empty if there is none."""
    with suppress(GenerationError):
        return library.generation()
    return ""


def _left(before: str, after: str) -> str:
    """What a build that was stopped has left, by the generations before it and now."""
    if before != after:
        return "the new index was complete by then"
    return "the last index stays as it was" if before else "nothing is indexed yet"


def say_who(holder: Holder) -> None:
    """Say on standard error who changes the index, while they are waited for."""
    who = holder.who or "another command"
    known = f" ({holder.command}, process {holder.pid})" if holder.pid else ""
    since = f" since {holder.moment}" if holder.since else ""
    say(f"cmp-search: waiting for {who}, who changes the index{since}{known}")


def build_asking(library: Library, workers: str = "") -> BuildReport:
    """Build; if most of what is indexed is gone, ask whether that is meant, and exit if not."""
    try:
        return build(library, workers=workers)
    except CorpusError as error:
        if error.code != MOST_GONE or not is_a_conversation():
            raise
        say(f"cmp-search: {error}")
    if not typer.confirm("Remove them from the index?", default=False, err=True):
        raise typer.Exit(1)
    return build(library, may_remove_most=True, workers=workers)


def build_and_report(
    library: Library,
    *,
    as_json: bool,
    done: Mapping[str, object] | None = None,
    may_remove_most: bool = False,
    workers: str = "",
) -> None:
    """Build, report, and exit with status 3 if a file was left out, 130 if it was stopped.

    `done` are fields of the JSON about what the command did before, `workers` those that help.
    """
    from cmp_search.api.schemas import build_report_json
    from cmp_search.cli.terminal import print_json

    before = dict(done or {})
    with after(before, as_json=as_json):
        if may_remove_most:
            report = build(library, may_remove_most=True, workers=workers)
        else:
            report = build_asking(library, workers)
    if as_json:
        print_json({**build_report_json(report), **before})
    else:
        print_report(report, library.index_address)
    _warn_of_calibration(library)
    _end_if_stopped(report)
    if report.failed:
        raise typer.Exit(PARTLY)


class Preparation(Protocol):
    """What a command did with several files before the index is built."""

    @property
    def failed(self) -> Sequence[object]:
        """The files that it could do nothing with, each with the reason."""

    @property
    def all_failed(self) -> bool:
        """Whether it could do nothing with any."""


def build_after(
    library: Library,
    report: Preparation,
    record: Callable[[BuildReport | None], dict[str, Any]],
    *,
    needed: bool,
    as_json: bool,
) -> None:
    """Build after such a command, if that is needed, and report.

    `record` is the JSON of the command with what the build did. Exits with status 3 if a file was
    left out, 1 if all were, 130 if the build was stopped.
    """
    from cmp_search.cli.terminal import print_json

    with after(record(None), as_json=as_json):
        built = build(library) if needed else None
    if as_json:
        print_json(record(built))
    elif built:
        print_report(built, library.index_address)
    if built:
        _end_if_stopped(built)
    if report.failed or (built and built.failed):
        raise typer.Exit(1 if report.all_failed else PARTLY)


def _end_if_stopped(report: BuildReport) -> None:
    """If the build was stopped, say how far it got, and exit."""
    if not report.pending:
        return
    done, texts = report.current, report.current + len(report.pending)
    say(
        f"cmp-search: stopped: {done} of {texts} texts are indexed; run `cmp-search index` again "
        "for the rest"
    )
    raise typer.Exit(STOPPED)


def _warn_of_calibration(library: Library) -> None:
    """Say on standard error if the index has thresholds that its new generation cannot use."""
    from cmp_search.index.engines import engine_of

    calibration = engine_of(library.index_address).calibration(library.index_address)
    if calibration is None:
        return
    from cmp_search.search.thresholds import calibration_line, in_force

    if in_force(calibration, library.encoder.identity) is None:
        say(calibration_line(calibration, is_in_force=False))


@contextmanager
def _building() -> Iterator[ProgressListener]:
    """Show a progress bar while the index is built; yields its progress listener."""
    with bar(TextColumn("{task.fields[counts]}")) as progress:
        task = progress.add_task("Looking at the corpus", total=None, counts="")
        started = monotonic()

        def advance(step: BuildProgress) -> None:
            rate = step.encoded / max(monotonic() - started, 1e-3)
            progress.update(
                task,
                description=f"Indexing {step.document}" if step.document else "Finishing",
                completed=step.done,
                total=step.total,
                counts=f"{step.number} of {step.documents}, {rate:,.0f} texts/s",
            )

        yield advance
