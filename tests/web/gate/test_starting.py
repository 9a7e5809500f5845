"""What Streamlit is told, and where the app is not served."""

import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import config

from cmp_search.errors import ServingError
from cmp_search.web.gate.starting import PINNED
from cmp_search.web.running import CONFIGURATIONS, configuration
from tests.conftest import CHECKOUT

STARTED = """
import streamlit as st
from streamlit import config, net_util
config.get_config_options(options_from_flags={flags})
from cmp_search.web.running import options
options()
config.get_config_options(force_reparse=True, options_from_flags={flags})
print([config.get_option(name) for name in {names}], net_util.get_internal_ip())
print(net_util.get_external_ip())
"""


def started(flags: dict[str, object]) -> "subprocess.CompletedProcess[str]":
    """What becomes of options of Streamlit, in a process of its own."""
    code = STARTED.format(flags=flags, names=list(PINNED))
    return subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True
    )


def test_what_would_open_more_cannot_be_switched_on() -> None:
    wanted: dict[str, object] = {name: value is False for name, value in PINNED.items()}
    wanted["client.showErrorDetails"] = "full"
    wanted["server.maxWidgetStateSize"] = 200
    wanted["server.trustedUserHeaders"] = {"X-User": "email"}
    ended = started(wanted)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == [f"{list(PINNED.values())} 127.0.0.1", "127.0.0.1"]


def test_a_start_that_would_be_open_ends_in_one_line() -> None:
    ended = started({"server.address": "0.0.0.0"})
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert (
        ended.stderr.splitlines()[-1]
        == f"cmp-search: {ServingError('serving_open', address='0.0.0.0')}"
    )


def test_the_command_gives_streamlit_options_that_it_has() -> None:
    given = configuration()
    assert given["server.address"] == "localhost"
    assert given["theme.light.primaryColor"] == "#1a5276"
    assert given.keys() <= config._config_options_template.keys()


def test_where_it_is_installed_the_package_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "streamlit.toml"
    installed.write_text('[theme]\nfont = "serif"\n')
    monkeypatch.setattr("cmp_search.web.running.CONFIGURATIONS", (installed, *CONFIGURATIONS))
    assert configuration() == {"theme.font": "serif"}
