"""How the app is started: by `streamlit run app.py`, or from any folder by `cmp-search serve`."""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config

from cmp_search.errors import ServingError
from cmp_search.gate.listening import check_can_listen
from cmp_search.gate.starting import allowed_at
from cmp_search.logs.showing import show_for_server
from cmp_search.programs.entrances import entrances
from cmp_search.programs.places import address_of, places
from cmp_search.settings import CHECKOUT, Settings
from cmp_search.web.access.sign_in import sign_in_of_policy
from cmp_search.web.engine import library
from cmp_search.web.gate.starting import PINNED, pin_streamlit
from cmp_search.web.serving import SCRIPT, lifespan, middleware, routes, show_failure

CONFIGURATIONS = (
    Path(__file__).with_name("streamlit.toml"),
    CHECKOUT / ".streamlit" / "config.toml",
)
"""The theme, and what the app does not use: where the package is installed, or in a checkout.

There, `streamlit run` reads it by itself.
"""


def options() -> dict[str, Any]:
    """All that `st.App` is given besides the script, where Streamlit is told the address.

    Ends the process with a line where the app may not be served there.
    """
    show_for_server()
    pin_streamlit()
    address, port = config.get_option("server.address") or "", config.get_option("server.port")
    try:
        return _options(address, port)
    except ServingError as error:
        sys.exit(f"cmp-search: {error}")


def run_app(host: str, port: int) -> None:
    """Serve the app until it is stopped.

    Raises:
        ServingError: it may not, or cannot, be served at that address.
    """
    own = _options(host, port)
    check_can_listen(host, port)
    chosen = {**configuration(), **PINNED, "server.address": host, "server.port": port}
    # Known from the beginning, or Streamlit warns that they were changed.
    config.get_config_options(force_reparse=True, options_from_flags=chosen)
    pin_streamlit()
    app = st.App(SCRIPT, **own)
    app.run(config=chosen)


def _options(address: str, port: int) -> dict[str, Any]:
    """As `options`, at an address."""
    sign_in = sign_in_of_policy()
    allowed = allowed_at(address, sign_in.policy.host[0] if sign_in else "")
    settings = Settings()
    programs = entrances(
        lambda: library(settings), settings, allowed.names, needs_key=sign_in is not None
    )
    own = sign_in.policy.address if sign_in else address_of(address, port)
    return {
        "lifespan": lifespan(programs, places(own, allowed.names, with_app=True)),
        "routes": routes(programs),
        "middleware": middleware(allowed, sign_in, programs),
        "on_script_error": show_failure,
        "secrets": sign_in.streamlit_secrets() if sign_in else None,
    }


def configuration() -> dict[str, object]:
    """The app's options of Streamlit, by their full names."""
    (file, *_) = filter(Path.is_file, CONFIGURATIONS)
    return dict(_flat(tomllib.loads(file.read_text("utf-8"))))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
