"""What a quotation's footnotes cite: texts of the index, and places in them.

1. A text is cited by its title, by its id or by its address, as far as those of an index tell; the
   longest title counts, so that a digest isn't taken for the official text. Else by its title not
   quite as it is, if most of its words and all of its numbers are there, or by its body and year. A
   digest only by its title or id: its address is the official text's.
2. "Ibid." and "note 3 above" cite what that footnote does.
3. Titles, bodies and addresses are then left out, and what is left is read for pages, articles and
   paragraphs, in the forms of three languages, printed pages and those of the PDF apart.
4. The line of the annex says which characters of which edition were quoted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cmp_search.documents.catalogue import Entry
from cmp_search.language.normalisation import fold
from cmp_search.verification.draft import unbroken
from cmp_search.verification.folding import fold_typography

if TYPE_CHECKING:
    from cmp_search.verification.annex import AnnexLine

_PDF = re.compile(
    r"\bpdf(?: pp?\.)? (?P<first>\d{1,6})(?:-(?P<last>\d{1,6}))?"
    r"|(?:\bpp?\. )?\b(?P<from>\d{1,6})(?:-(?P<to>\d{1,6}))? (?:(?:du|del|of the) pdf\b|\[pdf\])"
)
_PAGE = re.compile(
    r"\b(?:pp?|pags?|pages?|paginas?)\b\.?\s?(?P<first>[\divxlcdm]+)"
    r"(?:\s?-\s?(?P<last>[\divxlcdm]+))?\b"
    r"|\bat (?P<from>[\divx]+)(?:-(?P<to>[\divx]+))?(?=\s?(?:[,;.\[]|$))"
)
_PARAGRAPH = re.compile(
    r"\b(?:paras?|par|parrs?|paragr|paragraphs?|paragraphes?|parrafos?)\b\.?\s?"
    r"(?P<first>\d{1,6})(?:\s?-\s?(?P<last>\d{1,6}))?\b"
)
_ARTICLE = re.compile(r"\b(?:arts?|articles?|articulos?)\b\.?\s?(?P<first>\d+|[ivxlc]+)\b")
_BACK = re.compile(r"\b(?:notes?|n|nota|footnote)\b\.?\s?(?P<note>\d+)\b")
_IBID = re.compile(r"\s*(?:ibid|ibidem|idem|id)\b")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")
_WORD = re.compile(r"\w+")
_MOST = 0.8
"""The share of a title's words that a footnote has at least if it cites the title not quite."""
_FEWEST = 4
"""The words of a title from which on it may be cited not quite."""


Range = tuple[str, str]
"""A first and a last number, as written, in lower case."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: ids of texts and places; `words` is what is left of the footnotes, folded.

    `is_named` says whether there are footnotes at all; without ids, they name no text of the index.
    `digests` are digests of the texts whose addresses are given; `line` is the line of the annex
    with the number of a footnote, `annex` all of them: notes may have got other numbers since.
    """

    documents: frozenset[str] = frozenset()
    is_named: bool = False
    digests: frozenset[str] = frozenset()
    pages: tuple[Range, ...] = ()
    pdf_pages: tuple[Range, ...] = ()
    paragraphs: tuple[Range, ...] = ()
    articles: frozenset[str] = frozenset()
    words: str = ""
    line: "AnnexLine | None" = None
    annex: tuple["AnnexLine", ...] = ()


