"""Hold what was written against the structs of schema.py: which keys there are, of which type, within which limits."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct, inspect

from exporter.config.locate import KeyPath
from exporter.config.mistakes import Mistake, did_you_mean, dotted, is_secret, nearest, quoted, told, toml_string
from exporter.config.schema import Config


class Sound(Struct, frozen=True):
    """A value of the right type; what it holds may still be wrong, and is told apart."""

    path: KeyPath
    value: Any


Finding = Mistake | Sound


def examine(tree: dict[str, Any]) -> Iterator[Finding]:
    """Every value of the tree, outermost first, sound or not, and every required key that is missing."""
    yield from _walk(tree, inspect.type_info(Config), ())


def _walk(value: Any, kind: inspect.Type, path: KeyPath) -> Iterator[Finding]:
    # TOML has no null: None is a key left out.
    kinds = [each for each in _alternatives(kind) if not isinstance(each, inspect.NoneType)]
    if len(kinds) > 1 and not isinstance(value, str):  # words, or a number
        kinds = [each for each in kinds if not isinstance(each, inspect.LiteralType)]
    yield from _WALKS[type(kinds[-1])](value, kinds[-1], path)


def _alternatives(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    """What a union is of, words last."""
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return tuple(sorted(kinds, key=lambda each: isinstance(each, inspect.LiteralType)))


def _struct(value: Any, kind: inspect.StructType, path: KeyPath) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield Mistake(path, f"expected a table, [{dotted(path)}], got {told(path, value)}")
        return
    yield Sound(path, value)
    fields = {each.encode_name: each for each in kind.fields}
    for key, item in value.items():
        if key in fields:
            yield from _walk(item, fields[key].type, (*path, key))
        elif not (path[:1] == ("profile",) and isinstance(item, dict)):  # [profile.nos.nl]: rules.py says it better
            yield Mistake((*path, key), _unknown(key, item, path, fields))
    for name, each in fields.items():
        if each.required and name not in value:
            yield Mistake((*path, name), _missing(name, each.type))


def _missing(name: str, kind: inspect.Type) -> str:
    if isinstance(kind, inspect.StructType):
        needs = " and ".join(each.encode_name for each in kind.fields if each.required)
        return f"no [{name}] section: write one, with {needs}"
    return f"missing: expected {_NAMES[type(kind)]}"


def _unknown(key: str, item: object, path: KeyPath, fields: dict[str, Any]) -> str:
    what = "unknown section" if not path and isinstance(item, dict | list) else "unknown key"
    meant = nearest(key, fields)
    elsewhere = [section for section, keys in _sections().items() if key in keys]
    if len(elsewhere) == 1:
        return f"{what} here, did you mean {elsewhere[0]}.{key}?"
    if meant and what == "unknown section":
        return f"{what}, did you mean [{meant}]?"
    if meant:
        return f"{what}, did you mean {toml_string(meant)}?"
    return f"{what}; known here: {', '.join(fields)}"


def _sections() -> dict[str, tuple[str, ...]]:
    """The keys of each section that is one table."""
    info = inspect.type_info(Config)
    fields = info.fields if isinstance(info, inspect.StructType) else ()
    return {
        each.encode_name: tuple(key.encode_name for key in each.type.fields)
        for each in fields
        if isinstance(each.type, inspect.StructType)
    }


def _list(value: Any, kind: inspect.VarTupleType, path: KeyPath) -> Iterator[Finding]:
    tables = isinstance(kind.item_type, inspect.StructType)
    if not isinstance(value, list):
        wanted = f"a list of tables, [[{dotted(path)}]]" if tables else f"a list, such as {_list_example(kind)}"
        yield Mistake(path, f"expected {wanted}, got {told(path, value)}")
        return
    if len(value) < (kind.min_length or 0):
        words = kind.item_type.values if isinstance(kind.item_type, inspect.LiteralType) else ()
        of = f" of {', '.join(str(each) for each in words)}" if words else ""
        yield Mistake(path, f"expected at least one{of}, got an empty list")
        return
    yield Sound(path, value)
    for number, item in enumerate(value):
        yield from _walk(item, kind.item_type, (*path, number))


def _list_example(kind: inspect.VarTupleType) -> str:
    values = kind.item_type.values if isinstance(kind.item_type, inspect.LiteralType) else ("text",)
    return f"[{', '.join(quoted(each) for each in values)}]"


def _dict(value: Any, kind: inspect.DictType, path: KeyPath) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield Mistake(path, f'expected tables with names, [{dotted(path)}."name"], got {told(path, value)}')
        return
    yield Sound(path, value)
    for key, item in value.items():
        yield from _walk(item, kind.value_type, (*path, key))


def _literal(value: Any, kind: inspect.LiteralType, path: KeyPath) -> Iterator[Finding]:
    words = [str(each) for each in kind.values]
    if isinstance(value, str) and value in words:
        yield Sound(path, value)
        return
    hint = did_you_mean(value, words) if isinstance(value, str) else ""
    yield Mistake(path, f"expected one of {', '.join(words)}, got {told(path, value)}{hint}")


def _text(value: Any, kind: inspect.StrType, path: KeyPath) -> Iterator[Finding]:
    if isinstance(value, str):
        yield Sound(path, value)
        return
    in_quotes = "" if is_secret(path) else f', "{quoted(value)}"'
    hint = "" if isinstance(value, dict | list) else f": put it in quotes{in_quotes}"
    yield Mistake(path, f"expected text, got {told(path, value)}{hint}")


def _integer(value: Any, kind: inspect.IntType, path: KeyPath) -> Iterator[Finding]:
    least, most = kind.ge, kind.le
    bound = "" if least is None else f" above {least - 1}" if least else ", 0 or more"
    wanted = f"a whole number{bound}"
    if type(value) is not int or (least is not None and value < least):  # a bool is an int to Python, not to TOML
        yield Mistake(path, f"expected {wanted}, got {told(path, value)}")
    elif most is not None and value > most:
        yield Mistake(path, f"expected at most {most}, got {told(path, value)}")
    else:
        yield Sound(path, value)


def _share(value: Any, kind: inspect.FloatType, path: KeyPath) -> Iterator[Finding]:
    least, most = kind.ge or 0, kind.le or 1
    if type(value) not in (int, float) or not least <= value <= most:
        yield Mistake(path, f"expected a share, from {least} to {most}, such as 0.5, got {told(path, value)}")
    else:
        yield Sound(path, value)


def _boolean(value: Any, kind: inspect.BoolType, path: KeyPath) -> Iterator[Finding]:
    if isinstance(value, bool):
        yield Sound(path, value)
        return
    hint = did_you_mean(value, ("true", "false")) if isinstance(value, str) else ""
    yield Mistake(path, f"expected true or false, got {told(path, value)}{hint}")


_WALKS: dict[type[inspect.Type], Callable[[Any, Any, KeyPath], Iterator[Finding]]] = {
    inspect.StructType: _struct,
    inspect.VarTupleType: _list,
    inspect.DictType: _dict,
    inspect.LiteralType: _literal,
    inspect.StrType: _text,
    inspect.IntType: _integer,
    inspect.FloatType: _share,
    inspect.BoolType: _boolean,
}
_NAMES: dict[type[inspect.Type], str] = {
    inspect.StrType: "text",
    inspect.LiteralType: "one of",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a share",
    inspect.BoolType: "true or false",
    inspect.VarTupleType: "a list",
}
