"""The JSON of answers, reports and errors, documented in docs/json.md and kept stable.

Fields are only ever added, here and in the modules beside. Every offset counts characters of the
document's canonical text.
Functions whose output contains sentences take the language of these, a language of the interface.
"""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cmp_search.api.records import caveats_json, search_record_json, steps_json
from cmp_search.api.shapes.answers import (
    AnswerJson,
    EditionJson,
    FactJson,
    HitJson,
    ScoreJson,
    StatementJson,
)
from cmp_search.api.shapes.parts import SpanJson
from cmp_search.api.shapes.problems import ErrorJson
from cmp_search.documents.document import Span
from cmp_search.errors import CmpSearchError
from cmp_search.locales import messages_for
from cmp_search.locales.error_messages import message
from cmp_search.search.answer import Answer, EditionHit, Fact, FactStatement, Hit, Score
from cmp_search.search.verdict import rates_of

if TYPE_CHECKING:
    from cmp_search.corpus.adding import Addition
    from cmp_search.corpus.fetch.texts import FetchFailure, FetchReport
    from cmp_search.corpus.proposal import Proposal
    from cmp_search.corpus.recognition.scans import RecognitionFailure, RecognitionReport
    from cmp_search.index.manifest import Failure
    from cmp_search.index.report import BuildReport

Json = dict[str, Any]


def answer_json(answer: Answer, language: str = "en") -> AnswerJson:
    """An answer as `ask --json` prints it, with citations in a language."""
    return {
        "question": answer.question,
        "read_as": answer.read_as,
        "confidence": {
            "level": answer.confidence.level,
            "probability": round(answer.confidence.probability, 4),
            "missing_names": list(answer.confidence.missing_names),
            "missing_amount": answer.confidence.missing_amount,
            "lacking": list(answer.confidence.lacking),
            "error_rates": {
                kind: {"n": rates.n, "not_found": rates.not_found, "answered": rates.answered}
                for kind, rates in rates_of(answer).items()
            },
        },
        "facts": [_fact_json(fact, language) for fact in answer.facts],
        "hits": [hit_json(hit, language) for hit in answer.hits],
        "languages": list(answer.languages),
        "caveats": caveats_json(answer.caveats, language),
        "search_record": search_record_json(answer.search_record),
    }


def _fact_json(fact: Fact, language: str) -> FactJson:
    """A fact that answers the question, with its older statements."""
    return {
        "kind": fact.kind,
        **_statement_json(fact.statement, language),
        "older": [_statement_json(one, language) for one in fact.older],
    }


def _statement_json(one: FactStatement, language: str) -> StatementJson:
    return {
        "subject": one.subject,
        "words": one.words,
        "sentence": {"text": one.sentence, "start": one.span.start, "end": one.span.end},
        "document": one.citation.document,
        "passage": one.passage,
        "language": one.language,
        "citation": one.citation.render(language),
        "url": one.citation.url,
        "recognised": one.citation.recognised,
        "provided_by": one.citation.provided_by,
        "as_of": one.as_of,
    }


def hit_json(hit: Hit, language: str = "en") -> HitJson:
    """One ranked passage, with its citation in a language."""
    passage, citation, page = hit.passage, hit.citation, hit.citation.page
    label, label_end = (page.first or None, page.last or None) if page else (None, None)
    pdf, pdf_end = page.pdf if page and page.pdf else (None, None)
    return {
        "rank": hit.rank,
        "score": round(hit.score.total, 6),
        "score_parts": _score_json(hit.score),
        "document": passage.document,
        "title": hit.title,
        "section": list(passage.section),
        "paragraph": passage.paragraph,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "best_sentence": _span_json(hit, hit.best_sentence),
        "answer": _span_json(hit, hit.answer_span) if hit.answer_span else None,
        "reading": {
            "relevance": round(hit.reading.relevance, 4),
            "margin": round(hit.reading.margin, 4),
        }
        if hit.reading
        else None,
        "matched_terms": list(hit.matched_terms),
        "page_label": label,
        "page_label_end": label_end,
        "pdf_page": pdf,
        "pdf_page_end": pdf_end,
        "pinpoint": steps_json(citation.pinpoint),
        "language": hit.language,
        "citation": citation.render(language),
        "issuing_body": citation.issuing_body,
        "date": citation.date,
        "url": citation.url,
        "anchor": citation.anchor,
        "edition": citation.edition,
        "recognised": citation.recognised,
        "provided_by": citation.provided_by,
        "passage": passage.id,
        "also": [_edition_json(other, language) for other in hit.also],
    }


