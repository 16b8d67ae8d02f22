"""Recognises what sites write between title and text: when an article was published, how long it takes to read, where
it stands on the site. Only the top of a dump is searched for it (exporter.normalise.chrome, rule 2)."""

import re
from functools import lru_cache
from typing import Final

from exporter.normalise.date_words import LEADS, ZONES
from exporter.normalise.languages import LANGUAGES
from exporter.normalise.shape import ends_sentence
from exporter.normalise.words import phrases

MAX_LENGTH: Final = 120

_DATE: Final = (
    r"\d{1,2}(?:\.|er|st|nd|rd|th)?\ (?:de\ |of\ )?[^\W\d_]{3,12}\.?,?\ (?:de\ )?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\ \d{1,2}(?:st|nd|rd|th)?,?\ (?:19|20)\d\d"
    r"|\d{1,2}\.\ \d{1,2}\.\ (?:19|20)\d\d"
    r"|\d{1,2}(?P<mark>[-./])\d{1,2}(?P=mark)(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d"
    r"|(?:19|20)\d\d(?P<point>[./])\ ?\d{1,2}(?P=point)\ ?\d{1,2}\.?"
    r"|(?:19|20)\d\d\ ?[年년]\ ?\d{1,2}\ ?[月월]\ ?\d{1,2}\ ?[日일]"
)
_TIME: Final = (
    r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\ ?(?:[ap]\.?m\.?|h\.?|uur|uhr))?"
    r"|(?:(?:きょう|今日|本日|きのう|昨日|今天|昨天|오늘|어제)\ ?)?\d{1,2}(?:[時时시](?:\ ?\d{1,2}[分분])?|:\d\d)"
)
_LABEL: Final = (
    r"laatste\ update|laatst\ bijgewerkt|bijgewerkt|gepubliceerd|aangepast|geplaatst|update|last\ updated|updated"
    r"|last\ modified|published|posted|zuletzt\ aktualisiert|aktualisiert|veröffentlicht|erstellt|stand|publiée?"
    r"|mise?\ à\ jour|modifiée?|publicado|actualizado|pubblicato|aggiornato|atualizado|publicerad|uppdaterad"
    r"|opublikowano|aktualizacja|zaktualizowano|ostatnia\ aktualizacja|publikováno|aktualizováno|zveřejněno|vydáno"
    r"|publicerat|uppdaterat|senast\ uppdaterad|publiceret|offentliggjort|opdateret|sidst\ opdateret|senest\ opdateret"
    r"|publisert|oppdatert|sist\ oppdatert|julkaistu|päivitetty|viimeksi\ päivitetty|опубликовано|обновлено"
    r"|последнее\ обновление|опубліковано|оновлено|останнє\ оновлення|δημοσιεύτηκε|δημοσιεύθηκε|δημοσίευση|ενημερώθηκε"
    r"|τελευταία\ ενημέρωση|yayınlanma(?:\ tarihi)?|yayın\ tarihi|güncelleme(?:\ tarihi)?|son\ güncelleme|güncellendi"
    r"|giriş(?:\ tarihi)?|última\ actualización|última\ atualização|publicado\ em|atualizado\ em|ultimo\ aggiornamento"
    r"|公開(?:日時?)?|更新(?:日時|日|时间|時間)?|最終更新|掲載日?|配信|发布(?:时间|日期)?|發布(?:時間|日期)?"
    r"|입력|수정|최종\ ?수정|등록|승인"
    r"|기사입력|نشر\ (?:في|بتاريخ)|تم\ (?:النشر|التحديث)(?:\ في)?|آخر\ تحديث|تاريخ\ النشر"
)
_DAY: Final = (
    r"today|yesterday|vandaag|gisteren|heute|gestern|aujourd['’]hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|dziś|dzisiaj|wczoraj"
    r"|dnes|včera|idag|i\ dag|igår|i\ går|tänään|eilen|сегодня|вчера|сьогодні|вчора|σήμερα|χθες|bugün|dün|اليوم|أمس"
)
"""What may stand for a date before a time. It is none: what the day is, the line does not say."""
_FIGURE: Final = re.compile(r"\d")
_BETWEEN: Final = (
    r"op|om|on|at|am|um|le|à|el|il|alle|ore|em|às|a\ las|la|o|w|v|dnia|godz\.?|kl\.?|klo|в|у|о|στις|saat"
    r"|[-–—|·•,:：/()]"
)
_PART: Final = re.compile(
    rf"(?:(?P<date>{_DATE})|(?P<time>{_TIME})|(?P<label>{_LABEL})|(?P<day>{_DAY})|(?P<between>{_BETWEEN})|(?P<word>[^\W\d_]{{2,10}}\.?))"
    r"(?![^\W_])[\ ,:]*",
    re.IGNORECASE | re.VERBOSE,
)
_LABELLED: Final = re.compile(rf"(?:{_LABEL})(?![^\W_])[\ ,:：]*", re.IGNORECASE | re.VERBOSE)
_MINUTES: Final = (
    r"(?:min(?:\.|s|uut|uten|ute|utes|uti|utos|uter|utter|ut|uta|uty|uttia|uuttia|uutin|uters|utters)?|мин(?:\.|ут[аы]?)?|хв(?:\.|илин[аи]?)?"
    r"|λεπτ(?:ά|ό|\.)?|λ\.|dk\.?|dakika|分|分钟|分鐘|분|دقيقة|دقائق)"
)
_READ_FOR: Final = "|".join(
    re.escape(phrase) for words in LANGUAGES.values() for phrase in phrases(words.reading) if len(phrase) > 1
)
_READING: Final = re.compile(
    rf"(?:{_READ_FOR}|читать|читати|قراءة)\s?[:：]?\s?(?:ca\.?\s?|±\s?|~\s?|约|約|около\s)?\d{{1,3}}\s?{_MINUTES}(?:で読めます)?\.?"
    rf"|\d{{1,3}}[ -]?{_MINUTES}(?:l[ıiuü]k)?\s?(?:{_READ_FOR}|read|to read|lezen|de lecture|de lectura"
    r"|di lettura|de leitura|czytania|čtení|läsning|læsning|lesing|luku|чтения|на чтение|читання|ανάγνωσης?|okuma"
    r"|で読めます|阅读|閱讀|읽기|قراءة)",
    re.IGNORECASE,
)
MAX_AGE: Final = 30
_UNIT: Final = (
    r"(?:sec|second|seconde|sekunde|segundo|secondo|min|minute?|minuut|minuto|hours?|hr|uur|uren|stunde|heure|hora|ora|ore"
    r"|day|dag|tag|jour|d[ií]a|giorn[oi]|week|woche|semaine|semana|settiman[ae]|month|maand|monat|mois|mes|mese|mesi|jaar"
    r"|year|jahr|an|año|ano|ann[oi]|minut|godzin|dzień|dni|dn[ey]|hodin|týd|tim|timm|dage?r?|uke|ug|minuutti|tunti|päivä"
    r"|viikko|минут|час|д[еня]н|дн|недел|тижд|хвилин|годин|λεπτ|ώρ|ημέρ|μέρ|dakika|saat|gün|hafta)[^\W\d_]{0,5}\.?"
)
_COUNT: Final = r"(?:\d{1,2}|an?|one|een|eine[rmn]?|une?|una|uno|um|uma|en|ett|et|jednu|μία|μια|ένα|bir)"
_AGE: Final = re.compile(
    rf"{_COUNT} {_UNIT} (?:ago|geleden|fa|temu|назад|тому|sitten|önce|siden|sedan|atrás)"
    rf"|(?:vor|il y a|hace|há|před|för|for|πριν(?: από)?) {_COUNT} {_UNIT}(?: sedan| siden)?"
    r"|\d{1,2} ?(?:秒|分|分钟|分鐘|小时|小時|時間|天|日|週間|周)前|\d{1,2} ?(?:분|시간|일|주) ?전"
    r"|(?:منذ|قبل) (?:\d{1,2} )?(?:دقيقة|دقيقتين|دقائق|ساعة|ساعتين|ساعات|يوم|يومين|أيام|أسبوع)",
    re.IGNORECASE,
)
_HERE: Final = (
    r"you\ are\ here|je\ bent\ hier|u\ bent\ hier|sie\ sind\ hier|du\ bist\ hier|vous\ êtes\ ici|usted\ está\ aquí"
    r"|estás\ aquí|está\ aquí|você\ está\ aqui|sei\ qui|ti\ trovi\ in|jesteś\ tutaj|tu\ jesteś|nacházíte\ se"
    r"|jste\ zde|du\ är\ här|du\ er\ her|olet\ tässä|вы\ здесь|вы\ находитесь\ здесь|ви\ тут|ви\ знаходитесь\ тут"
    r"|βρίσκεστε\ εδώ|είστε\ εδώ|buradasınız|現在位置|现在位置|当前位置|目前位置|您的位置|현재\ ?위치"
    r"|أنت\ هنا|أنتم\ هنا"
)
"""What a page says before a trail of sections."""
_TRAIL: Final = re.compile(
    rf"(?:{_HERE})\s?[:：]\s?\S.*"
    r"|(?:home|homepage|voorpagina|startseite|start|accueil|inicio|início|strona główna|hem|ana sayfa"
    r"|anasayfa|главная|головна|domů|úvod|forside|forsiden|etusivu|αρχική|ホーム|トップ|首页|首頁|홈|الرئيسية)"
    r"\s?[>›»/|]\s?\S.*",
    re.IGNORECASE,
)


