"""What sources on the net were when last fetched."""

import pytest

from exporter.store import fetched
from exporter.store.fetched import Fetched
from tests import stores

pytestmark = pytest.mark.usefixtures("kept_by")


def test_what_a_source_gave_last_is_remembered_until_it_is_forgotten():
    first, second = Fetched("url", '"a"', "", 5, 6), Fetched("other", "", "Wed, 21 Oct 2015 07:28:00 GMT", 7, 8)
    with stores.empty() as db:
        assert fetched.fetched(db, "wire") is None
        fetched.remember(db, "wire", first)
        fetched.remember(db, "else", first)
        fetched.remember(db, "wire", second)
        assert (fetched.fetched(db, "wire"), fetched.fetched(db, "else")) == (second, first)
        fetched.forget(db, "wire")
        assert (fetched.fetched(db, "wire"), fetched.fetched(db, "else")) == (None, first)
