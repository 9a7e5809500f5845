from cmp_search.citations.rich_text import Run
from cmp_search.export.manuscript import Footnote, Manuscript, Paragraph, ParagraphKind
from cmp_search.export.text import write_text


def test_a_manuscript_is_laid_out() -> None:
    manuscript = Manuscript(
        "Note",
        "es",
        (
            Paragraph(ParagraphKind.TITLE, (Run("Note"),), "es"),
            Paragraph(ParagraphKind.HEADING, (Run("x" * 100),), "es"),
            Paragraph(ParagraphKind.OWN_WORDS, (Run("Words\nmore"),), "es"),
            Paragraph(ParagraphKind.QUOTATION, (Run("“One.\nTwo.”"),), "fr", 1),
            Paragraph(ParagraphKind.PARAPHRASE, (Run("Three."),), "fr", 2),
        ),
        (Footnote(1, (Run("Body, "), Run("title", italic=True), Run("."))),),
    )
    assert write_text(manuscript).decode() == (
        f"Note\n====\n\n{'x' * 100}\n{'-' * 72}\n\nWords\nmore\n\n"
        "    “One.\n    Two.”[1]\n\nThree.[2]\n\n"
        "Notas al pie\n------------\n\n[1] Body, title.\n"
    )
