"""Installs the peers into a folder that git ignores: one Python environment and one node_modules for all."""

import json
import os
import subprocess
import sys

from benchmarks.peers.peer import Tools


def installed(peers, folder):
    """(tools, {name of a package: version}, {name of a peer: why it is left out})."""
    tools = Tools(folder / "python" / ("Scripts" if os.name == "nt" else "bin"), folder / "node_modules")
    folder.mkdir(parents=True, exist_ok=True)
    missing = {}
    for peer in peers:
        try:
            if peer.pip:
                _pip(tools, folder, peer.pip)
            if peer.npm:
                _once(
                    folder, peer.npm, ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *peer.npm]
                )
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", None)
            missing[peer.name] = said.decode(errors="replace").strip().splitlines()[-1] if said else str(error)
    return tools, _versions(tools, peers), missing


def _pip(tools, folder, packages):
    python = tools.bin / "python"
    if not python.exists():
        _call([sys.executable, "-m", "venv", str(folder / "python")])
    _once(folder, packages, [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages])


def _once(folder, packages, command):
    """Call it unless it succeeded before."""
    stamp = folder / (" ".join(packages).replace("/", "_") + ".installed")
    if not stamp.exists():
        _call(command)
        stamp.touch()


def _call(command):
    subprocess.run(command, check=True, capture_output=True)


def _versions(tools, peers):
    found = {}
    python = tools.bin / "python"
    if python.exists():
        listed = subprocess.run([str(python), "-m", "pip", "list", "--format", "json"], capture_output=True, check=True)
        wanted = {name.split("=")[0].split("[")[0] for peer in peers for name in peer.pip}
        found = {each["name"]: each["version"] for each in json.loads(listed.stdout) if each["name"].lower() in wanted}
    for name in {name for peer in peers for name in peer.npm}:
        described = tools.node_modules / name / "package.json"
        if described.exists():
            found[f"{name} (npm)"] = json.loads(described.read_text())["version"]
    return found
