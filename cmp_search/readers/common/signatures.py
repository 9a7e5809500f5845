"""The formulas that signatures follow, in treaties, laws and letters."""

import re

_FORMULA = re.compile(
    r"(?:in witness whereof|done (?:at|in)\b|signed (?:at|in)\b|en foi de quoi|fait à\b|signé à\b"
    r"|en fe de lo cual|en testimonio de lo cual|hecho en\b|firmado en\b|suscrito en\b|dado en\b"
    r"|dada en\b|(?:yours )?(?:sincerely|faithfully|truly)\b|(?:best|kind) regards"
    r"|veuillez agréer|cordialement|atentamente|cordialmente|sin otro particular)",
    re.I,
)


def opens_signatures(line: str) -> bool:
    """Whether a line begins as such a formula does."""
    return bool(_FORMULA.match(line))
