"""In which encoding a page is written, whatever it declares."""

import pytest

from cmp_search.readers.html.encoding import decode_page

WORDS = "<p>Señal d’été — “œuf” à l’île</p>"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii", "shift_jis"])
def test_a_page_in_utf8_is_read_as_such(declared: str) -> None:
    page = f"<meta charset={declared}>{WORDS}"
    assert decode_page(page.encode()) == (page, False)


@pytest.mark.parametrize("declared", ["iso-8859-15", "mac-roman", "windows-1252"])
def test_another_declared_encoding_holds(declared: str) -> None:
    page = f"<meta charset={declared}><p>Señal à l'île</p>"
    assert decode_page(page.encode(declared)) == (page, False)


def test_a_page_that_declares_utf8_and_is_not_is_guessed() -> None:
    page = f"<meta charset=utf-8>{WORDS}"
    assert decode_page(page.encode("cp1252")) == (page, True)


def test_a_stray_character_does_not_spoil_the_others() -> None:
    page = f"<meta charset=utf-8>{WORDS}{WORDS}".encode() + "<p>Señal</p>".encode("cp1252")
    assert decode_page(page) == (f"<meta charset=utf-8>{WORDS}{WORDS}<p>Señal</p>", True)


@pytest.mark.parametrize("name", ["rot13", "hex", "klingon"])
def test_what_is_no_encoding_of_text_is_not_declared(name: str) -> None:
    page = f"<meta charset={name}><p>lamp</p>"
    assert decode_page(page.encode()) == (page, False)


def test_seven_bit_encodings_hold_when_declared() -> None:
    page = "<meta charset=iso-2022-jp><p>灯台</p>"
    assert decode_page(page.encode("iso-2022-jp")) == (page, False)
