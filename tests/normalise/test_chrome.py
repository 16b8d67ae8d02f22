"""What each line below the URL becomes. Every text here is invented."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.config.schema import Profile
from exporter.normalise import byline, shape
from exporter.normalise.chrome import TOP_LINES, judge, taken

ROLES = {
    "b": "body",
    "h": "subhead",
    "s": "section",
    "k": "keyword",
    "x": "share",
    "n": "byline",
    "c": "chrome",
    "t": "teaser",
    "r": "copyright",
    ".": "blank",
}

# Each line: the role it must get, then the line.
CASES = {
    # Tails with a share line
    "nl: two tags and a share line": """
        b De sluis bij Oudehaven gaat maandag weer open voor de binnenvaart.
        b "We zijn er klaar voor", zegt de sluiswachter. "Alles is getest."
        s Regiojournaal
        s Waterwegen
        x Deel artikel:""",
    "nl: a rubric, a tag, and a share line without a colon": """
        b De veerboot vaart dit weekend niet.
        s Binnenland
        s Veerdienst Oudehaven
        x Deel dit artikel""",
    "nl: share line in capitals with arrows": """
        b De markt trok duizenden bezoekers.
        s Oudehaven
        x » DELEN""",
    "nl: networks below the share line": """
        b De markt trok duizenden bezoekers.
        s Evenementen
        x Deel dit artikel:
        x Facebook
        x WhatsApp
        x E-mail""",
    "nl: networks on the share line": """
        b De markt trok duizenden bezoekers.
        s Evenementen
        x Deel via Facebook, WhatsApp of e-mail""",
    "nl: networks without a share line": """
        b De markt trok duizenden bezoekers.
        x Facebook
        x Twitter
        x WhatsApp""",
    "nl: a network that is a tag stays a tag": """
        b Het bedrijf ontkent dat er gegevens zijn gelekt.
        s Facebook
        s Privacy
        x Deel artikel:""",
    "nl: a share line that carries a rubric": """
        b De minister komt volgende week naar het dorp.
        s Deel artikel: Binnenland""",
    "nl: a share line that carries buttons": """
        b De minister komt volgende week naar het dorp.
        x Deel artikel: Kopieer link""",
    "en: section, topic, share": """
        b The ferry will not sail this weekend.
        s Local news
        s Ferries
        x Share this article""",
    "en: only a share line": """
        b The ferry will not sail this weekend.
        x Share""",
    "en: share on a network": """
        b The ferry will not sail this weekend.
        x Share on Facebook
        x Share on X
        x Copy link""",
    "en: a five-word line among furniture is no tag": """
        b The ferry will not sail this weekend.
        x Share this story
        c What we know so far about it
        x Copy link""",
    "de: rubric, tag, share": """
        b Die Fähre fährt am Wochenende nicht.
        s Panorama
        s Schifffahrt
        x Artikel teilen""",
    "de: share on a network": """
        b Die Fähre fährt am Wochenende nicht.
        s Norderhafen
        x Auf Facebook teilen
        x Per E-Mail teilen""",
    "fr: rubric, tag, share": """
        b Le bac ne circulera pas ce week-end.
        s Société
        s Transports
        x Partager l’article""",
    "fr: share on a network, a space before the colon": """
        b Le bac ne circulera pas ce week-end.
        s Transports
        x Partager sur Facebook
        x Partager :""",
    "es: tag and share": """
        b El transbordador no saldrá este fin de semana.
        s Puertos
        x Compartir artículo""",
    "it: tag and share": """
        b Il traghetto non partirà questo fine settimana.
        s Porti
        x Condividi questo articolo""",
    "pt: tag and share": """
        b A balsa não vai partir neste fim de semana.
        s Portos
        x Partilhar""",
    "zh: tag and share heading of the lexicon": """
        b 渡轮本周末停航。
        s 航运
        x Share""",
    # Headings
    "nl: a topic heading": """
        b De dijk is op drie plekken verzwakt.
        c Meer over dit onderwerp
        s Dijken
        s Waterschap""",
    "nl: a topic heading that names its topics": """
        b De dijk is op drie plekken verzwakt.
        s Meer over: Dijken, Waterschap Oosterland""",
    "nl: a topic opening without a colon": """
        b De dijk is op drie plekken verzwakt.
        s Meer over Dijken""",
    "nl: a heading that means keywords": """
        b De dijk is op drie plekken verzwakt.
        s Binnenland
        c Trefwoorden:
        k dijken
        k hoogwater""",
    "en: tags on one line": """
        b The dyke is weak in three places.
        k Tags: dykes, flood defence | Eastland""",
    "en: topics": """
        b The dyke is weak in three places.
        c Topics
        s Floods
        s Eastland""",
    "de: Mehr zum Thema": """
        b Der Deich ist an drei Stellen schwach.
        c Mehr zum Thema
        s Hochwasser
        s Deichbau
        x Artikel teilen""",
    "fr: mots-clés": """
        b La digue est fragile à trois endroits.
        k Mots-clés : digues, crues""",
    "fr: sur le même sujet": """
        b La digue est fragile à trois endroits.
        c Sur le même sujet
        s Inondations
        x Partager cet article""",
    # Teasers
    "nl: Lees ook, a long teaser, a section": """
        b De dijk is op drie plekken verzwakt.
        t Lees ook:
        t Waarom het waterschap al drie jaar wacht op een vergunning voor de bouw
        t Dorp vreest nieuwe overstroming na natte winter
        s Binnenland
        x Deel artikel:""",
    "nl: Lees ook with its teaser on the line": """
        b De dijk is op drie plekken verzwakt.
        t Lees ook: 'We slapen al weken slecht.'
        s Dijken
        x Delen""",
    "en: a short teaser directly below its heading": """
        b The dyke is weak in three places.
        t Read more
        t Village fears flood
        s Environment""",
    "de: Lesen Sie auch": """
        b Der Deich ist an drei Stellen schwach.
        t Lesen Sie auch
        t Warum der Verband seit drei Jahren auf Geld wartet
        x Teilen""",
    "fr: À lire aussi": """
        b La digue est fragile à trois endroits.
        t À lire aussi : pourquoi la commune attend depuis trois ans
        s Environnement""",
    "it: Leggi anche": """
        b L’argine è debole in tre punti.
        t Leggi anche
        t Il paese teme una nuova piena dopo l’inverno
        x Condividi""",
    "de: headlines below a heading of topics": """
        b Der Deich ist an drei Stellen schwach.
        c Mehr zum Thema
        t Katze aus Baum gerettet
        t Brücke gesperrt bis Mai
        x Teilen""",
    "nl: topics of three words below a heading of topics": """
        b De dijk is op drie plekken verzwakt.
        c Meer over dit onderwerp
        s Oorlog in Oekraïne
        s Cultuur en media
        x Delen""",
    "fr: a quoted headline below a teaser heading": """
        b La digue est fragile à trois endroits.
        t Lire aussi
        t « Tout est perdu » : la colère des nageurs
        x Partager""",
    "nl: a quotation, a headline and a question below a teaser heading": """
        b De dijk is op drie plekken verzwakt.
        t Meest gelezen
        t 'We zijn alles kwijt'
        t Wolf gezien bij Lisveld
        t Waarom is het water koud?
        c Reacties (3)""",
    "nl: a closing quotation is no teaser": """
        b De dijk is op drie plekken verzwakt.
        b "Wij zijn er klaar voor"
        x Delen""",
    "en: a reading time, a byline and a time of change": """
        c 4 min read
        n By Tom Oakes
        c Updated 14 March 2025 10:02
        b The dyke is weak in three places.
        s Floods
        x Share""",
    "en: a time of publication below a byline in the tail": """
        b The dyke is weak in three places.
        n By Mara Lindqvist
        c Published 12 March 2025
        x Share this obituary""",
    # Other furniture
    "nl: credit and copyright": """
        b De kade wordt in mei geverfd.
        s Oudehaven
        x Deel artikel:
        c Foto: Studio Kade
        r © 2025 Kustkrant. Alle rechten voorbehouden.""",
    "nl: a credit alone": """
        b De kade wordt in mei geverfd.
        c Beeld: Studio Kade""",
    "en: links, comments, print": """
        b The quay will be painted in May.
        c https://news.example/quay
        c 12 comments
        c Print
        c Back to top""",
    "de: Anzeige, Kommentare": """
        b Der Kai wird im Mai gestrichen.
        c Anzeige
        c 3 Kommentare
        c Nach oben""",
    "an odd line between furniture is furniture": """
        b The quay will be painted in May.
        x Share this article
        c Harbour Wire, the newspaper of the coast since 1921
        c Back to top""",
    # Bylines
    "nl: a byline above": """
        n Door Eva van den Berg en Piet Kok
        b De kade wordt in mei geverfd.""",
    "en: a byline and a share line above": """
        n By Ann O’Hara, J. D. Field and Lars Holm
        x Share
        b The quay will be painted in May.""",
    "de: a byline above, after a blank line": """
        .
        n Von Jürgen Groß
        .
        b Der Kai wird im Mai gestrichen.""",
    "fr: a byline with a colon below": """
        b Le quai sera repeint en mai.
        n Par : Luc d’Ormesson et Zoé Petit
        x Partager""",
    "es: a byline above": """
        n Por María del Mar Soto
        b El muelle se pintará en mayo.""",
    "a place is no byline": """
        h Von Norderhafen nach Süderhafen
        b Der Kai wird im Mai gestrichen.""",
    "a first name alone is no byline": """
        h Door Eva
        b De kade wordt in mei geverfd.""",
    "English title case is no byline": """
        h By The Numbers
        b The quay will be painted in May.""",
    "a sentence that begins like a byline is none": """
        b By Monday Evening the quay was empty.
        b It stayed so.""",
    # What must stay: hard negatives
    "nl: a short closing quotation": """
        b Na een uur was alles voorbij.
        b "Het was mooi."
        s Binnenland
        x Deel artikel:""",
    "nl: a closing quotation without a stop": """
        b Op het spandoek stond één zin.
        b 'Wij blijven'
        s Oudehaven
        x Deel artikel:""",
    "de: a closing quotation": """
        b Dann schloss er die Tür.
        b „Bis morgen“
        s Panorama
        x Teilen""",
    "fr: a dash opens speech": """
        b Elle se retourne.
        b — À demain
        s Société
        x Partager""",
    "nl: a short last sentence": """
        b Niemand wist waarom.
        b Tot nu.
        x Deel artikel:""",
    "nl: signatories without any furniture": """
        b Wij vragen de gemeente om haar besluit te herzien.
        b Eva van den Berg
        b Piet Kok
        b Marijke Zand""",
    "nl: one signature without any furniture": """
        b Wij vragen de gemeente om haar besluit te herzien.
        b De redactie""",
    "nl: signatories with their offices, above a share line": """
        b Wij vragen de gemeente om haar besluit te herzien.
        b Eva van den Berg, bakker
        b Piet Kok, visser
        x Deel artikel:""",
    "nl: more than eight names are a list": """
        b De prijzen gingen naar negen mensen.
        b Anna
        b Bram
        b Carla
        b Dirk
        b Els
        b Fons
        b Guus
        b Hilde
        b Ivo
        x Deel artikel:""",
    "nl: scores above a rubric and a share line": """
        b Dit zijn alle uitslagen van zaterdag:
        b Oudehaven - Zandwijk 2-1
        b Duinstad - Veenoord 0-0
        s Sport
        x Deel artikel:""",
    "nl: a list that a colon introduces": """
        b Dit zijn de winnaars:
        b Eva
        b Piet
        x Deel artikel:""",
    "nl: a list of rubrics that a colon introduces": """
        b Er komen drie nieuwe rubrieken op de site:
        b Klimaat
        b Onderwijs
        b Sport""",
    "en: a poem above a share line": """
        b She read four lines at the grave:
        b The harbour sleeps
        b no ship comes in from the sea
        b The light stays on
        x Share""",
    "en: a poem without an introduction": """
        b She read it at the grave.
        b The harbour sleeps
        b no ship comes in from the sea
        b The light
        x Share""",
    "en: bullets": """
        b What to bring to the beach:
        b - Water
        b - A hat
        x Share""",
    "en: prices": """
        b Tickets are sold at the quay.
        b Adults € 12
        b Children € 6
        x Share this article""",
    "en: four names below prose, with only a rubric to vouch, are a list": """
        b The jury named its finalists.
        b Ann
        b Ben
        b Cleo
        b Dan
        b Sport""",
    "en: the end": """
        b And so the story ends.
        b The End""",
    "en: furniture words in the middle are left alone": """
        b The button said one thing.
        b Share
        b Nobody pressed it.""",
    "en: a last paragraph that lost its full stop": """
        b The ferry left at nine and came back at noon with all its passengers and two very tired horses
        s Ferries
        x Share""",
    "en: prose that begins like a label": """
        b The company gave its figures.
        b Share: 12 euros, up from 9 a year ago.""",
    "en: a heading followed by a sentence": """
        b The talk had a title.
        b Topic: how to keep a harbour open.""",
    "en: nothing vouches for tags beside a credit": """
        b We ask the council to think again.
        b Ann Field
        c Photo: Studio Quay""",
    "en: nothing vouches for a tag between credits": """
        b We ask the council to think again.
        c Photo: Studio Quay
        b Ann Field
        r © 2025 Harbour Wire""",
    # Without a share line
    "nl: a rubric vouches for the tag above it": """
        b De minister komt volgende week naar het dorp.
        s Regiojournaal
        s Buitenland""",
    "nl: a rubric vouches for the tag below it": """
        b De minister komt volgende week naar het dorp.
        s Buitenland
        s Regiojournaal""",
    "nl: blank lines change nothing": """
        .
        b De minister komt volgende week naar het dorp.
        .
        b "Ik heb er zin in."
        .
        s Regiojournaal
        .
        s Buitenland
        .
        x Deel artikel:
        .""",
    # Sub-heads
    "nl: sub-heads": """
        b De sluis gaat maandag open.
        h Drie jaar werk
        b Het werk duurde drie jaar.
        h Wat het kostte
        b "Veel", zegt de sluiswachter.
        s Waterwegen
        x Deel artikel:""",
    "de: a sub-head above a quotation": """
        b Die Schleuse öffnet am Montag.
        h Drei Jahre Arbeit
        b „Endlich“, sagt der Wärter.""",
    "en: a rubric as a sub-head": """
        b There was news of all kinds.
        h Sport
        b The home side won.""",
    "en: a question is a paragraph": """
        b The lock opens on Monday.
        b And then?
        b Nobody knows.""",
    "en: a quotation is no sub-head": """
        b The lock opens on Monday.
        b “Three years of work”
        b It cost more than planned.""",
    "en: a score list in the body has no sub-heads": """
        b These were the results:
        b Quayside - Sandwick 2-1
        b Dunetown - Fenford 0-0
        b There were no injuries.""",
    "en: two short lines in a row are no sub-heads": """
        b The sign had two lines.
        b Private Property
        b Keep Out
        b Somebody had painted over it.""",
    "en: a line in small letters is no sub-head": """
        b The lock opens on Monday.
        b and so on
        b It cost more than planned.""",
    "en: a credit between paragraphs is no sub-head, and no body": """
        b The lock opens on Monday.
        c Photo: Studio Quay
        b It cost more than planned.""",
    # Never empty
    "nl: a short first line is the body": """
        b Stroomstoring voorbij
        s Binnenland
        x Deel artikel:""",
    "nl: nothing but furniture": """
        b Binnenland
        b Deel artikel:""",
    "en: nothing but a byline": """
        b By Ann Field""",
    "nothing": """
        .
        .""",
    "en: two odd lines below a share line end the search, but its words tell the share line": """
        b The quay will be painted in May.
        x Share this article
        b Harbour Wire, the newspaper of the coast since 1921
        b Desk open on weekdays, from nine in the morning to five
        c Back to top""",
    "en: a share line above that carries something is left alone": """
        b Share this article: the quay is blue
        b The quay will be painted in May.""",
    "en: a word that is also a share line, before a sum": """
        b The company gave its figures.
        b Share: 12 euros""",
    "en: a label before a sentence": """
        b Nobody believed her.
        b Photo: there was none.""",
    "nl: one word and a full stop": """
        b Hij wist maar één ding te doen.
        b Delen.""",
    # More of each language
    "nl: a teaser on one line, then a tag": """
        b De dijk is op drie plekken verzwakt.
        t Lees ook: Waarom het waterschap wacht
        s Dijken
        x Delen""",
    "nl: updated, source": """
        b De kade wordt in mei geverfd.
        s Oudehaven
        c Laatst bijgewerkt: 14 mei 2025, 12:30
        c Bron: Kustpers
        x Deel dit""",
    "en: filed under, all rights reserved": """
        b The quay will be painted in May.
        s Filed under: Harbour, Paint
        r All rights reserved""",
    "de: Schlagworte, Ressort": """
        b Der Kai wird im Mai gestrichen.
        s Ressort: Lokales
        k Schlagworte: Hafen; Farbe
        c Quelle: Küstenpresse""",
    "fr: rubrique, crédit, tous droits réservés": """
        b Le quai sera repeint en mai.
        s Rubrique : Société
        c Crédit photo : Studio Quai
        r Tous droits réservés.""",
    "es: etiquetas y lo más leído": """
        b El muelle se pintará en mayo.
        k Etiquetas: muelles, pintura
        t Lo más leído
        t El pueblo teme otra riada tras el invierno
        x Compartir en WhatsApp""",
    "it: un occhiello e una firma": """
        n Di Anna Della Riva
        b Il molo sarà dipinto a maggio.
        s Cronaca
        r Riproduzione riservata""",
    "pt: leia também": """
        b O cais será pintado em maio.
        t Leia também: a vila teme outra cheia
        s Sociedade
        x Compartilhe este artigo""",
    "a bullet before a share line": """
        b The quay will be painted in May.
        s Quays
        x • Share this article""",
    "hash tags lose their hash": """
        b The quay will be painted in May.
        s #quays
        x Share""",
    "years and numbered names are tags, a score is not": """
        b The quay will be painted in May.
        h Quayside 2-1 Sandwick
        b Nobody expected that.
        s Euro 2028
        s Formula 1
        x Share""",
    # Above the body
    "nl: a byline, a time, a reading time": """
        n Door Eva Kok
        c 14 mei 2025, 12:30
        c Leestijd: 2 minuten
        b De kade wordt in mei geverfd.""",
    "en: published, updated, a credit": """
        c Published 14 May 2025
        c Updated 15 May 2025, 9:14 a.m.
        c Photo: Studio Quay
        b The quay will be painted in May.""",
    "de: a trail and a time": """
        c Startseite › Region › Norderhafen
        c Montag, 12. Mai 2025, 09:40 Uhr
        b Der Kai wird im Mai gestrichen.""",
    "fr: an agency and a time": """
        c Le Courrier avec AFP
        c Publié le 3 juin 2025 à 08h15, mis à jour le 3 juin 2025 à 11h02
        b Le quai sera repeint en mai.""",
    "sv: a byline that only the top knows": """
        n Av Alice Mården
        b Kajen målas i maj.
        x Dela artikeln""",
    "nl: a credit that may name who wrote a play is a byline above only": """
        n Tekst: Eva Kok
        b De voorstelling begint om acht uur en duurt een uur.
        b Regie: Piet Zand
        b Tekst: Marijke Kok
        x Deel artikel:""",
    "a date alone may head a diary": """
        h 14 mei 2025
        b De sluis lag stil.""",
    "nl: dates in a diary stay": """
        h 14 mei 2025
        b De sluis lag stil.
        h 15 mei 2025
        b Weer niets.""",
    "nl: dates in a diary stay below a byline too": """
        n Door Eva Kok
        h 14 mei 2025
        b De sluis lag stil.
        h 15 mei 2025
        b Weer niets.""",
    "nl: times in a live blog stay": """
        h Update 16.45 uur
        b Het water zakt.
        h Update 12.30 uur
        b Het water stijgt.""",
    "a sentence with a date above is body": """
        b Op 14 mei 2025 om 12.30 uur brak de dijk
        b Niemand zag het.""",
    # In the middle
    "nl: what says that the text goes on, and another article": """
        b De dijk is op drie plekken verzwakt.
        c De tekst gaat verder onder de foto.
        b Het waterschap wacht.
        c Lees ook: Dorp vreest nieuwe overstroming
        b Het dorp ook.""",
    "en: advice that begins like a teaser stays": """
        b Small changes help most.
        b Read more: it costs nothing and nobody phones you.
        b Walk more.""",
    "nl: advice that ends in a full stop stays": """
        b Haar debuut was al sterk.
        b Lees ook: Het huis aan de kade, haar tweede boek.
        b Het derde komt in mei.""",
    "en: advice at the end that ends in a full stop stays": """
        b See the harbour first.
        b See also: the lighthouse, the wall and the goat.
        s Travel
        x Share""",
    "de: an advertisement may be a sub-head": """
        b Der Hahn kräht um vier.
        b Anzeige
        b Die Nachbarin ging zur Polizei.""",
    # Bodies that end in short lines
    "nl: a table with places": """
        b Zandwijk verloor. De stand is nu zo.
        b 1. Oudehaven 10
        b 2. Duinstad 9
        s Sport
        x Deel artikel:""",
    "nl: a table without places": """
        b Na vier ronden gaat Oudehaven aan kop.
        b Oudehaven 10
        b Duinstad 9
        s Voetbal
        x Deel artikel:""",
    "de: a club with a number may be a place in a table": """
        b Nach vier Runden steht es so.
        b 1. FC Norderhafen
        b 2. SV Deichstadt
        x Teilen""",
    "en: scores without a hyphen": """
        b All the results are in.
        b Quayside 2 Sandwick 1
        b Dunetown 0 Fenford 0
        x Share""",
    "nl: ingredients": """
        b Dit heeft u nodig. De rest staat in de kast.
        b 250 gram bloem
        b 2 eieren
        x Delen""",
    "en: ingredients without a space": """
        b My aunt needs four things and no patience.
        b 225g flour
        b 1 egg
        x Share""",
    "ja: ingredients": """
        b 毎週日曜に焼いていた。
        b 材料
        b 小麦粉 300グラム
        b 卵 1個
        x シェアする""",
    "nl: answers of a quiz": """
        b Welke brug ging dicht?
        b A. De Dorpsbrug
        b B. De Lange Brug
        x Deel artikel:""",
    "en: a letter that closes": """
        b I shall be at the bridge at noon, with my goat.
        b Yours faithfully
        b Ann Field
        b Quayside
        s Opinion
        x Share""",
    "de: a letter that closes": """
        b Ich bitte um Ruhe für den Hahn.
        b Mit freundlichen Grüßen
        b Eva Groß
        s Meinung
        x Teilen""",
    "en: a letter by a doctor": """
        b The bus is never on time.
        b Dr. A. Field
        x Share""",
    "nl: to be continued": """
        b De machinist zette de motor af en luisterde.
        b Wordt vervolgd
        s Cultuur
        x Deel artikel:""",
    "fr: the last answer of an interview": """
        h Trois questions
        b Que voyez-vous en bas ?
        b De la boue.
        b Et les poissons ?
        b Ils me voient.
        b Que craignez-vous ?
        b La facture
        s Société
        x Partager""",
    "en: an article that ends in a question keeps its tags": """
        b The wall costs ten million.
        b So who pays?
        s Sea defences
        x Share""",
    "nl: a phone number": """
        b Wie hulp nodig heeft, kan bellen.
        b Bel 0800 1234
        x Deel artikel:""",
    "nl: a menu above a share line": """
        b De kok kookt voor tachtig gasten uit de wijk.
        b Pompoensoep
        b Gebakken schol
        b Stoofpeer met ijs
        x Deel dit artikel""",
    "nl: a menu, blank lines, a rubric": """
        b De kok kookt voor tachtig gasten.
        .
        b Pompoensoep
        b Gebakken schol
        b Stoofpeer met ijs
        .
        s Binnenland
        .
        x Deel artikel:""",
    "nl: a list below a blank line, then tags in one block with the share line": """
        b De kok kookt voor tachtig gasten.
        .
        b Pompoensoep
        b Gebakken schol
        .
        s Oudehaven
        s Eten
        x Deel artikel:""",
    "nl: a block of its own that could be tags, below a short line, may be a verse": """
        b Zij las het voor bij de opening.
        .
        b Water dat wacht
        b Deur die draait
        .
        b Schip dat zucht
        .
        x Deel artikel:""",
    "nl: three tags of one block, which a blank line parts from the text alone": """
        b De dijk is op drie plekken verzwakt.
        .
        s Dijken
        s Waterschap
        s Oudehaven
        x Deel artikel:""",
    "nl: names that a blank line parts from the share line alone": """
        b De prijzen gingen naar twee mensen.
        b Eva Kok
        b Piet Zand
        .
        x Deel artikel:""",
    "nl: a blank line between all, two tags": """
        b De dijk is op drie plekken verzwakt.
        .
        s Dijken
        .
        s Oudehaven
        .
        x Deel artikel:""",
    "nl: candidates above a rubric": """
        b Twee inwoners willen op de lijst.
        b Anna de Wit
        b Piet Zand
        s Politiek
        x Deel artikel:""",
    "nl: the last answer of an interview, in one word": """
        b Wat vindt u het mooiste moment?
        b De ochtend.
        b En wat doet u in uw vrije tijd?
        b Vissen
        s Binnenland
        x Deel artikel:""",
    "nl: dates of a life": """
        b Hij maalde zestig jaar het koren.
        b Geboren 3 april 1931
        b Overleden 20 mei 2025
        s Regio
        x Deel artikel:""",
    "de: a letter with an office": """
        b Der Kai bleibt gesperrt.
        .
        b Mit freundlichen Grüßen
        .
        b Max Brandner
        b Hafenmeister
        .
        x Artikel teilen""",
    "fr: figures": """
        b La saison du port s’est achevée dimanche.
        .
        b 12 000 passagers
        b 340 navires
        b 14 croisières
        .
        s Société
        .
        x Partager l’article""",
    "fr: verses": """
        b Le jury a retenu ce texte.
        .
        b La mer
        b Le mur
        b Le phare
        .
        x Partager""",
    "en: a word of furniture may be a sub-head, and its list follows": """
        b Nobody liked the new bridge.
        b Comments
        b Ugly
        b Cold
        b Late
        x Share""",
    "nl: furniture of several words is no sub-head": """
        b De brand is onder controle.
        c Tip de redactie
        s brand
        s Veenwijk
        x Deel dit nieuws""",
    "en: a figure behind a word, above a rubric alone": """
        b Bake it for an hour.
        b Serves 8
        b Culture""",
    # Teasers
    "nl: short teasers up to a blank line": """
        b De brug is weer open.
        t Meest gelezen
        t Kat redt hond
        t Veerboot vaart niet
        .
        s Oudehaven
        s Vervoer
        .
        x Deel artikel:""",
    "en: short teasers up to a known line": """
        b The ferry sails again.
        t More on this story
        t Goat found safe
        t Mayor quits
        s Business
        x Share this with""",
    "de: short teasers between blank lines": """
        b Die Brücke bleibt gesperrt.
        .
        t Auch interessant
        .
        t Hund rettet Katze
        .
        t Fähre fällt aus
        .
        x Artikel teilen""",
    "fr: a teaser that asks": """
        b Le pont rouvre lundi.
        t Lire aussi
        t Que veulent les riverains ?
        t La chèvre retrouvée
        x Partager cette recette""",
    "de: more from a place": """
        b Die Brücke bleibt gesperrt.
        t Mehr aus Norderhafen
        t Ziege im Rathaus
        t Bäcker hört auf""",
    # Gaps of the lexicon
    "nl: how an article is named, comments": """
        b De haring is duurder.
        c Lees meer over:
        s Visserij
        s Haven
        c Reacties (3)
        c Reageer op dit artikel
        x Deel dit recept""",
    "en: comments, a question": """
        b The lanes will close.
        x Share this recipe
        c Comments (12)
        c Was this article helpful?""",
    "de: comments, agency material": """
        b Die Brücke bleibt gesperrt.
        c Mit Material von dpa
        x Rezept teilen
        c Kommentare (12)""",
    "fr: comments, a newsletter": """
        b Le pont rouvre lundi.
        x Partager la recette
        c Vos commentaires
        c Recevez notre newsletter""",
    # Bylines with an office or an agency
    "en: a byline with an office": """
        n By Ann Field, transport correspondent
        b The lanes will close.""",
    "fr: a byline with an agency": """
        n Par Julie Morel avec AFP
        b Le pont rouvre lundi.""",
    "de: a first line on an agency is no credit": """
        h Vertrag zwischen Norderhafen und AFP
        b Die Brücke bleibt gesperrt.""",
    "nl: a writer without a name": """
        c Van onze verslaggever
        b De haring is duurder.""",
    "de: a writer without a name": """
        c Von unserem Korrespondenten
        b Die Brücke bleibt gesperrt.""",
    "fr: a writer without a name, and where": """
        c De notre envoyée spéciale à Port-Neuf
        b Le pont rouvre lundi.""",
    "en: years, months and ordinals are tags": """
        b The quay will be painted in May.
        c Topics
        s 2024 Olympics
        s 5 May
        s Formula 1 2025
        x Share""",
    # Agencies, prompts
    "de: an agency and a desk": """
        b Der Kai wird im Mai gestrichen.
        c (dpa/lno)""",
    "nl: an agency": """
        b De kade wordt in mei geverfd.
        r © ANP
        c ANP""",
    "en: who reported, who edited": """
        b The quay will be painted in May.
        c (Reporting by Ann Field; Editing by Ben Holm)""",
    "en: a sentence that begins like a credit": """
        b The mayor denied it.
        b Reporting by three papers showed that he lied.
        x Share""",
    "nl: a sentence that begins like a credit": """
        b Het plein is leeg.
        b Met medewerking van de politie gingen de gasten naar huis.
        x Deel artikel:""",
    "en: a sentence that begins like a prompt": """
        b The dunes are open again.
        b Follow us on foot, if you dare.
        x Share""",
    "en: a prompt": """
        b The dunes are open again.
        c Follow us on Facebook, X and Instagram.
        c Sign up for our newsletter today.""",
    "sentences on cookies and consent": """
        b De dijk is op drie plekken verzwakt.
        c Nieuwsbrief
        c Door je aan te melden ga je akkoord met onze voorwaarden.
        c We use cookies to improve your experience.
        c Comments (12)""",
    # What tells tags from what a body ends with
    "nl: a last line that begins as sentences do": """
        b Zij las het voor aan het graf.
        b Maar nu stil
        x Deel artikel:""",
    "nl: two things with their articles": """
        b Hij nam mee wat hij kon dragen.
        b De sleutel
        b Een lamp
        x Deel artikel:""",
    "nl: a place that begins with an article": """
        b De sluis gaat maandag open.
        s De Lier
        s De Haven
        x Deel artikel:""",
    "nl: three tags that the text speaks of": """
        b De dijken bij Oudehaven zijn zwak, zegt het waterschap.
        s Dijken
        s Oudehaven
        s Waterschap
        x Deel artikel:""",
    "nl: two people who signed": """
        b Wij vragen de gemeente om haar besluit te herzien.
        b Eva Kok
        b Piet Zand
        x Deel artikel:""",
    "nl: two people of whom the text speaks": """
        b Burgemeester Kok en wethouder Zand treden af.
        s Eva Kok
        s Piet Zand
        x Deel artikel:""",
    # Teasers with sections and ages
    "en: other articles, each with its section and its age": """
        b The quay will be painted in May.
        t You may also like
        t Transport
        t Why the ferry has been laid up
        t 2 hours ago
        t Weather
        t How cold is the sea?
        t an hour ago
        x Share this article""",
    "de: an age and a headline": """
        b Der Kai wird im Mai gestrichen.
        t Auch interessant
        t Warum die Fähre seit drei Jahren stillliegt
        t vor 2 Stunden""",
    # A page that speaks of itself
    "en: a call for subscribers and who the writer is": """
        b The quay will be painted in May.
        c Ann Field writes about roads and rivers.
        c Support local journalism: become a member for the price of a cup of tea.
        x Share""",
    "en: who somebody is, and nothing else": """
        b The jury chose one writer.
        b Ann Field writes about roads and rivers.""",
    "en: a sentence with two such words, and nothing else": """
        b The council met on Monday.
        b It asked our members to wait.""",
    "en: below a line on copyright may stand a section": """
        b The quay will be painted in May.
        r © 2025 Harbour Wire. All rights reserved.
        s Boats""",
    # Names above the body
    "fi: a name alone that the text never names": """
        n Aino Ranta
        b Silta avataan maanantaina.
        b Se maksoi paljon.""",
    "fi: a name alone of whom the text speaks": """
        h Aino Ranta
        b Silta avataan maanantaina, sanoo Ranta.
        b Se maksoi paljon.""",
    "pl: a name, and below it a time": """
        n Ewa Lipka
        c Opublikowano: 12.03.2025 10:30
        b Most otworzą w poniedziałek.""",
    "en: buttons above the body": """
        c 4 min read
        c Listen to this article
        c Audio version
        b The quay will be painted in May.""",
    # Between paragraphs
    "en: a share bar, a call and an advertisement between paragraphs": """
        b The quay will be painted in May.
        x Share
        x Facebook
        x WhatsApp
        b It was blue.
        c Sign up for our newsletter
        b It will be green.
        c Advertisement
        b Nobody knows why.""",
    "en: other articles between paragraphs": """
        b The quay will be painted in May.
        t Read also
        t Why the ferry has been laid up for years
        b It was blue.""",
    "en: a heading between paragraphs that no headline follows": """
        b The quay will be painted in May.
        b Read also
        b It was blue.""",
    # Other languages
    "pl, sv, tr, ru, ja, ar: sections and a share line": """
        b Most zostanie zamknięty.
        s Kraj
        s Inrikes
        s Gündem
        s Общество
        s 社会
        s محليات
        x Udostępnij
        x Dela
        x Paylaş
        x Поделиться
        x シェアする
        x شارك المقال""",
}

PROFILE = Profile(
    sections=("Regiojournaal", "Stad & Haven"),
    keywords=("Waterwegen", "De lange lijst van alle tags die deze site kent"),
    chrome=("Lees verder onder de foto", "Kustkrant is een krant. Al honderd jaar!", "Meer van *"),
)
LISTED = Profile(sections=("Stad & Haven",), keywords=("Waterwegen",), tags="listed")
LISTED_CASES = {
    "short lines stay": """
        b De sluis gaat maandag open.
        b Een sleutel
        b Een slot
        x Deel artikel:""",
    "a rubric stays": """
        b De sluis gaat maandag open.
        b Binnenland
        x Deel artikel:""",
    "a place that is not listed between a listed tag and furniture": """
        b Het gemaal draait weer.
        s Stad & Haven
        c Hexley
        x Delen""",
    "more of them are a list of the body": """
        b Het gemaal draait weer. Op de lijst staan:
        b Stad & Haven
        b Hexley
        b Marle
        x Delen""",
    "what is listed goes, whatever stands above it": """
        b De sluis gaat maandag open.
        b Een sleutel
        s Stad & Haven
        k waterwegen
        x Deel artikel:""",
    "a heading that names its tags counts": """
        b De sluis gaat maandag open.
        k Tags: sluizen""",
}
PROFILE_CASES = {
    "a section and a keyword of the profile need no share line": """
        b De sluis gaat maandag open.
        s regiojournaal
        k Waterwegen""",
    "a line that only resembles chrome of the profile stays": """
        b De sluis gaat maandag open.
        b Kustkrant is een krant. Al honderd jaar.""",
    "chrome of the profile may say how a line begins": """
        b De sluis gaat maandag open.
        c Meer van de Kustkrant: de puzzel van vandaag.
        b Meer vandaag.
        c MEER VAN ONS""",
    "a keyword of the profile may be long": """
        b De sluis gaat maandag open.
        k De lange lijst van alle tags die deze site kent""",
    "chrome of the profile goes wherever it stands": """
        b De sluis gaat maandag open.
        c LEES VERDER ONDER DE FOTO
        b Het werk duurde drie jaar.
        c Kustkrant is een krant. Al honderd jaar!""",
    "a sub-head may follow chrome of the profile": """
        b De sluis gaat maandag open.
        c Lees verder onder de foto
        h Drie jaar werk
        b Het duurde lang.""",
    "a section of the profile vouches for the tag above it": """
        b De sluis gaat maandag open.
        s Sluizen
        s Stad & Haven""",
    "a section of the profile vouches for more, apart from the text": """
        b De sluis gaat maandag open.
        .
        s Sluizen
        s Binnenvaart
        s Stad & Haven""",
    "names above a section of the profile stay": """
        b Vier mensen willen de sluis bedienen.
        b Eva Kok
        b Piet Zand
        s Stad & Haven
        x Deel artikel:""",
    "a section of the profile in the middle is body": """
        b Er kwam een nieuwe rubriek.
        h Stad & Haven
        b Zo heet hij.""",
    "a share line that carries a section of the profile": """
        b De sluis gaat maandag open.
        s Deel: Stad & Haven""",
}


def parsed(case: str) -> list[tuple[str, str]]:
    """(role, line) of each line of a case."""
    rows = [row.strip() for row in case.strip().splitlines()]
    return [(ROLES[row[0]], row[2:]) for row in rows]


def judged(case: str, profile: Profile | None = None) -> list[tuple[str, str]]:
    return [(line.role, line.text) for line in judge([line for _, line in parsed(case)], profile)]


@pytest.mark.parametrize("name", CASES)
def test_each_line_gets_its_role(name: str) -> None:
    assert judged(CASES[name]) == parsed(CASES[name])


@pytest.mark.parametrize("name", PROFILE_CASES)
def test_the_site_profile_goes_before_everything(name: str) -> None:
    assert judged(PROFILE_CASES[name], PROFILE) == parsed(PROFILE_CASES[name])


@pytest.mark.parametrize("name", LISTED_CASES)
def test_with_listed_tags_only_what_the_profile_lists_is_one(name: str) -> None:
    assert judged(LISTED_CASES[name], LISTED) == parsed(LISTED_CASES[name])


def test_a_line_says_which_sections_keywords_and_authors_it_names() -> None:
    lines = judge(
        [
            "Door Eva van den Berg & Piet Kok",
            "De sluis gaat maandag open.",
            "Meer over: Sluizen, Waterwegen | Binnenvaart",
            "Tags: #open, Stad & Haven",
            "Deel: Stad & Haven",
        ],
        PROFILE,
    )
    assert [(line.sections, line.keywords, line.authors) for line in lines] == [
        ((), (), ("Eva van den Berg", "Piet Kok")),
        ((), (), ()),
        (("Sluizen", "Binnenvaart"), ("Waterwegen",), ()),
        (("Stad & Haven",), ("open",), ()),
        (("Stad & Haven",), (), ()),
    ]


def test_a_star_makes_keywords_of_all_that_are_not_sections() -> None:
    star = Profile(sections=("Buitenland",), keywords=("*",))
    case = """
        b De minister komt volgende week.
        k Regiojournaal
        s Buitenland
        k Sport
        x Deel artikel:"""
    assert judged(case, star) == parsed(case)


@pytest.mark.parametrize(
    "line",
    [
        "x" * 1_000_000,
        "Share " * 200_000,
        "By A. B " * 100_000,
        "." * 1_000_000,
        "Tags: a," * 100_000,
        "14 mei 2025, " * 90_000,
    ],
)
def test_a_hostile_line_costs_time_in_proportion(line: str) -> None:
    start = time.process_time()
    judge(["It is open.", line, "Share"])
    judge([line, line])
    assert time.process_time() - start < 2  # some 0.1 s


def test_every_line_has_a_reason_that_names_its_evidence() -> None:
    lines = judge(
        ["De sluis gaat open.", "", "Sluizen", "Binnenland", "Lees verder onder de foto", "Deel artikel:"], PROFILE
    )
    assert [line.why for line in lines] == [
        "a paragraph",
        "a blank line",
        "short and without a full stop, beside known page furniture",
        "a name under which newspapers file articles (binnenland)",
        "the site profile lists it under chrome",
        "a share line (deel artikel)",
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Door Eva van den Berg", ("Eva van den Berg",)),
        ("DOOR EVA VAN DEN BERG", ("EVA VAN DEN BERG",)),
        ("Tekst: door Eva Kok", ()),
        ("Written by Ann Field", ("Ann Field",)),
        ("By Ann Field, Ben Holm and Cleo St. James", ("Ann Field", "Ben Holm", "Cleo St. James")),
        ("By Martin Holm Jr.", ("Martin Holm Jr.",)),
        ("Von Anna von der Heide und Jörg Maß", ("Anna von der Heide", "Jörg Maß")),
        ("Par Jean-Luc d’Ormesson", ("Jean-Luc d’Ormesson",)),
        ("Por José García", ("José García",)),
        ("Di Anna De Rossi", ("Anna De Rossi",)),
        ("By the sea", ()),
        ("By The Harbour Wire", ()),
        ("By Ann", ()),
        ("By Ann Field, Harbourton", ("Ann Field",)),
        ("By Tom Oakes, Reuters", ("Tom Oakes",)),
        ("Par Cléa Fontaine, envoyée spéciale à Brezons", ("Cléa Fontaine",)),
        ("By Nell Oakes | Film critic", ()),
        ("By Nell Oakes | Arts editor", ("Nell Oakes",)),
        ("Von Erna Holz (Text) und Karl Anders (Fotos)", ("Erna Holz", "Karl Anders")),
        ("By popular demand, Reuters", ()),
        ("By Ann Field, Local Democracy Reporter", ("Ann Field",)),
        ("By Ann Field in Harbourton", ("Ann Field",)),
        ("Par Luc Petit, à Lille", ("Luc Petit",)),
        ("Door Jan in 't Veld", ("Jan in 't Veld",)),
        ("Door Jan Willem te Brake - 3 juni 2025", ("Jan Willem te Brake",)),
        ("By Local Democracy Reporter", ()),
        ("By Ann Field, transport correspondent", ("Ann Field",)),
        ("By Ann Field, health editor, and Ben Holm", ("Ann Field", "Ben Holm")),
        ("Par Julie Morel avec AFP", ("Julie Morel",)),
        ("Von Jörg Maß (dpa)", ("Jörg Maß",)),
        ("Par Le Courrier avec AFP", ()),
        ("Van onze verslaggever Eva Kok", ("Eva Kok",)),
        ("De notre correspondante à Lille, Nina Petit", ("Nina Petit",)),
        ("Von unserem Hund", ()),
        ("Text: Ann Field", ()),
        ("By Ann Field.", ()),
        ("By Ann Field 2", ()),
        ("Von der Leyen", ()),
        ("Door onze redactie", ()),
        ("Doorn En Veen", ()),
        ("By " + ", ".join(["Ann Field"] * 7), ()),
    ],
)
def test_a_byline_is_read_narrowly(line: str, names: tuple[str, ...]) -> None:
    assert byline.names(line) == names


@pytest.mark.parametrize(
    ("line", "tag"),
    [
        ("Buitenland", True),
        ("Cultuur & Media", True),
        ("oorlog", True),
        ("Covid-19", True),
        ("Oorlog in Oudeland", True),
        ("#havens", True),
        ("北京冬季奥运会", True),
        ("oorlog in oudeland", False),
        ("Een lijn van vijf woorden", False),
        ("航" * 19, False),
        ("Ajax - PSV", False),
        ("PSV 2-1", False),
        ("Ajax 2 PSV 1", False),
        ("250 gram bloem", False),
        ("1 ei", False),
        ("Maximum 21 graden", False),
        ("B. De Lange Brug", False),
        ("2. Duinstad", False),
        ("2. Liga", False),
        ("2) Oudehaven", False),
        ("12 000 passagers", False),
        ("3 mei 2025", False),
        ("Geboren 3 april 1931", False),
        ("12. März 1931", False),
        ("Mort le 1er mai 2025", False),
        ("Wahl im Mai 2025", True),
        ("4 en 5 mei", True),
        ("11 september", True),
        ("2024 Olympics", True),
        ("Formule 1", True),
        ("NPO 3", True),
        ("Fout gezien? Mail ons", False),
        ("Prof. Eva Kok", False),
        ("St. Pauli", True),
        ("12:30", False),
        ("€ 5", False),
        ("Haven,", False),
        ("Haven:", False),
        ("'Haven'", False),
        ("Haven.", False),
        ("- Haven", False),
        ("", False),
    ],
)
def test_what_could_be_a_tag(line: str, tag: bool) -> None:
    assert shape.is_tag(line) is tag


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Tekst: Eva Kok en Piet Zand", ("Eva Kok", "Piet Zand")),
        ("Interview by Ann Field", ("Ann Field",)),
        ("Ein Kommentar von Jörg Maß", ("Jörg Maß",)),
        ("Propos recueillis par Luc Petit", ("Luc Petit",)),
        ("Door Eva Kok", ("Eva Kok",)),
        ("Nell Oakes, food editor", ("Nell Oakes",)),
        ("Karla Mettmann, dpa", ("Karla Mettmann",)),
        ("Nell Oakes, baker", ()),
        ("The harbour, says the editor", ()),
        ("Nell Oakes and Tom Field, editor", ()),
        ("Nell Oakes, editor.", ()),
        ("Tekst en uitleg", ()),
        ("Ein Kommentar von der Straße", ()),
    ],
)
def test_above_the_body_a_byline_is_read_less_narrowly(line: str, names: tuple[str, ...]) -> None:
    assert byline.names_at_top(line) == names


SOME_LINES = st.sampled_from(
    [
        "",
        "De sluis gaat maandag open.",
        '"Het was mooi."',
        "Wat nu",
        "Sport",
        "Haven",
        "Oudehaven - Zandwijk 2-1",
        "Deel artikel:",
        "Lees ook",
        "Meer over: Dijken",
        "Foto: Studio Kade",
        "Door Eva Kok",
        "Tags",
        "Een langere regel zonder punt die ook een kop zou kunnen zijn",
        "WhatsApp",
        "https://news.example/a",
    ]
)


BREAKING = ("Lees ook", "Een langere regel zonder punt die ook een kop zou kunnen zijn", "Deel artikel:", "WhatsApp",
            "Foto: Studio Kade", "Door Eva Kok")  # fmt: skip
"""What is furniture between paragraphs too, at least beside another such line."""


@given(st.lists(SOME_LINES | st.text(max_size=60), max_size=25))
def test_no_prose_is_ever_lost_and_no_body_is_empty(lines: list[str]) -> None:
    result = judge(lines)
    assert [line.text for line in result] == lines
    assert all((line.role == "blank") is (line.text == "") for line in result)
    assert any(line.role == "body" for line in result) or not any(lines)
    prose = [number for number, line in enumerate(lines) if line in ("De sluis gaat maandag open.", '"Het was mooi."')]
    assert all(result[number].role == "body" for number in prose)
    if prose:
        first = [number for number, line in enumerate(lines) if line][:TOP_LINES]
        before = [line for number, line in enumerate(result[: prose[-1]]) if number not in first and line.text]
        teased = "Lees ook" in lines  # then what stands below it may be other articles
        assert all(
            line.role in ("body", "subhead")
            or line.text in BREAKING
            or line.text[0] == "©"
            or (teased and line.role == "teaser")
            for line in before
        )


@given(st.lists(SOME_LINES, max_size=15))
def test_more_text_above_never_changes_what_the_tail_is(lines: list[str]) -> None:
    above = ["Eerst dit.", "En dan dit.", "En ook dit."]
    assert judge([*above, *above, "Het slot.", *lines])[7:] == judge([*above, "Het slot.", *lines])[4:]


def roles(lines: tuple[str, ...], subheads: tuple[int, ...] = ()) -> str:
    """The role of each line of a text that a program took from a page, in one letter."""
    letters = {role: letter for letter, role in ROLES.items()}
    return "".join(letters[line.role] for line in taken(lines, subheads, furnished=True))


def test_share_lines_at_the_ends_of_a_text_that_was_taken_from_a_page_are_no_body() -> None:
    assert roles(("Deel dit artikel", "De boot vaart weer.", "", "Het was vol.", "", "Share this story", "Teilen")) == (
        "xb.b.xx"
    )
    assert roles(("De boot vaart weer.", "Deel dit artikel", "Het was vol.")) == "bbb"


@pytest.mark.parametrize(
    "line", ["Delen.", "Deel twee van de reeks", "Tags: haven", "Reacties", "Deel artikel: Twitter"]
)
def test_other_lines_at_the_ends_are_body(line: str) -> None:
    assert roles((line, "De boot vaart weer.", line)) == "bbb"


def test_a_share_line_that_is_a_subhead_or_all_there_is_stays() -> None:
    assert roles(("Teilen", "Das Boot fährt."), (0,)) == "hb"
    assert roles(("Teilen", "", "Deel dit artikel")) == "b.b"
    assert roles(()) == ""


def test_of_a_row_of_our_own_every_line_is_body() -> None:
    assert [line.role for line in taken(("Teilen", "Das Boot fährt.", "Teilen"), ())] == ["body"] * 3
