"""Page furniture in every language: what is recognised, and what only looks like it. Every text here is invented."""

import pytest

from exporter.normalise import byline, shape, vocabulary, voice
from exporter.normalise.chrome import judge
from exporter.normalise.languages import LANGUAGES
from exporter.normalise.words import Words, phrases

# Of each language: a sentence of a body; a share line; a heading of other articles and one of them; a byline and whom
# it names; a call of the page for itself; what a letter closes with; two lines that a body ends with, and what
# announces them.
PAGES: dict[str, tuple[str, str, str, str, str, tuple[str, ...], str, str, tuple[str, str, str]]] = {
    "nl": (
        "De brug over de Zandbeek gaat maandag weer open.",
        "Deel dit verhaal met je vrienden",
        "Lees ook",
        "Waarom de veerboot al drie jaar stilligt",
        "Door Eva van den Berg en Piet Kok",
        ("Eva van den Berg", "Piet Kok"),
        "Meld je aan voor onze nieuwsbrief en ontvang elke ochtend het nieuws.",
        "Met vriendelijke groet",
        ("De prijzen gingen naar twee bakkers.", "Moeder Kok", "Oude Oven"),
    ),
    "en": (
        "The bridge over the Sandbeck opens again on Monday.",
        "Share this story with your friends",
        "You might also like",
        "Why the ferry has been laid up for three years",
        "By Ann Field and Tom Oakes",
        ("Ann Field", "Tom Oakes"),
        "Sign up to our newsletter and get the news each morning.",
        "Yours sincerely",
        ("The prizes went to two bakers.", "Mother Cook", "Old Oven"),
    ),
    "de": (
        "Die Brücke über den Sandbach öffnet am Montag wieder.",
        "Diesen Beitrag mit Freunden teilen",
        "Das könnte Sie auch interessieren",
        "Warum die Fähre seit drei Jahren stillliegt",
        "Von Anna Groß und Jörg Maß",
        ("Anna Groß", "Jörg Maß"),
        "Abonnieren Sie unseren Newsletter und erhalten Sie jeden Morgen Nachrichten.",
        "Mit freundlichen Grüßen",
        ("Die Preise gingen an zwei Bäcker.", "Mutter Koch", "Alter Ofen"),
    ),
    "fr": (
        "Le pont sur la Sablière rouvre lundi.",
        "Partagez cet article avec vos amis",
        "À lire aussi",
        "Pourquoi le bac est à quai depuis trois ans",
        "Par Luc d’Ormont et Zoé Petit",
        ("Luc d’Ormont", "Zoé Petit"),
        "Inscrivez-vous à notre newsletter et recevez les nouvelles chaque matin.",
        "Cordialement",
        ("Les prix sont allés à deux boulangers.", "Mère Cuisin", "Vieux Four"),
    ),
    "es": (
        "El puente sobre el Arenal abre de nuevo el lunes.",
        "Comparte esta noticia con tus amigos",
        "Te puede interesar",
        "Por qué la barca lleva tres años parada",
        "Por María del Mar Soto y Luis Prado",
        ("María del Mar Soto", "Luis Prado"),
        "Suscríbete a nuestra newsletter y recibe las noticias cada mañana.",
        "Un cordial saludo",
        ("Los premios fueron para tres panaderos.", "Madre Cocina", "Viejo Horno"),
    ),
    "it": (
        "Il ponte sul Sabbione riapre lunedì.",
        "Condividi questo articolo con i tuoi amici",
        "Potrebbe interessarti",
        "Perché il traghetto è fermo da tre anni",
        "Di Anna Della Riva e Ugo Valli",
        ("Anna Della Riva", "Ugo Valli"),
        "Iscriviti alla nostra newsletter e ricevi le notizie ogni mattina.",
        "Cordiali saluti",
        ("I premi sono andati a tre fornai.", "Madre Cucina", "Vecchio Forno"),
    ),
    "pt": (
        "A ponte sobre o Areal reabre na segunda-feira.",
        "Partilhe este artigo com os seus amigos",
        "Leia também",
        "Porque está parada há três anos a barca",
        "Por Rui Salgado e Ana Prado",
        ("Rui Salgado", "Ana Prado"),
        "Subscreva a nossa newsletter e receba as notícias todas as manhãs.",
        "Com os melhores cumprimentos",
        ("Os prémios foram para dois padeiros.", "Mãe Cozinha", "Velho Forno"),
    ),
    "pl": (
        "Most na Piaskowej otworzą w poniedziałek.",
        "Podziel się tym artykułem",
        "Czytaj także",
        "Dlaczego prom stoi od trzech lat",
        "Autor: Jan Nowacki i Ewa Lipka",
        ("Jan Nowacki", "Ewa Lipka"),
        "Zapisz się do naszego newslettera i otrzymuj wiadomości codziennie rano.",
        "Z poważaniem",
        ("Nagrody dostały dwie piekarnie.", "Matka Kucharka", "Stary Piec"),
    ),
    "cs": (
        "Most přes Písečnou se v pondělí znovu otevře.",
        "Sdílejte tento článek s přáteli",
        "Čtěte také",
        "Proč přívoz už tři roky stojí",
        "Autor: Jan Novotka a Eva Lipová",
        ("Jan Novotka", "Eva Lipová"),
        "Přihlaste se k odběru našeho newsletteru a dostávejte zprávy každé ráno.",
        "S pozdravem",
        ("Ceny dostali dva pekaři.", "Matka Kuchařka", "Stará Pec"),
    ),
    "sv": (
        "Bron över Sandbäcken öppnar igen på måndag.",
        "Dela artikeln med dina vänner",
        "Läs också",
        "Därför har färjan legat still i tre år",
        "Av Alice Mården och Nils Fält",
        ("Alice Mården", "Nils Fält"),
        "Prenumerera på vårt nyhetsbrev och få nyheterna varje morgon.",
        "Med vänlig hälsning",
        ("Priserna gick till två bagare.", "Moder Kock", "Gamla Ugnen"),
    ),
    "da": (
        "Broen over Sandbækken åbner igen på mandag.",
        "Del denne historie med dine venner",
        "Læs også",
        "Derfor har færgen ligget stille i tre år",
        "Af Karen Holt og Niels Mark",
        ("Karen Holt", "Niels Mark"),
        "Tilmeld dig vores nyhedsbrev og få nyhederne hver morgen.",
        "Med venlig hilsen",
        ("Priserne gik til tre bagere.", "Moder Kok", "Gamle Ovn"),
    ),
    "no": (
        "Brua over Sandbekken åpner igjen på mandag.",
        "Del denne saken med dine venner",
        "Les også",
        "Derfor har ferja ligget stille i tre år",
        "Av Kari Holt og Nils Mark",
        ("Kari Holt", "Nils Mark"),
        "Meld deg på vårt nyhetsbrev og få nyhetene hver morgen.",
        "Med vennlig hilsen",
        ("Prisene gikk til tre bakere.", "Mor Kokk", "Gamle Ovn"),
    ),
    "fi": (
        "Hiekkajoen silta avataan taas maanantaina.",
        "Jaa tämä artikkeli kavereille",
        "Lue myös",
        "Miksi lossi on seissyt kolme vuotta",
        "Kirjoittaja: Aino Ranta ja Pekka Suo",
        ("Aino Ranta", "Pekka Suo"),
        "Tilaa uutiskirjeemme ja saat uutiset sähköpostiisi joka aamu.",
        "Ystävällisin terveisin",
        ("Palkinnot menivät kahdelle leipurille.", "Äiti Kokki", "Vanha Uuni"),
    ),
    "ru": (
        "Мост через Песчанку откроют в понедельник.",
        "Поделитесь этой новостью с друзьями",
        "Читайте также",
        "Почему паром стоит уже три года",
        "Автор: Иван Песков и Анна Липова",
        ("Иван Песков", "Анна Липова"),
        "Подпишитесь на нашу рассылку и получайте новости каждое утро.",
        "С уважением",
        ("Призы получили два пекаря.", "Мать Повариха", "Старая Печь"),
    ),
    "uk": (
        "Міст через Піщанку відкриють у понеділок.",
        "Поділіться цією новиною з друзями",
        "Читайте також",
        "Чому пором стоїть уже три роки",
        "Авторка: Олена Піскова та Іван Липа",
        ("Олена Піскова", "Іван Липа"),
        "Підпишіться на нашу розсилку й отримуйте новини щоранку.",
        "З повагою",
        ("Призи отримали два пекарі.", "Мати Кухарка", "Стара Піч"),
    ),
    "el": (
        "Η γέφυρα της Αμμουδιάς ανοίγει ξανά τη Δευτέρα.",
        "Μοιραστείτε το άρθρο με φίλους",
        "Διαβάστε επίσης",
        "Γιατί το φέρι είναι δεμένο εδώ και τρία χρόνια",
        "Συντάκτης: Άννα Μαρή και Νίκος Άμμος",
        ("Άννα Μαρή", "Νίκος Άμμος"),
        "Εγγραφείτε στο newsletter μας και λάβετε τα νέα κάθε πρωί.",
        "Με εκτίμηση",
        ("Τα βραβεία πήραν δύο φούρνοι.", "Μάνα Κουζίνα", "Παλιός Φούρνος"),
    ),
    "tr": (
        "Kumdere köprüsü pazartesi yeniden açılıyor.",
        "Bu haberi arkadaşlarınızla paylaşın",
        "İlginizi çekebilir",
        "Vapur neden üç yıldır kıyıda",
        "Yazan: Ayşe Kumlu ve Ali Değirmen",
        ("Ayşe Kumlu", "Ali Değirmen"),
        "Bültenimize abone olun, haberleri her sabah alın.",
        "Saygılarımla",
        ("Ödülleri iki fırıncı aldı.", "Aşçı Ana", "Eski Fırın"),
    ),
    "ja": (
        "砂川橋は月曜日に再び開通する。",
        "この記事を友達に教える",
        "あわせて読みたい",
        "渡し船はなぜ三年も止まっているのか",
        "文・砂川太郎",
        ("砂川太郎",),
        "ニュースレターにご登録ください。毎朝ニュースをお届けします。",
        "敬具",
        ("賞は二つの店に贈られた。", "パンを焼く", "火をおこす"),
    ),
    "zh": (
        "沙河桥星期一重新开放。",
        "分享这篇文章",
        "延伸阅读",
        "渡船为什么停了三年",
        "本报记者 沙小河",
        ("沙小河",),
        "欢迎订阅我们的电子报，每天早上为您发送新闻。",
        "此致敬礼",
        ("做法如下。", "面粉200克", "鸡蛋3个"),
    ),
    "ko": (
        "모래내 다리가 월요일에 다시 열린다.",
        "이 기사를 친구에게 공유하기",
        "함께 보면 좋은 기사",
        "나룻배는 왜 삼 년째 멈춰 있나",
        "모래돌 기자",
        ("모래돌",),
        "뉴스레터를 구독하세요. 매일 아침 소식을 보내드립니다.",
        "감사합니다",
        ("재료는 이렇다.", "밀가루 200그램", "달걀 3개"),
    ),
    "ar": (
        "يُفتح جسر وادي الرمل من جديد يوم الاثنين.",
        "شارك هذا المقال مع أصدقائك",
        "اقرأ أيضًا",
        "لماذا توقفت العبّارة منذ ثلاث سنوات",
        "بقلم: سالم الرملي",
        ("سالم الرملي",),
        "اشتركوا في نشرتنا البريدية واحصلوا على الأخبار كل صباح.",
        "مع خالص التحية",
        ("تحتاج إلى أمرين.", "دقيق وماء وقليل ملح", "وصبر طويل جدا"),
    ),
}


