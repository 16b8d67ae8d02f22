"""What every feed format says of an article, where no format's own tests ask."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from exporter.render.metadata import timestamp


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_is_written_as_isoformat_writes_it(time: datetime) -> None:
    assert timestamp(time) == time.isoformat()
