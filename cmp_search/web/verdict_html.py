"""How sure the tool is, as HTML: a sign and a few words to be taken in at a glance, then the rest.

Each level has its own sign and its own words, and only then its colour.
"""

from html import escape

from cmp_search.search.answer import Answer, Level
from cmp_search.search.verdict import advice, judgement, missing, reliability
from cmp_search.web.html import list_html, said
from cmp_search.words import Words

SIGNS = {Level.ANSWERED: "✓", Level.RELATED: "≈", Level.NOT_FOUND: "✕"}


def verdict_html(answer: Answer, words: Words) -> str:
    """The level with its advice, what is missing, and how often such a judgement holds."""
    level, language = answer.confidence.level, words.language
    remarks = missing(answer, language)
    for typed, read in answer.read_as.items():
        remarks.append(words("ask.read_as", typed=words.quote(typed), read=words.quote(read)))
    return (
        f'<section class="verdict {level.value}"><span class="sign" aria-hidden="true">'
        f"{SIGNS[level]}</span><div><h2>{escape(judgement(level, language))}</h2>"
        f"<p>{escape(advice(level, language))}</p>{list_html(remarks) if remarks else ''}"
        f"<details><summary>{escape(words('reliability.summary'))}</summary>"
        f"{said(reliability(answer, language))}</details></div></section>"
    )