def test_every_language_has_its_page_here() -> None:
    assert PAGES.keys() == LANGUAGES.keys()


@pytest.mark.parametrize("language", PAGES)
def test_the_furniture_of_a_page_is_told_from_its_text(language: str) -> None:
    sentence, share, heading, other, by, people, call, _, _ = PAGES[language]
    lines = judge([by, sentence, sentence, heading, other, call, share, "Facebook", "WhatsApp"])
    assert [line.role for line in lines] == [
        *("byline", "body", "body", "teaser", "teaser", "chrome", "share", "share", "share")
    ]
    assert lines[0].authors == people


@pytest.mark.parametrize("language", PAGES)
def test_capitals_do_not_hide_the_furniture(language: str) -> None:
    sentence, share, heading, other, *_ = PAGES[language]
    lines = judge([sentence, heading.upper(), other, share.upper()])
    assert [line.role for line in lines] == ["body", "teaser", "teaser", "share"]


@pytest.mark.parametrize("language", PAGES)
def test_without_furniture_the_same_lines_are_body(language: str) -> None:
    sentence, _, _, other, *_, closing, (announced, first, second) = PAGES[language]
    assert {line.role for line in judge([sentence, other])} == {"body"}
    assert {line.role for line in judge([sentence, closing])} == {"body"}
    assert {line.role for line in judge([sentence, announced, first, second])} == {"body"}


