"""Front matter: what some Markdown files state about themselves before their text.

It stands between lines of `---` (YAML) or `+++` (TOML) at the beginning of the file. Only values on
the line of their key, and blocks of lines indented below it, are read. What has no key is no front
matter: a line may as well be a rule. Pandoc's title block is lines that begin with "%", the first
of which is the title. It may also be a JSON object, or lines that begin with names of metadata
alone ("Title: …"), as in MultiMarkdown. A comment may stand before any of them.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cmp_search.language.detection import text_language
from cmp_search.language.normalisation import one_line

_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_TITLE_BLOCK = re.compile(r"%[ \t]+(\S.*(?:\n[ \t]+\S.*)*)\n(?:(?:%|[ \t]+\S).*\n){0,9}(?=\n|\Z)")
_BEFORE = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)?", re.S)
_NAMES = (
    r"title|subtitle|titre|sous-titre|título|titulo|subtítulo|authors?|auteure?s?|autore?s?|date"
    r"|fecha|lang|language|langue|idioma|keywords|mots-clés|palabras clave|tags|version|status"
    r"|copyright|affiliation|institution|css|base header level|layout|category|slug|summary"
)
_BARE = re.compile(rf"(?:(?:{_NAMES})[ \t]*:[ \t]*\S.*\n){{2,20}}(?=\n|\Z)", re.I)
_LINE = re.compile(r"[\w .\"'-]+\s*[:=].*|[ \t].*|-\s.*|[#\[\]}].*|")
_PAIR = re.compile(r"^([\w.-]+|\"[\w.-]+\")[ \t]*[:=][ \t]*(.*(?:\n[ \t]+.*)*)", re.M)
_BLOCK = re.compile(r"[|>][+-]?\d?\s*\n")
_COMMENT = re.compile(r"\s#.*$")
_LONGEST = 100_000
_TITLES = ("title", "titre", "título", "titulo")
_LANGUAGES = ("lang", "language", "langue", "idioma", "locale")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The title and the language that a file states, and where its text begins.

    `values` is all that it states, by keys in lower case.
    """

    title: str = ""
    language: str = ""
    end: int = 0
    values: Mapping[str, str] = field(default_factory=dict)


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text, which has line feeds as line ends."""
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    stated = _opening(text[start:])
    return replace(stated, end=start + stated.end) if stated.end else stated


def _opening(text: str) -> FrontMatter:
    """The front matter that a text begins with."""
    if text.startswith("{"):
        return _from_json(text)
    if bare := _BARE.match(text):
        return _stating(bare[0], bare.end())
    found = _FENCED.match(text)
    if titled := _TITLE_BLOCK.match(text):
        return FrontMatter(one_line(titled[1]), end=titled.end())
    if not found or not all(map(_LINE.fullmatch, found[2].split("\n"))):
        return FrontMatter()
    return _stating(found[2], found.end())


def _stating(lines: str, end: int) -> FrontMatter:
    """The front matter of these lines; none if they have no key."""
    stated = {pair[1].lower().strip('"'): _value(pair[2]) for pair in _PAIR.finditer(lines)}
    return _of(stated, end) if stated else FrontMatter()


def _from_json(text: str) -> FrontMatter:
    """The front matter of a text that begins with a JSON object."""
    try:
        stated, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return FrontMatter()
    values = {key.lower(): one_line(str(value)) for key, value in stated.items()}
    return _of(values, end) if values else FrontMatter()


def _of(stated: Mapping[str, str], end: int) -> FrontMatter:
    """The front matter with these values."""
    title = next((stated[name] for name in _TITLES if stated.get(name)), "")
    tag = next((stated[name] for name in _LANGUAGES if stated.get(name)), "")
    return FrontMatter(title, text_language(tag), end, stated)


def _value(written: str) -> str:
    """A value without quotes, or a block of lines as one."""
    block = _BLOCK.match(written)
    if block:
        return one_line(written[block.end() :])
    first = written.partition("\n")[0].strip()
    if first[:1] in ("'", '"') and first[:1] in first[1:]:
        inner = first[1 : first.rindex(first[0])]
        return one_line(inner.replace("''", "'") if first[0] == "'" else inner.replace('\\"', '"'))
    return one_line(_COMMENT.sub("", first))
