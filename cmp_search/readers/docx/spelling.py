"""Numbers that Word writes as words or ordinals, in the language of the document.

Words are written up to 99, which no list of these texts exceeds; from there on digits are.
"""

_MOST = 99
_ONES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés "
    "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_ENGLISH = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_SPANISH = (
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo"
).split()
_SPANISH_TENS = (
    "décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo "
    "nonagésimo"
).split()
_ENGLISH_ENDS = {1: "st", 2: "nd", 3: "rd"}


def ordinal(count: int, language: str) -> str:
    """A number as an ordinal in digits: "2nd", "2e", "2º"."""
    if language == "fr":
        return f"{count}er" if count == 1 else f"{count}e"
    if language == "es":
        return f"{count}º"
    teens = count // 10 % 10 == 1
    return f"{count}{'th' if teens else _ENGLISH_ENDS.get(count % 10, 'th')}"


def cardinal_words(count: int, language: str) -> str:
    """A number in words, with a capital: "Twenty-one"."""
    return _cardinal(count, language).capitalize() if 0 <= count <= _MOST else str(count)


def ordinal_words(count: int, language: str) -> str:
    """An ordinal in words, with a capital: "Twenty-first"."""
    if not 0 < count <= _MOST:
        return ordinal(count, language)
    return _ORDINALS[language](count).capitalize()


def _cardinal(count: int, language: str) -> str:
    ones = _ONES[language].split()
    if count < len(ones):
        return ones[count]
    ten, one = divmod(count, 10)
    tens = _TENS[language].split()[ten - 2]
    if language == "fr" and ten in (7, 9):
        one += 10
    if language == "es":
        return f"{tens} y {ones[one]}" if one else tens
    if language == "fr" and one in (1, 11) and ten < 8:
        return f"{tens} et {ones[one]}"
    if one == 0:
        return "quatre-vingts" if tens == "quatre-vingt" else tens
    return f"{tens}-{ones[one]}"


def _english(count: int) -> str:
    start, dash, last = _cardinal(count, "en").rpartition("-")
    if last in _ENGLISH:
        return start + dash + _ENGLISH[last]
    return start + dash + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def _french(count: int) -> str:
    words = (
        "premier" if count == 1 else _cardinal(count, "fr").removesuffix("s" if count == 80 else "")
    )
    if count == 1:
        return words
    if words.endswith("cinq"):
        return f"{words}uième"
    return f"{words[:-1]}vième" if words.endswith("neuf") else f"{words.removesuffix('e')}ième"


def _spanish(count: int) -> str:
    if count <= len(_SPANISH):
        return _SPANISH[count - 1]
    ten, one = divmod(count, 10)
    tens = _SPANISH_TENS[ten - 1]
    if ten == 1:
        return "decimo" + _SPANISH[one - 1]
    return f"{tens} {_SPANISH[one - 1]}" if one else tens


_ORDINALS = {"en": _english, "fr": _french, "es": _spanish}
