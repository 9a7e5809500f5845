"""Support in words: what is pointed out of a passage, in the reader's language."""

from cmp_search.locales import Messages, messages_for
from cmp_search.verification.support import Disagreement, Support


def in_a_line(found: Support, language: str = "en") -> str:
    """Whether support was found, in a sentence."""
    messages = messages_for(language)
    count = len(found.passages)
    return messages.count("support.found", count) if count else messages("support.none")


def remarks(disagreements: tuple[Disagreement, ...], language: str = "en") -> list[str]:
    """What is pointed out of a passage; that all agrees, if nothing is."""
    messages = messages_for(language)
    return [_remark(one, messages) for one in disagreements] or [messages("support.agrees")]


def _remark(one: Disagreement, messages: Messages) -> str:
    claimed = messages.quote(one.claimed)
    if one.elsewhere:
        return messages("support.elsewhere", claimed=claimed)
    said = messages(f"support.{one.kind.value}", claimed=claimed)
    if not one.stated:
        return said
    stated = ", ".join(map(messages.quote, one.stated))
    return f"{said} {messages('support.stated', words=stated)}"
