"""When a text was signed, as it says itself, in three languages."""

import pytest

from tests.orientation.making import orientation_of
from tests.sample import paragraph

TITLE = "Harbour Lamp Plan"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("SIGNED in duplicate, at Arica, this 3 day of June 2015", "3 day of June 2015"),
        ("DONE at Dakar on the 3rd day of June, 2015.", "3rd day of June, 2015"),
        ("Fait à Dakar, le 3 juin 2015, en deux exemplaires.", "3 juin 2015"),
        (
            "Hecho en Arica, a los 3 días del mes de junio de 2015.",
            "3 días del mes de junio de 2015",
        ),
        ("The Harbour Plan was signed in Arica on 3 June 2015.", "3 June 2015"),
        ("The Harbour Plan was signed.", None),
        ("The boat was signed over in Arica on 3 June 2015.", None),
        ("Signed copies sold well in May 2015.", None),
        ("Done is done, on 3 June 2015.", None),
        ("The Harbour Plan was signed on 3 June 2015 and renewed on 4 May 2018.", None),
    ],
)
def test_the_day_of_a_signing(text: str, when: str | None) -> None:
    found = orientation_of([paragraph(text)], title=TITLE).signings
    assert [one.when.text for one in found] == ([when] if when else [])
