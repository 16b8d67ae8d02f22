"""deploy/kubernetes: manifests that the API knows, that fit each other, and that let in only whom they should."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from exporter import __version__
from tests.deploy.commands import Container, option

DEPLOY = Path(__file__).parents[2] / "deploy"
VERSIONS = ("1.33", "1.37")
"""Of Kubernetes: the oldest that is meant, and the newest that is known."""
CONFINED = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
CONNECTIONS = {
    "scheduler": {("worker", 8786), ("driver", 8786)},
    "worker": {(part, port) for part in ("scheduler", "worker") for port in (9000, 9001)},
    "driver": {("monitoring", 9108)},
}
"""Who reaches which part, and where."""


def manifests(kustomization):
    return [one for name in kustomization["resources"] for one in yaml.safe_load_all((DEPLOY / name).read_text())]


@pytest.fixture(scope="module")
def kustomization():
    return yaml.safe_load((DEPLOY / "kustomization.yaml").read_text())


@pytest.fixture(scope="module")
def everything(kustomization):
    return {"kustomization": kustomization, "manifests": manifests(kustomization)}


def of_kind(everything, kind):
    return {one["metadata"]["name"]: one for one in everything["manifests"] if one["kind"] == kind}


def pods(everything):
    """Of each deployment, the pod."""
    return {name: one["spec"]["template"] for name, one in of_kind(everything, "Deployment").items()}


def generated(everything, kind, folder):
    """ConfigMaps or Secrets by name: files by name."""
    for one in everything["kustomization"][f"{kind}Generator"]:
        pairs = [entry.partition("=") for entry in (*one.get("files", ()), *one.get("envs", ()))]
        yield one["name"], {name.rpartition("/")[2]: folder / (path or name) for name, _, path in pairs}


def volumes(everything, folder):
    """Of each deployment, the files of each volume."""
    known = {kind: dict(generated(everything, kind, folder)) for kind in ("configMap", "secret")}
    for part, pod in pods(everything).items():
        found = {}
        for volume in pod["spec"]["volumes"]:
            name = volume.get("secret", {}).get("secretName") or volume.get("configMap", {}).get("name")
            kind = "secret" if "secret" in volume else "configMap"
            found[volume["name"]] = {} if "emptyDir" in volume else known[kind].get(name)
        yield part, found


def names_that_dangle(everything, folder) -> Iterator[str]:
    for part, found in volumes(everything, folder):
        (container,) = pods(everything)[part]["spec"]["containers"]
        mounted = {mount["name"] for mount in container["volumeMounts"]}
        yield from (f"{part}: no volume {name}" for name in mounted - found.keys())
        yield from (f"{part}: nobody mounts {name}" for name in found.keys() - mounted)
        yield from (f"{part}: nothing makes what is in {name}" for name, files in found.items() if files is None)
        secrets = dict(generated(everything, "secret", folder))
        named = [one["secretRef"]["name"] for one in container.get("envFrom", ())]
        yield from (f"{part}: nothing makes {name}" for name in named if name not in secrets)
        yield from (
            f"{part}: no {path}" for name in named for path in secrets.get(name, {}).values() if not path.exists()
        )
        if container["image"] not in {image["name"] for image in everything["kustomization"]["images"]}:
            yield f"{part}: nobody says which {container['image']} that is"


def labels_that_miss(everything) -> Iterator[str]:
    labels = {part: pod["metadata"]["labels"] for part, pod in pods(everything).items()}
    for part, deployment in of_kind(everything, "Deployment").items():
        if deployment["spec"]["selector"]["matchLabels"] != labels[part]:
            yield f"{part} does not find its own pods"
    for name, service in of_kind(everything, "Service").items():
        chosen = [part for part, own in labels.items() if service["spec"]["selector"].items() <= own.items()]
        if chosen != [name]:
            yield f"the service {name} leads to {chosen}"
            continue
        ports = {port["name"]: port["containerPort"] for port in container_of(everything, name)["ports"]}
        for port in service["spec"]["ports"]:
            if ports.get(port["targetPort"]) != int(option(container_of(everything, name)["command"], "port")):
                yield f"the service {name} leads to a port where nobody listens"


def container_of(everything, part):
    (container,) = pods(everything)[part]["spec"]["containers"]
    return container


def unguarded(everything) -> Iterator[str]:
    for part, pod in pods(everything).items():
        container, spec = container_of(everything, part), pod["spec"]
        if container["securityContext"] != CONFINED:
            yield f"{part} is not confined"
        if not spec["securityContext"].get("runAsNonRoot") or not spec["securityContext"].get("runAsUser"):
            yield f"{part} may be root"
        if spec.get("automountServiceAccountToken", True):
            yield f"{part} gets a token for the API"
        if spec.get("enableServiceLinks", True):
            yield f"{part} gets variables of services, which Dask would read"
        if "memory" not in container["resources"].get("limits", {}) or not container["resources"].get("requests"):
            yield f"{part} may take all memory"
        ports = {port["name"] for port in container["ports"]}
        probes = [container.get(probe, {}) for probe in ("livenessProbe", "readinessProbe")]
        if not probes[0]:
            yield f"nobody looks whether {part} is alive"
        asked = {probe["httpGet"]["port"] for probe in probes if "httpGet" in probe}
        yield from (f"{part} is asked at {port}, where nobody listens" for port in asked - ports)
        if part != "worker" and of_kind(everything, "Deployment")[part]["spec"] | {"template": 0, "selector": 0} != {
            "replicas": 1,
            "strategy": {"type": "Recreate"},
            "template": 0,
            "selector": 0,
        }:
            yield f"there may be two of {part} at a time"


def doors(everything) -> Iterator[str]:
    policies = of_kind(everything, "NetworkPolicy")
    if {"podSelector": {}, "policyTypes": ["Ingress"]} not in [policy["spec"] for policy in policies.values()]:
        yield "who is not named is let in everywhere"
    for part in pods(everything):
        chosen = {"matchLabels": pods(everything)[part]["metadata"]["labels"]}
        allowed = set()
        for policy in policies.values():
            for rule in policy["spec"].get("ingress", ()) if policy["spec"]["podSelector"] == chosen else ():
                allowed |= {(who(peer), port["port"]) for peer in rule.get("from", [{}]) for port in rule["ports"]}
        listens = {port["containerPort"] for port in container_of(everything, part)["ports"]}
        if allowed != CONNECTIONS[part] or listens != {port for _, port in allowed}:
            yield f"{part} listens at {sorted(listens)} and is reached by {sorted(allowed)}"


def who(peer):
    """The part, or the namespace, that a peer of a policy is."""
    if "podSelector" in peer and "namespaceSelector" not in peer:
        return peer["podSelector"].get("matchLabels", {}).get("part", "all")
    names = peer.get("namespaceSelector", {}).get("matchLabels", {})
    return names.get("kubernetes.io/metadata.name", "all")


def containers(everything, folder):
    contents = dict(volumes(everything, folder))
    for part in pods(everything):
        container = container_of(everything, part)
        files = {
            f"{mount['mountPath']}/{name}": path
            for mount in container["volumeMounts"]
            for name, path in (contents[part].get(mount["name"]) or {}).items()
        }
        probes = [container.get(probe, {}) for probe in ("livenessProbe", "readinessProbe")]
        yield Container(part, container["command"], [p["exec"]["command"] for p in probes if "exec" in p], files)


def faults(everything, folder):
    address = f"tls://scheduler:{of_kind(everything, 'Service')['scheduler']['spec']['ports'][0]['port']}"
    return [
        *names_that_dangle(everything, folder),
        *labels_that_miss(everything),
        *unguarded(everything),
        *doors(everything),
        *(fault for container in containers(everything, folder) for fault in container.faults()),
        *(["workers look elsewhere"] if address not in container_of(everything, "worker")["command"] else []),
    ]


def invalid(manifest, version="1.37"):
    """What the schema of that version of Kubernetes says against a manifest, with no field that it does not know."""
    try:
        kubernetes_validate.validate(manifest, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return error.message
    return ""


@pytest.mark.parametrize("version", VERSIONS)
def test_kubernetes_understands_every_manifest(everything, version):
    assert [
        (one["metadata"]["name"], invalid(one, version)) for one in everything["manifests"] if invalid(one, version)
    ] == []


def test_a_field_that_kubernetes_does_not_know_is_found(everything):
    manifest = deepcopy(of_kind(everything, "Deployment")["worker"])
    manifest["spec"]["template"]["spec"]["containers"][0]["readOnlyRootFilesystem"] = True
    assert "readOnlyRootFilesystem" in invalid(manifest)


def test_every_manifest_is_applied(kustomization):
    files = {str(path.relative_to(DEPLOY)) for path in (DEPLOY / "kubernetes").iterdir()}
    assert set(kustomization["resources"]) == files
    assert kustomization["kind"] == "Kustomization"


def test_nothing_dangles_nothing_is_open_and_every_command_is_one(everything, deploy):
    assert faults(everything, deploy) == []


def test_it_runs_this_version_in_its_own_namespace(everything):
    kustomization = everything["kustomization"]
    assert [image["newTag"] for image in kustomization["images"]] == [__version__]
    assert kustomization["namespace"] in of_kind(everything, "Namespace")


def test_pods_run_what_the_compose_file_runs(everything):
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    for part in pods(everything):
        assert container_of(everything, part)["command"] == services[part]["command"]


def deployment(everything, part):
    return of_kind(everything, "Deployment")[part]["spec"]


def plant(part, *path):
    """What sets the value at a path in the container of a part."""

    def planted(everything):
        *steps, last, value = path
        place = container_of(everything, part)
        for step in steps:
            place = place[step]
        place[last] = value

    return planted


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        (lambda e: e["kustomization"]["secretGenerator"].pop(1), "worker: nothing makes what is in tls"),
        (lambda e: e["kustomization"]["secretGenerator"].pop(), "driver: nothing makes driver-access"),
        (lambda e: e["kustomization"]["configMapGenerator"].clear(), "driver: nothing makes what is in config"),
        (lambda e: e["kustomization"]["images"].clear(), "nobody says which exporter"),
        (lambda e: e["kustomization"]["secretGenerator"][3].update(envs=["secrets/w.env"]), "worker: no "),
        (lambda e: e["kustomization"]["secretGenerator"][1]["files"].pop(), "tls.key' does not exist"),
        (lambda e: deployment(e, "driver")["template"]["spec"]["volumes"].pop(0), "driver: no volume config"),
        (lambda e: container_of(e, "driver")["volumeMounts"].pop(), "driver: nobody mounts tmp"),
        (lambda e: deployment(e, "worker")["selector"]["matchLabels"].update(part="x"), "worker does not find its own"),
        (lambda e: of_kind(e, "Service")["scheduler"]["spec"].update(selector={"app": "exporter"}), "leads to ["),
        (plant("scheduler", "ports", 0, "containerPort", 8787), "leads to a port where nobody listens"),
        (plant("worker", "ports", 1, "containerPort", 9002), "worker listens at [9000, 9002]"),
        (plant("driver", "livenessProbe", "httpGet", "port", "web"), "asked at web"),
        (lambda e: container_of(e, "worker").pop("livenessProbe"), "nobody looks whether worker is alive"),
        (plant("worker", "securityContext", {}), "worker is not confined"),
        (lambda e: deployment(e, "worker")["template"]["spec"]["securityContext"].clear(), "worker may be root"),
        (lambda e: deployment(e, "worker")["template"]["spec"].pop("automountServiceAccountToken"), "a token"),
        (lambda e: deployment(e, "worker")["template"]["spec"].pop("enableServiceLinks"), "variables of services"),
        (plant("worker", "resources", "limits", {}), "worker may take all memory"),
        (lambda e: deployment(e, "driver").pop("strategy"), "two of driver at a time"),
        (lambda e: deployment(e, "driver").update(replicas=2), "two of driver at a time"),
        (lambda e: e["manifests"].remove(of_kind(e, "NetworkPolicy")["nobody"]), "let in everywhere"),
        (
            lambda e: of_kind(e, "NetworkPolicy")["scheduler"]["spec"]["ingress"][0].pop("from"),
            "reached by [('all', 8786)]",
        ),
        (
            lambda e: of_kind(e, "NetworkPolicy")["scheduler"]["spec"]["ingress"][0]["from"].append(
                {"podSelector": {}}
            ),
            "('all', 8786)",
        ),
        (
            lambda e: container_of(e, "worker")["command"].__setitem__(2, "tls://sheduler:8786"),
            "workers look elsewhere",
        ),
        (lambda e: container_of(e, "driver")["command"].append("--sever"), "No such option"),
    ],
)
def test_what_is_planted_is_found(everything, deploy, planted, found):
    changed = deepcopy(everything)
    planted(changed)
    assert found in "\n".join(faults(changed, deploy))
