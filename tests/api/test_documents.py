from cmp_search.api.documents import document_detail_json, document_json, status_json
from cmp_search.library import Library


def test_what_failed_is_said_in_the_language(library: Library) -> None:
    library.build()
    status = library.status()
    (english,), (french,) = (status_json(status, one)["failed"] for one in ("en", "fr"))
    assert status_json(status) == status_json(status, "en")
    assert "it contains no text" in english["reason"]
    assert "ne contient pas de texte" in french["reason"]
    assert french == {**english, "reason": french["reason"]}


def test_a_document_is_told_alike_alone_and_among_all(library: Library) -> None:
    library.build()
    for told in status_json(library.status())["document_list"]:
        alone = document_detail_json(library.document_status(told["document"]))
        assert told.items() <= alone.items()
        whole = document_json(library.document(told["document"]))
        assert (whole["edition"], whole["quality"]) == (alone["edition"], alone["quality"])
        assert len(whole["text"]) == told["characters"]


def test_boilerplate_keeps_its_first_name(library: Library) -> None:
    library.build()
    status = library.status()
    for shown, document in zip(status_json(status)["document_list"], status.documents, strict=True):
        left_out = shown["quality"]["left_out"]
        assert left_out["furniture"] == document.quality.left_out.boilerplate
        assert left_out.keys() == {"running", "contents", "furniture", "titles"}
