"""The REST interface as an ASGI app, to be mounted at `/api` behind the guard."""

from fastapi import FastAPI

from cmp_search.programs.rest.served import Served


def rest_app(served: Served) -> FastAPI:
    """The interface to a library."""