def is_of_page(line: str) -> bool:
    """Whether the line is a reading time, or a trail of the sections above the article (`Home > Regio`)."""
    if len(line) > MAX_LENGTH:
        return False
    return is_reading(line) or bool(_TRAIL.fullmatch(line) and not ends_sentence(line))


def is_reading(line: str) -> bool:
    """Whether the line says how long the article takes to read: `Leestijd: 2 minuten`, `4 min read`."""
    if len(line) > MAX_LENGTH or _FIGURE.search(line) is None:
        return False  # 0.3 us instead of 5
    return _READING.fullmatch(line) is not None


def is_age(line: str) -> bool:
    """Whether the line says how long ago something was published: `2 hours ago`, `vor einer Stunde`, `2時間前`."""
    return len(line) <= MAX_AGE and _is_age(line)


@lru_cache(maxsize=4096)  # asked of each short line of a tail, and of those two above it; section names recur
def _is_age(line: str) -> bool:
    return _AGE.fullmatch(line) is not None


def labelled(line: str) -> bool:
    """Whether the line says itself that it is a time of publication: `Updated: 12:30`, `Updated 2 hours ago`."""
    found = parts(line)
    if not found and len(line) <= MAX_LENGTH and _FIGURE.search(line) is not None:
        label = _LABELLED.match(line)
        return label is not None and is_age(line[label.end() :])
    return "label" in found and ("date" in found or "time" in found)


