"""What no module of the exporter may do, whatever it is given: asked of the source, call by call."""

import ast
from collections.abc import Callable, Iterator

FORBIDDEN = frozenset(
    {
        *("xml", "pyexpat", "lxml.sax", "lxml.objectify", "lxml.html.clean", "lxml.ElementInclude", "defusedxml"),
        *("pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "jsonpickle"),
        *("urllib.request", "http.client", "ftplib", "smtplib", "httpx", "aiohttp"),
        *("tarfile", "zipfile", "tempfile.mktemp", "os.system", "os.popen", "pty", "code"),
    }
)
"""Modules and functions: parsers that resolve or expand, what executes what it reads, clients of the net without our
limits, and archives that are unpacked to files or held whole."""
EXECUTE = frozenset({"eval", "exec", "compile", "__import__", "Markup", "mktemp", "extractall", "XInclude", "XSLT"})
PARSERS = frozenset({"XMLParser", "XMLPullParser", "ETCompatXMLParser", "HTMLParser", "HTMLPullParser", "iterparse"})
PARSING = frozenset(
    {
        "fromstring",
        "document_fromstring",
        "fragment_fromstring",
        "fragments_fromstring",
        "XML",
        "HTML",
        "fromstringlist",
    }
)
OPENING = frozenset({"parse", "iterparse"})
"""Of lxml: they take a path or a URL, and open it."""
HARDENED = {
    "XML": {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False},
    "HTML": {"no_network": True, "huge_tree": False},
}
REQUESTS = frozenset({"get", "post", "put", "head", "delete", "request", "send"})
SPEAKS = "exporter/connecting.py"
"""The one module that makes sessions, which keep deadlines and judge addresses."""

ALLOWED = {
    "exporter/grammar/gate.py": "xml.parsers.expat",  # reads nothing but what a renderer has just drawn, in one call
    "exporter/engine/remote.py": "pickle",  # between a run and its workers, who have proved to each other who they are
}
"""What a module may import all the same."""

Fault = tuple[int, str]
"""Line, and what is wrong there."""


def faults(path: str, source: str) -> list[Fault]:
    """What a module does that none may; `path`: below the root of the project."""
    tree = ast.parse(source)
    from_lxml = any(module.partition(".")[0] == "lxml" for _, module in _imported(tree))
    checks: tuple[Callable[[ast.Call], Iterator[str]], ...] = (
        _executed,
        *((_parsed,) if from_lxml else ()),
        _asked,
        *(() if path == SPEAKS else (_spoken,)),
    )
    allowed = ALLOWED.get(path, "-")
    found = [
        (line, f"imports {module}")
        for line, module in _imported(tree)
        if _is_forbidden(module) and not module.startswith(allowed)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found += [(node.lineno, fault) for check in checks for fault in check(node)]
        elif isinstance(node, ast.Assign):
            found += [(node.lineno, fault) for fault in _trusted(node)]
    return sorted(found)


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield node.lineno, f"{node.value.id}.{node.attr}"


def _is_forbidden(module: str) -> bool:
    parts = module.split(".")
    return any(".".join(parts[:length]) in FORBIDDEN for length in range(1, len(parts) + 1))


def _name(call: ast.Call) -> str:
    return (
        call.func.id
        if isinstance(call.func, ast.Name)
        else call.func.attr
        if isinstance(call.func, ast.Attribute)
        else ""
    )


def _said(call: ast.Call) -> dict[str, object]:
    """Keywords with what they are set to; what is no constant is itself."""
    return {
        one.arg or "**": one.value.value if isinstance(one.value, ast.Constant) else one.value for one in call.keywords
    }


def _executed(call: ast.Call) -> Iterator[str]:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if _name(call) in EXECUTE and not (isinstance(owner, ast.Name) and owner.id in {"re", "regex"}):
        yield f"calls {_name(call)}"
    if _said(call).get("shell", False) is not False:
        yield "runs a shell"


def _parsed(call: ast.Call) -> Iterator[str]:
    name, said = _name(call), _said(call)
    if name in PARSERS:
        wanted = HARDENED["HTML" if name.startswith("HTML") else "XML"]
        yield from (f"{name} without {key}={value}" for key, value in wanted.items() if said.get(key) is not value)
        if said.get("resolve_entities") is True or said.get("huge_tree") is True:
            yield f"{name} expands or holds without a limit"
    elif name in PARSING and "parser" not in said and len(call.args) < 2:
        yield f"{name} without a parser of its own"
    if name in OPENING and _is_of_lxml(call) and not (call.args and _is_held(call.args[0])):
        yield f"{name} opens what it is given"


def _is_of_lxml(call: ast.Call) -> bool:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return owner is None or (isinstance(owner, ast.Name) and owner.id in {"etree", "html", "lxml", "markup"})


def _is_held(given: ast.expr) -> bool:
    """Whether it is bytes that are held, as a file."""
    return isinstance(given, ast.Call) and _name(given) == "BytesIO"


def _asked(call: ast.Call) -> Iterator[str]:
    """A request: known by its method and header fields."""
    said = _said(call)
    if _name(call) not in REQUESTS:
        return
    if "verify" in said:
        yield "says itself whom it trusts"
    if "headers" not in said:
        return
    if said.get("allow_redirects", True) is not False:
        yield "follows redirects by itself"
    if "timeout" not in said or said["timeout"] is None:
        yield "waits for ever"
    if said.get("stream", False) is not True:
        yield "reads a body of any size"


def _trusted(node: ast.Assign) -> Iterator[str]:
    for target in node.targets:
        name = target.attr if isinstance(target, ast.Attribute) else ""
        if name == "verify" or (name == "trust_env" and ast.unparse(node.value) != "False"):
            yield "says itself whom it trusts"


def _spoken(call: ast.Call) -> Iterator[str]:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(owner, ast.Name) and owner.id in {"requests", "urllib3"} and _name(call)[:1] in "gphdrsSP":
        yield f"calls {owner.id}.{_name(call)} beside the session of connecting.py"
