"""What sign-in needs of Streamlit's insides, all in one place; its test says when they change.

Streamlit signs people in (`/auth/login`, `/oauth2callback`, `/auth/logout`), and keeps who they are
in a signed cookie, in pieces where it is long. It tells a page of its files in protobuf.
"""

import json
from collections.abc import Mapping
from typing import Any

from streamlit import runtime
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
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
MEDIA = "/media/"
"""What the path of a file begins with that Streamlit keeps."""
HOURS_PER_DAY = 24
USER_COOKIE = USER_COOKIE_NAME
SIGNED_IN = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)
"""The cookies of a sign-in; longer ones have pieces with a number at the end."""


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


def files_told(data: bytes) -> list[str]:
    """The paths of files that a message to a page tells of: to be shown, or to be saved."""
    if MEDIA.encode() not in data:
        return []
    message = ForwardMsg.FromString(data)
    element = message.delta.new_element
    told = [message.backend_operation_response.deferred_file.url, element.download_button.url]
    told += [image.url for image in element.imgs.imgs]
    return [path for path in told if path.startswith(MEDIA)]


def _runtime() -> Runtime:
    return runtime.get_instance()
