"""What was recognised, in words for any front end."""

from cmp_search.corpus.recognition import Recognition
from cmp_search.locales import messages_for


def recognition_lines(recognition: Recognition, language: str = "en") -> list[str]:
    """Which text of the catalogue a file is, why, and which digest steps aside for it."""
    messages, entry = messages_for(language), recognition.entry
    title = messages.quote(entry.title or entry.id)
    reasons = [
        messages(key)
        for key, holds in (
            ("adding.by_title", recognition.title_agrees),
            ("adding.by_year", recognition.year_agrees),
        )
        if holds
    ]
    if recognition.likeness is not None:
        share = messages.per_cent(recognition.likeness)
        reasons.append(messages("adding.by_likeness", share=share))
    lines = [messages("adding.recognised", title=title, id=entry.id)]
    if reasons:
        lines.append(messages("adding.reasons", reasons="; ".join(reasons)))
    if recognition.digest:
        lines.append(messages("adding.aside", id=recognition.digest))
    return lines
