"""The JSON of `support`: the passages that a sentence may come from."""

from dataclasses import asdict

from cmp_search.api.records import search_record_json
from cmp_search.api.schemas import Json, hit_json
from cmp_search.verification.support import Support


def support_json(found: Support, language: str = "en") -> Json:
    """What supports a sentence, with citations in a language."""
    passages = [
        {
            "hit": hit_json(one.hit, language),
            "cosine": round(one.hit.score.sentence, 6),
            "disagreements": [asdict(disagreement) for disagreement in one.disagreements],
        }
        for one in found.passages
    ]
    return {
        "sentence": found.sentence,
        "supported": bool(passages),
        "passages": passages,
        "search_record": search_record_json(found.record),
    }