@pytest.mark.parametrize("language", PAGES)
def test_what_a_body_ends_with_stays_above_a_share_line(language: str) -> None:
    sentence, share, *_, closing, (announced, first, second) = PAGES[language]
    lines = judge([sentence, announced, first, second, share])
    assert [line.role for line in lines] == ["body"] * 4 + ["share"]
    lines = judge([sentence, closing, share])
    assert [line.role for line in lines] == ["body", "body", "share"]


@pytest.mark.parametrize("language", PAGES)
def test_a_sentence_that_says_the_words_of_furniture_is_body(language: str) -> None:
    sentence, share, heading, *_ = PAGES[language]
    stop = "。" if language in ("ja", "zh") else "."
    for said in (f"{sentence[:-1]}, {share}{stop}", f"{sentence[:-1]}: {heading}{stop}"):
        assert [line.role for line in judge([sentence, said])] == ["body", "body"], said


@pytest.mark.parametrize("language", PAGES)
def test_furniture_between_paragraphs_goes(language: str) -> None:
    sentence, _, _, _, by, *_ = PAGES[language]
    continued = phrases(LANGUAGES[language].interruptions)[0]
    lines = judge([sentence, continued, sentence, sentence, sentence, by, sentence])
    assert [line.role for line in lines] == ["body", "chrome", "body", "body", "body", lines[5].role, "body"]
    assert lines[5].role in ("body", "subhead"), "a byline far below the top may name who wrote a letter"