def is_full(line: str) -> bool:
    """Whether the line says that it is a time of publication, with its date and the time of day."""
    return parts(line) == {"label", "date", "time"}


def is_clock(line: str) -> bool:
    """Whether the line is nothing but a time of day, as above an entry of a live blog: `14:39`."""
    return len(line) <= MAX_AGE and parts(line) == {"time"}


def dated(line: str) -> bool:
    """Whether the line is nothing but a date, with or without a time: it may also head an entry of a diary."""
    found = parts(line)
    return "date" in found and "label" not in found


def timed(line: str) -> bool:
    """Whether the line is nothing but a date and a time."""
    found = parts(line)
    return "date" in found and "time" in found


def parts(line: str) -> frozenset[str]:
    """What the line consists of, of `label`, `date` and `time`; empty if it holds anything but these and what stands
    around them."""
    if len(line) > MAX_LENGTH or _FIGURE.search(line) is None:
        return frozenset()  # a label alone is nothing: without a figure there is neither a date nor a time
    found: set[str] = set()
    place = 0
    while place < len(line):
        match = _PART.match(line, place)
        if match is None or match.lastgroup is None:
            return frozenset()
        word = match["word"]
        if word is not None and word.casefold().strip(".") not in LEADS and word.casefold() not in ZONES:
            return frozenset()
        found.update(name for name in ("date", "time", "label") if match[name] is not None)
        place = match.end()
    return frozenset(found)
