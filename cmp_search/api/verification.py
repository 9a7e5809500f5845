"""The JSON output of `verify`, documented in docs/json.md; fields are only ever added."""

from cmp_search.api.records import steps_json
from cmp_search.api.shapes.verification import CheckedJson, FoundJson, VerificationJson
from cmp_search.citations.citation import Citation
from cmp_search.locales import messages_for
from cmp_search.verification.verdict import CheckedQuotation, Standing, Verification


def verification_json(verification: Verification, language: str = "en") -> VerificationJson:
    """What was found of each quotation, with citations and reasons in a language."""
    standings = [one.standing for one in verification.quotations]
    return {
        "file": verification.file,
        "index": verification.index_fingerprint,
        "holds": verification.holds,
        "counts": {standing: standings.count(standing) for standing in Standing},
        "quotations": [_checked_json(one, language) for one in verification.quotations],
    }


def _checked_json(one: CheckedQuotation, language: str) -> CheckedJson:
    quotation = one.quotation
    return {
        "text": quotation.text,
        "paragraph": quotation.paragraph,
        "place": quotation.place,
        "labels": list(quotation.labels),
        "notes": list(quotation.notes),
        "standing": one.standing,
        "reason": one.reason,
        "message": reason_words(one, language),
        "found": _found_json(one.citation, language) if one.citation else None,
        "difference": [{"kind": change.kind, "words": change.words} for change in one.difference],
    }


def _found_json(citation: Citation, language: str) -> FoundJson:
    """The words of the texts that a quotation was compared with."""
    return {
        "document": citation.document,
        "start": citation.start,
        "end": citation.end,
        "edition": citation.edition,
        "section": list(citation.section),
        "pinpoint": steps_json(citation.pinpoint),
        "citation": citation.render(language),
        "url": citation.url,
    }


def reason_words(one: CheckedQuotation, language: str = "en") -> str:
    """Why a quotation has its standing, in a language; empty if there is no more to say."""
    return messages_for(language)(f"standing_reason.{one.reason}") if one.reason else ""
