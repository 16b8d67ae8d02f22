"""Faults planted one by one, each of which a harness must catch: a harness that cannot fail shows nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def unescaped_title() -> Iterator[None]:
    """Titles stand in Atom and RSS as they are, markup and all (promise P6)."""
    from exporter.render import atom, rss
    from exporter.render.escaping import text_xml

    def bare(draw: Any, escaped: Any) -> Any:
        def drawn(article: Any, *rest: Any) -> bytes:
            title = f"<title>{escaped(article.title)}</title>"
            data: bytes = draw(article, *rest)
            return data.replace(title.encode(), f"<title>{article.title}</title>".encode(), 1)

        return drawn

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atom, "entry", bare(atom.entry, text_xml))
        patch.setattr(rss, "item", bare(rss.item, rss._text))
        yield
