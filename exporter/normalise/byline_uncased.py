"""Reads the names out of a byline in scripts that have no capitals: Chinese, Japanese, Korean, Arabic.

There the form of a name tells little, so a word before or behind it must: `本报记者 张三`, `文・山田太郎`,
`홍길동 기자`, `بقلم: سالم الحداد`.
"""

import re
from collections.abc import Iterator
from typing import Final

from exporter.normalise.languages import LANGUAGES
from exporter.normalise.surnames import surname
from exporter.normalise.words import phrases

MAX_LENGTH: Final = 80
MAX_NAMES: Final = 6
MAX_LABEL: Final = 12

_HAN: Final = "一-鿿々〆"
_KANA: Final = "ぁ-ゖァ-ヺー"
_HANGUL: Final = "가-힣"
_ARABIC: Final = "ء-غف-ي\u064b-\u0652\u0671-\u06d3"
_EASTERN: Final = re.compile(rf"[{_HAN}{_KANA}{_HANGUL}{_ARABIC}]")
_CHINESE_NAME: Final = re.compile(rf"[{_HAN}]{{2,4}}|[{_HAN}]{{1,6}}(?:·[{_HAN}]{{1,6}}){{1,3}}")
_JAPANESE_NAME: Final = re.compile(
    rf"[{_HAN}]{{2,5}}|[{_HAN}]{{1,3}}[ 　]?[{_HAN}{_KANA}]{{1,4}}|[{_KANA}]{{2,8}}[・ ][{_KANA}]{{2,8}}"
)
_KOREAN_NAME: Final = re.compile(rf"[{_HANGUL}]{{2,4}}")
_ARABIC_NAME: Final = re.compile(rf"[{_ARABIC}]{{2,15}}(?: [{_ARABIC}]{{2,15}}){{1,3}}")
_NAMES: Final = {"zh": _CHINESE_NAME, "ja": _JAPANESE_NAME, "ko": _KOREAN_NAME, "ar": _ARABIC_NAME}
_JOINED: Final = {
    "zh": re.compile(r"\s*[、，,/和与與\s]\s*"),
    "ja": re.compile(r"\s*[、，,/・]\s*"),
    "ko": re.compile(r"\s*[·・,、]\s*"),
    "ar": re.compile(r"\s*[،,/]\s*|\s+و(?=\S)"),
}
_MARK: Final = re.compile(r"\s*[:：=＝／/・|｜丨\-–—]\s*")
_MAIL: Final = re.compile(r"\s*[\w.+-]{1,40}@[\w.-]{1,40}$")
_PLACE: Final = re.compile(r"^[\[(（【][^\])）】]{1,20}[=·ㆍ][^\])）】]{1,20}[\])）】]\s*")
_DATELINE: Final = re.compile(rf"[{_HANGUL}]{{2,8}}=(?=[{_HANGUL}]{{2,4}} )")
_NOBODY: Final = re.compile(
    "通信|通訊|新聞|新闻|日报|日報|日刊|編集部|编辑部|記者|记者|기자|뉴스|신문|일보|선임|시민|인턴|객원|전문|현직|전직|여성|남성|وكال|التحرير|الجزيرة|رويترز|فرانس"
)
"""What is in the names of newspapers, agencies and desks."""


MIN_ALONE: Final = 3
"""Characters of a name that no word says is one."""
_ALONE: Final = re.compile("[、，・]")


def _row(language: str, *fields: str) -> frozenset[str]:
    return frozenset(phrase for field in fields for phrase in phrases(getattr(LANGUAGES[language], field)))


_LABELS: Final = {language: _row(language, "author") for language in _NAMES}
_BEFORE: Final = {language: _row(language, "before") for language in _NAMES}
_AFTER: Final = {language: _row(language, "after") for language in _NAMES}
_ROLES: Final = {
    language: re.compile(rf"\s*[(（]?(?:{'|'.join(sorted(_row(language, 'roles'), key=len, reverse=True))})[)）]?$")
    for language in _NAMES
}


def names(line: str) -> tuple[str, ...]:
    """The people that a byline in one of these scripts names, in its order, as it spells them; else nothing."""
    if len(line) > MAX_LENGTH or _EASTERN.search(line) is None:
        return ()
    text = _DATELINE.sub("", _MAIL.sub("", _PLACE.sub("", line.strip())), count=1)
    if text[:1] in "(（[【" and text[-1:] in ")）]】":
        text = text[1:-1].strip()
    for language in _NAMES:
        for named in _named(text, language):
            people = _people(named, language)
            if people:
                return people
    return ()


def alone(line: str, parted: bool = True) -> tuple[str, ...]:
    """The people of a line that is nothing but Japanese names, one of whom at least has a frequent surname.

    `高瀬由紀、森田健`, `【高瀬由紀】`. Of such characters alone few are a name: so brackets or a comma must be there
    as well, unless `parted` is false.
    """
    text = line[1:-1] if line[:1] in "【（(" and line[-1:] in "】）)" else line
    if len(text) > MAX_LENGTH or _EASTERN.search(text) is None or (parted and text is line and not _ALONE.search(text)):
        return ()
    given = _people(text, "ja")
    return given if any(map(surname, given)) and all(len(name) >= MIN_ALONE for name in given) else ()


def people(text: str) -> tuple[str, ...]:
    """The people of a text in one of these scripts that is known to name people; nothing if it says anything else."""
    if len(text) > MAX_LENGTH or _EASTERN.search(text) is None:
        return ()
    return next(filter(None, (_people(text, language) for language in _NAMES)), ())


def _named(text: str, language: str) -> Iterator[str]:
    """What may be the names in the line: behind a label, behind a word for a writer, or before one."""
    for mark in _MARK.finditer(text[:MAX_LABEL]):
        if text[: mark.start()] in _LABELS[language] or text[: mark.start()] in _BEFORE[language]:
            yield text[mark.end() :]
    word, blank, rest = text.partition(" ")
    if (blank and word in _BEFORE[language]) or (blank and word in _LABELS[language] and language == "ko"):
        yield rest
    name, blank, word = text.rpartition(" ")
    if blank and word in _AFTER[language]:
        yield name
    role = _ROLES[language].search(text) if text.endswith((")", "）")) else None
    if role is not None:
        yield text[: role.start()]


def _people(text: str, language: str) -> tuple[str, ...]:
    """The names, if the text is nothing but names; what they are may stand behind each."""
    given = [_ROLES[language].sub("", name) for name in _JOINED[language].split(text.strip())]
    if len(given) > MAX_NAMES or any(map(_NOBODY.search, given)):
        return ()
    return tuple(given) if all(map(_NAMES[language].fullmatch, given)) else ()
