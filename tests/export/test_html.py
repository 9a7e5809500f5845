import hashlib
import re
from base64 import b64encode

import pytest
from selectolax.lexbor import LexborHTMLParser

from cmp_search.export import ExportFormat, export
from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.note import Note

from .making import briefing
from .test_formats import HOSTILE, everywhere

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3"),
    *("p", "blockquote", "sup", "a", "em", "span", "br", "ol", "li"),
}


def page(note: Note) -> LexborHTMLParser:
    return LexborHTMLParser(export(note, ExportFormat.HTML).decode())


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_words_never_become_markup(hostile: str) -> None:
    found = page(everywhere(hostile))
    nodes = [node for node in found.css("*") if node.tag and not node.tag.startswith("-")]
    assert {node.tag for node in nodes} <= TAGS
    attributes = {name for node in nodes for name in node.attributes}
    assert not {name for name in attributes if name.startswith("on") or name in ("src", "style")}
    links = [node.attributes["href"] or "" for node in found.css("a")]
    assert all(link.startswith(("#", "https://harbour.example/")) for link in links)


def test_nothing_is_run_or_loaded_and_the_style_is_ours() -> None:
    found = page(briefing())
    policy = found.css_first("meta[http-equiv]")
    style = found.css_first("style")
    assert policy is not None and style is not None
    digest = b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "&#" not in style.text() and "url(" not in style.text()


@pytest.mark.parametrize("language", interfaces())
def test_the_page_says_its_languages(language: str) -> None:
    found = page(briefing(language))
    root, french = found.css_first("html"), found.css("blockquote.quotation")[1]
    assert root is not None and root.attributes["lang"] == language
    assert french.attributes.get("lang") == (None if language == "fr" else "fr")
    back = found.css_first("#note-2 [role=doc-backlink]")
    assert back is not None
    assert back.attributes["aria-label"] == messages_for(language)("export.back", n="2")


def test_ids_are_unique_and_links_lead_to_them() -> None:
    html = export(briefing(), ExportFormat.HTML).decode()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) == set(ids) - {"notes"}


def test_the_notes_stand_before_the_annexes() -> None:
    found = page(briefing())
    assert [node.attributes.get("class") for node in found.css("main > section")] == [
        "notes",
        "annexes",
    ]
    assert [node.text() for node in found.css(".annexes > h2")] == [
        "Annex: excerpts, word for word",
        "Annex: record of the searches",
    ]


def test_a_paraphrase_is_no_quotation() -> None:
    found = page(briefing())
    assert [node.text() for node in found.css("p.paraphrase")] == [
        "Paraphrase, not to be quoted: The exchange rested for a year.3"
    ]
    assert len(found.css("blockquote.quotation")) == 3
