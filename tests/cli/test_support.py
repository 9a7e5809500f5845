from tests.cli.conftest import Run, the_json
from tests.conftest import CHECKOUT

SIXTY = "The group polished sixty lenses."


def test_a_supported_sentence_gets_its_passage_and_what_disagrees(run: Run) -> None:
    run("index")
    status, output, _ = run("support", SIXTY)
    assert status == 0
    lines = " ".join(output.split())
    assert lines.startswith("The dates, numbers or names disagree with the texts.")
    assert "The group polished forty lenses." in lines
    assert "does not give the number “sixty”. Its highlighted sentence has “forty”." in lines


def test_no_support_is_said(run: Run) -> None:
    run("index")
    status, output, _ = run("support", "Whales", "sing", "at", "night.")
    assert status == 0
    assert output.startswith("No support found")


def test_the_json_has_the_documented_fields(run: Run) -> None:
    run("index")
    status, output, _ = run("support", "--json", SIXTY)
    found = the_json(output)
    assert status == 0 and found["supported"]
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8").partition("## support")[2]
    first = found["passages"][0]
    for field in (*found, *first, *first["disagreements"][0]):
        assert f"`{field}`" in documented
    assert first["disagreements"] == [
        {"kind": "number", "claimed": "sixty", "stated": ["forty"], "elsewhere": False}
    ]


def test_a_limit_holds_and_a_bad_sentence_is_one_line(run: Run) -> None:
    run("index")
    _, output, _ = run("support", "--json", SIXTY, "--document", "puertos-2022")
    assert {one["hit"]["document"] for one in the_json(output)["passages"]} <= {"puertos-2022"}
    status, _, errors = run("support", "…")
    assert status == 1 and errors.count("\n") == 1
