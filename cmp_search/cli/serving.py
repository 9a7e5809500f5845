"""The command that serves the app; `streamlit run app.py` does the same at this machine alone."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT, SIGTERM, signal
from typing import Annotated

import typer

from cmp_search.cli.options import whole_to

HOST, PORT = "localhost", 8501
MOST_PORT = 65535


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = HOST,
    port: Annotated[
        int, typer.Option(parser=whole_to(MOST_PORT), metavar="N", help="Port.")
    ] = PORT,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name of this server; may be repeated."),
    ] = None,
    access: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Let people sign in, by the policy in this file."),
    ] = None,
    no_auth: Annotated[
        bool, typer.Option("--no-auth", help="Let in everybody who can reach the address.")
    ] = False,
    api_only: Annotated[
        bool, typer.Option("--api-only", help="Serve REST and MCP alone, without the app.")
    ] = False,
) -> None:
    """Serve the app, with REST and MCP beside it, on this machine alone unless told otherwise."""
    from cmp_search.gate.starting import ALLOWED_HOSTS, NO_AUTH
    from cmp_search.logs.showing import show_for_server
    from cmp_search.web.access.policy_file import ACCESS

    show_for_server()
    if allowed_host:
        os.environ[ALLOWED_HOSTS] = ",".join(allowed_host)
    if access:
        os.environ[ACCESS] = str(access)
    if no_auth:
        os.environ[NO_AUTH] = "yes"
    with _stopping_ends_well():
        if api_only:
            _serve_programs(host, port)
        else:
            from cmp_search.web.running import run_app

            run_app(host, port)


@contextmanager
def _stopping_ends_well() -> Iterator[None]:
    """Have whoever stops the server, which is how it ends, get the exit status 0.

    It finishes its answers before it hands the signal on to here.
    """
    before = {number: signal(number, lambda *_: sys.exit()) for number in (SIGINT, SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal(number, handler)


def _serve_programs(host: str, port: int) -> None:
    """Serve programs without the app; nobody signs in, so a policy of that is a mistake."""
    from cmp_search.errors import ServingError
    from cmp_search.extras import install_extra
    from cmp_search.programs.entrances import are_installed
    from cmp_search.settings import Settings
    from cmp_search.web.access.policy_file import ACCESS

    if os.environ.get(ACCESS):
        raise ServingError("serving_keyed")
    if not are_installed():
        raise ServingError("api_extra", command=install_extra("api"))
    from cmp_search.gate.listening import check_can_listen
    from cmp_search.gate.starting import allowed_at
    from cmp_search.programs.alone import app_alone, serve_alone
    from cmp_search.programs.places import address_of, announce, places

    app = app_alone(Settings(), host)
    check_can_listen(host, port)
    names = allowed_at(host, is_keyed=True).names
    announce(places(address_of(host, port), names, with_app=False))
    serve_alone(app, host, port)
