"""What months, days and hours are called in 21 languages: tables, all in lower case.

A word stands in them with its accents and without (`folded`): headlines in capitals often lack them, and so do tools.
"""

import unicodedata
from collections.abc import Iterator, Mapping


def folded(text: str) -> str:
    """In lower case, composed, without accents and other marks; in digits of ASCII."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))
    plain = "".join(str(unicodedata.digit(each, each)) for each in bare).replace("،", ",")
    return unicodedata.normalize("NFC", plain)


def _both(words: str, mark: str | None = None) -> Iterator[str]:
    for word in words.split(mark):
        yield word.replace("_", " ")
        yield folded(word.replace("_", " "))


_MONTHS = {
    # Twelve each; other forms and abbreviations behind a bar.
    "nl": "januari|jan februari|feb|febr maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep|sept "
    "oktober|okt november|nov december|dec",
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept "
    "october|oct november|nov december|dec",
    "de": "januar|jänner|jan februar|feber|feb märz|maerz|mär|mrz april|apr mai juni|jun juli|jul august|aug "
    "september|sep|sept oktober|okt november|nov dezember|dez",
    "fr": "janvier|janv|jan février|févr|fév mars|mar avril|avr mai juin|jun juillet|juil|jul août "
    "septembre|sept|sep octobre|oct novembre|nov décembre|déc",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
    "septiembre|setiembre|sep|sept|set octubre|oct noviembre|nov diciembre|dic",
    "it": "gennaio|gen|genn febbraio|feb|febbr marzo|mar aprile|apr maggio|mag|magg giugno|giu luglio|lug agosto|ago "
    "settembre|set|sett ottobre|ott novembre|nov dicembre|dic",
    "pt": "janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set "
    "outubro|out novembro|nov dezembro|dez",
    "pl": "styczeń|stycznia|sty luty|lutego|lut marzec|marca|mar kwiecień|kwietnia|kwi maj|maja czerwiec|czerwca|cze "
    "lipiec|lipca|lip sierpień|sierpnia|sie wrzesień|września|wrz październik|października|paź "
    "listopad|listopada|lis grudzień|grudnia|gru",
    "cs": "leden|ledna|led únor|února|úno březen|března|bře duben|dubna|dub květen|května|kvě červen|června|čvn "
    "červenec|července|čvc srpen|srpna|srp září|zář říjen|října|říj listopad|listopadu|lis prosinec|prosince|pro",
    "sv": "januari|jan februari|feb|febr mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sep|sept "
    "oktober|okt november|nov december|dec",
    "da": "januar|jan februar|feb|febr marts|mar april|apr maj juni|jun juli|jul august|aug september|sep|sept "
    "oktober|okt november|nov december|dec",
    "no": "januar|jan februar|feb|febr mars|mar april|apr mai juni|jun juli|jul august|aug september|sep|sept "
    "oktober|okt november|nov desember|des",
    "fi": "tammikuu|tammikuuta|tammi helmikuu|helmikuuta|helmi maaliskuu|maaliskuuta|maalis huhtikuu|huhtikuuta|huhti "
    "toukokuu|toukokuuta|touko kesäkuu|kesäkuuta|kesä heinäkuu|heinäkuuta|heinä elokuu|elokuuta|elo "
    "syyskuu|syyskuuta|syys lokakuu|lokakuuta|loka marraskuu|marraskuuta|marras joulukuu|joulukuuta|joulu",
    "ru": "январь|января|янв февраль|февраля|фев|февр март|марта|мар апрель|апреля|апр май|мая июнь|июня|июн "
    "июль|июля|июл август|августа|авг сентябрь|сентября|сен|сент октябрь|октября|окт ноябрь|ноября|ноя|нояб "
    "декабрь|декабря|дек",
    "uk": "січень|січня|січ лютий|лютого|лют березень|березня|бер квітень|квітня|квіт|кві травень|травня|трав|тра "
    "червень|червня|черв|чер липень|липня|лип серпень|серпня|серп|сер вересень|вересня|вер жовтень|жовтня|жовт|жов "
    "листопад|листопада|лист|лис грудень|грудня|груд|гру",
    "el": "ιανουάριος|ιανουαρίου|ιαν φεβρουάριος|φεβρουαρίου|φεβ|φεβρ μάρτιος|μαρτίου|μαρ|μαρτ απρίλιος|απριλίου|απρ "
    "μάιος|μαΐου|μαίου|μαϊ|μαι ιούνιος|ιουνίου|ιουν ιούλιος|ιουλίου|ιουλ αύγουστος|αυγούστου|αυγ "
    "σεπτέμβριος|σεπτεμβρίου|σεπ|σεπτ οκτώβριος|οκτωβρίου|οκτ νοέμβριος|νοεμβρίου|νοε|νοεμ δεκέμβριος|δεκεμβρίου|δεκ",
    "tr": "ocak|oca şubat|şub mart|mar nisan|nis mayıs|mayis|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki "
    "kasım|kasim|kas aralık|aralik|ara",
    "ar": "يناير|جانفي فبراير|فيفري|شباط مارس|آذار أبريل|ابريل|إبريل|أفريل|نيسان مايو|ماي|أيار|ايار "
    "يونيو|يونيه|جوان|حزيران يوليو|يوليه|جويلية|تموز أغسطس|اغسطس|أوت|آب سبتمبر|أيلول|ايلول "
    "أكتوبر|اكتوبر|تشرين_الأول نوفمبر|نونبر|تشرين_الثاني ديسمبر|دجنبر|كانون_الأول",
    "ar of the Levant": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
}
MONTHS: Mapping[str, int] = {
    name: number
    for months in _MONTHS.values()
    for number, names in enumerate(months.split(), 1)
    for name in _both(names, "|")
}
"""Name or abbreviation, without its dot, to 1 ... 12. No name means two months in two of the languages."""

_DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo op den",
    "en": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun on the "
    "am",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo mi fr sa so der",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim le",
    "es": "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb el",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica gio il",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta feira seg "
    "ter qua qui sex em",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz nd dnia",
    "cs": "pondělí úterý středa čtvrtek pátek sobota neděle po út st čt pá ne dne",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors fre lör sön",
    "da": "mandag tirsdag lørdag man tir tor lør søn",
    "no": "søndag tirs lør",
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina keskiviikkona "
    "torstaina perjantaina lauantaina sunnuntaina ti ke pe la su",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    "uk": "понеділок вівторок середа четвер п'ятниця п’ятниця субота неділя нд",
    "el": "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή δευ τρι τετ πεμ παρ σαβ κυρ στις",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt sal çar per cum cmt paz",
    "ar": "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يوم",
}
LEADS: frozenset[str] = frozenset(word for words in _DAYS.values() for word in _both(words))
"""What may stand before a date: a weekday, whole or short, and `den`. Whether the weekday is right is not asked:
the day of the month decides."""

_LABELS = (
    "gepubliceerd geplaatst verschenen published posted veröffentlicht publiziert erschienen publié publiée paru parue "
    "publicado publicada pubblicato pubblicata publicerad publicerat udgivet publisert publiceret julkaistu "
    "opublikowano opublikowany dodano publikováno vydáno опубликовано опубліковано δημοσιεύθηκε δημοσιεύτηκε "
    "yayınlanma yayınlandı yayımlandı tarihi نشر نُشر نشرت بتاريخ في data fecha datum date dato"
)
LABELS: frozenset[str] = frozenset(_both(_LABELS))
"""What says that the article was published then: `Publié le 3 mai 2025`."""

CLOCK_WORDS = frozenset(
    _both("à om um at kl kl. klo ore alle a_las às as godz. godz o_godz. v ve в о об στις saat الساعة الساعه - – — |")
)
"""What may stand between a date and a time of day."""
HOUR_WORDS = frozenset(_both("h uur uhr heures heure час ч hod hod. godz godz. hrs hs"))
"""What may stand behind a time of day."""
MORNING, AFTERNOON = (
    frozenset(_both(words))
    for words in (
        "am a.m. a.m a._m. πμ π.μ. öö ص صباحا صباحًا 午前 上午 凌晨 早上 오전 dop. dopoledne",
        "pm p.m. p.m p._m. μμ μ.μ. ös م مساء مساءً 午後 下午 晚上 오후 odp. odpoledne",
    )
)
"""Words of the clock of twelve hours."""

_ZONES = {
    -8: "pst",
    -7: "pdt mst",
    -6: "mdt cst",
    -5: "cdt est",
    -4: "edt",
    0: "z ut utc gmt wet",
    1: "west bst cet met mez",
    2: "cest mest mesz eet",
    3: "eest",
    10: "aest",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
}
ZONES: Mapping[str, int] = {name: hours for hours, names in _ZONES.items() for name in names.split()}
"""Hours east of Greenwich. The American ones as RFC 822 section 5.1 has them (CST is not China's here).

Not here because they mean several things: IST (India, Ireland, Israel), MSK (+4 from 2011 to 2014), ET and PT (winter
or summer), and the military letters but Z, which RFC 5322 section 4.3 takes for unknown."""
