"""What is proposed for a file, and where each part comes from."""

from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from cmp_search.corpus.kinds import kind_of
from cmp_search.corpus.properties import read_properties
from cmp_search.corpus.proposal import Origin, Proposal, Proposed, propose
from tests.sample import OFFICIAL

MINISTRY = "# Harbour dues: annual report\n\nMinistry of Tides\n\n28 November 2019\n\n"
PAGE = """<html lang="en"><head><title>Dues</title>
<meta name="dcterms.creator" content="Harbour Board">
<meta name="dcterms.issued" content="2018-03-04"></head>
<body><h1>Dues and tolls</h1><p>Boats pay at the pier before they leave it.</p></body>"""


def of(corpus: Path, folder: Path, file: str, text: str, **how: str) -> Proposal:
    (folder / file).write_text(text, "utf-8")
    return propose(corpus, folder / file, **how)


def test_the_title_page_is_asked_first(corpus: Path, tmp_path: Path) -> None:
    found = of(corpus, tmp_path, "dues.md", f"{MINISTRY}Boats pay at the pier.\n")
    page = Origin.TITLE_PAGE
    assert found.title == Proposed("Harbour dues: annual report", page)
    assert found.issuing_body == Proposed("Ministry of Tides", page)
    assert found.date == Proposed("2019-11-28", page)
    assert found.kind == Proposed("annual report", page)
    assert found.language == Proposed("en", Origin.DETECTED)
    assert found.id == Proposed("dues", Origin.FILE_NAME) and found.identification is None


def test_then_the_properties(corpus: Path, tmp_path: Path) -> None:
    found = of(corpus, tmp_path, "dues.html", PAGE)
    assert found.issuing_body == Proposed("Harbour Board", Origin.PROPERTIES)
    assert found.date == Proposed("2018-03-04", Origin.PROPERTIES)
    assert found.language == Proposed("en", Origin.PROPERTIES)


def test_then_the_file_name(corpus: Path, tmp_path: Path) -> None:
    long = "Boats pay at the pier before they leave it again, and " * 4 + "so on.\n"
    found = of(corpus, tmp_path, "x.md", long, name="dues-2017.md")
    assert found.date == Proposed("2017", Origin.FILE_NAME)
    assert found.id == found.title == Proposed("dues-2017", Origin.FILE_NAME)
    assert found.issuing_body == found.kind == Proposed("", Origin.NONE)


def test_front_matter_counts_as_properties(corpus: Path, tmp_path: Path) -> None:
    text = "---\ndate: 2016-05-06\nauthor: Harbour Board\n---\n\n# Dues\n\nBoats pay.\n"
    found = of(corpus, tmp_path, "dues.md", text)
    assert found.date.value == "2016-05-06"
    stated = read_properties(".md", (tmp_path / "dues.md").read_bytes())
    assert (str(stated.date), stated.issuing_body) == ("2016-05-06", "Harbour Board")


def test_a_body_that_the_catalogue_knows_is_found_within_a_line(
    corpus: Path, tmp_path: Path
) -> None:
    found = of(corpus, tmp_path, "x.md", "# Oars\n\nBy the Institute of Fog, here\n\nOars.\n")
    assert found.issuing_body == Proposed("Institute of Fog", Origin.TITLE_PAGE)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("The council lights the lamps.", ""),
        ("Le conseil publie les prix chaque printemps.", ""),
        ("Council of the Northern Lights.", "Council of the Northern Lights"),
        ("CONSEJO DE FAROS.", "CONSEJO DE FAROS"),
    ],
)
def test_a_sentence_about_a_body_is_none(
    corpus: Path, tmp_path: Path, line: str, body: str
) -> None:
    found = of(corpus, tmp_path, "lamps.md", f"# Lamps\n\n{line}\n\nFog rises.\n")
    assert found.issuing_body.value == body


def test_an_identified_text_gets_all_that_its_entry_has(corpus: Path, tmp_path: Path) -> None:
    found = of(corpus, tmp_path, "download.md", OFFICIAL)
    assert found.id == Proposed("harbour-2020", Origin.CATALOGUE) and found.identification
    assert found.title.origin is Origin.TITLE_PAGE, "this entry has none"
    named = of(corpus, tmp_path, "download.md", OFFICIAL, id="harbour-2021")
    assert (named.identification, named.replaces) == (None, ("harbour-2021.md",))
    assert named.title == Proposed("Harbour Exchange: report for 2021", Origin.CATALOGUE)
    assert named.details.title == "" and named.details.kind == "report"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Rapport annuel 2019", "annual report"),
        ("Plan de Acción Conjunto México-Canadá", "joint action plan"),
        ("Ley General de Aguas", "act"),
        ("Of oars", ""),
    ],
)
def test_the_kind_follows_from_the_title(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_the_date_of_a_library_s_template_is_none_of_the_text(corpus: Path, tmp_path: Path) -> None:
    file, dated = tmp_path / "minutes.docx", tmp_path / "dated.docx"
    document = Document()
    document.add_paragraph("Boats pay at the pier before they leave it.")
    document.save(str(file))
    document.core_properties.modified = datetime(2022, 7, 1)
    document.save(str(dated))
    assert propose(corpus, file).date.value == ""
    assert propose(corpus, dated).date == Proposed("2022-07-01", Origin.PROPERTIES)
