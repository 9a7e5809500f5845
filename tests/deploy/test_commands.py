"""What `deploy/` has administrators type, and services start, is what the command line knows."""

import re
from itertools import chain

import pytest
import typer.main
from typer.core import TyperGroup

from cmp_search.cli.commands import app
from cmp_search.cli.serving import PORT
from tests.deploy.reading import commands, files, following, written


@pytest.mark.parametrize(("file", "words"), commands(), ids=lambda part: str(part))
def test_each_command_is_one_that_the_command_line_takes(file: str, words: list[str]) -> None:
    command = typer.main.get_command(app)
    context = command.make_context("cmp-search", list(words))
    while isinstance(command, TyperGroup):
        name, found, rest = command.resolve_command(
            context, [*context._protected_args, *context.args]
        )
        assert found is not None, words
        command, context = found, found.make_context(name, rest, parent=context)
    assert not context.args, file


def test_there_is_a_command_in_every_place_that_has_some() -> None:
    found = {file for file, _ in commands()}
    assert {"README.md", "compose.yaml", "cmp-search.service", "cmp-search-backup.service"} <= found


def test_all_parts_agree_on_the_port() -> None:
    assert following("EXPOSE") == [str(PORT)]
    assert f"http://localhost:{PORT}/api/health" in following("HEALTHCHECK")[0]
    assert f"reverse_proxy 127.0.0.1:{PORT}" in written("proxy/Caddyfile")
    assert f"proxy_pass http://127.0.0.1:{PORT};" in written("proxy/nginx.conf")
    others = chain.from_iterable(
        re.findall(r"(?:localhost|127\.0\.0\.1):(8\d\d\d)\b", one.read_text("utf-8"))
        for one in files()
    )
    assert set(others) == {str(PORT)}
