"""Keys at the guard: what each opens, and how often it may ask."""

from datetime import date

import pytest

from cmp_search.audit import AuditLog
from cmp_search.gate.limits import Limiter, Rate, Rates
from cmp_search.programs.guard import Limiters
from cmp_search.programs.keys import KeyFile, Purpose
from cmp_search.programs.problems import HEADERS
from cmp_search.settings import Settings
from tests.programs.guarded import Made, asked, refusal

FEW = Rates(Rate(3, 0), Rate(5, 0))


def test_a_key_opens_what_it_is_for(made: Made, keys: KeyFile) -> None:
    client = made()
    ask, _ = keys.add("intranet", ["cmp"])
    metrics, _ = keys.add("prometheus", ["cmp"], Purpose.METRICS)
    other, _ = keys.add("archive", ["archive"])
    old, _ = keys.add("old", ["cmp"], until=date(2020, 1, 1))
    assert asked(client, ask).status_code == 200
    assert HEADERS.items() <= asked(client, ask).headers.items()
    assert refusal(asked(client, metrics)) == (403, "key_purpose")
    assert refusal(asked(client, other)) == (403, "key_collection")
    assert refusal(asked(client, old)) == (401, "key_ended")
    assert refusal(asked(client, "cmps_" + "a" * 43)) == (401, "key_unknown")
    missing = asked(client)
    assert refusal(missing) == (401, "key_missing")
    assert missing.headers["www-authenticate"] == "Bearer"

    page = "/api/metrics"
    assert client.get(page, headers={"authorization": f"bearer {metrics}"}).status_code == 200
    refused = client.get(page, headers={"authorization": f"Bearer {ask}"})
    assert refusal(refused) == (403, "key_purpose")


def test_a_revoked_key_ends_with_the_next_request(made: Made, keys: KeyFile) -> None:
    client = made()
    token, _ = keys.add("intranet", ["cmp"])
    assert asked(client, token).status_code == 200
    keys.revoke("intranet")
    assert refusal(asked(client, token)) == (401, "key_unknown")


def test_a_damaged_file_of_keys_lets_nobody_in(
    made: Made, keys: KeyFile, settings: Settings
) -> None:
    client = made()
    token, _ = keys.add("intranet", ["cmp"])
    settings.keys.write_text("{")
    answer = asked(client, token)
    assert refusal(answer) == (503, "keys_damaged")
    assert str(settings.keys.parent) not in answer.text


def test_a_key_is_sent_as_a_header_and_nowhere_else(made: Made, keys: KeyFile) -> None:
    client = made()
    token, _ = keys.add("intranet", ["cmp"])
    places = f"/api/v1/search?key={token}&access_token={token}&authorization=Bearer%20{token}"
    cookies = {"cookie": f"key={token}; authorization=Bearer {token}"}
    assert refusal(asked(client, path=places, headers=cookies)) == (401, "key_missing")
    assert refusal(asked(client, headers={"x-api-key": token})) == (401, "key_missing")
    assert refusal(asked(client, headers={"authorization": token})) == (401, "key_missing")


def test_two_keys_are_none(made: Made, keys: KeyFile) -> None:
    token, _ = keys.add("intranet", ["cmp"])
    sent = [("authorization", f"Bearer {token}")] * 2
    answer = made().get("/api/v1/documents", headers=sent)
    assert refusal(answer) == (401, "key_missing")


def test_where_no_key_is_needed_a_wrong_one_is_refused_all_the_same(made: Made) -> None:
    client = made(needs_key=False)
    assert asked(client).status_code == 200
    assert refusal(asked(client, "cmps_wrong")) == (401, "key_unknown")
    # A proxy that asks for passwords hands them on.
    assert asked(client, headers={"authorization": "Basic YTpi"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/health", "/api/ready", "/api/openapi.json"])
def test_what_takes_no_key_is_not_counted(made: Made, path: str) -> None:
    client = made(Limiters(programs=Limiter(FEW)))
    assert {client.get(path).status_code for _ in range(9)} == {200}


def test_each_key_has_its_share_and_all_have_theirs(made: Made, keys: KeyFile) -> None:
    client = made(Limiters(programs=Limiter(FEW)))
    one, _ = keys.add("one", ["cmp"])
    two, _ = keys.add("two", ["cmp"])
    assert [asked(client, one).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert [asked(client, two).status_code for _ in range(3)] == [200, 200, 429]
    answer = asked(client, one)
    assert refusal(answer) == (429, "requested_too_often")
    assert int(answer.headers["retry-after"]) > 0


def test_comparisons_are_counted_besides(made: Made, keys: KeyFile) -> None:
    client = made(Limiters(comparisons=Limiter(Rates(Rate(1, 0), Rate(1, 0)))))
    token, _ = keys.add("one", ["cmp"])
    path = "/api/v1/verify/quotation"
    assert [asked(client, token, path).status_code for _ in range(2)] == [200, 429]
    assert asked(client, token).status_code == 200


def test_who_tries_keys_waits_but_a_key_that_holds_is_taken(
    made: Made, keys: KeyFile, settings: Settings
) -> None:
    client = made(Limiters(wrong_keys=Limiter(FEW)))
    token, _ = keys.add("one", ["cmp"])
    statuses = [asked(client, f"cmps_{n}").status_code for n in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert refusal(asked(client)) == (429, "keys_tried_too_often")
    assert asked(client, token).status_code == 200
    refused = [one for one in AuditLog(settings.audit_folder).events() if not one.is_done]
    assert [(one.via, one.outcome) for one in refused] == [("program", "key_unknown")]
