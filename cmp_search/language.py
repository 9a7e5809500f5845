"""The languages of the partnership, and which of them a text is written in."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("en", "fr", "es")
SAMPLE = 4_000
"""Characters that are looked at; more do not change the answer."""


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def detect_language(text: str) -> str:
    """The language of a text: en, fr or es, whichever is nearest."""
    language, _ = _identifier().classify(text[:SAMPLE])
    return str(language)
