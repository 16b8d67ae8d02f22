"""What happens to an exporter: it is upgraded, and its runs are cut off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pkgutil import resolve_name

import pytest

from exporter import render


@contextmanager
def upgraded(patch: pytest.MonkeyPatch, upgrades: int, rules: int) -> Iterator[None]:
    """So many versions of renderers and of rules later."""
    for kind, version in render.VERSIONS.items():
        patch.setitem(render.VERSIONS, kind, version + upgrades)
    if rules:
        patch.setattr("exporter.normalise.article.VERSION", f"later {rules}")
    yield


@contextmanager
def cut_off(patch: pytest.MonkeyPatch, where: str, nth: int) -> Iterator[Callable[[], bool]]:
    """A run in the context is cut off when it comes to the function for the `nth` time, and nobody sees it."""
    calls = 0
    if not where:
        yield lambda: False
        return
    real = resolve_name(where)

    def counted(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise KeyboardInterrupt
        return real(*arguments, **named)

    patch.setattr(where, counted)
    cut = False
    try:
        yield lambda: cut
    except KeyboardInterrupt:
        cut = True
