"""The language in which somebody is answered: the one that is named, or that a browser prefers."""

from cmp_search.locales import DEFAULT, interfaces


def preferred_language(named: str | None, accepted: str) -> str:
    """The language to answer in.

    `named` is the language in the address, `accepted` the header Accept-Language:
    "fr-CA, en;q=0.8".
    """
    if named in interfaces():
        return str(named)
    preferences = sorted(map(_weighted, accepted.split(",")), key=lambda pair: -pair[0])
    available = (code for weight, code in preferences if weight > 0 and code in interfaces())
    return next(available, DEFAULT)


def _weighted(part: str) -> tuple[float, str]:
    """A weight and a language of the header, without its country; the default weight is 1."""
    tag, _, weight = part.replace(" ", "").partition(";q=")
    try:
        return float(weight or 1), tag.partition("-")[0].lower()
    except ValueError:
        return 0.0, ""
