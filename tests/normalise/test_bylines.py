"""Bylines above a body: what stands around the names, names without a word before them, desks that name nobody."""

import time

import pytest

from exporter.normalise import byline, byline_around
from exporter.normalise.chrome import judge

PROSE = {
    "en": "The bridge over the Sandbeck opens again on Monday.",
    "sv": "Bron över Sandbäcken öppnar igen på måndag.",
    "ru": "Мост через реку снова откроется в понедельник.",
    "ja": "砂川にかかる橋が月曜日に再び開通する。",
    "zh": "沙溪上的桥周一重新开放。",
    "ko": "모래내 다리가 월요일에 다시 열린다.",
}


def above(line: str, prose: str = PROSE["en"]) -> tuple[str, tuple[str, ...]]:
    """The role of a line right above prose, and whom it names."""
    [first, second] = judge([line, prose])
    assert second.role == "body"
    return first.role, first.authors


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Nell Oakes Published 14 Feb 2025 at 16:20 GMT", ("Nell Oakes",)),
        ("Nell Oakes, 14.02.2025, 16:20 Uhr", ("Nell Oakes",)),
        ("Eva van den Berg 14 februari 2025, 16:20", ("Eva van den Berg",)),
        ("Publié par Zoé Petit le 14/02/2025 à 16h20", ("Zoé Petit",)),
        ("Publicerad 14 februari 2025 16.20 Alice Mården", ("Alice Mården",)),
        ("Elif Yalçın 14 Şubat 2025 16:20", ("Elif Yalçın",)),
        ("Нина Лесная 14 февраля 2025, 16:20", ("Нина Лесная",)),
        ("Nell Oakes 14 February 2025", ("Nell Oakes",)),
        ("田村花子 2025年2月14日 16時20分", ("田村花子",)),
        ("입력 2025.02.14. 16:20 홍길동 기자", ("홍길동",)),
        ("Nell Oakes nell.oakes@courier.example", ("Nell Oakes",)),
        ("Af Alice Krog, akr@avis.example", ("Alice Krog",)),
        ("Text: Alice Mården Foto: Olle Lind", ("Alice Mården",)),
        ("Foto: Olle Lind Text: Alice Mården", ("Alice Mården",)),
        ("Text: Anna Groß, Fotos: Jörg Maß", ("Anna Groß",)),
        ("Aino Kallio, teksti, Olli Salmi, kuvat", ("Aino Kallio",)),
        ("来源:沙溪日报 作者:张小明", ("张小明",)),
        ("모래내=홍길동 특파원", ("홍길동",)),
        ("Nell Oakes Journalist", ("Nell Oakes",)),
        ("Беседовал Пётр Лесной", ("Пётр Лесной",)),
        ("Розмовляла Ніна Лісова", ("Ніна Лісова",)),
        ("Rozmawiał Jan Sowa", ("Jan Sowa",)),
        ("Kirjoittaja Aino Kallio", ("Aino Kallio",)),
        ("Anna Lesná 14. 2. 2025 16:20", ("Anna Lesná",)),
        ("Marta Peña 14/02/2025 - 16:20 h.", ("Marta Peña",)),
    ],
)
def test_what_stands_around_names_is_no_part_of_them(line: str, names: tuple[str, ...]) -> None:
    assert byline.names_at_top(line) == names or byline.alone(line) == names
    assert above(line) == ("byline", names)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Nell Oakes, Tom Field", ("Nell Oakes", "Tom Field")),
        ("Nell Oakes / Tom Field", ("Nell Oakes", "Tom Field")),
        ("Alice Mården och Olle Lind", ("Alice Mården", "Olle Lind")),
        ("Alice Krog og Lars Lind", ("Alice Krog", "Lars Lind")),
        ("Aino Kallio ja Olli Salmi", ("Aino Kallio", "Olli Salmi")),
        ("Anna Sowa i Jan Lis", ("Anna Sowa", "Jan Lis")),
        ("Marta Peña y José Ruiz", ("Marta Peña", "José Ruiz")),
        ("Inês Prado e Rui Lago", ("Inês Prado", "Rui Lago")),
        ("Нина Лесная и Пётр Горный", ("Нина Лесная", "Пётр Горный")),
        ("Ніна Лісова та Петро Гірський", ("Ніна Лісова", "Петро Гірський")),
        ("Elif Yalçın ve Can Demir", ("Elif Yalçın", "Can Demir")),
        ("Άννα Μαρή και Νίκος Λιμνιός", ("Άννα Μαρή", "Νίκος Λιμνιός")),
        ("Marta Peña | Arenal", ("Marta Peña",)),
        ("Rui Lago, em Arenal", ("Rui Lago",)),
        ("Zoé Petit (avec AFP)", ("Zoé Petit",)),
        ("Olle Lind/TT", ("Olle Lind",)),
        ("Elif Yalçın/ARENAL, (DHA)", ("Elif Yalçın",)),
        ("Elif Yalçın - Can Demir", ("Elif Yalçın", "Can Demir")),
        ("高橋花子、田村一郎", ("高橋花子", "田村一郎")),
        ("【高橋花子】", ("高橋花子",)),
    ],
)
def test_names_without_a_word_before_them_are_writers_if_the_text_does_not_speak_of_them(
    line: str, names: tuple[str, ...]
) -> None:
    assert above(line) == ("byline", names)
    spoken_of = f"Es kam auch {byline.last_name(names[-1])} zur Brücke, so heißt es im Rathaus."
    assert above(line, spoken_of)[0] in ("body", "subhead")


