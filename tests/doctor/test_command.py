"""The command `cmp-search doctor`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cmp_search.index.embedded.files import TEXTS
from cmp_search.index.embedded.folder import current
from cmp_search.settings import Settings
from tests.conftest import CHECKOUT
from tests.doctor.harming import flip


def run(settings: Settings, *words: str, first: str = "") -> subprocess.CompletedProcess[str]:
    script = f"import sys\n{first}\nfrom cmp_search.cli import main\nmain()"
    places = ["--corpus", str(settings.corpus), "--index", str(settings.index)]
    command = [sys.executable, "-c", script, "doctor", *places, "--model", "fake", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=CHECKOUT)


PLENTY = (
    "import shutil; shutil.disk_usage = lambda _: shutil._ntuple_diskusage(9**12, 0, 9**12)\n"
    "from cmp_search.doctor import environment; environment.required = lambda: ('>=3', [])"
)


@pytest.mark.slow
def test_the_command_prints_words_and_json_and_ends_with_a_status(settings: Settings) -> None:
    (settings.corpus / "[red]note.txt").write_text("A note about oars.", "utf-8")
    ended = run(settings, first=PLENTY)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "✓ ok" in ended.stdout and "! warning" in ended.stdout and "[red]note" in ended.stdout
    assert "\n            fix: cmp-search index" in ended.stdout
    flip(current(Path(settings.index)) / TEXTS)
    ended = run(settings, first=PLENTY)
    assert ended.returncode == 1 and "✗ wrong" in ended.stdout
    ended = run(settings, "--json", first=PLENTY)
    said = json.loads(ended.stdout)
    assert (ended.returncode, said["healthy"], said["wrong"]) == (1, False, 1)
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8").partition("## doctor")[2]
    for field in (*said, *said["findings"][0]):
        assert f"`{field}`" in documented


def test_it_has_help_and_is_documented(settings: Settings) -> None:
    ended = run(settings, "--help")
    assert ended.returncode == 0
    assert all(f"--{name}" in ended.stdout for name in ("corpus", "index", "model", "json"))
    assert "`cmp-search doctor`" in (CHECKOUT / "docs/commands.md").read_text("utf-8")


@pytest.mark.slow
def test_without_faiss_it_still_says_what_is_wrong(settings: Settings) -> None:
    for words in ([], ["--json"]):
        ended = run(settings, *words, first=f"sys.modules['faiss'] = None\n{PLENTY}")
        assert (ended.returncode, ended.stderr) == (1, "")
        assert "faiss" in ended.stdout and "corpus" in ended.stdout
