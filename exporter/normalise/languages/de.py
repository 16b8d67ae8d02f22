"""What page furniture says in German: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    verb_last=True,
    share="""
        teilen, artikel teilen, diesen artikel teilen, beitrag teilen, diesen beitrag teilen,
        teile diesen artikel, teilen sie diesen artikel, jetzt teilen, teilen auf, teilen via, seite teilen,
        weiterleiten, artikel versenden, link kopieren, quiz teilen, rezept teilen, beitrag versenden,
        per e-mail versenden, artikel per e-mail versenden, link teilen, weiterempfehlen, empfehlen,
        weitersagen, teilen mit, sag's weiter, sagen sie es weiter, sag es weiter, an freunde senden,
        einem freund senden, an einen freund senden, freunden empfehlen, einem freund empfehlen, weitergeben,
        weiterschicken, erzählen sie es weiter
    """,
    share_verbs="teilen, teile, weiterleiten, versenden, weiterempfehlen, verschicken",
    act_verbs="""
        drucken, ausdrucken, merken, speichern, kommentieren, vorlesen, anhören, hören, kommentare, lesen,
        bewerten, herunterladen, abonnieren
    """,
    nouns="""
        artikel, beitrag, rezept, seite, video, foto, interview, quiz, bericht, nachricht, gedicht, nachruf,
        liveblog, podcast, meldung, text, story, analyse, kommentar, newsletter
    """,
    around="""
        diesen, dieses, diese, diesem, den, das, die, der, dem, sie, ihren, mit, auf, per, via, über, jetzt,
        hier, und, oder, freunden, anderen, als, link, zu, zum, in, ihre, social, media, für, später, e-mail
    """,
    topics="""
        mehr zum thema, mehr zu diesem thema, mehr zu, themen, thema, themen in diesem artikel,
        themen des artikels, ressort, ressorts, rubrik, rubriken, kategorie, kategorien, verwandte themen,
        mehr über dieses thema, zum thema, themen dieses artikels, themen im artikel, mehr zu den themen,
        mehr dazu, schwerpunkt, schwerpunkte, zugehörige themen, alle themen, verwandte schlagwörter
    """,
    tags="""
        schlagworte, schlagwörter, stichworte, stichwörter, schlagwort, stichwort, tags, hashtags,
        artikel-schlagworte, schlagwörter zum artikel
    """,
    teaser="""
        lesen sie auch, lesen sie mehr, lesen sie hier mehr, lies auch, mehr lesen, weiterlesen,
        auch interessant, das könnte sie auch interessieren, das könnte dich auch interessieren, siehe auch,
        verwandte artikel, ähnliche artikel, meistgelesen, mehr nachrichten, passend dazu, empfohlen,
        mehr von diesem autor, mehr vom autor, auch lesenswert, lesen sie auch diese artikel,
        meistgelesene artikel, am häufigsten gelesen, beliebte artikel, weitere artikel, weitere themen,
        weitere meldungen, neueste artikel, aktuelle nachrichten, top-themen, mehr zur geschichte,
        unsere empfehlungen, mehr artikel, mehr zum artikel, lesen sie dazu auch, lesen sie weiter, jetzt lesen,
        lesen sie jetzt, zum weiterlesen, mehr aus diesem ressort, mehr aus dem ressort, mehr aus der rubrik,
        weitere artikel zum thema, weitere nachrichten, weitere beiträge, ähnliche beiträge, ähnliche themen,
        verwandte beiträge, verwandte themen und artikel, das könnte sie interessieren,
        das könnte ihnen auch gefallen, das könnte dir auch gefallen, das interessiert sie auch,
        interessant für sie, für sie empfohlen, empfehlungen, empfehlung der redaktion,
        empfehlungen der redaktion, redaktionsempfehlung, tipp der redaktion, beliebt, beliebteste artikel,
        beliebte beiträge, meistgelesene beiträge, meist gelesen, meistkommentiert, meistgeteilt, aktuell,
        aktuelle artikel, aktuelle meldungen, neueste beiträge, neueste nachrichten, neueste meldungen,
        letzte beiträge, auch spannend, außerdem interessant, aus dem netz, schlagzeilen, topstories,
        mehr von uns, video des tages, im video, mehr videos,
        aktuell beliebt, gerade beliebt
    """,
    furniture="""
        anzeige, werbung, kommentare, kommentar schreiben, kommentieren, nach oben, zum seitenanfang,
        newsletter, abonnieren, newsletter abonnieren, jetzt abonnieren, drucken, merken, artikel drucken,
        artikel merken, folgen sie uns, zur startseite, alle rechte vorbehalten, anmelden, vorheriger artikel,
        nächster artikel, fehler melden, schließen, feedback, rezept drucken, der ticker ist beendet,
        der liveticker ist beendet, kommentar verfassen, kommentare anzeigen, alle kommentare,
        jetzt kostenlos anmelden, jetzt testen, weiterlesen mit plus, sie haben bereits ein abo? anmelden,
        feedback an die redaktion, impressum, datenschutz, datenschutzerklärung, agb, kontakt, über uns,
        cookie-einstellungen, mediadaten, folgen sie uns auf, ihr kommentar, ihre meinung, ihre kommentare,
        kommentar hinterlassen, schreiben sie einen kommentar, kommentare lesen, diskutieren sie mit,
        unser newsletter, newsletter bestellen, zum newsletter anmelden, war dieser artikel hilfreich,
        war der artikel hilfreich, fanden sie diesen artikel hilfreich, akzeptieren, alle akzeptieren, cookies,
        cookies akzeptieren, cookie-richtlinie, nutzungsbedingungen, barrierefreiheit, hilfe, karriere, menü,
        suche, startseite, zurück, weiter, nächste seite, mehr laden, mehr anzeigen, weitere anzeigen,
        keine kommentare, noch keine kommentare, schreiben sie den ersten kommentar,
        kommentarfunktion geschlossen, kommentare geschlossen, antworten, gesponsert, sponsored,
        bezahlter inhalt, promotion, werbebeitrag, nur für abonnenten, exklusiv für abonnenten, plus,
        abo abschließen, abo, jetzt abo abschließen, jetzt lesen mit abo, mitglied werden, unterstützen sie uns,
        jetzt unterstützen, spenden, jetzt spenden, app herunterladen, zur app, folgen,
        folgen sie uns auf facebook, folge uns, artikel anhören, artikel vorlesen, anhören, vorlesen lassen,
        schriftgröße, registrieren, jetzt registrieren, abmelden, einloggen, newsletter anmelden,
        jetzt anmelden, zum newsletter, unsere newsletter, kostenlos anmelden, bleiben sie informiert,
        e-mail-adresse, ihre e-mail-adresse, fehler im artikel, fehler gefunden, fehler im text gefunden,
        korrektur vorschlagen, haben sie einen fehler gefunden, hinweis an die redaktion, leserbrief schreiben,
        leserbrief an die redaktion, alle anzeigen, mehr erfahren, bildergalerie, zur bildergalerie,
        galerie öffnen, zur galerie, lade, zum kommentar, diskussion, zur diskussion, mitdiskutieren,
        kontakt zur redaktion, zum archiv, artikel lesen, artikel speichern, auf die merkliste, zur merkliste,
        audiofassung, audioversion, hörversion, als audio, zum anhören, druckversion, druckansicht,
        zur homepage, zurück zur startseite, zurück zur homepage,
        datenschutzeinstellungen ändern, cookies verwalten, cookie-einstellungen ändern, alle bilder ansehen,
        alle fotos ansehen, angebote ansehen
    """,
    rubric="""
        nachrichten, inland, ausland, politik, wirtschaft, sport, fußball, kultur, wissen, wissenschaft,
        gesundheit, bildung, klima, umwelt, meinung, panorama, lokales, regionales, regional, gesellschaft,
        feuilleton, reise, digital, technik, netzwelt, vermischtes, unterhaltung, medien, finanzen, leserbriefe,
        bücher, film, theater, rezepte, wetter, verkehr, welt, deutschland, österreich, schweiz, europa, usa,
        international, berlin, hamburg, münchen, region, stadt, aus der region, landkreis, börse, unternehmen,
        karriere, geld, immobilien, auto, mobilität, motor, energie, landwirtschaft, natur, tiere, leben, stil,
        mode, familie, liebe, leute, stars, royals, promis, tv, fernsehen, musik, kunst, literatur, geschichte,
        religion, kirche, justiz, kriminalität, polizei, blaulicht, hochschule, schule, karriere & bildung,
        bundesliga, fußball-bundesliga, tennis, formel 1, handball, eishockey, wintersport, olympia, radsport,
        kommentar, kommentare, kolumne, kolumnen, leitartikel, debatte, podcast, podcasts, videos, wahlen,
        bundestagswahl, essen, garten, ratgeber, verbraucher, service, traueranzeigen
    """,
    labels="""
        foto, fotos, bild, bilder, bildquelle, bildnachweis, quelle, quellen, titelbild, veröffentlicht,
        aktualisiert, zuletzt aktualisiert, erstellt, mitarbeit, stand, lesezeit, lesedauer, copyright, grafik,
        illustration, video, redaktion, erschienen, symbolbild, archivbild
    """,
    credits="foto, fotos, bild, titelbild, foto von, bildquelle, bildnachweis, grafik, symbolbild",
    openings="foto von, zuletzt aktualisiert am, veröffentlicht am, aktualisiert am, erstellt am, bild von",
    topic_openings="mehr zu, mehr über, alles zu, alles über",
    more_from="mehr nachrichten aus, weitere nachrichten aus, mehr von, mehr aus, alles von",
    interruptions="""
        symbolbild, archivbild, archivfoto, symbolfoto, beispielbild,
        artikel wird nach der werbung fortgesetzt, der artikel geht nach der werbung weiter,
        nach der werbung geht es weiter, lesen sie nach der anzeige weiter, nach dieser anzeige geht es weiter,
        text geht unter der anzeige weiter, der text geht nach der anzeige weiter, weiterlesen nach der werbung,
        hier geht es weiter nach der anzeige, empfohlener redaktioneller inhalt, empfohlener externer inhalt,
        externer inhalt, artikel wird unter der anzeige fortgesetzt,
        der artikel wird unter der anzeige fortgesetzt, nach der anzeige weiterlesen,
        weiterlesen nach der anzeige, weiter nach der anzeige,
        zum abspielen bitte javascript aktivieren, bitte aktivieren sie javascript
    """,
    also="""
        lesen sie auch, lies auch, lesen sie dazu auch, lesen sie dazu, auch interessant, passend dazu,
        mehr dazu, lesetipp, siehe auch unseren artikel
    """,
    closings="""
        mit freundlichen grüßen, freundliche grüße, mit besten grüßen, beste grüße, herzliche grüße,
        viele grüße, hochachtungsvoll, gezeichnet, fortsetzung folgt, wird fortgesetzt, ende
    """,
    counted="kommentar, kommentare, antworten, aufrufe",
    by="von, text von, ein beitrag von, ein artikel von, ein bericht von, geschrieben von",
    by_top="veröffentlicht von",
    author="autor, autorin, autoren, text, redakteur, redakteurin, verfasser, verfasserin, reporter",
    roles="""
        redakteur, redakteure, redakteurin, redaktion, reporterin, reportern, korrespondent, korrespondenten,
        korrespondentin, autorin, autor, journalistin, journalist, mitarbeiter, mitarbeiterin, chefredakteur,
        chefredakteurin, volontär, volontärin, ressortleiter, kolumnist, kolumnistin, reporter
    """,
    joiners="und",
    prompts="""
        folgen sie uns auf, abonnieren sie unseren, folge uns auf, melden sie sich für unseren,
        bestellen sie unseren, folgen sie uns bei
    """,
    prompted="newsletter, podcast, kanal",
    sentences="""
        diese website verwendet cookies | mit der anmeldung stimmen sie | wir verwenden cookies |
        diese seite verwendet cookies | haben sie einen fehler | haben sie fragen oder anregungen |
        sie haben einen fehler | dieser artikel erschien zuerst | dieser text erschien zuerst |
        wir freuen uns über ihre meinung | ihre e-mail-adresse wird nicht veröffentlicht |
        sie können den newsletter jederzeit | mit dem newsletter erhalten sie
    """,
    house="""
        newsletter, abonn, abo_, redaktion, mitglied, journalismus, cookies, genehmigung des verlag, verlag,
        vervielfältig, nachdruck, postfach, whatsapp-kanal, whatsapp, telegram, push-nachricht, podcast,
        tippfehler, rechtschreibfehler, fehler im, fehler entdeckt, journalist, spende, app_, eilmeldung,
        instagram, genehmigung, ohne zustimmung, lokaljournalismus, hinweise, tipp_, fehler
    """,
    voice="""
        quellenangabe,
        unser, uns_, melden sie, abonnieren, folgen sie, schreiben sie, haben sie, hast du, wissen sie,
        unterstütz, werden sie, werde_, kontaktieren, erhalten sie, nur mit genehmigung, nicht gestattet,
        verboten, untersagt, sagen sie, lassen sie, registrieren, jetzt_, laden sie, bleiben sie, klicken sie,
        bestellen sie, jederzeit abmelden
    """,
    bio="""
        schreibt über, schreibt für, berichtet über, berichtet aus, ist redakteur, ist reporter,
        ist korrespondent, ist journalist, ist autor, ist freie, arbeitet als
    """,
    tools="""
        kommentar, kommentieren, e-mail, mailadresse, postfach, newsletter, anmelden, konto, abonnenten,
        passwort, datenschutz, nutzungsbedingungen, cookie, app_, mitteilungen, artikel_, jeden morgen, täglich,
        diesen beitrag
    """,
    acts="""
        anzeigen, zeigen_, alle_, melden_, schreiben, hinterlassen, verfassen, eingeben, ihre_, deine_, bitte_,
        zum_, wichtigste, nachrichten, erhalten, abonnieren, akzeptiere, einverstanden, zugestimmt, stimme_,
        gelesen, herunterladen, laden_, anhören, hören_, hier_, jetzt_, nur_, kommentieren bitte
    """,
    starters="""
        ein, eine, einen, ich, du, er, sie, wir, ihr, es, und, aber, denn, doch, dann, jetzt, nicht, kein,
        keine, was, wer, wo, wie, warum, wenn, dass, mein, meine, sein, unser, noch, auch, nie, immer, so,
        wieder
    """,
    numbers="zwei, drei, vier, fünf, sechs, sieben, acht",
    articles="ein, eine",
    reading="lesezeit, lesedauer",
)
