"""How much may be uploaded."""

from collections.abc import Mapping

import pytest

from cmp_search.gate.limits import DRAFTS, TEXTS, Sizes
from cmp_search.gate.refusal import Refusal
from cmp_search.notes.file_format import MAX_BYTES as NOTE
from cmp_search.readers import MAX_BYTES as TEXT
from cmp_search.verification.drafts import MAX_BYTES as DRAFT
from cmp_search.web.access.roles import PERSON, Person, Role
from cmp_search.web.gate.uploads import Uploads, sizes
from tests.gate.asking import Header, scope

SIZES = Sizes(file=100, session=150, all=200)


def asked(length: int | str, session: str = "one", *headers: Header) -> Refusal | None:
    return of_none().refusal(upload(length, session, *headers))


def upload(length: int | str, session: str = "one", *headers: Header) -> dict[str, object]:
    path = f"/_stcore/upload_file/{session}/file"
    return dict(scope("PUT", path, ("content-length", str(length)), *headers))


def of_none(stored: Mapping[str, int] = {}) -> Uploads:
    return Uploads(lambda: stored, lambda _: SIZES)


def test_a_file_may_be_so_large_and_no_larger() -> None:
    assert asked(100) is None
    assert asked(101) is Refusal.LARGE


@pytest.mark.parametrize("length", ["", "-1", "1e3", "0x10", "1, 1", "١"])
def test_it_has_to_say_how_large_it_is(length: str) -> None:
    assert asked(length.encode().decode("latin-1")) is Refusal.LENGTH


def test_what_is_sent_in_pieces_is_refused() -> None:
    assert asked(10, "one", ("transfer-encoding", "chunked")) is Refusal.LENGTH


def test_a_session_holds_so_much_and_all_together_so_much() -> None:
    uploads = of_none({"one": 80, "two": 60})
    assert uploads.refusal(upload(60, "one")) is None
    assert uploads.refusal(upload(71, "one")) is Refusal.LARGE
    assert uploads.refusal(upload(61, "three")) is Refusal.FULL


def test_what_is_being_sent_counts_until_it_is_there() -> None:
    uploads = of_none()
    with uploads.coming(upload(100, "one")):
        assert uploads.refusal(upload(51, "one")) is Refusal.LARGE
        with uploads.coming(upload(100, "two")):
            assert uploads.refusal(upload(1, "three")) is Refusal.FULL
        assert uploads.refusal(upload(100, "three")) is None
    assert uploads.refusal(upload(100, "one")) is None


def test_an_upload_that_broke_off_holds_nothing() -> None:
    uploads = of_none()
    with pytest.raises(ConnectionError), uploads.coming(upload(100, "one")):
        raise ConnectionError
    assert uploads.refusal(upload(100, "one")) is None


def test_only_where_texts_may_be_added_is_there_room_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sizes(upload(1)) is DRAFTS
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    assert sizes(upload(1)) is TEXTS


@pytest.mark.parametrize("upkeep", ["yes", "no"])
def test_where_people_sign_in_their_role_decides(
    upkeep: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", upkeep)
    of = {role: sizes({**upload(1), PERSON: Person("anna", role)}) for role in Role}
    assert of == {Role.READER: DRAFTS, Role.EDITOR: TEXTS, Role.ADMINISTRATOR: TEXTS}


def test_the_largest_file_of_every_page_fits_and_another_in_its_place() -> None:
    """Streamlit's megabytes are of 1,048,576 bytes, and the form around a file is small."""
    for room, largest in ((DRAFTS, max(DRAFT, NOTE)), (TEXTS, TEXT)):
        bytes_ = largest // 1_000_000 * 2**20
        assert bytes_ + 10_000 < room.file
        assert 2 * bytes_ + 20_000 < room.session < room.all
