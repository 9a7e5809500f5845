"""How the app starts where people sign in; whatever is wrong is one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cmp_search.errors import ServingError
from cmp_search.gate.hosts import LOOPBACK, Allowed
from cmp_search.gate.starting import ALLOWED_HOSTS, NO_AUTH, OWN_PROXIES, PROXIES, allowed_at
from cmp_search.web.access.policy_file import ACCESS
from cmp_search.web.access.sign_in import sign_in_of_policy
from cmp_search.web.gate.starting import pin_streamlit
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture
from tests.conftest import CHECKOUT
from tests.raising import raises_code
from tests.web.access.signing_in import CLIENT_SECRET, COOKIE_SECRET, write_policy

ADDRESS, HOST = "https://search.example.org", "search.example.org"


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (ACCESS, NO_AUTH, ALLOWED_HOSTS):
        monkeypatch.setenv(name, "")
    return write_policy(tmp_path, ADDRESS)


@pytest.mark.parametrize("address", ["localhost", "0.0.0.0", "192.0.2.1"])
def test_sign_in_is_leave_enough_to_listen_anywhere(policy: Path, address: str) -> None:
    own = frozenset({address} - {"0.0.0.0"})
    assert allowed_at(address, HOST) == Allowed(LOOPBACK | own | {HOST}, is_open=True)


def test_it_is_one_or_the_other(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NO_AUTH, "yes")
    with raises_code(ServingError, "serving_both"):
        allowed_at("localhost", HOST)


def test_streamlit_is_told_what_it_needs(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sign_in_of_policy() is None
    monkeypatch.setenv(ACCESS, str(policy))
    sign_in = sign_in_of_policy()
    assert sign_in
    assert sign_in.streamlit_secrets() == {
        "auth": {
            "redirect_uri": f"{ADDRESS}/oauth2callback",
            "cookie_secret": COOKIE_SECRET,
            "client_id": "cmp-search",
            "client_secret": CLIENT_SECRET,
            "server_metadata_url": "http://127.0.0.1:9/.well-known/openid-configuration",
            "client_kwargs": {"scope": "openid email profile"},
        }
    }
    assert CLIENT_SECRET not in repr(sign_in) and COOKIE_SECRET not in repr(sign_in)


def test_only_a_proxy_of_this_machine_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROXIES, "*")
    monkeypatch.setattr("streamlit.config.on_config_parsed", lambda *_, **__: None)
    pin_streamlit()
    assert os.environ[PROXIES] == OWN_PROXIES == "127.0.0.1,::1"


def test_without_the_extra_it_says_what_to_install(
    policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ACCESS, str(policy))
    monkeypatch.setitem(sys.modules, "authlib", None)
    with raises_code(ServingError, "access_extra"):
        sign_in_of_policy()


@pytest.mark.parametrize(
    ("old", "new", "options", "code"),
    [
        ("", "", ["--no-auth"], "serving_both"),
        ("[roles]", "[role]", [], "access_key_missing"),
        ("client_id", "clientid", [], "access_key_missing"),
        ("session_hours = 8", "session_hours = -8", [], "access_key_wrong"),
        ("secrets.toml", "missing.toml", [], "access_missing"),
    ],
)
def test_what_is_wrong_ends_the_command_in_one_line(
    policy: Path,
    run: Run,  # noqa: F811 - the fixture
    old: str,
    new: str,
    options: list[str],
    code: str,
) -> None:
    policy.write_text(policy.read_text().replace(old, new) if old else policy.read_text())
    ended, printed, said = run("serve", f"--access={policy}", *options)
    assert (ended, printed) == (1, "")
    assert said.count("\n") == 1 and said.startswith("cmp-search: ")
    assert CLIENT_SECRET not in said and COOKIE_SECRET not in said
    assert code == "serving_both" or str(policy.parent) in said


def test_streamlit_s_own_command_is_guarded_as_well(policy: Path) -> None:
    policy.write_text(policy.read_text().replace("reader =", "readers ="))
    environment = {**os.environ, ACCESS: str(policy)}
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "roles.reader" in ended.stderr.splitlines()[-1]
