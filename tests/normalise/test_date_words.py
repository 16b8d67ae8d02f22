"""Dates as 21 languages word them, and times that are relative."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from exporter.normalise.date_words import MONTHS, folded
from exporter.normalise.dates import parse
from tests.normalise.test_dates import NAMES, read

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MORE_NAMES = {
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "es short": "ene.|feb.|mar.|abr.|may.|jun.|jul.|ago.|set.|oct.|nov.|dic.",
    "es older": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|octubre|noviembre|diciembre",
    "it": "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    "it short": "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic",
    "it longer": "genn.|febbr.|mar.|apr.|magg.|giu.|lug.|ago.|sett.|ott.|nov.|dic.",
    "pt": "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "pt short": "jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez",
    "pl": "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
    "pl plain": "styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień",
    "pl short": "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
    "cs": "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
    "cs plain": "leden|únor|březen|duben|květen|červen|červenec|srpen|září|říjen|listopad|prosinec",
    "cs short": "led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro",
    "sv": "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "no": "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
    "no short": "jan.|feb.|mar.|apr.|mai|jun.|jul.|aug.|sep.|okt.|nov.|des.",
    "fi": "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|"
    "marraskuuta|joulukuuta",
    "fi plain": "tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|"
    "joulukuu",
    "fi short": "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu",
    "ru": "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
    "ru plain": "январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь",
    "ru short": "янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек",
    "ru longer": "янв.|февр.|мар.|апр.|мая|июн.|июл.|авг.|сент.|окт.|нояб.|дек.",
    "uk": "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    "uk plain": "січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|листопад|грудень",
    "uk short": "січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру",
    "uk longer": "січ.|лют.|бер.|квіт.|трав.|черв.|лип.|серп.|вер.|жовт.|лист.|груд.",
    "el": "Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου|Οκτωβρίου|Νοεμβρίου|"
    "Δεκεμβρίου",
    "el plain": "Ιανουάριος|Φεβρουάριος|Μάρτιος|Απρίλιος|Μάιος|Ιούνιος|Ιούλιος|Αύγουστος|Σεπτέμβριος|Οκτώβριος|"
    "Νοέμβριος|Δεκέμβριος",
    "el short": "Ιαν|Φεβ|Μαρ|Απρ|Μαΐ|Ιουν|Ιουλ|Αυγ|Σεπ|Οκτ|Νοε|Δεκ",
    "el longer": "Ιαν.|Φεβρ.|Μαρτ.|Απρ.|Μαι.|Ιουν.|Ιουλ.|Αυγ.|Σεπτ.|Οκτ.|Νοεμ.|Δεκ.",
    "tr": "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
    "tr short": "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
    "tr plain": "ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik",
    "ar": "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "ar of the Maghreb": "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نونبر|دجنبر",
    "ar of the Levant": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
    "ar of Egypt": "يناير|فبراير|مارس|إبريل|مايو|يونيه|يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
}


@pytest.mark.parametrize("names", MORE_NAMES.values(), ids=MORE_NAMES)
def test_every_month_is_known_in_every_language(names: str) -> None:
    expected = [f"2025-{month:02}-05T00:00:00Z" for month in range(1, 13)]
    assert [read(f"5 {name} 2025 Z") for name in names.split("|")] == expected
    assert [read(f"5. {name} 2025 00:00 Z") for name in names.split("|")] == expected
    assert [read(f"5 {folded(name)} 2025 Z") for name in names.split("|")] == expected


def test_no_other_month_is_known() -> None:
    tested = {name.rstrip(".") for names in NAMES.values() for name in names.split()}
    tested |= {name.rstrip(".") for names in MORE_NAMES.values() for name in names.split("|")}
    assert {folded(name) for name in MONTHS} == set(map(folded, tested))


_MOMENTS = """
viernes, 14 de febrero de 2025 a las 22:00 | 14 de febrero del 2025, 22:00 h | venerdì 14 febbraio 2025 ore 22:00
Pubblicato il 14 febbraio 2025 alle ore 22:00 | sexta-feira, 14 de fevereiro de 2025 às 22h00
piątek, 14 lutego 2025 r., godz. 22:00 | 14 lutego 2025 o godz. 22.00 | pátek 14. února 2025 v 22:00
fredag den 14 februari 2025 kl. 22.00 | fredag den 14. februar 2025 kl. 22:00 | fre. 14. feb. 2025 kl 22.00
perjantaina 14. helmikuuta 2025 klo 22.00 | пятница, 14 февраля 2025 г., 22:00 | 14 февраля 2025 года в 22:00
п’ятниця, 14 лютого 2025 року, 22:00 | Παρασκευή, 14 Φεβρουαρίου 2025 στις 22:00 | 14 ΦΕΒΡΟΥΑΡΙΟΥ 2025 22:00
14 Şubat 2025 Cuma 22:00 | 14 ŞUBAT 2025, 22:00 | Yayınlanma tarihi 14 Şubat 2025 saat 22:00
2025年2月14日22:00 | 2025年2月14日(金) 22時00分 | 2025年02月14日 22時00分00秒 | 2025年2月14日 星期五 下午10:00
令和7年2月14日 午後10時00分 | ２０２５年２月１４日　２２：００ | 2025年2月14日 22时00分
2025년 2월 14일 22:00 | 2025년 2월 14일 (금) 오후 10:00 | 2025. 2. 14. 오후 10:00 | 2025.02.14 22:00
2025년 2월 14일 22시 00분
الجمعة 14 فبراير 2025 22:00 | 14 فبراير/شباط 2025 22:00 | ١٤ فبراير ٢٠٢٥ ٢٢:٠٠ | 14 فبراير 2025 الساعة 10:00 م
14 شباط 2025 22:00 | ٢٠٢٥-٠٢-١٤ ٢٢:٠٠ | ۱۴ فبراير ۲۰۲۵ ۲۲:۰۰ | 14 فبراير 2025، 22:00
"""
MOMENTS = [text.strip() for line in _MOMENTS.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_read_in_every_language(text: str) -> None:
    assert read(text) == "2025-02-14T21:00:00Z"


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2025", "day-first", "2025-04-03"),
        ("03/04/2025", "month-first", "2025-03-04"),
        ("3-4-2025", "day-first", "2025-04-03"),
        ("14/02/2025", "month-first", "2025-02-14"),
        ("02/14/2025", "day-first", "2025-02-14"),
        ("02.03.2025", "month-first", "2025-02-03"),
        ("02.03.2025", "", "2025-03-02"),
        ("2025/03/04", "day-first", "2025-03-04"),
    ],
)
def test_a_source_says_whether_the_day_or_the_month_comes_first(text, order, day) -> None:
    assert parse(text, UTC, order).date().isoformat() == day


NOW = datetime(2025, 2, 14, 21, 0, 45, tzinfo=UTC)
RELATIVE = {
    "2025-02-14T19:00:45Z": "2 hours ago|2 uur geleden|vor 2 Stunden|il y a 2 heures|hace 2 horas|2 ore fa|há 2 horas|"
    "2 godziny temu|před 2 hodinami|för 2 timmar sedan|for 2 timer siden|2 tuntia sitten|2 часа назад|2 години тому|"
    "πριν 2 ώρες|2 saat önce|2時間前|2小时前|2시간 전|منذ 2 ساعات",
    "2025-02-14T20:00:45Z": "an hour ago|een uur geleden|vor einer Stunde|il y a une heure|1 hr ago",
    "2025-02-13T23:00:00Z": "today|vandaag|aujourd'hui|hoy|oggi|hoje|dnes|i dag|сьогодні|σήμερα|bugün|今日|오늘|اليوم",
    "2025-02-13T21:30:00Z": "yesterday 22:30|gisteren, 22:30 uur|gestern um 22.30 Uhr|hier à 22h30|вчера в 22:30|"
    "昨天 22:30|ontem às 22:30|ieri alle 22:30|wczoraj o godz. 22:30",
    "2025-02-11T21:00:45Z": "3 days ago|vor 3 Tagen|3 dni temu|3日前|3天前|3 gün önce",
    "2025-02-14T21:00:45Z": "just now|zojuist|刚刚|방금",
}


@pytest.mark.parametrize(
    ("moment", "text"), [(moment, text) for moment, texts in RELATIVE.items() for text in texts.split("|")]
)
def test_a_relative_time_needs_to_know_to_what(moment: str, text: str) -> None:
    assert parse(text, AMSTERDAM, reference=NOW) == datetime.fromisoformat(moment)
    with pytest.raises(ValueError, match="it is relative, and nothing says to what"):
        parse(text, AMSTERDAM)


@pytest.mark.parametrize("text", ["2 hours later", "in 2 hours", "ago", "2 ago", "yesterday 25:00", "vor Ort"])
def test_what_is_no_moment_is_none_also_for_whoever_knows_to_what_it_were_relative(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be read as a time"):
        parse(text, AMSTERDAM, reference=NOW)
