"""The operation that asks a question."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import Response

from cmp_search.api.schemas import answer_json
from cmp_search.api.shapes.answers import AnswerJson
from cmp_search.programs.rest.requests import Question
from cmp_search.programs.rest.served import Here

router = APIRouter(tags=["search"])


@router.post("/search", response_model=AnswerJson, summary="Answer a question with passages")
async def search(asked: Question, request: Request, here: Here) -> Response:
    """Whether the texts answer, and the passages, each to the character and cited.

    A question is in the body alone, so that no log of addresses has it.
    """

    def work(while_waiting: Callable[[], None]) -> AnswerJson:
        answer = (
            here.library()
            .searcher()
            .ask(asked.question, asked.filters, asked.count, asked.language, while_waiting)
        )
        here.measures.answered(answer.confidence.level)
        return answer_json(answer, asked.language)

    return await here.ask(work, request)
