"""Citations that the tests of styles and references write: a report, and a provision of law."""

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind, PinpointStep

REPORT = Citation(
    document="fog-2021",
    issuing_body="Institute of Fog",
    title="Report for 2021",
    date="2021-06-01",
    language="en",
    url="https://fog.example/a?b=c",
    section=("Part II", "Lenses"),
    pinpoint=(
        PinpointStep(PinpointKind.PART, "II", "II", "Part II"),
        PinpointStep(PinpointKind.SECTION, heading="Lenses"),
        PinpointStep(PinpointKind.PARAGRAPH, "3", "4"),
        PinpointStep(PinpointKind.PAGE, "xii", "xii", pdf=(14, 14)),
    ),
    start=10,
    end=20,
    edition="0" * 64,
    year=2021,
    kind="annual report",
)
LAW = Citation(
    document="ley-de-nieblas",
    issuing_body="Congreso de Niebla",
    title="Ley de Nieblas",
    date="",
    language="es",
    url="",
    section=("Artículo 22",),
    pinpoint=(
        PinpointStep(PinpointKind.ARTICLE, "22", "22", "Artículo 22"),
        PinpointStep(PinpointKind.FRACTION, "III", "III"),
        PinpointStep(PinpointKind.LETTER, "a", "a"),
        PinpointStep(PinpointKind.PAGE, pdf=(3, 4)),
    ),
    start=10,
    end=20,
    edition="1" * 64,
    year=2014,
    kind="act",
)
