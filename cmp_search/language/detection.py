"""The languages of texts, and which of them a text is written in.

Texts are detected and stemmed in these alone; app and citations may be read in others (see
`locales`).
"""

from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

TextLanguage = Literal["en", "fr", "es"]
TEXT_LANGUAGES: tuple[str, ...] = get_args(TextLanguage)
"""The languages of the partnership, in the order in which editions of a text are listed."""
MONTHS = {
    "en": (
        "january february march april may june july august september october november december"
    ).split(),
    "fr": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ).split(),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ).split(),
}
"""The months as texts name them, from January on."""
DIVISIONS = {
    "part": ("part", "partie", "parte"),
    "chapter": ("chapter", "chapitre", "capítulo"),
    "theme": ("theme", "thème", "tema"),
}
"""What texts call their numbered parts."""
SAMPLE = 4_000
"""Characters that are looked at; more do not change the answer."""


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(TEXT_LANGUAGES))
    return identifier


def detect_language(text: str) -> str:
    """The language of a text: en, fr or es, whichever is nearest."""
    language, _ = _identifier().classify(text[:SAMPLE])
    return str(language)


def rank(language: str) -> int:
    """The place of a language among those of texts, for sorting; others come last, as equals."""
    return TEXT_LANGUAGES.index(language) if language in TEXT_LANGUAGES else len(TEXT_LANGUAGES)
