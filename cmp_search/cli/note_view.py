"""What the terminal shows of notes: a note with its ids and footnotes, and what has changed."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from cmp_search.api.notes import added_json, note_json, reruns_json
from cmp_search.cli.terminal import print_json, terminal
from cmp_search.notes.joining import Added, Outcome
from cmp_search.notes.note import Note, OwnWords, Quotation
from cmp_search.notes.rerun import ChangedHit, HitChange, Rerun
from cmp_search.search.answer import SearchRecord

_OUTCOMES = {
    Outcome.NEW: "Added as {id}.",
    Outcome.KEPT: "These words are in the note already, as {id}.",
    Outcome.WIDENED: "{id} had some of these words; now it has them all.",
    Outcome.JOINED: "{id} is the same passage in another edition; these words were joined to it.",
}


def show_note(note: Note, *, as_json: bool) -> None:
    """Print a note."""
    if as_json:
        print_json(note_json(note))
        return
    console = terminal()
    console.print(Text(note.title or "(without a title)", style="bold"))
    form = "short form" if note.short_form else "full form"
    console.print(Text(f"{note.language} · {note.style.value} · {form}", style="dim"))
    number = 0
    for section in note.sections:
        console.print(Text.assemble("\n", (section.heading, "cyan"), (f"  {section.id}", "dim")))
        for item in section.items:
            if isinstance(item, OwnWords):
                console.print(Padding(_with_id(item.text, item.id), (0, 3)))
            else:
                number += 1
                console.print(Padding(_quotation(item, number, note.language), (0, 3)))
    for search in note.searches:
        line = f"Searched {len(search.record.documents)} texts: {search.question}"
        console.print(Text(f"\n{line} ({search.record.date[:10]})", style="dim"))


def show_added(added: Added, *, as_json: bool) -> None:
    """Print what became of a quote that was added."""
    if as_json:
        print_json(added_json(added))
        return
    console = terminal()
    console.print(_OUTCOMES[added.outcome].format(id=added.id))
    numbered = enumerate(added.note.quotations, 1)
    number, quotation = next((n, one) for n, one in numbered if one.id == added.id)
    console.print(_quotation(quotation, number, added.note.language))


def show_reruns(reruns: Sequence[Rerun], *, as_json: bool) -> None:
    """Print what has changed since searches were recorded."""
    if as_json:
        print_json(reruns_json(reruns))
        return
    for rerun in reruns:
        _print_rerun(rerun)


def _quotation(quotation: Quotation, number: int, language: str) -> Group:
    """A quotation with its number, its citation, and the documents of its other editions."""
    quote = quotation.quote
    words = quote.text if quote.is_digest else f"“{quote.text}”"
    lines: list[RenderableType] = [_with_id(f"[{number}] {words}", quotation.id)]
    if quote.is_digest:
        lines.append(Text("A digest: a paraphrase, not to be quoted as the text.", style="yellow"))
    lines.append(Text(f"— {quote.citation.render(language)}", style="dim"))
    also = ", ".join(one.citation.document for one in quotation.editions)
    return Group(*lines, *([Text(f"  also {also}", style="dim")] if also else []))


def _with_id(words: str, id: str, style: str = "") -> Text:
    return Text.assemble((words, style), (f"  {id}", "dim"))


def _print_rerun(rerun: Rerun) -> None:
    console = terminal()
    before, now = rerun.before.record, rerun.now.record
    console.print(Text(f"{rerun.before.question} ({before.date[:10]})", style="bold"))
    if rerun.unchanged:
        console.print("Nothing has changed: same index, same models, same passages.")
        return
    for label, has_changed, old, new in (
        (
            "The index is another one",
            rerun.index_changed,
            before.index_fingerprint,
            now.index_fingerprint,
        ),
        ("Other models answered", rerun.models_changed, _models(before), _models(now)),
    ):
        if has_changed:
            console.print(Text(f"{label}: {old}, now {new}."))
    for verb, ids in (
        ("added", rerun.texts_added),
        ("removed", rerun.texts_removed),
        ("changed", rerun.texts_changed),
    ):
        if ids:
            console.print(Text(f"Texts {verb}: {', '.join(ids)}"))
    if rerun.level_changed:
        console.print(f"The level was {rerun.before.level.value}, now {rerun.now.level.value}.")
    if not rerun.answer_changed:
        console.print("The passages found are the same.")
    for changed in rerun.changed_hits:
        console.print(Text(f"  {_change(changed)}"))


def _models(record: SearchRecord) -> str:
    """The models that answered, and since when the index has thresholds of its own."""
    calibration = record.calibration
    thresholds = f"calibrated {calibration.created[:10]}" if calibration else ""
    return ", ".join(filter(None, (record.encoder, record.reader, thresholds)))


def _change(changed: ChangedHit) -> str:
    """What has become of a hit, in a line."""
    hit = changed.now or changed.before
    cited = f"{hit.citation.render()} ({hit.passage})" if hit else ""
    then = changed.before.rank if changed.before else 0
    now = changed.now.rank if changed.now else 0
    match changed.change:
        case HitChange.NEW:
            return f"new, {now}: {cited}"
        case HitChange.GONE:
            return f"gone, was {then}: {cited}"
        case HitChange.MOVED:
            return f"now {now}, was {then}: {cited}"
        case HitChange.REWORDED:
            return f"other words, now {now}, was {then}: {cited}"
