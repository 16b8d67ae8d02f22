"""Furniture of pages that nobody has seen: share bars above what is unknown, lines of a page between paragraphs and at
the top, other articles on one line; and the bodies that look like these. Every text here is invented."""

import pytest

from exporter.normalise.chrome import judge
from tests.normalise.test_chrome import ROLES

# Each line: the role it must get, then the line.
CASES = {
    # A gap too wide for one line is not for a line above it
    "en: tags below a share bar and a button": """
        b The quay will be painted in May.
        x Share
        x Share on Facebook
        c Download our app
        s Harbours
        s Millthorpe
        r © 2025 Quay Press""",
    "en: unknown lines below a share bar": """
        b The quay will be painted in May.
        x Share this story
        x Share on Facebook
        c Nine people of Millthorpe stand on the pier in the rain
        c The old reading room is open on weekdays from nine to five
        r © 2025 Quay Press""",
    "nl: a network below a share line": """
        b De kade wordt in mei geverfd.
        x Deel dit artikel
        x Facebook
        c Iets wat niemand nog ooit op een pagina gezien heeft
        r © 2025 Kadepers""",
    # Between paragraphs, and at the top
    "en: a promise and a button between paragraphs": """
        b The quay will be painted in May.
        c Get the day's top stories every morning
        c Sign up to our daily newsletter
        b The paint is blue.""",
    "sv: a share bar between paragraphs": """
        b Kajen målas i maj.
        x Dela
        x Mejla
        x Kopiera länk
        b Färgen är blå.""",
    "da: a share line above a picture between paragraphs": """
        b Kajen males i maj.
        x Del artiklen
        c Foto: Ole Vang
        b Farven er blå.""",
    "de: a reading time and an archive picture between paragraphs": """
        b Der Kai wird im Mai gestrichen.
        c Lesezeit: 3 Minuten
        b Die Farbe ist blau.
        c Symbolbild
        b Sie trocknet schnell.""",
    "cs: the agency that a text is from": """
        b Nábřeží se natře v květnu.
        c Zdroj: ČTK
        b Barva je modrá.""",
    "ja: a note on a picture, in brackets": """
        b 岸壁は五月に塗り替えられる。
        c (写真はイメージです)
        b 色は青だ。""",
    "en: a section at the very top, above a byline": """
        s Education
        n By Ann Field
        c 3 min read
        b The quay will be painted in May.""",
    "en: a section at the very top, above the body, may be its heading": """
        h Education
        b The quay will be painted in May.""",
    "en: a section above a line that nobody knows and a reading time": """
        s Education
        h Whoever wrote this
        c 3 min read
        b The quay will be painted in May.""",
    "en: a section above a letter": """
        s Opinion
        b Dear editor,
        b The quay will be painted in May.
        b The paint is blue.""",
    "no: an archive picture above a share line": """
        b Kaia males i mai, og fargen er ennå ikke bestemt.
        c Arkivfoto
        x Del artikkelen""",
    "en: a comment to report": """
        b The quay will be painted in May.
        x Share this story
        c Report this comment
        c View comments""",
    "ja: a number of comments": """
        b 岸壁は五月に塗り替えられる。
        x シェアする
        c コメント9件
        c コメントを書く""",
    "en: a rubric below a heading of tags": """
        b The quay will be painted in May.
        c Tags
        k quays
        k Transport
        x Share""",
    "en: an entry of a programme below another article, between paragraphs": """
        b Most of it is free.
        t Related stories
        t Ferry strike called off after late talks
        h Saturday, 10am-4pm: craft fair, Chapel Lane
        b Tickets are sold on the door.""",
    "it: an ingredient below another article": """
        b Ingredienti
        t Leggi anche
        t Il tunnel ciclabile slitta all'autunno
        b 500 g di piselli secchi
        b Portate i piselli a bollore.""",
    "en: an item with a bullet below another article": """
        b Bring three things.
        t Read also
        t Ferry strike called off after late talks
        b • A torch with two new batteries
        b Bring a friend as well.""",
    "en: two other articles between paragraphs": """
        b The quay will be painted in May.
        t Read also
        t Ferry strike called off after late talks
        t Why the ferry has been laid up for years
        b It was blue.""",
    # A share bar at the top, and a share line of each entry of a live blog
    "nl: a trail, a reading time and a share bar above the body": """
        c Je bent hier: Voorpagina / Binnenland
        c Leestijd: 4 minuten
        x Delen via
        x E-mail
        x LinkedIn
        x WhatsApp
        b De kade wordt in mei geverfd.""",
    "ru: a network of two words below an unknown line": """
        h Набережная весной
        x Поделиться
        x Одноклассники
        x Электронная почта
        b Набережную покрасят в мае.""",
    "en: a network below the top that no share line stands above": """
        c You are here: Home / Harbour
        c 4 min read
        c Updated: 12:30
        n By Ann Field
        h WhatsApp
        b The quay will be painted in May.""",
    "en: an address that ends a sentence is no trail": """
        b You are here: the quay is painted in May.
        b The paint is blue.""",
    "es: a share line above the time of the next entry": """
        b El muelle se pintará en mayo.
        x Comparte
        h 14:39
        b La pintura es azul.""",
    "es: a share line above a paragraph may be of the text": """
        b El muelle se pintará en mayo.
        b La pintura es azul, y nadie sabe por qué.
        b Tres consejos para la playa.
        b Comparte
        b Lleve pan para dos.""",
    # Times of the article, by their words
    "en: how long ago it was updated": """
        c Updated 2 hours ago
        b The quay will be painted in May.""",
    "fr: updated today": """
        c Mis à jour aujourd'hui à 16h40
        b Le quai sera peint en mai.""",
    "ja: updated today": """
        c 更新 きょう16時40分
        b 岸壁は五月に塗り替えられる。""",
    "pl: a full time of publication below unknown lines": """
        b mosty
        b kanały
        c Opublikowano: 03.03.2025, 07:12
        b Nabrzeże zostanie pomalowane w maju.""",
    "en: times of entries are no time of the article": """
        b The quay will be painted in May.
        b Updated: 12:30
        b It is blue.
        b Updated: 12:10
        b It was grey.""",
    "sv: a reading time": """
        c 4 minuters läsning
        b Kajen målas i maj.""",
    "en: a notice of a player between paragraphs": """
        b The quay will be painted in May.
        c To view this video please enable JavaScript
        b It is blue.""",
    "de: a notice of a player and a button below it": """
        b Der Kai wird im Mai gestrichen.
        c Zum Abspielen bitte JavaScript aktivieren
        c Datenschutzeinstellungen ändern
        b Die Farbe ist blau.""",
    "fi: a notice on cookies": """
        b Laituri maalataan toukokuussa.
        c Sisältöä ei näytetä koska et ole hyväksynyt evästeitä
        b Väri on sininen.""",
    "en: a sentence on JavaScript is of the text": """
        b The quay has a site of its own.
        b Please enable JavaScript, says the harbour master.
        b It is blue.""",
    # What readers wrote
    "es: a comment of a reader, and tags above it": """
        b El muelle se pintará en mayo.
        c Archivado en
        s Muelles
        c Comentarios (14)
        c barquero22
        c Por fin, llevaba meses dando la vuelta.
        c Responder
        r © 2025 El Eco""",
    "es: a sentence below which nobody can answer ends the search": """
        b El muelle se pintará en mayo.
        b Comentarios (14)
        b Por fin, llevaba meses dando la vuelta.
        r © 2025 El Eco""",
    "en: whose picture it is, behind a comma": """
        b The quay will be painted in May.
        c Image source, Getty-Vale Pictures
        b It is blue.""",
    "en: a lone time below prose may head an entry": """
        b The quay will be painted in May.
        b Updated: 12:30
        b It is blue.""",
    "en: full times of entries": """
        b The quay will be painted in May.
        b Updated: 03.03.2025, 12:30
        b It is blue.
        b Updated: 03.03.2025, 12:10
        b It was grey.""",
    "es: a sentence above a button, where nobody counts comments": """
        b El muelle se pintará en mayo.
        b Compartir
        b Por fin, llevaba meses dando la vuelta.
        c Responder
        r © 2025 El Eco""",
    # Other articles on one line
    "nl: behind a bar": """
        b De kade wordt in mei geverfd.
        c LEES OOK | Waarom de veerboot stilligt
        b De verf is blauw.""",
    "it: behind an arrow": """
        b Il molo sarà dipinto in maggio.
        c LEGGI ANCHE > Il calendario dei lavori
        b Il colore è blu.""",
    "fr: behind a full stop": """
        b Le quai sera peint en mai.
        c À LIRE AUSSI. Pourquoi le bac est à quai
        b La couleur est bleue.""",
    "ja: in brackets": """
        b 岸壁は五月に塗り替えられる。
        c 【関連記事】渡し船が止まったわけ
        b 色は青だ。""",
    "pl: one word in capitals": """
        b Nabrzeże będzie malowane w maju.
        c ZOBACZ: Harmonogram prac
        b Farba jest niebieska.""",
    "ko: hashtags": """
        b 부두는 5월에 칠한다.
        k #부두
        k #도로공사
        x 공유하기""",
    # What must stay
    "en: the last of a list of short sentences": """
        b The council asked everybody to prepare for the storm.
        b Close all doors.
        b Keep a torch by the bed.
        b Unplug the freezer last.
        b Ring your neighbours
        x Share this story""",
    "en: a tag of which the text speaks, below short sentences": """
        b The ferry is back.
        b It runs each hour.
        b Nobody missed it.
        s Ferry
        x Share this story""",
    "fr: one thing": """
        b La mairie demande à tous de se préparer à la tempête qui vient.
        b Une lampe de poche
        x Partager cet article""",
    "cs: a number of things": """
        b Divadlo hraje hru o třech sestrách celou zimu až do jara.
        b Čtyři hvězdičky
        x Sdílet""",
    "ru: words in small letters": """
        b В этом супе главное не переборщить с приправами и не спешить.
        b щепотка соли
        x Поделиться""",
    "cs: an address": """
        b Dvě školy zůstanou zavřené do úterý.
        b Více informací na www.kovarna.example
        x Sdílet""",
    "en: a question that is asked in the text": """
        b The quay will be painted in May.
        b What do you think?
        b Most people like blue.""",
    "fi: a question that a heading of other articles asks too": """
        b Laituri maalataan toukokuussa.
        b Mitä seuraavaksi?
        b Väri on sininen.""",
    "ko: whom to ring": """
        b 부두는 5월에 칠한다.
        b 제보는 솔내경찰서(031-000-0112)로 하면 된다.
        b 색은 파란색이다.""",
    "de: a note of the editors": """
        b Der Kai wird im Mai gestrichen.
        b Anmerkung der Redaktion: In einer früheren Fassung war unsere Angabe zum Tag falsch.
        x Artikel teilen""",
    "zh: where to write to": """
        b 码头五月重新粉刷。
        b 报名请发邮件至 info@tiepu.example
        x 分享到:""",
    "ja: a story to be continued, in brackets": """
        b 岸壁は五月に塗り替えられる。
        c 写真：高瀬
        b (つづく)
        x シェアする""",
    "pl: where to write to, between a picture and a share line": """
        b Nabrzeże będzie malowane w maju.
        c Fot. Jan Kos
        b Zapisy: info@kuznia.example
        x Udostępnij""",
    "ja: the stars of a critic": """
        b 岸壁は五月に塗り替えられる。
        b ★★★★
        b 色は青だ。""",
    "ja: the stars of a critic above a share line": """
        b 岸壁は五月に塗り替えられる。
        b ★★★★
        x シェアする""",
    "ru: where the light came from": """
        b Набережную покрасят в мае.
        b Источник света так и не нашли.
        x Поделиться""",
    "en: two words of a page on end are a list": """
        b The new machine has four keys, and nobody knows what two of them are for.
        b Save
        b Print
        b The other two are red.""",
    "en: a sub-head about comments": """
        b The quay will be painted in May.
        h Comments from the harbour
        b Most people like blue.""",
    "en: a number at the very top is no name": """
        h Four stars
        b The quay is a film about paint.""",
}


@pytest.mark.parametrize("name", CASES)
def test_each_line_gets_its_role(name: str) -> None:
    rows = [row.strip() for row in CASES[name].strip().splitlines()]
    judged = judge([row[2:] for row in rows])
    assert [(line.role, line.text) for line in judged] == [(ROLES[row[0]], row[2:]) for row in rows]


def test_the_section_at_the_top_and_hashtags_name_what_the_article_is_about() -> None:
    top, *_ = judge(["Education", "By Ann Field", "The quay will be painted in May."])
    assert top.sections == ("Education",)
    tags = judge(["The quay will be painted in May.", "#quays #paint", "Share"])[1]
    assert (tags.sections, tags.keywords) == ((), ("quays", "paint"))
