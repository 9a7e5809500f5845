import pytest

from cmp_search.readers.common.stale_titles import is_stale


@pytest.mark.parametrize(
    "title",
    [
        "memo_v3.docx",
        "Normal.dot",
        "Report.doc (Read-Only)",
        "10811.exe",
        "Microsoft Word - Agreement.doc",
        "PowerPoint Presentation",
        "Présentation PowerPoint",
        "Presentación de PowerPoint",
        "Document1",
        "Presentation (2)",
        "Slide #3",
        "Sin título",
        "Untitled document",
        "[Type the document title]",
        "Click here to enter a title",
        "C:\\texts\\memo",
        "memo_final",
        "Documento sin título",
        "Document sans nom",
        "New Page 1",
        "Home",
        "Inicio",
        "{4C1F-22}",
        "20190503",
        "Microsoft Office Word",
        "(anonymous)",
        "about:blank",
        "https://example.org/report",
        "Blank Page",
        "Título 2",
        "report.final",
        "",
    ],
)
def test_titles_that_nobody_chose(title: str) -> None:
    assert is_stale(title)


@pytest.mark.parametrize(
    "title",
    [
        "Joint Action Plan 2010–2012",
        "Word of the Commissioner",
        "Document d’orientation",
        "Title to the northern cellars",
        "Sommaire",
        "COVID-19",
        "Home rule",
        "Documento de trabajo",
        "Draft articles on the harbour",
        "Anonymously given",
    ],
)
def test_titles_that_say_something(title: str) -> None:
    assert not is_stale(title)