def _score_json(score: Score) -> ScoreJson:
    return {
        "passage": round(score.passage, 6),
        "sentence": round(score.sentence, 6),
        "terms": round(score.terms, 6),
        "language": round(score.language, 6),
        "year": round(score.year, 6),
        "heading": round(score.heading, 6),
        "reading": round(score.reading, 6),
    }


def _edition_json(one: EditionHit, language: str) -> EditionJson:
    return {
        "document": one.document,
        "language": one.language,
        "passage": one.passage,
        "citation": one.citation.render(language),
    }


def _span_json(hit: Hit, span: Span) -> SpanJson:
    return {"text": hit.slice(span), "start": span.start, "end": span.end}


_RENAMED_REPORT_FIELDS = {
    "rebuild_reason": "anew",
    "superseded": "aside",
    "superseded_by": "aside_for",
    "skipped": "untried",
    "pending": "left",
}


def build_report_json(report: "BuildReport", language: str = "en") -> Json:
    """What a build did; fields renamed since the first version keep their old names here."""
    fields = {
        _RENAMED_REPORT_FIELDS.get(name, name): value for name, value in asdict(report).items()
    }
    failed = [failure_json(failure, language) for failure in report.failed]
    return {**fields, "anew": rebuild_line(report, language), "failed": failed}


def rebuild_line(report: "BuildReport", language: str = "en") -> str:
    """Why a build started from nothing, and how many vectors it kept; empty if it did not."""
    reason, messages = report.rebuild_reason, messages_for(language)
    if not reason:
        return ""
    stages = ", ".join(messages(f"stage.{stage}") for stage in reason.stages)
    return messages(
        "rebuild.line",
        reason=messages(f"rebuild.{reason.code}", encoder=reason.encoder, stages=stages),
        reused=messages.number(report.reused),
        vectors=messages.number(report.reused + report.encoded),
    )


def failure_json(
    failure: "Failure | FetchFailure | RecognitionFailure", language: str = "en"
) -> Json:
    """A file that could not be read, a text not fetched, or a scan not recognised."""
    return {**asdict(failure), "reason": message(failure.code, failure.parameters, language)}


def error_json(error: CmpSearchError, language: str = "en") -> ErrorJson:
    """An error that ended a command."""
    told = error.message(language)
    return {"error": {"code": error.code, "parameters": dict(error.parameters), "message": told}}


def fetch_report_json(
    report: "FetchReport", built: "BuildReport | None", language: str = "en"
) -> Json:
    """What a fetch did, and what the index made of it; no index if nothing was fetched."""
    failed = [failure_json(failure, language) for failure in report.failed]
    return {
        **asdict(report),
        "failed": failed,
        "index": build_report_json(built, language) if built else None,
    }


def recognition_report_json(
    report: "RecognitionReport", built: "BuildReport | None", language: str = "en"
) -> Json:
    """What was recognised, and what the index made of it; no index if nothing was."""
    recognised = [{**asdict(one), "certainty": one.certainty} for one in report.recognised]
    return {
        "recognised": recognised,
        "failed": [failure_json(failure, language) for failure in report.failed],
        "index": build_report_json(built, language) if built else None,
    }


def proposal_json(proposal: "Proposal") -> Json:
    """What is proposed for a file that is to be added, and where each part comes from."""
    parts = asdict(proposal)
    identification = parts.pop("identification")
    if identification:
        identification["entry"] = identification["entry"]["id"]
    return {**parts, "identified": identification, "replaces": list(proposal.replaces)}


def addition_json(addition: "Addition") -> Json:
    """What was added; `catalogued` says whether its entry was written into the catalogue."""
    parts = asdict(addition)
    return {**parts, "catalogued": parts.pop("edit") is not None}
