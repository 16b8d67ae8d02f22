"""Languages and time zones of sites."""

from msgspec.structs import replace

from exporter.learning import times
from tests.learning.building import document, documents


def spoken(*languages):
    made = documents(len(languages), document)
    return [
        replace(one, article=replace(one.article, language=language))
        for one, language in zip(made, languages, strict=True)
    ]


def at(*stated):
    return [document(number, time=time) for number, time in enumerate(stated)]


def test_nine_of_ten_agree_on_a_language():
    assert times.language(spoken(*["nl"] * 9, "fy")) == times.Language("nl", 9)
    assert times.language(spoken(*["nl"] * 8, "fy", "en")) is None


def test_regions_of_one_language_agree_on_it():
    assert times.language(spoken(*["pt-BR"] * 5, *["pt-PT"] * 5)) == times.Language("pt", 10)
    assert times.language(spoken(*["pt-BR"] * 10)) == times.Language("pt-BR", 10)


def test_what_nobody_can_tell_is_no_language():
    assert times.language(spoken(*["und"] * 10)) is None


def test_times_with_a_zone_need_none():
    assert times.written(at("2025-02-14T22:00:00+01:00", "2025-07-14T22:00:00Z"), "news.example").zoneless == 0


def test_zones_that_stated_offsets_fit_are_suggested_the_countrys_own_first():
    found = times.written(at("2025-02-14T22:00:00", "2025-02-14T22:00:00+0100", "2025-07-14T22:00:00+02:00"), "a.be")
    assert (found.zoneless, found.offsets) == (1, ("+01:00", "+02:00"))
    assert found.suggested[0] == "Europe/Brussels"
    assert len(found.suggested) == times.MAX_SUGGESTED


def test_where_no_time_states_an_offset_nothing_is_suggested():
    assert times.written(at("2025-02-14T22:00:00", "2025-02-15"), "a.nl") == times.Times(2, (), ())


def test_offsets_that_no_usual_zone_has_suggest_none():
    assert times.written(at("2025-02-14T22:00:00", "2025-02-14T22:00:00+13:45"), "a.nl").suggested == ()