class Footnotes:
    """All footnotes of a draft by their ids, and the annex, read with the entries of an index."""

    def __init__(
        self,
        entries: Sequence[Entry],
        notes: Mapping[str, str],
        annex: Sequence["AnnexLine"] = (),
    ) -> None:
        """Steps 1 and 2, for each footnote in their order."""
        self._entries = entries
        self._titles = sorted(
            ((flat(entry.title), entry) for entry in entries if entry.title),
            key=lambda one: -len(one[0]),
        )
        self._lines = tuple(annex)
        self._annex = {str(line.n): line for line in annex}
        self._notes = {label: flat(unbroken(note)) for label, note in notes.items()}
        self._documents: dict[str, frozenset[str]] = {}
        self._digests: dict[str, frozenset[str]] = {}
        before: frozenset[str] = frozenset()
        for label, words in self._notes.items():
            found, self._digests[label] = self._named(words)
            before = found or self._named_before(words, before)
            self._documents[label] = before

    def cited(self, labels: Sequence[str]) -> Cited:
        """What the footnotes with some ids cite together."""
        words = " ; ".join(self._notes.get(label, "") for label in labels)
        line = next((self._annex[one] for one in labels if one in self._annex), None)
        none: frozenset[str] = frozenset()
        documents = none.union(*(self._documents.get(label, none) for label in labels))
        digests = none.union(*(self._digests.get(label, none) for label in labels))
        if line and not documents:
            documents = frozenset({document_of(line)})
        rest = _ADDRESS.sub(" ", self._without_names(words))
        pdf = tuple(_range(match) for match in _PDF.finditer(rest))
        rest = _PDF.sub(" ", rest)
        return Cited(
            documents=documents,
            is_named=bool(words.strip(" ;")) or line is not None,
            digests=digests - documents,
            pages=tuple(_range(match) for match in _PAGE.finditer(rest)),
            pdf_pages=pdf,
            paragraphs=tuple(_range(match) for match in _PARAGRAPH.finditer(rest)),
            articles=frozenset(match["first"] for match in _ARTICLE.finditer(rest)),
            words=rest,
            line=line,
            annex=self._lines,
        )

    def _named(self, words: str) -> tuple[frozenset[str], frozenset[str]]:
        """Step 1: the texts that are named, and the digests whose address alone is given."""
        found: set[str] = set()
        digests: set[str] = set()
        left = words
        for title, _ in self._titles:
            if title in left:
                found |= {one.id for name, one in self._titles if name == title}
                left = left.replace(title, " ")
        for entry in self._entries:
            if _contains(words, flat(entry.id)):
                found.add(entry.id)
            if _contains(words, flat(entry.url).partition("#")[0]):
                (digests if entry.digest_of else found).add(entry.id)
        found = found or self._nearly_named(words) or self._named_by_body(words)
        return frozenset(found), frozenset(digests)

    def _nearly_named(self, words: str) -> set[str]:
        """Step 1: the text of which a footnote has most of the title."""
        known = set(_WORD.findall(words))
        shares = {}
        for title, entry in self._titles:
            own = set(_WORD.findall(title))
            if len(own) < _FEWEST or entry.digest_of:
                continue
            if all(word in known for word in own if word.isdigit()):
                shares[entry.id] = len(own & known) / len(own)
        best = max(shares.values(), default=0.0)
        return {id for id, share in shares.items() if share == best >= _MOST}

    def _named_by_body(self, words: str) -> set[str]:
        """Step 1: the texts of a body and a year that are named together."""
        return {
            entry.id
            for entry in self._entries
            if entry.issuing_body
            and not entry.digest_of
            and _contains(words, flat(entry.issuing_body))
            and _contains(words, str(entry.year or ""))
        }

    def _named_before(self, words: str, before: frozenset[str]) -> frozenset[str]:
        """Step 2: what the footnote referred to cites; `before` is what the one before it does."""
        back = _BACK.search(words)
        if back:
            return self._documents.get(back["note"], frozenset())
        return before if _IBID.match(words) else frozenset()

    def _without_names(self, words: str) -> str:
        """Step 3: the words without titles and issuing bodies."""
        for title, entry in self._titles:
            words = words.replace(title, " ")
            if entry.issuing_body:
                words = words.replace(flat(entry.issuing_body), " ")
        return words


def _contains(words: str, name: str) -> bool:
    """Whether a name or address stands there, and not as the beginning or end of another."""
    if not name or name not in words:
        return False
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w/?&=-]|\.\w)", words) is not None


def document_of(line: "AnnexLine") -> str:
    """The id of the text that a line of the annex names."""
    return line.passage.rpartition(":")[0]


def flat(text: str) -> str:
    """Text as titles and headings are compared: no typography, case or accents."""
    return fold(fold_typography(text).text).strip()


def _range(match: re.Match[str]) -> Range:
    """The first and last number of a match."""
    groups = match.groupdict()
    first = groups["first"] or groups.get("from") or ""
    return first, groups.get("last") or groups.get("to") or first
