"""The labels of hits and facts on the Ask page."""

from dataclasses import dataclass

from cmp_search.locales import Messages
from cmp_search.web.address import address_of


@dataclass(frozen=True, slots=True)
class HitLabels:
    """The labels that every hit shows."""

    read: str
    whole: str
    cited: str
    copy_citation: str
    copy: str
    copy_sentence: str
    copy_both: str
    copied: str
    selected: str
    reasons: str
    context: str
    official: str
    quote: str
    digest: str
    add_sentence: str
    add_passage: str
    in_note: str
    note_address: str


def hit_labels(messages: Messages) -> HitLabels:
    """The labels in a language."""
    return HitLabels(
        read=messages("read.link"),
        whole=messages("hit.whole"),
        cited=messages("hit.cited"),
        copy_citation=messages("hit.copy"),
        copy=messages("fact.copy"),
        copy_sentence=messages("hit.copy_sentence"),
        copy_both=messages("hit.copy_both"),
        copied=messages("hit.copied"),
        selected=messages("hit.selected"),
        reasons=messages("hit.why"),
        context=messages("hit.context"),
        official=messages("read.official"),
        digest=messages("hit.digest"),
        quote=messages("sign.quote", words="|"),
        add_sentence=messages("note.add_sentence"),
        add_passage=messages("note.add_passage"),
        in_note=messages("note.in_note"),
        note_address=address_of("note", {}),
    )
