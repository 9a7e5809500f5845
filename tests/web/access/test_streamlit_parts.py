"""What sign-in needs of Streamlit's insides: when a new version changes it, this says so."""

import inspect
import json
import time

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web.server.starlette import starlette_auth_routes, starlette_server_config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from cmp_search.web.access import streamlit_parts
from cmp_search.web.access.policy import CALLBACK, MOST_HOURS
from cmp_search.web.access.roles import Role
from tests.web.access.signing_in import COOKIE_SECRET, EMAILS, signed_in_cookie

RITA = EMAILS[Role.READER]


def test_the_cookies_and_routes_are_those_that_the_guard_knows() -> None:
    assert streamlit_parts.SIGNED_IN == ("_streamlit_user", "_streamlit_user_tokens")
    assert starlette_auth_routes._AUTH_COOKIE_NAMES == streamlit_parts.SIGNED_IN
    routes = {route.path for route in starlette_auth_routes.create_auth_routes("")}
    assert routes == {streamlit_parts.LOGIN, streamlit_parts.LOGOUT, CALLBACK}
    assert starlette_server_config.AUTH_COOKIE_MAX_AGE_SECONDS == MOST_HOURS * 3600


def test_signing_in_begins_with_a_token_that_ends_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.auth_util.get_signing_secret", lambda: COOKIE_SECRET)
    place, _, token = streamlit_parts.address_of_login().partition("?provider=")
    assert place == streamlit_parts.LOGIN
    assert token.count(".") == 2


def test_what_streamlit_writes_into_the_cookie_is_what_is_read() -> None:
    """It adds these three to what the provider says; without them nobody would be known."""
    source = inspect.getsource(starlette_auth_routes._auth_callback)
    assert "dict(user, origin=origin, is_logged_in=True, provider=provider)" in source


def test_a_cookie_is_read_as_it_was_signed_and_not_for_ever() -> None:
    name, _, value = signed_in_cookie(RITA, "http://localhost").partition("=")
    claims = streamlit_parts.claims_of({name: value}, COOKIE_SECRET, 1)
    assert claims and claims["email"] == RITA
    assert streamlit_parts.claims_of({name: value}, COOKIE_SECRET, -1) is None
    assert streamlit_parts.claims_of({}, COOKIE_SECRET, 1) is None
    other = create_signed_value(COOKIE_SECRET, "other", json.dumps({"iat": time.time()})).decode()
    assert streamlit_parts.claims_of({name: other}, COOKIE_SECRET, 1) is None


def test_a_session_says_whose_it_is() -> None:
    """The names that `emails_of_session` reads; the running app is asked in test_sign_in.py."""
    assert "_session_mgr" in inspect.getsource(Runtime.__init__)
    assert "self._user_info = user_info" in inspect.getsource(AppSession.__init__)
    assert callable(WebsocketSessionManager.get_session_info)


def test_files_that_a_page_is_told_of_are_found() -> None:
    message = ForwardMsg()
    assert streamlit_parts.files_told(message.SerializeToString()) == []
    for path in ("/media/a.png", "/media/b.png"):
        message.delta.new_element.imgs.imgs.add().url = path
    assert streamlit_parts.files_told(message.SerializeToString()) == [
        "/media/a.png",
        "/media/b.png",
    ]
    message.delta.new_element.text.body = "see /media/c.png"
    assert streamlit_parts.files_told(message.SerializeToString()) == []