@pytest.mark.parametrize(
    "line",
    [
        "New York, 14 May 2025",
        "Storm Closes Bridge, 14 May 2025",
        "Vier Sterne",
        "Local News",
        "Alte Oper, Frankfurt",
        "Harbour Mouth / North Quay",
        "Hong Kong (Reuters)",
        "Dear Sir",
        "Yerel Haberler",
        "Sport Regional",
        "Bread, Butter",
        "Nell Oakes, baker of the year",
        "Nell Oakes editor.",
        "東京、大阪",
        "全国大会、来月開幕",
        "【独自】",
        "田村花子",
        "Salt 5 grams",
        "14 May 2025",
    ],
)
def test_what_only_looks_like_names_makes_no_author(line: str) -> None:
    assert above(line)[1] == ()


def test_a_date_behind_a_name_is_of_a_list_where_lines_like_it_follow() -> None:
    lines = ["Nell Oakes, 14 May 2025", "Tom Field, 15 May 2025", PROSE["en"]]
    assert [line.authors for line in judge(lines)] == [(), (), ()]


@pytest.mark.parametrize(
    "line",
    [
        "Redactie",
        "Redacción",
        "Newsroom",
        "Редакция",
        "Da Redação",
        "Di Redazione Arenal",
        "(mor)",
        "(ab/cd)",
        "編集部",
    ],
)
def test_a_desk_above_the_body_is_a_byline_without_a_name(line: str) -> None:
    assert above(line) == ("byline", ())


def test_below_a_line_that_is_no_prose_a_byline_that_says_so_itself_is_one() -> None:
    lines = judge(["Harbour news of the day", "Nell Oakes Published 14 Feb 2025 at 16:20 GMT", PROSE["en"]])
    assert [line.authors for line in lines] == [(), ("Nell Oakes",), ()]
    lines = judge(["Harbour news of the day", "Newsroom", PROSE["en"]])
    assert [line.role for line in lines][1:] == ["byline", "body"]
    lines = judge([PROSE["en"], "Nell Oakes, food editor", PROSE["en"]])
    assert [line.authors for line in lines] == [(), (), ()]
    lines = judge(["Harbour news of the day", "Nell Oakes, Tom Field", PROSE["en"]])
    assert [line.authors for line in lines] == [(), (), ()]


def test_below_the_body_a_desk_is_furniture_beside_other_furniture_only() -> None:
    assert [line.role for line in judge([PROSE["en"], "Newsroom", "© 2025 Harbour Courier"])][1:] == [
        "byline",
        "copyright",
    ]
    assert judge([PROSE["en"], "(mor)"])[1].role == "body"
    assert judge([PROSE["en"], "Newsroom", PROSE["en"]])[1].role == "subhead"


def test_below_the_body_too_an_address_and_pictures_are_no_part_of_names() -> None:
    assert byline.names("By Nell Oakes, nell@courier.example") == ("Nell Oakes",)
    assert byline.names_by_label("Text: Anna Groß Foto: Jörg Maß") == ("Anna Groß",)
    assert byline.names_by_label("Text: Anna Groß Musik: Jörg Maß") == ()


@pytest.mark.parametrize("line", ["(つづく)", "(Mor)", "(amen)", "(1/2)", "Redactie open op zondag"])
def test_what_only_looks_like_a_desk_stays(line: str) -> None:
    assert above(line)[0] in ("body", "subhead")


def test_a_time_and_a_source_above_the_body_are_furniture() -> None:
    assert above("2025-02-14 16:20 来源:沙溪日报", PROSE["zh"]) == ("chrome", ())


@pytest.mark.parametrize("line", ["14 May 2025 " * 13, "Text: A Foto: B " * 10, "2:2 " * 40, "a@b " * 40, "1 " * 80])
def test_a_line_full_of_times_and_labels_costs_little(line: str) -> None:
    start = time.process_time()
    for _ in range(100):
        byline_around.bare(line)
        byline.names_at_top(line)
    assert time.process_time() - start < 2  # of 100 some 0.1 s
