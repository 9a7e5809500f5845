"""What was identified, in words for any front end."""

from cmp_search.corpus.identification import Identification
from cmp_search.locales import messages_for


def identification_lines(identification: Identification, language: str = "en") -> list[str]:
    """Which text of the catalogue a file is, why, and what becomes of its digest."""
    messages, entry = messages_for(language), identification.entry
    title = messages.quote(entry.title or entry.id)
    reasons = [
        messages(key)
        for key, holds in (
            ("adding.by_title", identification.title_agrees),
            ("adding.by_year", identification.year_agrees),
        )
        if holds
    ]
    if identification.likeness is not None:
        share = messages.per_cent(identification.likeness)
        reasons.append(messages("adding.by_likeness", share=share))
    lines = [messages("adding.identified", title=title, id=entry.id)]
    if reasons:
        lines.append(messages("adding.reasons", reasons="; ".join(reasons)))
    if entry.is_reserved:
        lines.append(messages("adding.copy", id=entry.id))
    elif identification.digest:
        lines.append(messages("adding.aside", id=identification.digest))
    return lines
