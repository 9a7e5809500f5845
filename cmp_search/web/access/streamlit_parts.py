"""What sign-in needs of Streamlit's insides, all in one place; its test says when they change.

Streamlit signs people in (`/auth/login`, `/oauth2callback`, `/auth/logout`), and keeps who they are
in a signed cookie, in pieces where it is long. It keeps files by the sessions that show them.
"""

import json
from collections.abc import Mapping
from typing import Any

from streamlit import runtime
from streamlit.auth_util import get_cookie_with_chunks, is_authlib_installed
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.runtime import Runtime
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)

LOGIN, LOGOUT = "/auth/login", "/auth/logout"
PROVIDER = "default"
"""The name that Streamlit gives the only provider."""
HOURS_PER_DAY = 24
USER_COOKIE = USER_COOKIE_NAME
SIGNED_IN = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)
"""The cookies of a sign-in; longer ones have pieces with a number at the end."""


def can_sign_in() -> bool:
    """Whether the library is there that Streamlit signs people in with."""
    return is_authlib_installed()


def claims_of(cookies: Mapping[str, str], secret: str, hours: float) -> dict[str, Any] | None:
    """What the cookie says of who signed in; None if there is none that was signed here lately.

    Each piece is to be signed, and not before so many hours.
    """

    def piece(name: str) -> bytes | None:
        value = cookies.get(name, "")
        return decode_signed_value(secret, name, value, max_age_days=hours / HOURS_PER_DAY)

    whole = get_cookie_with_chunks(piece, USER_COOKIE_NAME)
    try:
        claims = json.loads(whole or b"null")
    except ValueError:
        return None
    return claims if isinstance(claims, dict) else None


def address_of_login() -> str:
    """Where signing in begins, within the next two minutes."""
    return generate_login_redirect_url(PROVIDER)


def emails_of_session(session: str) -> set[str]:
    """Whose session it is, as the provider writes the address; nobody's if there is none."""
    manager = _runtime()._session_mgr
    found = manager.get_session_info(session)
    return {str(found.session._user_info.get("email") or "")} if found else set()


def has_file(id: str) -> bool:
    """Whether Streamlit keeps a file for any session."""
    files: MediaFileManager = _runtime().media_file_mgr
    return id in files._file_metadata


def sessions_with_file(id: str) -> set[str]:
    """The sessions that show a file of Streamlit, or offer it to be saved."""
    files: MediaFileManager = _runtime().media_file_mgr
    with files._lock:
        return {
            session
            for session, places in files._files_by_session_and_coord.items()
            if id in places.values()
        }


def _runtime() -> Runtime:
    return runtime.get_instance()
