"""Boxes on drawn pages: the letters under them are the passage's, however the page is made."""

import json
from base64 import b64decode
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benchmarks.page_images import judgement, letters_under
from cmp_search.documents.document import Document, Span
from cmp_search.errors import DamagedError
from cmp_search.page_image import IMAGES, PageRequest, page_requests
from cmp_search.page_image.draw import MAX_PIXELS, boxes, draw, lines
from cmp_search.page_image.letters import folded
from tests.page_image.making import changed, document
from tests.raising import raises_code
from tests.readers.pdf_making import TOP, Drawn, pdf, stacked
from tests.readers.pdf_making import lines as broken

WORDS = [sha256(bytes([i])).hexdigest()[: 3 + i % 9] for i in range(250)]
paragraphs = st.builds(
    lambda some, count: [" ".join(some[i::count]) for i in range(count)],
    st.lists(st.sampled_from(WORDS), min_size=20, max_size=120, unique=True),
    st.integers(1, 5),
)
"""Of words that are not said twice: of equal lines, turned ones stand in PDFium's own order."""


def page_of(data: bytes, number: int = 1) -> pypdfium2.PdfPage:
    return pypdfium2.PdfDocument(data)[number - 1]


def words_at(read: Document, data: st.DataObject) -> Span:
    """Some whole words of a document that follow each other."""
    starts = [i for i in range(len(read.text)) if not read.text[i - 1 : i].strip()]
    first = data.draw(st.sampled_from(starts))
    reach = data.draw(st.integers(30, 400))
    end = read.text.find(" ", min(first + reach, len(read.text)))
    return Span(first, len(read.text) if end < 0 else end)


@pytest.mark.slow
@given(paragraphs, st.sampled_from([0, 90, 180, 270]), st.booleans(), st.booleans(), st.data())
def test_under_the_boxes_are_the_words(
    texts: list[str], turn: int, crop: bool, locked: bool, data: st.DataObject
) -> None:
    made = changed(pdf(stacked(*texts, y=700)), turn, crop, locked)
    read = document(made)
    (order,) = page_requests(read, words_at(read, data))
    wanted = folded(order.text[order.start : order.end]).text
    page = page_of(made)
    found = boxes(page, order)
    assert all(0 <= value <= 1 for box in found for value in box)
    assert sorted(letters_under(page, found)) == sorted(wanted)
    assert turn or letters_under(page, found) == wanted


def test_columns_hyphens_and_running_lines_do_not_break_it() -> None:
    left = ["Neuf phares et neuf boulangeries coopé-", "rent depuis 1998, dans l’intérêt de la"]
    right = ["lumière et du pain. Les gardiens appor-", "tent des recettes à chaque printemps."]
    drawn = [Drawn("Rapport annuel 2021", 750)]
    drawn += [Drawn(line, TOP - 14 * i, 72) for i, line in enumerate(left)]
    drawn += [Drawn("7", 40, 300)]
    drawn += [Drawn(line, TOP - 14 * i, 330) for i, line in enumerate(right)]
    words = (
        "Neuf phares et neuf boulangeries coopérent depuis 1998, dans l’intérêt de la lumière et "
        "du pain. Les gardiens apportent des recettes à chaque printemps."
    )
    page = page_of(pdf(drawn))
    found = boxes(page, PageRequest(1, words, 0, len(words)))
    assert len(found) == 4
    assert letters_under(page, found) == folded(words).text


def test_of_two_equal_lines_the_right_one_is_boxed() -> None:
    made = pdf(stacked("The oars are red.", "The boats are blue.", "The oars are red."))
    read = document(made)
    last = read.text.rindex("The oars")
    (order,) = page_requests(read, Span(last, last + 17))
    (box,) = boxes(page_of(made), order)
    assert box.top * 792 == pytest.approx(792 - TOP + 52 - 8, abs=3)


def test_a_passage_over_two_pages_gives_two_orders() -> None:
    made = pdf(
        broken("The keepers swap recipes every spring and the bakers learn to", 100),
        broken("polish lenses until they shine as brightly as the moon.", TOP),
    )
    read = document(made)
    passage = Span(0, len(read.text))
    assert [order.number for order in page_requests(read, passage)] == [1, 2]
    assert {judgement(page_of(made, o.number), o) for o in page_requests(read, passage)} == {
        "right"
    }


def test_words_that_are_not_on_the_page_get_no_box() -> None:
    page = page_of(pdf(stacked("The oars are red.")))
    words = "Nothing of the kind was ever said"
    assert boxes(page, PageRequest(1, words, 0, len(words))) == ()


def test_words_outside_of_the_crop_box_get_no_box() -> None:
    made = changed(pdf([Drawn("These words are cut off.", 10)]), crop=True)
    words = "These words are cut off."
    assert boxes(page_of(made), PageRequest(1, words, 0, len(words))) == ()


def test_a_page_is_drawn_as_a_picture_of_bounded_size() -> None:
    made = changed(pdf(stacked("The oars are red.")), turn=90)
    order = {"number": 1, "text": "The oars are red.", "start": 0, "end": 17}
    (image,) = IMAGES.validate_json(draw([order], made))
    picture = Image.open(BytesIO(b64decode(image.png)))
    assert (picture.format, picture.size) == ("PNG", (1584, 1224))
    assert len(image.boxes) == 1
    huge = changed(made)
    writer = pypdfium2.PdfDocument(huge)
    writer[0].set_mediabox(0, 0, 14_400, 14_400)
    buffer = BytesIO()
    writer.save(buffer)
    (image,) = IMAGES.validate_json(draw([order], buffer.getvalue()))
    wide, high = Image.open(BytesIO(b64decode(image.png))).size
    assert wide * high <= 1.01 * MAX_PIXELS


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF"])
def test_what_cannot_be_opened_is_damage(data: bytes) -> None:
    with raises_code(DamagedError, "page_undrawable"):
        draw([{"number": 1, "text": "a", "start": 0, "end": 1}], data)


def test_a_page_that_is_not_there_is_damage() -> None:
    with raises_code(DamagedError, "page_undrawable"):
        draw([{"number": 2, "text": "a", "start": 0, "end": 1}], pdf(stacked("One page.")))


def test_what_is_drawn_is_one_line_of_json() -> None:
    said = draw([{"number": 1, "text": "a", "start": 0, "end": 1}], pdf(stacked("One page.")))
    assert b"\n" not in said
    assert [one["number"] for one in json.loads(said)] == [1]


def test_letters_of_a_line_share_a_box_whichever_way_it_runs() -> None:
    level = [(10.0 * i, 0.0, 10.0 * i + 8, 10.0) for i in range(5)]
    upright = [(100.0, 10.0 * i, 110.0, 10.0 * i + 8) for i in range(5, 10)]
    ways = [False] * 5 + [True] * 5
    assert lines([*level, *upright], ways) == [(0, 0, 48, 10), (100, 50, 110, 98)]
