"""Who has which role, by a policy and by its file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cmp_search.errors import ServingError
from cmp_search.web.access.policy import Policy
from cmp_search.web.access.policy_file import ACCESS, PolicyFile, current_policy
from cmp_search.web.access.reading import read_policy
from cmp_search.web.access.roles import Role
from tests.raising import raises_code
from tests.web.access.signing_in import write_policy

ADDRESS = "https://search.example.org"
NOBODY: frozenset[str] = frozenset()
Changed = Callable[[str, str], Path]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_policy(tmp_path, ADDRESS)


@pytest.fixture
def changed(path: Path) -> Changed:
    def change(old: str, new: str) -> Path:
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return path

    return change


def test_a_policy_says_all_that_sign_in_needs(path: Path) -> None:
    policy = read_policy(path)
    assert policy.address == ADDRESS
    assert policy.host == ("search.example.org", 443)
    assert policy.is_encrypted
    assert policy.session_hours == 8
    assert policy.domains == NOBODY
    assert policy.secrets == path.parent / "secrets.toml"
    assert policy.provider.client_id == "cmp-search"
    assert policy.provider.scope == "openid email profile"
    assert policy.provider.groups_claim == "groups"
    assert not policy.provider.trust_emails


@pytest.mark.parametrize(
    ("email", "groups", "role"),
    [
        ("rita@reader.example", [], Role.READER),
        ("edith@editor.example", [], Role.EDITOR),
        ("ada@administrator.example", [], Role.ADMINISTRATOR),
        ("rita@reader.example", ["editors"], Role.EDITOR),
        ("sam@stranger.example", ["editors", "others"], Role.EDITOR),
        ("sam@stranger.example", [], None),
        ("sam@stranger.example", ["group:editors", "Editors", "@reader.example"], None),
        ("sam@sub.reader.example", [], None),
        ("sam@notreader.example", [], None),
        ("eve@evil.example@reader.example", [], None),
        ("@reader.example", [], None),
        ("rita@", [], None),
        ("reader.example", [], None),
        ("", ["editors"], None),
        ("edith@editor.example ", [], None),
        ("rita@reader.example\u212a", [], None),
        ("r\u00edta@reader.example", [], None),
    ],
)
def test_the_highest_role_that_names_somebody_is_theirs(
    path: Path, email: str, groups: list[str], role: Role | None
) -> None:
    assert read_policy(path).role_of(email, frozenset(groups)) is role


def test_only_the_domains_that_are_named_are_let_in(changed: Changed) -> None:
    policy = read_policy(changed("[provider]", 'domains = ["Reader.example"]\n[provider]'))
    assert policy.role_of("rita@reader.example", NOBODY) is Role.READER
    assert policy.role_of("edith@editor.example", NOBODY) is None
    assert policy.role_of("sam@stranger.example", frozenset(["editors"])) is None


def test_without_roles_nobody_may_do_anything(path: Path) -> None:
    text = path.read_text()
    path.write_text(text[: text.index("[roles]")] + "[roles]\n")
    assert read_policy(path).role_of("rita@reader.example", frozenset(["editors"])) is None


@pytest.mark.parametrize(
    ("given", "address", "host"),
    [
        ("https://Search.Example.org/", ADDRESS, ("search.example.org", 443)),
        (
            "https://search.example.org:8443",
            "https://search.example.org:8443",
            ("search.example.org", 8443),
        ),
        ("https://search.example.org:443", ADDRESS, ("search.example.org", 443)),
        ("http://localhost:8501", "http://localhost:8501", ("localhost", 8501)),
        ("http://[::1]:8501", "http://[::1]:8501", ("::1", 8501)),
    ],
)
def test_an_address_is_as_browsers_write_it(
    changed: Changed, given: str, address: str, host: tuple[str, int]
) -> None:
    policy = read_policy(changed(ADDRESS, given))
    assert (policy.address, policy.host) == (address, host)


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("address", ADDRESS, "http://search.example.org"),
        ("address", ADDRESS, "https://search.example.org/app"),
        ("address", ADDRESS, "https://anna@search.example.org"),
        ("address", ADDRESS, "search.example.org"),
        ("address", ADDRESS, ""),
        ("address", ADDRESS, "https://["),
        ("provider.metadata", "http://127.0.0.1:9", "https://["),
        ("secrets", '"secrets.toml"', '"~nobody-of-that-name/secrets.toml"'),
        ("domains", "[provider]", "domains = []\n[provider]"),
        ("session_hours", "= 8", "= 0"),
        ("session_hours", "= 8", "= 721"),
        ("session_hours", "= 8", "= nan"),
        ("session_hours", "= 8", "= true"),
        ("session_hours", "= 8", '= "8"'),
        ("secrets", '"secrets.toml"', "7"),
        ("domains", "[provider]", 'domains = "reader.example"\n[provider]'),
        ("domains", "[provider]", 'domains = [""]\n[provider]'),
        ("domains", "[provider]", 'domains = ["group:editors"]\n[provider]'),
        ("provider", "[provider]", "provider = 1\n[other]"),
        ("provider.metadata", "http://127.0.0.1:9", "http://login.example.org"),
        ("provider.metadata", "http://127.0.0.1:9", "https:///"),
        ("provider.metadata", "/.well-known/openid-configuration", ""),
        ("provider.client_id", '"cmp-search"', '" "'),
        ("provider.scope", "[roles]", 'scope = "email profile"\n[roles]'),
        ("provider.scope", "[roles]", 'scope = ""\n[roles]'),
        ("provider.trust_emails", "[roles]", 'trust_emails = "yes"\n[roles]'),
        ("roles.reader", '["@reader.example"]', '"@reader.example"'),
        ("roles.reader", '"@reader.example"', '"reader.example"'),
        ("roles.reader", '"@reader.example"', '"group:"'),
        ("roles.reader", '"@reader.example"', '"Rita <rita@reader.example>"'),
        ("roles.reader", '"@reader.example"', '"rita@reader.example, @others.example"'),
        ("roles.reader", '"@reader.example"', '"rita@"'),
        ("roles.reader", '"@reader.example"', '"rit\u00e1@reader.example"'),
    ],
)
def test_a_wrong_value_is_named_with_its_file(
    changed: Changed, key: str, old: str, new: str
) -> None:
    path = changed(old, new)
    with raises_code(ServingError, "access_key_wrong", path=str(path), name=key):
        read_policy(path)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("address", f'address = "{ADDRESS}"'),
        ("provider.client_id", 'client_id = "cmp-search"'),
        ("roles", "[roles]\n"),
    ],
)
def test_a_missing_key_is_named(changed: Changed, key: str, line: str) -> None:
    with raises_code(ServingError, "access_key_missing", name=key):
        read_policy(changed(line, ""))


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("readers", "[provider]", "readers = []\n[provider]"),
        ("provider.client_secret", "[roles]", 'client_secret = "x"\n[roles]'),
        ("roles.admin", "[roles]\n", '[roles]\nadmin = ["ada@administrator.example"]\n'),
    ],
)
def test_an_unknown_key_is_named(changed: Changed, key: str, old: str, new: str) -> None:
    with raises_code(ServingError, "access_key_unknown", name=key):
        read_policy(changed(old, new))


def test_what_is_no_file_or_no_toml_is_said_in_a_line(path: Path) -> None:
    for wrong in (b"[", b"\xff", b"a = 1\na = 2"):
        path.write_bytes(wrong)
        with raises_code(ServingError, "access_unread", path=str(path)):
            read_policy(path)
    with raises_code(ServingError, "access_missing"):
        read_policy(path.with_name("missing.toml"))


def role_now(file: PolicyFile) -> Role | None:
    return file.policy().role_of("rita@reader.example", NOBODY)


def test_a_role_that_is_changed_in_the_file_holds_at_once(path: Path, changed: Changed) -> None:
    file = PolicyFile(path)
    assert role_now(file) is Role.READER
    changed("@reader.example", "@others.example")
    assert role_now(file) is None


def test_what_holds_until_the_server_starts_again_stays(path: Path, changed: Changed) -> None:
    file = PolicyFile(path)
    before = file.policy()
    for old, new in (
        (ADDRESS, "https://other.example.org"),
        ('"secrets.toml"', '"others.toml"'),
        ('"cmp-search"', '"another"\ntrust_emails = true'),
        ("= 8", "= 9"),
    ):
        changed(old, new)
    after = file.policy()
    assert (after.address, after.provider, after.secrets) == (
        before.address,
        before.provider,
        before.secrets,
    )
    assert (before.session_hours, after.session_hours) == (8, 9)


@pytest.mark.parametrize("wrong", ["[", "a = " + "[" * 20_000, "", None])
def test_a_file_that_becomes_wrong_is_told_and_changes_nothing(
    path: Path, changed: Changed, wrong: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    file, text = PolicyFile(path), path.read_text()
    if wrong is None:
        path.unlink()
    else:
        path.write_text(wrong)
    assert role_now(file) is role_now(file) is Role.READER
    assert [str(path) in record.getMessage() for record in caplog.records] == [True]
    assert file.fault()
    path.write_text(text.replace("@reader.example", "@others.example"))
    assert (role_now(file), file.fault()) == (None, None)


def test_without_a_file_nobody_signs_in(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ACCESS, raising=False)
    assert current_policy() is None
    monkeypatch.setenv(ACCESS, str(path))
    found = current_policy()
    assert isinstance(found, Policy) and found is current_policy()
    os.utime(path, ns=(1, 1))
    assert current_policy() == found
