"""Which encoding a dump is read in."""

import codecs
import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.readers.encoding import BinaryError, decode

DUTCH = (
    "Zeeën en reünies\n2025-02-14T22:00:45+0100\nhttps://nieuws.nl/artikel/1-kade\n\n"
    "De coördinatie van ’s lands havens kost € 40 miljoen, zei minister Müller.\nDe vloot is één dag te laat.\n"
)
RUSSIAN = (
    "Порт снова открыт\n2025-02-14T22:00:45+0100\nhttps://novosti.ru/1\n\n"
    "Суда вернулись в гавань после трёх недель ремонта, сообщила администрация порта в пятницу вечером.\n"
)

TEXTS = {
    ("fr", "cp1252"): (
        "Le port a rouvert à l’été, après trois semaines de travaux. « Nous étions prêts », a déclaré la "
        "mairie. Les pêcheurs, eux, réclament des aides : le marché a baissé de 12 % et le coût du carburant "
        "pèse. L’œuvre d’un siècle, où tout a commencé, sera rénovée."
    ),
    ("nl", "cp1252"): (
        "De coördinatie van ’s lands havens kost € 40 miljoen, zei de minister. Eén schip is geïnspecteerd; "
        "de crème de la crème van de vloot ligt in Zeeland. ‘Dat is te veel’, vond de oppositie."
    ),
    ("en", "cp1252"): (
        "The harbour reopened on Friday – three weeks late. “We are glad,” said the mayor. It’s the café on "
        "the quay that lost most: £40,000."
    ),
    ("de", "cp1252"): (
        "Der Hafen ist wieder geöffnet. Die Brücke über die Straße wird nächste Woche gesperrt, für größere "
        "Schiffe heißt das: Umweg. „Das ist ärgerlich“, sagte der Bürgermeister – und äußerte Verständnis."
    ),
    ("es", "cp1252"): (
        "El puerto volvió a abrir después de tres semanas. ¿Quién pagará la reparación? La señora alcaldesa "
        "dijo que el año próximo habrá más inversión. ¡Qué mañana tan difícil! Según el periódico, costó 40 "
        "millones."
    ),
    ("pt", "cp1252"): (
        "O porto reabriu após três semanas. A câmara não explicou a situação à população; são milhões de "
        "euros em reparações e ninguém sabe quem pagará. A gestão é péssima, dizem pescadores."
    ),
    ("it", "cp1252"): (
        "Il porto è stato riaperto venerdì dopo tre settimane. La città spenderà più di 40 milioni; così ha "
        "detto il sindaco, perché la società non può. Lunedì si vedrà se c’è già una soluzione."
    ),
    ("da", "cp1252"): (
        "Havnen er åbnet igen efter tre ugers arbejde. Kommunen siger, at det bliver dyrt, og at broen først "
        "åbner til næste år. Fiskerne er vrede, for prisen på brændstof stiger, og øen er afskåret."
    ),
    ("fi", "cp1252"): (
        "Satama on taas auki kolmen viikon työn jälkeen. Kaupunki sanoo, että siitä tulee kallista ja että "
        "silta avataan vasta ensi vuonna. Kalastajat ovat vihaisia, sillä polttoaineen hinta nousee."
    ),
    ("is", "cp1252"): (
        "Höfnin er opin á ný eftir þriggja vikna vinnu. Bærinn segir að það verði dýrt og að brúin opni ekki "
        "fyrr en á næsta ári. Sjómenn eru reiðir því verð á eldsneyti hækkar."
    ),
    ("ca", "cp1252"): (
        "El port ha reobert després de tres setmanes. L’alcaldessa va dir que això costarà molt i que la "
        "força de l’oposició és petita; l’any que ve serà pitjor."
    ),
    ("pl", "cp1250"): (
        "Port znów jest otwarty po trzech tygodniach prac. Miasto mówi, że będzie to kosztowne, a most "
        "zostanie otwarty dopiero w przyszłym roku. Rybacy są źli, ponieważ cena paliwa rośnie."
    ),
    ("cs", "cp1250"): (
        "Přístav je po třech týdnech prací opět otevřen. Město říká, že to bude drahé a že most se otevře až "
        "příští rok. Rybáři se zlobí, protože cena paliva roste."
    ),
    ("hu", "cp1250"): (
        "A kikötő három hét munka után újra megnyílt. A város szerint drága lesz, és a híd csak jövőre nyílik "
        "meg. A halászok dühösek, mert az üzemanyag ára nő, és a szigetről nincs út."
    ),
    ("hr", "cp1250"): (
        "Luka je ponovno otvorena nakon tri tjedna radova. Grad kaže da će to biti skupo i da će se most "
        "otvoriti tek iduće godine. Ribari su ljuti jer cijena goriva raste, a otok je odsječen. Još će "
        "čekati."
    ),
    ("tr", "cp1254"): (
        "Liman üç haftalık çalışmanın ardından yeniden açıldı. Belediye bunun pahalı olacağını ve köprünün "
        "ancak gelecek yıl açılacağını söylüyor. Balıkçılar kızgın çünkü yakıt fiyatı artıyor."
    ),
    ("lt", "cp1257"): (
        "Uostas vėl atidarytas po trijų savaičių darbų. Miestas sako, kad tai bus brangu, o tiltas atsidarys "
        "tik kitąmet. Žvejai pyksta, nes kuro kaina kyla, o sala yra atskirta."
    ),
    ("lv", "cp1257"): (
        "Osta pēc trīs nedēļu darbiem atkal ir atvērta. Pilsēta saka, ka tas būs dārgi, bet tilts tiks atvērts tikai "
        "nākamgad. Zvejnieki ir dusmīgi, jo degvielas cena aug, un sala ir atgriezta no krasta."
    ),
    ("ru", "cp1251"): (
        "Порт снова открыт после трёх недель ремонта. Город говорит, что это будет дорого, а мост откроется "
        "только в следующем году. Рыбаки злятся, потому что цена на топливо растёт."
    ),
    ("ru", "koi8_r"): (
        "Порт снова открыт после трёх недель ремонта. Город говорит, что это будет дорого, а мост откроется "
        "только в следующем году. Рыбаки злятся, потому что цена на топливо растёт."
    ),
    ("el", "cp1253"): (
        "Το λιμάνι άνοιξε ξανά μετά από τρεις εβδομάδες εργασιών. Ο δήμος λέει ότι θα κοστίσει ακριβά και ότι "
        "η γέφυρα θα ανοίξει του χρόνου."
    ),
    ("zh", "gb18030"): (
        "港口经过三周施工后重新开放。市政府表示，这将花费高昂，而大桥明年才会开通。渔民们很生气，因为燃料价格上涨。"
    ),
    ("ja", "shift_jis"): (
        "三週間の工事を終えて港が再開した。市は費用がかさむと説明し、橋の開通は来年になるという。燃料価格が上がり、漁師たちは怒っている。"
    ),
    ("ko", "euc_kr"): (
        "항구가 삼 주간의 공사 끝에 다시 문을 열었다. "
        "시는 비용이 많이 들 것이라고 하며 다리는 내년에야 개통된다고 한다. 연료 가격이 올라 어부들은 화가 났다."
    ),
    ("he", "cp1255"): (
        "הנמל נפתח מחדש לאחר שלושה שבועות של עבודות. העירייה אומרת שזה יהיה יקר ושהגשר ייפתח רק בשנה הבאה."
    ),
    ("ar", "cp1256"): (
        "أعيد فتح الميناء بعد ثلاثة أسابيع من الأعمال. تقول المدينة إن الأمر سيكون مكلفا وإن الجسر لن يفتح "
        "إلا في العام المقبل."
    ),
}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (DUTCH.encode(), (DUTCH, "utf-8")),
        (codecs.BOM_UTF8 + DUTCH.encode(), (DUTCH, "utf-8")),
        (codecs.BOM_UTF16_LE + DUTCH.encode("utf-16-le"), (DUTCH, "utf-16-le")),
        (codecs.BOM_UTF16_BE + DUTCH.encode("utf-16-be"), (DUTCH, "utf-16-be")),
        (codecs.BOM_UTF32_LE + DUTCH.encode("utf-32-le"), (DUTCH, "utf-32-le")),
        (codecs.BOM_UTF32_BE + DUTCH.encode("utf-32-be"), (DUTCH, "utf-32-be")),
        (DUTCH.encode("utf-16-le"), (DUTCH, "utf-16-le")),
        (DUTCH.encode("utf-16-be"), (DUTCH, "utf-16-be")),
        (RUSSIAN.encode("utf-16-le"), (RUSSIAN, "utf-16-le")),
        (RUSSIAN.encode("utf-16-be"), (RUSSIAN, "utf-16-be")),
        (DUTCH.encode("cp1252"), (DUTCH, "cp1252")),
        (RUSSIAN.encode("cp1251"), (RUSSIAN, "cp1251")),
    ],
    ids=[
        *("utf-8", "utf-8 bom", "16le bom", "16be bom", "32le bom", "32be bom", "16le", "16be", "ru 16le", "ru 16be"),
        *("cp1252 on a Western site", "cp1251 detected"),
    ],
)
def test_each_encoding_gives_the_same_text(data: bytes, expected: tuple[str, str]) -> None:
    assert decode(data) == expected


