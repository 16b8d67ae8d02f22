"""The lead of an article that stands apart from its text."""

import pytest
from lxml.html import document_fromstring

from exporter.readers.page_lead import lead

LEAD = "The harbour ferry will run every ten minutes from Monday, the council said."


def found(inner: str) -> str:
    return lead(document_fromstring(f"<html><body><main>{inner}</main></body></html>"))


@pytest.mark.parametrize(
    "inner",
    [
        f'<h1>Ferry</h1><p class="standfirst">{LEAD}</p>',
        f'<header><h1>Ferry</h1><div class="article__intro"><p><b>{LEAD[:9]}</b>{LEAD[9:]}</p></div></header>',
        f'<h1><span>Ferry</span></h1><h2 class="ingress">{LEAD}</h2>',
    ],
)
def test_a_lead_is_known_by_its_class(inner):
    assert found(inner) == LEAD


@pytest.mark.parametrize(
    "inner",
    [
        f"<h1>Ferry</h1><p>{LEAD}</p>",
        f'<p class="lead">{LEAD}</p><h1>Ferry</h1>',
        f'<h1>Ferry</h1><h1>Bridge</h1><p class="lead">{LEAD}</p>',
        f'<p class="lead">{LEAD}</p>',
        '<h1>Ferry</h1><p class="lead">Soon.</p>',
        '<h1>Ferry</h1><p class="lead">The harbour ferry, the bridge and the tram of today</p>',
        f'<h1>Ferry</h1><p class="lead">{LEAD * 20}</p>',
        f'<h1>Ferry</h1><p class="leader">{LEAD}</p>',
        f'<h1>Ferry</h1><p class="lead-caption">{LEAD}</p>',
        f'<h1>Ferry</h1><div class="related"><p class="lead">{LEAD}</p></div>',
        f'<h1>Ferry</h1>{"<p>One.</p>" * 50}<p class="lead">{LEAD}</p>',
    ],
)
def test_other_lines_are_none(inner):
    assert found(inner) == ""
