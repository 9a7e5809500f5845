import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cmp_search.citations.rich_text import Run
from cmp_search.export import ExportFormat, export
from cmp_search.export.manuscript import Footnote, Manuscript, Paragraph, ParagraphKind
from cmp_search.export.markdown import escaped, write_markdown
from cmp_search.export.words import lines

from .reading import rendered, squeezed
from .test_formats import HOSTILE, everywhere

MARKED = st.lists(
    st.sampled_from(
        [*"\\`*_[](){}<>#+-.!|~^$:=%&@\"'/ \n", "a", "b1", "x ", "---", "http", "://", "www.", "1."]
    ),
    max_size=30,
).map("".join)


@given(MARKED)
def test_words_mean_nothing_but_themselves(text: str) -> None:
    words = lines(text)
    block = escaped(words).replace("\n", "\\\n")
    page = MarkdownIt("gfm-like", {"linkify": False}).parse(block)
    kinds = {token.type for token in page} | {
        child.type for token in page for child in token.children or ()
    }
    assert kinds <= {
        "paragraph_open", "inline", "paragraph_close", "text", "text_special", "hardbreak",
    }  # fmt: skip
    assert rendered(block) == squeezed(words)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_note_has_only_the_markup_that_is_ours(hostile: str) -> None:
    page = MarkdownIt("gfm-like", {"linkify": False}).parse(
        export(everywhere(hostile), ExportFormat.MARKDOWN).decode()
    )
    tokens = [*page, *(child for token in page for child in token.children or ())]
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        *("heading", "paragraph", "blockquote", "inline", "text", "text_special"),
        *("hardbreak", "em", "link"),
    }
    links = {str(token.attrs["href"]) for token in tokens if token.type == "link_open"}
    assert links == {"https://harbour.example/harbour-2021?a=1&b=2"}
    assert sum(token.type == "heading_open" for token in page) == 4


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. one (2) two", "1\\. one (2) two"),
        ("a) letter", "a\\) letter"),
        ("(iv) number", "(iv\\) number"),
        ("Yes. No.", "Yes. No."),
        ("- 3 = 4", "\\- 3 = 4"),
        ("one\n=== two", "one\n\\=== two"),
        ("{{ x }} {% y %}", "\\{\\{ x \\}\\} \\{% y %\\}"),
        ("https://a.example www.a.example", "https\\://a.example www\\.a.example"),
        ("me@a.example :tada: 8:05", "me\\@a.example \\:tada: 8\\:05"),
        ("l’année « 2019 » : 5 %", "l’année « 2019 » : 5 %"),
    ],
)
def test_what_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_a_manuscript_is_laid_out() -> None:
    quotation = (Run("“"), Run("One.\n# Two.", language="fr"), Run("”"))
    rich = (Run(" A "), Run(" *title* ", italic=True), Run("x_y", link="https://a.example/x_y"))
    manuscript = Manuscript(
        "Title",
        "en",
        (
            Paragraph(ParagraphKind.TITLE, (Run("Title"),), "en"),
            Paragraph(ParagraphKind.HEADING, (Run("1. Issue"),), "en"),
            Paragraph(ParagraphKind.OWN_WORDS, (Run("Words\n- more"),), "en"),
            Paragraph(ParagraphKind.QUOTATION, quotation, "fr", 1),
            Paragraph(ParagraphKind.DETAIL, rich, "en"),
        ),
        (Footnote(1, rich),),
    )
    assert write_markdown(manuscript).decode() == (
        "# Title\n\n"
        "## 1\\. Issue\n\n"
        "Words\\\n\\- more\n\n"
        "> “One.\\\n> \\# Two.”[^1]\n\n"
        "A  *\\*title\\** [x\\_y](<https://a.example/x_y>)\n\n"
        "[^1]: A  *\\*title\\** [x\\_y](<https://a.example/x_y>)\n"
    )