@pytest.mark.parametrize(("language", "codec"), TEXTS)
def test_on_a_generic_domain_the_letters_tell_the_encoding(language: str, codec: str) -> None:
    text = f"Title\n2025-02-14\nhttps://news.example.com/{language}\n\n" + TEXTS[language, codec]
    assert decode(text.encode(codec))[0] == text


def test_a_name_from_elsewhere_does_not_make_a_western_text_foreign() -> None:
    text = "Title\n2025-02-14\nhttps://news.example.com/1\n\n" + TEXTS["de", "cp1252"] + " Frau Škoda."
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_letters_of_another_country_are_not_taken_for_western_ones() -> None:
    text = "Title\n2025-02-14\nhttps://zinas.example.lv/1\n\nLabais rīts, ēdāj."
    assert decode(text.encode("cp1257"))[1] != "cp1252"


LATVIAN = TEXTS["lv", "cp1257"]


def test_a_short_latvian_text_is_told_from_french_on_any_domain_but_a_western_one() -> None:
    for host, codec in (
        ("zinas.example.lv", "cp1257"),
        ("zinas.example.com", "cp1257"),
        ("zinas.example.fr", "cp1252"),
    ):
        data = f"Virsraksts\n2025-02-14\nhttps://{host}/1\n\n{LATVIAN}".encode("cp1257")
        assert decode(data) == (data.decode(codec), codec)


