"""Times that are relative to when they were written: `2 hours ago`, `gisteren 22:00`, `vor 3 Tagen`, `3日前`.

Text is folded (date_words.py). Which moment they are relative to, the caller knows, or nobody.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo

from exporter.normalise.date_words import CLOCK_WORDS, folded

_UNITS = {
    60: "minute minutes min mins minuut minuten minuto minutos minuti minuta minuty minut minuter minutter minuutti "
    "minuuttia минут минута минуту минуты хвилин хвилина хвилину хвилини хв λεπτό λεπτά dakika دقيقة دقائق دقيقه "
    "分 分钟 分鐘 분",
    3600: "hour hours hr hrs uur uren stunde stunden heure heures hora horas ora ore godzina godzinę godziny godzin "
    "godz hodina hodinu hodiny hodin hodinou hodinami timme timmar time timer tunti tuntia час часа часов годин година "
    "годину години ώρα ώρες saat ساعة ساعات ساعه 時間 小时 小時 시간",
    86400: "day days dag dagen dage dagar dager tag tage tagen jour jours día días dia dias giorno giorni dzień dni "
    "den dny dnem päivä päivää день дня дней дні днів ημέρα ημέρες μέρα μέρες gün يوم أيام ايام 日 天 일",
    604800: "week weeks weken woche wochen semaine semaines semana semanas settimana settimane tydzień tygodnie "
    "tygodni týden týdny týdnů vecka veckor uge uger uke uker viikko viikkoa неделя недели недель неделю тиждень "
    "тижні тижнів εβδομάδα εβδομάδες hafta أسبوع أسابيع اسبوع اسابيع 週間 周 주",
}
_DAYS = {
    0: "today vandaag heute aujourd'hui aujourd’hui hoy oggi hoje dzisiaj dziś dnes idag i_dag tänään сегодня сьогодні "
    "σήμερα bugün اليوم 今日 今天 오늘",
    1: "yesterday gisteren gestern hier ayer ieri ontem wczoraj včera igår i_går eilen вчера вчора χθες χτες dün أمس "
    "البارحة 昨日 昨天 어제",
}
_BEFORE = "vor il_y_a hace há for před przed منذ قبل πριν πριν_από"
_AFTER = "ago geleden fa temu zpět sedan siden sitten назад тому önce 前 전 atrás"
_NOW = (
    "just_now now zojuist soeben gerade à_l'instant à_l’instant ahora adesso agora teraz teď nyní nyss nu juuri сейчас "
    "щойно τώρα şimdi الآن 刚刚 剛剛 방금"
)


def _split(words: str) -> Iterator[str]:
    return (folded(word.replace("_", " ")) for word in words.split())


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


UNITS: Mapping[str, int] = {word: seconds for seconds, words in _UNITS.items() for word in _split(words)}
"""To seconds."""
DAYS: Mapping[str, int] = {word: days for days, words in _DAYS.items() for word in _split(words)}
"""Words for a day, to how many days ago it was."""
_COUNT = r"(?P<number>[0-9]{1,3}|an?|een|eine[rnm]?|une?|un[ao]|um|uma|en|et|yksi)"
_SPANS = (
    re.compile(rf"(?:{_any(_split(_BEFORE))}) ?{_COUNT} ?(?P<unit>{_any(UNITS)})\.?"),
    re.compile(rf"(?:for )?{_COUNT} ?(?P<unit>{_any(UNITS)})\.? ?(?:{_any(_split(_AFTER))})"),
)
_DAY = re.compile(
    rf"(?P<day>{_any(DAYS)})(?:,? ?(?:(?:{_any(CLOCK_WORDS)}) )?"
    r"(?P<hour>[0-9]{1,2})[:.h時时点點시](?P<minute>[0-9]{2})(?: ?(?:uur|uhr|h))?)?"
)
_THIS_MOMENT = re.compile(_any(_split(_NOW)))


def is_relative(text: str) -> bool:
    """Whether it names a moment by how far off it is."""
    return any(pattern.fullmatch(text) for pattern in (*_SPANS, _DAY, _THIS_MOMENT))


def since(text: str, reference: datetime, zone: tzinfo) -> datetime:
    """The moment, if it was written at `reference` (aware). A day alone is its midnight in `zone`.

    Raises:
        ValueError: there is no such time of day, or the text is not relative.
    """
    for pattern in _SPANS:
        if found := pattern.fullmatch(text):
            number = int(found["number"]) if found["number"].isdigit() else 1
            return reference - timedelta(seconds=number * UNITS[found["unit"]])
    if found := _DAY.fullmatch(text):
        day = reference.astimezone(zone) - timedelta(days=DAYS[found["day"]])
        hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)
    if _THIS_MOMENT.fullmatch(text):
        return reference
    raise ValueError("it is not relative")
