"""What a page asks of its readers, or promises them, in every language, in words that no table holds as a phrase; and
what only sounds so. Every text here is invented."""

import pytest

from exporter.normalise import button, lexicon
from exporter.normalise.chrome import judge
from exporter.normalise.languages import LANGUAGES

# Of each language: what stands below a body (comments, an e-mail field, a promise), and two lines that an article may
# end with or have as a sub-head.
PAGES: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {
    "nl": (
        ("Toon alle reacties", "Vul je e-mailadres in", "Elke dag het belangrijkste nieuws in je inbox"),
        ("Zij las de reacties van de buurt pas na een week.", "Een nieuwsbrief voor de hele wijk"),
    ),
    "en": (
        ("Show all comments", "Please enter your email", "The most important headlines every morning"),
        ("She read the comments only a week later.", "A newsletter for the whole village"),
    ),
    "de": (
        ("Alle Kommentare anzeigen", "Bitte E-Mail eingeben", "Jeden Morgen die wichtigsten Nachrichten"),
        ("Sie las die Kommentare erst nach einer Woche.", "Ein Newsletter für das ganze Dorf"),
    ),
    "fr": (
        (
            "Afficher tous les commentaires",
            "Saisissez votre e-mail",
            "Chaque matin, recevez l'essentiel de l'actualité",
        ),
        ("Elle n'a lu les commentaires qu'une semaine après.", "Une infolettre pour tout le village"),
    ),
    "es": (
        ("Mostrar todos los comentarios", "Escribe tu correo", "Las noticias más importantes cada mañana"),
        ("Leyó los comentarios una semana después.", "Un boletín para todo el pueblo"),
    ),
    "it": (
        ("Mostra tutti i commenti", "Scrivi la tua email", "Ogni mattina le notizie più importanti"),
        ("Ha letto i commenti dopo una settimana.", "Una newsletter per tutto il paese"),
    ),
    "pt": (
        ("Mostrar todos os comentários", "Insira o seu e-mail", "As notícias mais importantes todas as manhãs"),
        ("Leu os comentários uma semana depois.", "Um boletim para toda a aldeia"),
    ),
    "pl": (
        ("Pokaż wszystkie komentarze", "Wpisz swój e-mail", "Codziennie najważniejsze wiadomości"),
        ("Komentarze przeczytała dopiero po tygodniu.", "Newsletter dla całej wsi"),
    ),
    "cs": (
        ("Zobrazit všechny komentáře", "Vložte svůj e-mail", "Každé ráno nejdůležitější zprávy"),
        ("Komentáře četla až po týdnu.", "Newsletter pro celou vesnici"),
    ),
    "sv": (
        ("Läs alla kommentarer", "Fyll i din e-post", "Varje morgon de viktigaste nyheterna"),
        ("Hon läste kommentarerna först efter en vecka.", "Ett nyhetsbrev för hela byn"),
    ),
    "da": (
        ("Læs alle kommentarer", "Angiv din e-mail", "Hver morgen de vigtigste nyheder"),
        ("Hun læste kommentarerne først en uge efter.", "Et nyhedsbrev til hele landsbyen"),
    ),
    "no": (
        ("Les alle kommentarer", "Oppgi e-post din", "Hver morgen de viktigste nyhetene"),
        ("Hun leste kommentarene først etter en uke.", "Et nyhetsbrev for hele bygda"),
    ),
    "fi": (
        ("Lue kaikki kommentit", "Kirjoita sähköpostiosoitteesi", "Joka aamu tärkeimmät uutiset"),
        ("Hän luki kommentit vasta viikon päästä.", "Uutiskirje koko kylälle"),
    ),
    "ru": (
        ("Смотреть все комментарии", "Укажите вашу почту", "Каждое утро главные новости"),
        ("Комментарии она прочла лишь через неделю.", "Рассылка для всей деревни"),
    ),
    "uk": (
        ("Переглянути всі коментарі", "Вкажіть вашу пошту", "Щодня головні новини"),
        ("Коментарі вона прочитала аж за тиждень.", "Розсилка для всього села"),
    ),
    "el": (
        ("Εμφάνιση όλων των σχολίων", "Συμπληρώστε το email σας", "Κάθε μέρα οι σημαντικότερες ειδήσεις"),
        ("Διάβασε τα σχόλια μια εβδομάδα αργότερα.", "Ένα ενημερωτικό για όλο το χωριό"),
    ),
    "tr": (
        ("Tüm yorumları göster", "E-posta adresinizi yazın", "Her gün önemli haberler"),
        ("Yorumları ancak bir hafta sonra okudu.", "Bütün köy için bir bülten"),
    ),
    "ar": (
        ("عرض جميع التعليقات", "اكتب بريدك الإلكتروني", "أهم أخبار اليوم كل صباح"),
        ("قرأت التعليقات بعد أسبوع.", "نشرة للقرية كلها"),
    ),
    "ja": (
        ("全てのコメントを読む", "メールアドレスを登録", "毎日主要ニュースをお届け"),
        ("彼女は一週間後に手紙を読んだ。", "村のための便り"),
    ),
    "zh": (
        ("查看所有留言", "输入您的电子邮件", "每日要闻送上"),
        ("一周后她才读到那封信。", "全村人的小报"),
    ),
    "ko": (
        ("댓글 전체 보기", "이메일을 입력하세요", "매일 주요 소식을 받아 보세요"),
        ("그는 일주일 뒤에야 편지를 읽었다.", "온 마을을 위한 소식지"),
    ),
}
PROSE = "The ferry across the Sandbeck will be back at its quay on Monday, after two years and four months."


