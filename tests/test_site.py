"""The site of the documentation: built without a warning, and nothing in it is from elsewhere."""

import re
import resource
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from selectolax.lexbor import LexborHTMLParser

import cmp_search
from tests.conftest import CHECKOUT
from tests.site import SITE, build, stage

pytestmark = pytest.mark.slow

MOST_SECONDS = 10
LOADS = {"script": "src", "img": "src", "source": "src", "iframe": "src", "link": "href"}
CSS_LOADS = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import")
POLICY = "default-src 'self'"
KEPT = ("deploy/.env", "deploy/secrets/sign-in.toml", "deploy/milvus/tls/key.pem", "index/CURRENT")
"""Files that an office may have there, and that are nobody else's."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """The site's folder, and the processor's seconds that it took."""
    folder = tmp_path_factory.mktemp("site")
    stage(folder)
    for one in KEPT:
        (folder / one).parent.mkdir(parents=True, exist_ok=True)
        (folder / one).write_text("kept", "utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = build(folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stderr
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return folder / SITE, took


@pytest.fixture(scope="module")
def site(built: tuple[Path, float]) -> Path:
    return built[0]


def pages(site: Path) -> Iterator[tuple[Path, LexborHTMLParser]]:
    for path in sorted(site.rglob("*.html")):
        yield path, LexborHTMLParser(path.read_text("utf-8"))


def test_it_is_built_in_seconds(built: tuple[Path, float]) -> None:
    assert built[1] < MOST_SECONDS


def test_every_page_is_there(site: Path) -> None:
    folders = [one for name in ("docs", "deploy") for one in (CHECKOUT / name).rglob("*.md")]
    pages_of = (one.relative_to(CHECKOUT) for one in [*CHECKOUT.glob("*.md"), *folders])
    written = {one for one in pages_of if "maintainers" not in one.parts}
    expected = {one.with_name(re.sub(r"^README", "index", one.name)) for one in written}
    shown = {path.relative_to(site).with_suffix(".md") for path, _ in pages(site)}
    assert shown - {Path("404.md")} == expected


def test_what_an_office_keeps_is_not_in_it(site: Path) -> None:
    there = {one.relative_to(site) for one in site.rglob("*")}
    assert there.isdisjoint(Path(one) for one in KEPT)


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for path, page in pages(site):
        for tag, attribute in LOADS.items():
            for one in page.css(tag):
                address = one.attributes.get(attribute) or ""
                assert not re.match(r"(https?:)?//", address), (path.name, address)
        (policy,) = page.css("meta[http-equiv='Content-Security-Policy']")
        assert (policy.attributes["content"] or "").startswith(POLICY), path
        assert not any(CSS_LOADS.search(one.text()) for one in page.css("style")), path


def test_no_style_loads_anything_from_elsewhere(site: Path) -> None:
    styles = list(site.rglob("*.css"))
    assert styles
    assert not any(CSS_LOADS.search(one.read_text("utf-8")) for one in styles)


def links(path: Path, page: LexborHTMLParser) -> Iterator[tuple[Path, str]]:
    """Where the links of a page lead in the site, each with its fragment."""
    for one in page.css("a[href]"):
        address = one.attributes["href"] or ""
        if not re.match(r"[a-z]+:", address):
            target, fragment = urldefrag(unquote(address))
            at = (path.parent / target).resolve() if target else path
            yield (at / "index.html" if at.is_dir() else at), fragment


def test_every_link_leads_somewhere_and_to_every_page(site: Path) -> None:
    # The addresses of 404.html depend on where it is shown.
    parsed = {path.resolve(): page for path, page in pages(site) if path.name != "404.html"}
    anchors = {
        path: {one.attributes.get("id") for one in page.css("[id]")} | {""}
        for path, page in parsed.items()
    }
    found = {path: set(links(path, page)) for path, page in parsed.items()}
    for path, leading in found.items():
        broken = [
            (at, to) for at, to in leading if not at.exists() or to not in anchors.get(at, {""})
        ]
        assert broken == [], path
    reached, more = set[Path](), {(site / "index.html").resolve()}
    while more:
        reached |= more
        more = {at for path in more for at, _ in found.get(path, ())} - reached
    assert parsed.keys() <= reached


def test_the_reference_tells_of_every_public_name_and_of_all_that_a_library_does(
    site: Path,
) -> None:
    page = LexborHTMLParser((site / "docs" / "reference.html").read_text("utf-8"))
    told = {one.attributes.get("id") for one in page.css("h3[id], h4[id]")}
    does = {f"Library.{name}" for name in dir(cmp_search.Library) if not name.startswith("_")}
    assert {f"cmp_search.{name}" for name in {*cmp_search.__all__} | does} <= told
