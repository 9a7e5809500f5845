"""The languages of the texts, and detection of the one a text is written in.

1. Texts are expected, stemmed and evaluated in three languages; the interface may have others (see
   `locales`).
2. A text is in the most likely of the three, unless it is as good as certain to be in another one:
   then it is in that, and is neither stemmed nor ranked as if it were in one of the three. Of 9,200
   short texts in the three, none was taken for another.
3. A text may be in none at all: where a file tells the wrong letters for its glyphs, they make no
   words, or there are more signs than letters. Samples from all over the text show it, so that a
   part in such a font is enough. Of 1,600 readable files, lists and code among them, two listings
   of numbers were taken for such a text.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

TextLanguage = Literal["en", "fr", "es"]
TEXT_LANGUAGES: tuple[str, ...] = get_args(TextLanguage)
"""The partnership's languages, in the order in which editions of a text are listed."""
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
"""The names of the months, from January."""
DIVISIONS = {
    "part": ("part", "partie", "parte"),
    "chapter": ("chapter", "chapitre", "capítulo"),
    "theme": ("theme", "thème", "tema"),
}
"""What texts call their numbered divisions."""
SAMPLE = 4_000
"""Characters that are examined; more do not change the result."""
CERTAIN = 0.9
"""The least probability of a language that is none of the three."""
_AS_GOOD_AS_SURE = 0.9
_FAR_MORE = 1_000_000
"""By how much a language is more probable than a stated one that is wrong."""
_LEAST_TEXT = 150
"""Characters of a text that may contradict what its file states."""
NO_LANGUAGE = "zxx"
_SAMPLES = 8
_LEAST_WORDS = 50
"""Words of a sample that show whether its letters make words."""
_LEAST_SIGNS = 12
"""How many different signs, where there are more signs than letters, show that letters are lost."""
_LIKELY = 0.5
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGN = re.compile(r"[^\w\s]|_")


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier


def detect_language(text: str) -> str:
    """The ISO 639 code of a text's language: en, fr or es, or of another that is certain."""
    ranked = _identifier().rank(text[:SAMPLE])
    first, probability = ranked[0]
    if probability >= CERTAIN and first != NO_LANGUAGE:
        return str(first)
    return next(str(language) for language, _ in ranked if language in TEXT_LANGUAGES)


def makes_no_words(text: str) -> bool:
    """Whether the letters of a text, or of a part of it, are words of no language (step 3)."""
    starts = range(0, len(text), max(SAMPLE, len(text) // _SAMPLES))
    return any(_is_no_language(text[start : start + SAMPLE]) for start in starts)


def _is_no_language(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    signs = _SIGN.findall(sample)
    if len(set(signs)) >= _LEAST_SIGNS and len(signs) > sum(map(len, words)) + _LEAST_WORDS:
        return True
    if len(words) < _LEAST_WORDS:
        return False
    language, probability = _identifier().rank(" ".join(words))[0]
    return bool(language == NO_LANGUAGE and probability >= _LIKELY)


def contradicted(stated: str, text: str) -> bool:
    """Whether a text is certainly in another of the three languages than its file states.

    Programs state the language of their own interface. Its beginning and its middle have to agree,
    since a text may have parts in several languages.
    """
    if stated not in TEXT_LANGUAGES or len(text) < _LEAST_TEXT:
        return False
    middle = max(len(text) // 2 - SAMPLE // 2, 0)
    found = {_instead_of(stated, text[start : start + SAMPLE]) for start in (0, middle)}
    return len(found) == 1 and "" not in found


def _instead_of(stated: str, text: str) -> str:
    """The one of the three languages that a text is in rather than in the stated one, or none."""
    probabilities = dict(_identifier().rank(text))
    likely = max(TEXT_LANGUAGES, key=lambda language: float(probabilities[language]))
    sure = probabilities[likely] > _AS_GOOD_AS_SURE
    return likely if sure and probabilities[stated] * _FAR_MORE < probabilities[likely] else ""


def text_language(tag: str) -> str:
    """The language of the texts that a tag such as "fr-CA" names; empty if it is none of them."""
    subtag = tag.replace("_", "-").partition("-")[0].strip().lower()
    return subtag if subtag in TEXT_LANGUAGES else ""


def language_rank(language: str) -> int:
    """A language's position in `TEXT_LANGUAGES`, for sorting; all others rank equal, last."""
    return TEXT_LANGUAGES.index(language) if language in TEXT_LANGUAGES else len(TEXT_LANGUAGES)
