"""The pages for users: alike in three languages, in the app's words, followed to the letter."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.cli import main
from cmp_search.export import ExportFormat, export
from cmp_search.library import Library
from cmp_search.locales import interfaces, messages_for, own_name
from cmp_search.notes.editing import new_note
from tests.conftest import CHECKOUT
from tests.locales.test_usage import FORBIDDEN

DOCS = CHECKOUT / "docs"
NAMES = sorted(one.name for one in (DOCS / "en").glob("*.md"))
OTHERS = sorted({*interfaces()} - {"en"})
BLOCK = re.compile(r"^```\n(.*?)^```\n", re.DOTALL | re.MULTILINE)
NOT_RUN = {
    "cmp-search fetch": "goes online; tests/corpus/fetch asks a server of its own",
    "cmp-search ocr report.pdf": "takes Tesseract; tests/corpus/recognition run it where it is",
    "cmp-search serve --host 0.0.0.0 --access access.toml": "does not end; tests/web start it",
}
"""Commands that are not run, and why."""
SWITCH = re.compile(r"\.\./(?:en|fr|es)/")
"""A link to the page in another language."""
PLACES = re.compile(r"\{\w+\}")


def page(language: str, name: str) -> str:
    return (DOCS / language / name).read_text("utf-8")


def prose(text: str) -> str:
    """A page without its blocks of code and its addresses, and with … for code in its lines."""
    return re.sub(r"\]\([^)]*\)|!(?=\[)", "", re.sub(r"`[^`\n]*`", "…", BLOCK.sub("", text)))


def shape(text: str) -> dict[str, object]:
    """What a page has in common with the same page in other languages."""
    lines = BLOCK.sub("", text).splitlines()
    code = re.sub(r"\"[^\"]*\"|'[^']*'", "…", "".join(BLOCK.findall(text)))
    links = re.findall(r"\]\(([^)]*)", text)
    return {
        "headings": [line.partition(" ")[0] for line in lines if line.startswith("#")],
        "code": re.sub(r"(--language |--in |digest\.)(?:en|fr|es)\b", r"\1", code),
        "rows": sum(line.startswith("|") for line in lines),
        "items": sum(bool(re.match(r"- |\d\. ", line)) for line in lines),
        "links": [re.sub(r"-(?:en|fr|es)\.", ".", one) for one in links if not SWITCH.match(one)],
    }


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_is_in_every_language(language: str) -> None:
    assert sorted(one.name for one in (DOCS / language).glob("*.md")) == NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", OTHERS)
def test_a_page_is_the_same_in_every_language(language: str, name: str) -> None:
    assert shape(page(language, name)) == shape(page("en", name))
    there = {one: f"[{own_name(one)}](../{one}/{name})" for one in interfaces()}
    here = {**there, language: own_name(language)}
    assert page(language, name).splitlines()[2] == " · ".join(here[one] for one in interfaces())


def labels(language: str, name: str) -> Iterator[set[str]]:
    """For each bold phrase of a page, the keys of the app's messages that it is."""
    known: dict[str, set[str]] = {}
    for key, message in messages_for(language).messages.items():
        for form in message.values() if isinstance(message, dict) else [message]:
            known.setdefault(PLACES.sub("…", form), set()).add(key)
    for phrase in re.findall(r"\*\*(.+?)\*\*", prose(page(language, name)), re.DOTALL):
        words = re.sub(r"[ \n]+", " ", phrase)
        assert words in known, f"the app does not say “{words}”"
        yield known[words]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", OTHERS)
def test_what_is_bold_is_what_the_app_says_in_every_language(language: str, name: str) -> None:
    ours, english = list(labels(language, name)), list(labels("en", name))
    assert len(ours) == len(english)
    for one in english:
        assert any(one & other for other in ours), one


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", FORBIDDEN)
def test_words_and_signs_are_those_of_the_house(language: str, name: str) -> None:
    text = re.sub(r"\n *", " ", prose(page(language, name)))
    found = [re.search(pattern, text) for pattern in FORBIDDEN[language]]
    assert list(filter(None, found)) == []
    assert language != "fr" or not re.search(r" [:»](?!\w)|«[ \xa0]|\xa0»", text)
    assert language != "es" or text.count("¿") == text.count("?")


def commands(language: str, name: str) -> list[str]:
    return [line for block in BLOCK.findall(page(language, name)) for line in block.splitlines()]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped texts, their index, and the files that the pages name."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(CHECKOUT / "corpus", folder / "corpus")
    with Library(folder / "corpus", folder / "index", "fake") as library:
        library.build()
        passage, *_ = library.index().passages_of("cmp-2019-digest")
        quote = library.notes.quote(passage.id)
        note = library.notes.add(new_note("Forests", "en"), quote).note
        (folder / "corpus" / "oars.txt").write_text("Oars were counted.", "utf-8")
        library.build()
    (folder / "briefing.docx").write_bytes(export(note, ExportFormat.DOCX))
    (folder / "2019.html").write_text("<h1>Report</h1><p>Oars were counted.</p>", "utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", interfaces())
def test_a_page_can_be_followed_to_the_letter(
    language: str,
    name: str,
    indexed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(shutil.copytree(indexed, tmp_path / "place"))
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")
    told = commands(language, name)
    assert told
    for line in told:
        if line in NOT_RUN:
            continue
        words = shlex.split(line)
        if "make" in words:
            dry = re.sub(r"\bmake\b", "make --dry-run", line)
            subprocess.run(["sh", "-c", dry], cwd=CHECKOUT, capture_output=True, check=True)
            continue
        monkeypatch.setattr("sys.argv", [*words, *(["--yes"] if "confirm" in words else [])])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        # The model of tests is none that `doctor` would call whole.
        assert ended.value.code == 0 or "doctor" in words, (line, shown.err)
        assert shown.out, line


def test_what_is_not_run_is_told() -> None:
    told = {line for name in NAMES for line in commands("en", name)}
    assert NOT_RUN.keys() <= told
