"""CSL-JSON, which Zotero and every processor of citation styles reads.

Source: the schema of citation items of the Citation Style Language 1.0.2.
"""

import json
from collections.abc import Sequence
from typing import Any

from cmp_search.citations.references.reference import Reference


def csl_json(cited: Sequence[Reference]) -> str:
    """The references as a list of items."""
    items = [{name: value for name, value in _item(one).items() if value} for one in cited]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(one: Reference) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": "legislation" if one.is_law else "report",
        "title": one.title,
        "author": [{"literal": one.author}] if one.author else [],
        "issued": _date(one.date),
        "accessed": _date(one.accessed),
        "language": one.language,
        "URL": one.url,
        "note": one.note,
    }


def _date(written: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in written.split("-")]]} if written else {}
