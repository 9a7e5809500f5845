"""The JSON of a verification."""

from cmp_search.api.verification import verification_json
from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind, PinpointStep
from cmp_search.verification.draft import Place
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.verdict import (
    Change,
    ChangeKind,
    CheckedQuotation,
    Standing,
    Verification,
)
from tests.conftest import CHECKOUT

CITATION = Citation(
    document="fog",
    issuing_body="",
    title="Brume",
    date="",
    language="fr",
    url="https://fog.example",
    section=("Quai",),
    pinpoint=(PinpointStep(PinpointKind.PARAGRAPH, "2", "2"),),
    start=10,
    end=20,
    edition="0f",
)
FOUND = Verification(
    "note.md",
    "abc",
    (
        CheckedQuotation(
            DraftQuotation("la brune", 4, Place.TABLE, ("2",), ("Brume",)),
            Standing.DIFFERS,
            CITATION,
            "merged",
            (Change(ChangeKind.ONLY_IN_NOTE, "la brune"), Change(ChangeKind.ONLY_IN_TEXT, "x")),
        ),
        CheckedQuotation(DraftQuotation("oui", 5, Place.BODY), Standing.NOT_CHECKED),
    ),
)


def test_it_has_all_that_was_found() -> None:
    made = verification_json(FOUND, "fr")
    assert (made["file"], made["index"], made["holds"]) == ("note.md", "abc", False)
    assert made["counts"] == {
        "exact": 0,
        "differs": 1,
        "moved": 0,
        "source_changed": 0,
        "not_found": 0,
        "not_checked": 1,
    }
    first, second = made["quotations"]
    assert first["found"]
    assert first["message"] == "Des mots de deux endroits ont été réunis en une seule citation."
    assert first["found"]["citation"] == "Brume, au para 2"
    assert first["difference"] == [
        {"kind": "only_in_note", "words": "la brune"},
        {"kind": "only_in_text", "words": "x"},
    ]
    assert (first["place"], first["labels"], first["notes"]) == ("table", ["2"], ["Brume"])
    assert (second["found"], second["message"], second["difference"]) == (None, "", [])


def test_its_fields_are_documented() -> None:
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8")
    part = documented[documented.index("## verify") : documented.index("## doctor")]
    made = verification_json(FOUND)
    quotation = made["quotations"][0]
    assert quotation["found"]
    for field in (*made, *quotation, *quotation["found"]):
        assert f"`{field}`" in part, field
