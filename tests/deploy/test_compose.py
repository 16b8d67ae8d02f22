"""deploy/compose.yaml is what compose understands, names nothing that is not there, and opens nothing to others."""

import re
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from exporter import __version__
from tests.deploy.commands import Container, option

COMPOSE = Path(__file__).parents[2] / "deploy" / "compose.yaml"
IMAGE = re.compile(r"[a-z./]+:\d+\.\d+[\w.-]*")
PORT = re.compile(r"127\.0\.0\.1:\d+:\d+")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text())


def schema_says(path):
    """Of the compose specification; what was wrong, or nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", path],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def used(service, kind):
    """Names of secrets, configs, volumes, networks that a service uses, with where in it they are put."""
    for one in service.get(kind, ()):
        if isinstance(one, dict):
            yield one["source"], one["target"]
        elif kind == "volumes" and ":" in one:
            name, _, target = one.partition(":")
            yield name, target
        elif kind != "volumes":
            yield one, f"/run/{kind}/{one}"


def containers(document, folder):
    for name, service in document["services"].items():
        files = {
            target: folder / document[kind][source]["file"]
            for kind in ("secrets", "configs")
            for source, target in used(service, kind)
            if source in document[kind]
        }
        health = service["healthcheck"]["test"]
        yield Container(name, service.get("command", ["pg_isready"]), [health[1:]], files)


def names_that_dangle(document) -> Iterator[str]:
    for kind in ("secrets", "configs", "volumes", "networks"):
        wanted = {name for service in document["services"].values() for name, _ in used(service, kind)}
        yield from (f"{kind}: {name} is declared nowhere" for name in wanted - document[kind].keys())
        yield from (f"{kind}: nobody uses {name}" for name in document[kind].keys() - wanted)
    for name, service in document["services"].items():
        yield from (
            f"{name} waits for {other}" for other in service.get("depends_on", {}).keys() - document["services"]
        )


def unguarded(document) -> Iterator[str]:
    for name, service in document["services"].items():
        wanted = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"]}
        wanted["restart"] = "unless-stopped"  # workers end with 0 when their scheduler does
        yield from (f"{name}: no {key}" for key, value in wanted.items() if service.get(key) != value)
        if not service.get("user") or service["user"].startswith(("root", "0")):
            yield f"{name} is root"
        if "memory" not in service.get("deploy", {}).get("resources", {}).get("limits", {}):
            yield f"{name} may take all memory"
        if not IMAGE.fullmatch(service["image"]):
            yield f"{name}: nobody knows which {service['image']} that is"
        yield from (f"{name} is open to all at {port}" for port in service.get("ports", ()) if not PORT.fullmatch(port))
    if not document["networks"]["store"].get("internal"):
        yield "the store is on a network with a way out"


def out_of_reach(document) -> Iterator[str]:
    """Whom a service goes to must be on a network of it, and listen where it looks."""
    services = document["services"]
    scheduler, worker = services["scheduler"], services["worker"]
    if f"tls://scheduler:{option(scheduler['command'], 'port')}" not in worker["command"]:
        yield "workers look for the scheduler where it is not"
    for one, other in (("worker", "scheduler"), ("driver", "scheduler"), ("driver", "postgres")):
        if not set(services[one]["networks"]) & set(services[other]["networks"]):
            yield f"{one} and {other} have no network in common"
    if set(worker["networks"]) & set(services["postgres"]["networks"]):
        yield "workers reach the store, and have no business there"


def faults(document, folder):
    return [
        *names_that_dangle(document),
        *unguarded(document),
        *out_of_reach(document),
        *(fault for container in containers(document, folder) for fault in container.faults()),
    ]


def test_compose_understands_it():
    assert schema_says(COMPOSE) == ""


def test_what_compose_would_not_understand_is_found(tmp_path):
    broken = tmp_path / "compose.yaml"
    broken.write_text(COMPOSE.read_text().replace("    stop_grace_period:", "    stop_grace_time:", 1))
    assert "stop_grace_time" in schema_says(broken)


def test_nothing_dangles_nothing_is_open_and_every_command_is_one(compose, deploy):
    assert faults(compose, deploy) == []


def test_it_runs_this_version(compose):
    ours = {service["image"] for name, service in compose["services"].items() if name != "postgres"}
    assert ours == {f"exporter:{__version__}"}


def test_driver_and_workers_have_different_keys_to_the_buckets(compose):
    services = compose["services"]
    assert services["driver"]["env_file"] == ["secrets/driver.env"]
    assert services["worker"]["env_file"] == ["secrets/worker.env"]


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        (lambda d: d["secrets"].pop("worker_key"), "secrets: worker_key is declared nowhere"),
        (lambda d: d["secrets"].update(spare={"file": "secrets/ca.crt"}), "secrets: nobody uses spare"),
        (lambda d: d["secrets"]["ca"].update(file="secrets/ca.pem"), "there is no"),
        (lambda d: d["volumes"].clear(), "volumes: store is declared nowhere"),
        (lambda d: d["networks"].pop("cluster"), "networks: cluster is declared nowhere"),
        (lambda d: d["networks"].update(store={}), "a way out"),
        (lambda d: d["services"]["driver"]["depends_on"].update(redis={}), "driver waits for redis"),
        (lambda d: d["services"]["driver"].update(ports=["9108:9108"]), "driver is open to all"),
        (lambda d: d["services"]["scheduler"].update(ports=["8786:8786"]), "scheduler is open to all"),
        (lambda d: d["services"]["worker"].update(read_only=False), "worker: no read_only"),
        (lambda d: d["services"]["worker"].update(restart="on-failure"), "worker: no restart"),
        (lambda d: d["services"]["worker"].update(user="root"), "worker is root"),
        (lambda d: d["services"]["worker"].pop("deploy"), "worker may take all memory"),
        (lambda d: d["services"]["postgres"].update(image="postgres"), "nobody knows which postgres"),
        (lambda d: d["services"]["worker"].update(networks=["store"]), "have no business there"),
        (
            lambda d: d["services"]["driver"].update(networks=["store"]),
            "driver and scheduler have no network in common",
        ),
        (lambda d: d["services"]["scheduler"]["command"].__setitem__(3, "--port=8785"), "where it is not"),
        (lambda d: d["services"]["scheduler"]["command"].append("--no-dashbord"), "No such option '--no-dashbord'"),
        (lambda d: d["services"]["scheduler"]["command"].append("spare"), "Otherwise check spelling"),
        (lambda d: d["services"]["scheduler"]["command"].remove("--protocol=tls"), "dask scheduler without TLS"),
        (lambda d: d["services"]["scheduler"]["command"].remove("--no-dashboard"), "tells everybody of itself"),
        (lambda d: d["services"]["worker"]["command"].pop(-3), "dask worker without TLS"),
        (lambda d: d["services"]["worker"]["command"].append("--nthreads=many"), "'many' is not a valid integer"),
        (lambda d: d["services"]["worker"]["secrets"].pop(0), "/run/tls/ca.crt' does not exist"),
        (lambda d: d["secrets"]["worker_key"].update(file="secrets/driver.key"), "KEY_VALUES_MISMATCH"),
        (lambda d: d["services"]["driver"].update(command=["exporter", "demon"]), "exporter has no demon"),
        (lambda d: d["services"]["driver"]["command"].append("--sever"), "No such option"),
        (lambda d: d["services"]["driver"].update(configs=[]), "nobody puts a /etc/exporter/config.toml there"),
        (lambda d: d["services"]["driver"]["healthcheck"]["test"].append("--max-ages=1"), "No such option"),
        (lambda d: d["services"]["scheduler"]["healthcheck"]["test"].__setitem__(3, "import"), "invalid syntax"),
    ],
)
def test_what_is_planted_is_found(compose, deploy, planted, found):
    document = deepcopy(compose)
    planted(document)
    assert found in "\n".join(faults(document, deploy))
