"""The REST interface as an ASGI app, to be mounted at `/api` behind the guard.

Operations are named as their functions, so that clients made from the specification are, too.
"""

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute

from cmp_search.programs.rest import checking, reading, searching, standing
from cmp_search.programs.rest.failing import HANDLERS
from cmp_search.programs.rest.requests import known_alone
from cmp_search.programs.rest.served import JsonLine, Served
from cmp_search.programs.rest.specification import ALONE, KEY, PROBLEMS, Interface
from cmp_search.version import __version__

ABOUT = """Answers from a collection of texts, word for word and with citations.

Offsets count characters (Unicode code points) of a document's canonical text; ends are exclusive.
"""


def rest_app(served: Served) -> Interface:
    """The interface to a library."""
    needed = [Depends(known_alone), *([Depends(KEY)] if served.is_keyed else [])]
    interface = Interface(
        title="cmp-search",
        version=__version__,
        description=ABOUT,
        responses=PROBLEMS,
        default_response_class=JsonLine,
        exception_handlers=HANDLERS,
        redirect_slashes=False,
        generate_unique_id_function=_name,
        **ALONE,
    )
    interface.state.served = served
    first_version = APIRouter(prefix="/v1", dependencies=needed)
    for part in (searching, reading, checking):
        first_version.include_router(part.router)
    interface.include_router(first_version)
    interface.include_router(standing.open_router)
    interface.include_router(standing.router, dependencies=needed)
    return interface


def _name(route: APIRoute) -> str:
    return route.name