@pytest.mark.parametrize(
    "text",
    [
        "Hâtez-vous, dit le maître du château; ça se gâte, le pâtre a pâli, la tâche est rude, l’âme lâche et bête.",
        "Mae’r ty â’r ardd ar werth â phris da, ac mae’r môr yn agos â’r dref; gwân, glân, tân, cân, brân a llân.",
        "La força de l’oposició és petita; això és el que va dir, i així va acabar la sessió: reunió, acció, raó.",
        "Müdür söz verdi: köprü, göl, gün, çay, üç çocuk, dört göz, güç, çöp, öç.",
        TEXTS["fr", "cp1252"] + " En letton, « ir » et « uz » : être et sur.",
        "Ça va, « ir » et « uz » : la tâche.",
    ],
    ids=["French without é", "Welsh", "Catalan", "ö ü ç", "French that quotes", "too short"],
)
def test_western_letters_are_not_taken_for_latvian(text: str) -> None:
    data = f"Title\n2025-02-14\nhttps://news.example.com/1\n\n{text}".encode("cp1252")
    assert decode(data) == (data.decode("cp1252"), "cp1252")


@pytest.mark.parametrize(
    ("label", "written", "codec"),
    [
        *(("windows-1250", "cp1250", "cp1250"), (" Windows-1250 ", "cp1250", "cp1250")),
        *(("ISO-8859-2", "iso8859_2", "iso8859-2"), ("latin1", "cp1252", "cp1252"), ("us-ascii", "cp1252", "cp1252")),
        *(("gb2312", "gb18030", "gb18030"), ("Shift_JIS", "cp932", "cp932"), ("ks_c_5601-1987", "cp949", "cp949")),
        *(("iso-2022-jp", "iso2022_jp", "iso2022_jp"), ("euc-jp", "euc_jp", "euc_jp")),
    ],
)
def test_what_is_declared_is_believed_where_it_fits(label: str, written: str, codec: str) -> None:
    text = {
        "cp1250": "Žluťoučký kůň",
        "iso8859_2": "Žluťoučký kůň",
        "cp1252": "L’été “là”",
        "gb18030": "港口重新开放。",
        "cp932": "港が再開①",
        "cp949": "항구가 똠",
        "iso2022_jp": "港が再開した",
        "euc_jp": "港が再開した",
    }[written]
    assert decode(text.encode(written), label) == (text, codec)


@pytest.mark.parametrize(
    "label", ["utf-7", "rot13", "base64", "punycode", "idna", "x\0y", "no such", "é", "", "x" * 99, "."]
)
def test_a_label_that_is_for_no_news_is_passed_over(label: str) -> None:
    assert decode(DUTCH.encode("cp1252"), label) == (DUTCH, "cp1252")


