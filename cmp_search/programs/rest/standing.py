"""What operators ask: whether the server runs, whether it is ready, and what it measured."""

from fastapi import APIRouter
from starlette.responses import Response

from cmp_search.api.shapes.standing import HealthJson, ReadyJson
from cmp_search.errors import GenerationError, RequestError
from cmp_search.programs.measures import CONTENT_TYPE
from cmp_search.programs.rest.served import Here, JsonLine

open_router = APIRouter(tags=["operate"])
"""Of what takes no key."""
router = APIRouter(tags=["operate"])
"""Of what takes one."""


class MetricsPage(Response):
    """The measures as Prometheus reads them."""

    media_type = CONTENT_TYPE


@open_router.head("/health", include_in_schema=False)
@open_router.get("/health", response_model=HealthJson, summary="Whether it runs")
async def health() -> Response:
    """Answered as long as the process answers anything."""
    return JsonLine({"running": True})


@open_router.head("/ready", include_in_schema=False)
@open_router.get("/ready", response_model=ReadyJson, summary="Whether questions are answered")
async def ready(here: Here) -> Response:
    """Answered once what questions need was loaded, as long as there is an index."""

    def work() -> ReadyJson:
        if not here.is_ready():
            raise RequestError("not_ready")
        return {"generation": here.library().index().manifest.generation}

    return await here.read(work)


@router.get("/metrics", response_class=MetricsPage, summary="What was measured")
async def metrics(here: Here) -> Response:
    """For Prometheus; a key that was made for metrics opens this and nothing else."""

    def work() -> Response:
        try:
            index = here.library().index()
        except GenerationError:
            index = None
        return MetricsPage(here.measures.page(index))

    return await here.workers.work(work)
