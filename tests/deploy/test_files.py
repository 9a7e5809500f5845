"""The files of `deploy/` can be read, agree with the code, and close what they say they close."""

import re
import shutil
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from cmp_search.index.milvus.address import REPLICAS
from cmp_search.web.access.reading import read_policy
from tests.conftest import CHECKOUT
from tests.deploy.reading import DEPLOY, files, following, instructions, written, yaml_of

OWN = {"CMP_SEARCH_HOST", "CMP_SEARCH_MEMORY", "CMP_SEARCH_CPUS"}
OWN |= {"CMP_SEARCH_BACKUPS", "CMP_SEARCH_INCOMING"}
"""Variables of compose.yaml itself."""
MILVUS = ["compose.yaml", "user.yaml", "embedded-etcd.yaml", "values.yaml"]
UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir() if path.suffix != ".sysusers")
ANALYZE = shutil.which("systemd-analyze")
WORST = 1.5
"""How open a service may be, from 0 to 10, as `systemd-analyze security` counts it."""


def test_every_variable_is_one_that_the_code_reads() -> None:
    code = "".join(one.read_text("utf-8") for one in (CHECKOUT / "cmp_search").rglob("*.py"))
    named = {
        name
        for one in files()
        for name in re.findall(r"CMP_SEARCH_[A-Z_]+", one.read_text("utf-8"))
    }
    assert OWN <= named
    for name in named - OWN:
        assert name in code or f'"{name.removeprefix("CMP_SEARCH_MILVUS_")}"' in code, name
    compose = set(re.findall(r"\$\{(CMP_SEARCH_[A-Z_]+)", written("compose.yaml")))
    assert compose == OWN == set(re.findall(r"CMP_SEARCH_[A-Z_]+", written("example/env")))


def test_what_the_image_is_made_of_is_there() -> None:
    own = [rest for rest in following("COPY") if not rest.startswith("--from=")]
    sources = [source for rest in own for source in rest.split()[:-1]]
    assert {"pyproject.toml", "cmp_search"} <= set(sources)
    assert all(list(CHECKOUT.glob(source)) for source in sources)
    (extras,) = [rest.removeprefix("EXTRAS=") for rest in following("ARG") if "EXTRAS" in rest]
    assert ".whl)[${EXTRAS}]" in " ".join(following("RUN"))
    pyproject = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    assert set(extras.split(",")) <= set(pyproject["project"]["optional-dependencies"])
    taken = chain.from_iterable(pyproject["tool"]["setuptools"].get("data-files", {}).values())
    assert set(taken) <= set(sources)


def test_the_image_runs_as_a_fixed_user_and_takes_no_shell() -> None:
    names = [name for name, _ in instructions()]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert following("USER") == ["10001:10001"]
    assert all(rest.startswith("[") for name in ("ENTRYPOINT", "CMD") for rest in following(name))
    assert following("HEALTHCHECK")[0].split("CMD ")[1].startswith('["python"')


def test_both_stages_have_the_same_base_of_one_version() -> None:
    assert following("FROM") == ["${PYTHON} AS build", "${PYTHON}"]
    base = following("ARG")[0]
    assert re.fullmatch(r"PYTHON=docker\.io/library/python:3\.\d+\.\d+-slim-\w+", base)


def test_all_containers_of_an_office_are_closed() -> None:
    compose = yaml_of("compose.yaml")
    volumes = following("VOLUME")[0]
    for name, service in compose["services"].items():
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"] and service["pids_limit"], name
        places = [volume.split(":")[0] for volume in service.get("volumes", [])]
        assert all(place in compose["volumes"] or place[0] in ".$" for place in places), name
        if name in ("app", "upkeep"):
            inside = [volume.rsplit(":")[1] for volume in service["volumes"]]
            assert all(place in inside for place in re.findall(r"/srv/\w+", volumes)), name
    # At loopback of one network: only so does the app believe the proxy where visitors come from.
    networks = {name: one.get("network_mode") for name, one in compose["services"].items()}
    shared = "service:network"
    assert networks == {"network": None, "proxy": shared, "app": shared, "upkeep": "none"}
    assert "--host" not in compose["services"]["app"]["command"]
    assert [name for name, one in compose["services"].items() if "ports" in one] == ["network"]


def test_the_example_of_a_policy_is_one(tmp_path: Path) -> None:
    text = written("example/access.toml")
    policy = read_policy(DEPLOY / "example" / "access.toml")
    (secret,) = yaml_of("compose.yaml")["services"]["app"]["secrets"]
    assert policy.secrets == Path("/run/secrets") / secret
    assert f"CMP_SEARCH_HOST={policy.host[0]}\n" in written("example/env")
    assert 'secrets = "sign-in.toml"' in text and 'secrets = "sign-in.toml"' in written("README.md")
    as_service = tmp_path / "access.toml"
    as_service.write_text(text.replace(f"/run/secrets/{secret}", "sign-in.toml"), "utf-8")
    assert read_policy(as_service).secrets == tmp_path / "sign-in.toml"


@pytest.mark.parametrize("name", MILVUS)
def test_what_was_not_run_says_so_first(name: str) -> None:
    assert written(f"milvus/{name}").startswith("# Not run here. ")
    assert yaml_of(f"milvus/{name}")


def test_a_cluster_has_as_many_copies_as_are_asked_for() -> None:
    values = yaml_of("milvus/values.yaml")
    assert values["queryNode"]["replicas"] == values["streamingNode"]["replicas"] == REPLICAS
    for text in (values["extraConfigFiles"]["user.yaml"], written("milvus/user.yaml")):
        assert "authorizationEnabled: true" in text and "tlsMode: 1" in text


def test_each_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", written("README.md"))
    assert len(links) > 10
    for link in links:
        assert (DEPLOY / link).exists(), link


@pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not on this machine")
def test_systemd_takes_each_unit(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/cmp-search/bin/cmp-search", "/bin/true")
        (tmp_path / unit.name).write_text(text, "utf-8")
    units = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run([str(ANALYZE), "verify", *units], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=str)
def test_a_service_is_closed_as_systemd_counts(unit: Path) -> None:
    words = [str(ANALYZE), "security", "--offline=true", "--no-pager", str(unit)]
    told = subprocess.run(words, capture_output=True, text=True).stdout
    (exposure,) = re.findall(r"exposure level for \S+: ([\d.]+)", told)
    assert float(exposure) <= WORST
