"""What the terminal shows of one document."""

from collections.abc import Sequence

import pytest

from cmp_search.cli.document_view import print_detail
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Flaw, LabelOrigin, Omission, Omitted, Quality, TextLayer
from cmp_search.index.status import DocumentDetail, DocumentStatus, SectionStatus

ENTRY = Entry(id="fog", title="Report on Fog", issuing_body="Institute", year=1931, language="en")
DETAIL = DocumentDetail(
    DocumentStatus(
        entry=ENTRY,
        characters=12_000,
        sections=2,
        passages=7,
        pages=9,
        headings_from="outline",
        editions=(ENTRY, Entry(id="brume", language="fr")),
        quality=Quality(
            text_layer=TextLayer.PARTIAL,
            labels=LabelOrigin.RUNNING,
            pages_without_text=(3, 5, 6, 7),
            omitted=(
                Omitted(Omission.RUNNING, lines=1_840, words=3_680),
                Omitted(Omission.HIDDEN, lines=1, words=250, lost=200),
            ),
            words=1_800,
            warnings=(Flaw.OUTLINE_NOT_USED, Flaw.PAGES_WITHOUT_TEXT, Flaw.WORDS_LOST),
        ),
    ),
    edition="ab" * 32,
    sections=(
        SectionStatus((), None, 1, 1, 0, 0, 90),
        SectionStatus(("Part I",), "one", 0, 0, 1, 90, 98),
        SectionStatus(("Part I", "Lamps"), None, 4, 6, 2, 98, 400),
    ),
)


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> list[str]:
    print_detail(DETAIL)
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    "line",
    [
        "Report on Fog",
        "issued by Institute",
        "date 1931",
        "also in fr (brume)",
        "text 12,000 characters on 9 pages, 7 passages",
        "headings from the file’s outline",
        "page labels read from the numbers printed on the pages",
        "left out 1,840 headers, footers and page numbers",
        "1 hidden line (200 words found nowhere else)",
        "warnings the headings in the file’s outline are not those in the text",
        "pages without text, empty or scanned: 3, 5–7",
        "10% of its words were left out, and are found nowhere in the text",
        "├── (before the first heading) 1 passage",
        "└── Part I",
        "└── Lamps 6 passages",
    ],
)
def test_it_says(shown: Sequence[str], line: str) -> None:
    assert line in shown


def test_it_says_nothing_of_what_is_not_known(shown: Sequence[str]) -> None:
    assert not any(line.startswith(("kind", "address", "digest of")) for line in shown)
