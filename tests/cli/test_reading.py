"""Reading on from an answer: a passage, a section, the same section in another language."""

import pytest

from cmp_search.locales import messages_for
from tests.cli.conftest import Run, the_json

HARBOUR = "harbour-2021"


@pytest.fixture
def hit(run: Run) -> dict[str, str]:
    """The hit with the lenses."""
    run("index")
    hits = the_json(run("ask", "--json", "who polished forty lenses?")[1])["hits"]
    found: dict[str, str] = next(hit for hit in hits if "forty" in hit["text"])
    return found


def test_a_passage_is_printed_with_its_headings_and_citation(run: Run, hit: dict[str, str]) -> None:
    status, output, errors = run("passage", hit["passage"])
    assert (status, errors) == (0, "")
    first, *words, source, standing = output.splitlines()
    assert first == "Part II: Groups › Lens Working Group"
    assert "\n".join(words) == hit["text"]
    assert source == f"— {hit['citation']}"
    assert standing == messages_for("en")("hit.official")
    told = the_json(run("passage", hit["passage"], "--json")[1])
    assert (told["text"], told["section_number"]) == (hit["text"], 3)


def test_a_digest_is_printed_with_the_word_that_it_is_none_to_quote(run: Run) -> None:
    run("index")
    digest = "harbour-2020-digest"
    said = messages_for("en")("hit.digest")
    section = the_json(run("section", digest, "1", "--json")[1])
    for words in (("section", digest, "1"), ("passage", section["passages"][0]["id"])):
        assert run(*words)[1].splitlines()[-1] == said


def test_sections_lead_from_one_to_those_below_it(run: Run, hit: dict[str, str]) -> None:
    beginning = run("section", HARBOUR)[1]
    assert "   2  Part II: Groups\n" in beginning
    groups = run("section", HARBOUR, "2")[1]
    assert groups.splitlines()[0] == "Harbour Exchange: report for 2021"
    assert groups.endswith("   3  Lens Working Group\n   4  Bread Working Group\n")
    status, output, _ = run("section", HARBOUR, "3")
    assert status == 0 and hit["text"] in output
    assert output.splitlines()[0] == "Part II: Groups"
    told = the_json(run("section", HARBOUR, "3", "--json")[1])
    assert hit["passage"] in [one["id"] for one in told["passages"]]


def test_a_counterpart_is_printed_with_how_sure_it_is(run: Run, hit: dict[str, str]) -> None:
    remark, title, *_ = run("counterpart", HARBOUR, "3", "--in", "fr")[1].splitlines()
    assert "“Lens Working Group” of the English edition has no certain counterpart" in remark
    assert title == "Échange des ports : bilan 2021"
    same = run("counterpart", HARBOUR, "3", "--in", "en")[1]
    assert "corresponds to “Lens Working Group”" in same and hit["text"] in same
    assert run("counterpart", HARBOUR, "0", "--in", "fr")[1].startswith(title)
    told = the_json(run("counterpart", HARBOUR, "3", "--in", "fr", "--json")[1])
    assert (told["match"], told["section"]["document"]) == ("top", "ports-2021")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("passage", "harbour-2021:0123456789ab"), "note_no_passage"),
        (("section", HARBOUR, "5"), "unknown_section"),
        (("section", "harbour"), "unknown_document"),
        (("counterpart", HARBOUR, "5", "--in", "fr"), "unknown_section"),
        (("counterpart", HARBOUR, "3", "--in", "es"), "no_edition"),
    ],
)
def test_what_is_not_there_is_one_line(run: Run, words: tuple[str, ...], code: str) -> None:
    run("index")
    status, output, errors = run(*words)
    assert (status, output, errors.count("\n")) == (1, "", 1)
    assert the_json(run(*words, "--json")[1])["error"]["code"] == code


@pytest.mark.parametrize("number", ["-1", "two", "1.5"])
def test_a_number_that_is_none_is_a_mistake_of_the_command_line(run: Run, number: str) -> None:
    assert run("section", HARBOUR, number)[0] == 2