def test_every_language_has_its_buttons_here() -> None:
    assert PAGES.keys() == LANGUAGES.keys()


@pytest.mark.parametrize("language", PAGES)
def test_what_a_page_asks_is_known_by_its_words_and_by_no_phrase(language: str) -> None:
    asked, said = PAGES[language]
    for line in asked:
        assert button.words_of_button(line) >= button.ENOUGH or lexicon.find(line) is not None, line
    assert any(lexicon.find(line) is None for line in asked), "one at least is told by its words alone"
    for line in said:
        assert button.words_of_button(line) == 0, line


@pytest.mark.parametrize("language", PAGES)
def test_below_a_body_what_a_page_asks_goes_and_what_an_article_says_stays(language: str) -> None:
    asked, (sentence, subhead) = PAGES[language]
    roles = [line.role for line in judge([PROSE, subhead, PROSE, sentence, *asked, "© 2025 Quay Press"])]
    assert roles[:4] == ["body", "subhead", "body", "body"]
    assert not {"body", "subhead"}.intersection(roles[4:])
    assert "section" not in roles[4:]
    assert {line.role for line in judge([PROSE, sentence, subhead])} <= {"body", "subhead"}


@pytest.mark.parametrize("language", PAGES)
def test_between_paragraphs_what_a_page_asks_in_several_lines_goes(language: str) -> None:
    asked, (sentence, _) = PAGES[language]
    roles = [line.role for line in judge([PROSE, *asked, PROSE, sentence])]
    assert roles == ["body", "chrome", "chrome", "chrome", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Enter your email: it is not enough",
        "Enter your email at desk@quay.example",
        "Will every morning begin with headlines?",
        "“Show all comments”",
        "Show all comments that the clerk of Sandwick kept in her drawer",
        "Every morning she gets the headlines from her neighbour.",
        "All comments are read by the mayor.",
        "All comments were blue",
        "Show all",
        "Comments",
    ],
)
def test_an_article_may_say_such_words(line: str) -> None:
    assert button.words_of_button(line) == 0


def test_one_line_that_asks_is_no_tail_by_itself_and_two_are() -> None:
    assert [line.role for line in judge([PROSE, "Vul e-mailadres in"])] == ["body", "body"]
    assert [line.role for line in judge([PROSE, "Vul e-mailadres in", "Beluister artikel"])] == [
        "body",
        "chrome",
        "chrome",
    ]


def test_a_long_line_of_such_words_is_not_looked_at() -> None:
    assert button.words_of_button("enter your email " * 5) == 0
    assert button.words_of_button("all comments " * 7) == 0, "more words than a button has"