def test_what_is_declared_is_not_believed_where_the_bytes_say_another_thing() -> None:
    assert decode(DUTCH.encode(), "windows-1252") == (DUTCH, "utf-8")
    assert decode(DUTCH.encode("utf-16"), "utf-8") == (DUTCH, "utf-16-le")
    assert decode(DUTCH.encode("cp1252"), "utf-8") == (DUTCH, "cp1252")
    assert decode(DUTCH.encode("cp1252"), "iso-2022-jp") == (DUTCH, "cp1252")
    body = DUTCH.encode() * 20
    assert decode(body[:1000] + b"\xff" + body[1000:], "iso-8859-1")[1] == "utf-8"


def test_a_few_damaged_bytes_do_not_make_a_text_in_utf8_another_encoding() -> None:
    body = DUTCH.encode() * 20
    data = body[:1000] + b"\xff" + body[1000:]
    assert decode(data) == (data.decode("utf-8", "replace"), "utf-8")
    assert decode(data)[0].count("\ufffd") == 1


def test_a_text_in_utf8_may_say_that_it_was_damaged_before() -> None:
    assert decode("één \ufffd".encode()) == ("één \ufffd", "utf-8")


def test_two_curly_quotes_in_english_are_windows_1252_and_no_damage() -> None:
    text = "A title\n2025-02-14\nhttps://news.example.co.uk/1\n\n" + "Plain words of English. " * 200 + "‘Yes’"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_many_damaged_bytes_are_not_forgiven() -> None:
    damaged = DUTCH.replace("ë", "\udcff").replace("ü", "\udcfe").encode("utf-8", "surrogateescape")
    assert decode(damaged)[1] != "utf-8"


def test_a_file_cut_off_inside_its_last_character_is_read() -> None:
    data = codecs.BOM_UTF16_LE + DUTCH.encode("utf-16-le") + b"\x41"
    assert decode(data) == (DUTCH + "\ufffd", "utf-16-le")


def test_a_byte_order_mark_that_lies_is_refused() -> None:
    halves = "".join(map(chr, range(0xDC00, 0xDC80))).encode("utf-16-le", "surrogatepass")
    with pytest.raises(
        ValueError, match=r"^the byte order mark says utf-16-le, but 128 characters are not; save it as UTF"
    ):
        decode(codecs.BOM_UTF16_LE + halves)


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", DUTCH)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(DUTCH.encode()), "this is gzip data, not text; unpack or convert it first"),
        (_zip(), "this is a zip archive (or an office document), not text; unpack or convert it first"),
        (b"%PDF-1.7\n" + DUTCH.encode(), "this is a PDF document, not text; unpack or convert it first"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is a PNG image, not text; unpack or convert it first"),
        (b"\x00" * 100, "100 of 100 bytes are control codes, so this is not text; is it the right file?"),
        (b"ab\x00\x01" * 9, "18 of 36 bytes are control codes, so this is not text; is it the right file?"),
    ],
)
def test_what_is_no_text_is_refused_and_named(data: bytes, reason: str) -> None:
    with pytest.raises(BinaryError) as error:
        decode(data)
    assert str(error.value) == reason


def test_one_stray_control_does_not_make_a_text_binary() -> None:
    assert decode(DUTCH.replace("haven", "ha\0ven").encode()) == (DUTCH.replace("haven", "ha\0ven"), "utf-8")


def test_nothing_is_refused_as_nothing() -> None:
    with pytest.raises(ValueError, match=r"^the file is empty$"):
        decode(b"")


def test_noise_is_refused_with_a_reason() -> None:
    noise = bytes(range(128, 256)) * 4
    with pytest.raises(ValueError, match=r"^no encoding gives these bytes a meaning; save the file as UTF-8$"):
        decode(noise)


@given(st.binary(max_size=200), st.one_of(st.text(max_size=20), st.sampled_from(["big5", "euc-jp", "iso-2022-jp"])))
def test_any_bytes_are_text_or_refused_with_a_reason(data: bytes, declared: str) -> None:
    try:
        text, codec = decode(data, declared)
    except UnicodeError:
        pytest.fail("the reason is not one for people")
    except ValueError:
        return
    assert text.encode("utf-8").decode() == text, "no half of a surrogate pair comes out"
    assert codecs.lookup(codec)
