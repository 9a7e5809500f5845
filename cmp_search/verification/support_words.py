"""Support in words: what is pointed out of a passage, in the reader's language."""

from cmp_search.locales import Messages, messages_for
from cmp_search.verification.accord import Accord
from cmp_search.verification.support import Disagreement, Support


def in_a_line(found: Support, language: str = "en") -> str:
    """Whether support was found, and whether it agrees, in a sentence."""
    messages = messages_for(language)
    accord = found.accord
    if accord is Accord.AGREES:
        return messages.count("support.found", len(found.passages) - found.contradicting)
    return messages(f"support.{accord.value}")


def restriction(found: Support, language: str = "en") -> str:
    """What to know of that: what no passage states, or how many have something else; else empty."""
    messages = messages_for(language)
    if found.absent:
        return messages("support.absent", words=", ".join(map(messages.quote, found.absent)))
    if found.accord is Accord.AGREES and found.contradicting:
        return messages.count("support.others", found.contradicting)
    return ""


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
