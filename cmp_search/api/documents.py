"""The JSON of documents: one with its text, one as it was read, and all of an index."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from cmp_search.api.records import calibration_json
from cmp_search.api.schemas import Json, failure_json
from cmp_search.api.shapes.documents import (
    DocumentDetailJson,
    DocumentJson,
    QualityJson,
    SectionJson,
    TextJson,
)
from cmp_search.documents.document import Document, Quality
from cmp_search.index.versions import versions_key

if TYPE_CHECKING:
    from cmp_search.index.status import DocumentDetail, DocumentStatus, SectionStatus, Status


def document_json(document: Document) -> TextJson:
    """A document with its text, blocks and pages."""
    return {
        "document": document.id,
        "title": document.entry.title,
        "language": document.entry.language,
        "edition": document.sha256,
        "headings_from": document.headings_from.value,
        "quality": _quality_json(document.quality),
        "text": document.text,
        "blocks": [
            {
                "kind": b.kind,
                "start": b.start,
                "end": b.end,
                "level": b.level,
                "anchor": b.anchor,
            }
            for b in document.blocks
        ],
        "pages": [
            {"number": p.number, "label": p.label, "start": p.start, "end": p.end}
            for p in document.pages
        ],
    }


def status_json(status: "Status", language: str = "en") -> Json:
    """The index as `status --json` prints it."""
    manifest = status.manifest
    return {
        **asdict(manifest),
        "recipe": versions_key(manifest.versions, manifest.libraries),
        "document_list": [document_status_json(document) for document in status.documents],
        "pending": list(status.pending),
        "gone": list(status.gone),
        "interrupted": status.interrupted or None,
        "failed": [failure_json(failure, language) for failure in status.failed],
        "duplicates": [asdict(pair) for pair in status.duplicates],
        "calibration": calibration_json(status.calibration, manifest.encoder),
    }


def document_detail_json(detail: "DocumentDetail") -> DocumentDetailJson:
    """One document as `status ID --json` prints it."""
    return {
        **document_status_json(detail.status),
        "edition": detail.edition,
        "section_tree": [_section_json(section) for section in detail.sections],
    }


def _section_json(section: "SectionStatus") -> SectionJson:
    return {
        "path": list(section.path),
        "anchor": section.anchor,
        "paragraphs": section.paragraphs,
        "passages": section.passages,
        "number": section.number,
        "start": section.start,
        "end": section.end,
    }


def document_status_json(document: "DocumentStatus") -> DocumentJson:
    """One of the documents that an index has."""
    return {
        "document": document.entry.id,
        "title": document.entry.title,
        "issuing_body": document.entry.issuing_body,
        "date": document.entry.date.isoformat() if document.entry.date else None,
        "year": document.entry.year,
        "language": document.entry.language,
        "url": document.entry.url,
        "digest_of": document.entry.digest_of,
        "provided_by": document.entry.provided_by,
        "characters": document.characters,
        "sections": document.sections,
        "passages": document.passages,
        "pages": document.pages,
        "headings_from": document.headings_from,
        "quality": _quality_json(document.quality),
        "editions": [edition.id for edition in document.editions],
    }


def _quality_json(quality: Quality) -> QualityJson:
    """How well a text could be read; what is boilerplate now keeps its old name, `furniture`."""
    left_out = quality.left_out
    return {
        "text_layer": quality.text_layer,
        "labels": quality.labels,
        "pages_without_text": list(quality.pages_without_text),
        "warnings": list(quality.warnings),
        "omitted": [
            {"reason": one.reason, "lines": one.lines, "words": one.words, "lost": one.lost}
            for one in quality.omitted
        ],
        "words": quality.words,
        "recognised": [
            {"number": page.number, "certainty": page.certainty} for page in quality.recognised
        ],
        "lost": quality.lost,
        "left_out": {
            "running": left_out.running,
            "contents": left_out.contents,
            "furniture": left_out.boilerplate,
            "titles": left_out.titles,
        },
    }