@pytest.mark.parametrize("language", PAGES)
def test_a_page_that_speaks_of_itself_is_told_from_an_article(language: str) -> None:
    sentence, _, _, _, _, _, call, _, (announced, _, _) = PAGES[language]
    assert voice.words_of_page(call) >= voice.ENOUGH
    assert voice.words_of_page(sentence) == 0
    assert voice.words_of_page(announced) == 0
    assert voice.words_of_page(f"“{call}”") == 0, "somebody is quoted"


@pytest.mark.parametrize("language", PAGES)
def test_a_sentence_is_no_byline(language: str) -> None:
    sentence, share, heading, other, *_ = PAGES[language]
    for line in (sentence, share, heading, other):
        assert byline.names(line) == ()
        assert byline.names_at_top(line) == ()


@pytest.mark.parametrize("language", PAGES)
def test_every_row_of_a_table_is_made_of_phrases(language: str) -> None:
    words = LANGUAGES[language]
    for field in Words.__struct_fields__:
        row = getattr(words, field)
        if isinstance(row, str) and row:
            parts = row.split("|" if field == "sentences" else ",")
            assert all(part.strip() for part in parts), f"{language}.{field} has an empty phrase"
    for field in ("share", "topics", "tags", "teaser", "furniture", "rubric", "labels", "interruptions", "also"):
        assert phrases(getattr(words, field)), f"{language} has no {field}"


def test_no_table_knows_so_short_a_beginning_of_a_sentence_that_articles_have_it() -> None:
    assert all(shape.columns(opening) > 4 for opening in vocabulary.SENTENCES), min(vocabulary.SENTENCES, key=len)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Автор: Иван Песков", ("Иван Песков",)),
        ("Текст: Иван Песков, фото: архив", ("Иван Песков",)),
        ("Текст: Иван Песков, музыка: Пётр Ивовый", ()),
        ("Av Kari Holt", ("Kari Holt",)),
        ("Af redaktionen", ()),
        ("Author: Reuters Staff", ()),
        ("本报记者 沙小河 李大桥", ("沙小河", "李大桥")),
        ("记者手记", ()),
        ("作者：沙小河", ("沙小河",)),
        ("责任编辑：沙小河", ()),
        ("砂川太郎 記者", ("砂川太郎",)),
        ("女性記者", ()),
        ("新聞記者", ()),
        ("모래돌 기자 stone@news.example", ("모래돌",)),
        ("[서울=모래통신] 모래돌 기자", ("모래돌",)),
        ("시민 기자", ()),
        ("بقلم سالم الرملي", ("سالم الرملي",)),
        ("كتب - سالم الرملي", ("سالم الرملي",)),
        ("بقلم: وكالات", ()),
    ],
)
def test_bylines_of_other_scripts_are_read_narrowly(line: str, names: tuple[str, ...]) -> None:
    assert (byline.names(line) or byline.names_by_label(line)) == names


@pytest.mark.parametrize(
    "line",
    [
        "AMSTERDAM (ANP) - De brug over de Zandbeek gaat maandag open.",
        "PARIS, 3 mars (AFP) — Le pont sur la Sablière rouvre lundi.",
        "（東京　共同）砂川橋は月曜日に再び開通する。",
        "[서울=모래통신] 모래돌 기자 = 모래내 다리가 월요일에 다시 열린다.",
        "МОСКВА, 3 марта - РИА Новости. Мост через Песчанку откроют в понедельник.",
    ],
)
def test_a_dateline_stays_in_the_body(line: str) -> None:
    assert [judged.role for judged in judge([line, "Share"])] == ["body", "share"]
