"""What page furniture says in Dutch: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    verb_last=True,
    share="""
        deel artikel, deel dit artikel, deel het artikel, deel dit, deel deze pagina, deel dit bericht,
        deel dit verhaal, deel, delen, artikel delen, dit artikel delen, deel via, delen via, deel op,
        kopieer link, link kopiëren, kopieer de link, deel dit nieuws, deel op facebook, deel de quiz,
        deel recept, deel met vrienden, kopieer url, stuur door, doorsturen, deel je mening, zegt het voort,
        zeg het voort, stuur naar een vriend, stuur dit door, vertel het door, vertel het verder,
        mail een vriend, tip een vriend, stuur door naar een vriend, doorsturen naar een vriend, geef het door
    """,
    share_verbs="deel, delen, deelt, verspreid",
    act_verbs="""
        print, printen, bewaar, bewaren, opslaan, mail, mailen, luister, beluister, reageer, reageren, reacties,
        afdrukken, lezen, voorlezen
    """,
    nouns="""
        artikel, bericht, verhaal, nieuws, nieuwsbericht, recept, liveblog, interview, verslag, pagina, video,
        foto, quiz, column, gedicht, podcast, analyse, blog, nieuwsartikel, stuk
    """,
    around="""
        dit, deze, het, de, een, via, op, met, naar, per, van, je, jouw, uw, ons, vrienden, anderen, nu, en, of,
        als, link, sociale, social, media, iemand, door
    """,
    topics="""
        meer over, meer over dit onderwerp, meer over deze onderwerpen, onderwerpen, onderwerp, rubriek,
        rubrieken, categorie, categorieën, in dit artikel, gerelateerde onderwerpen, dossier, dossiers, thema,
        thema's, lees meer over, meer over dit thema, onderwerpen in dit artikel, onderwerpen bij dit artikel,
        categorieen, trefwoorden en onderwerpen, over dit onderwerp, thema's bij dit artikel
    """,
    tags="""
        tags, trefwoorden, steekwoorden, trefwoord, labels, tags bij dit artikel, gerelateerde tags, hashtags
    """,
    teaser="""
        lees ook, lees meer, lees verder, lees hier meer, lees ook deze artikelen, bekijk ook, luister ook,
        zie ook, gerelateerd, gerelateerde artikelen, gerelateerd nieuws, meer nieuws, meest gelezen,
        ander nieuws, aanbevolen, ook interessant, meer van deze auteur, meer weerberichten, meer artikelen,
        net binnen, laatste nieuws, het laatste nieuws, nu in het nieuws, best gelezen, populaire artikelen,
        dit vind je misschien ook interessant, anderen lazen ook, meer over dit nieuws, tip van de redactie,
        lees meer artikelen, verder lezen, bekijk meer, meer lezen, meer om te lezen, ook lezen,
        dit wordt veel gelezen, meest bekeken, nu populair, populair, populair nu, uitgelicht,
        gerelateerde berichten, gerelateerde onderwerpen en artikelen, eerdere berichten,
        misschien ook interessant, misschien vind je dit ook interessant, vandaag in het nieuws, meer van ons,
        verder in het nieuws, ook in het nieuws, laatste berichten, recente berichten, recent nieuws,
        nieuws uit de regio, tips voor jou, speciaal voor jou, aanraders, kijk ook, bekijk hier, lees dit ook
    """,
    furniture="""
        advertentie, reacties, reageer, reageren, naar boven, terug naar boven, terug, nieuwsbrief, abonneer,
        abonneren, print, afdrukken, bewaar, bewaar artikel, volg ons, vorig artikel, volgend artikel,
        volgende artikel, alle rechten voorbehouden, inloggen, word abonnee, tip de redactie, fout gezien,
        opslaan, sluiten, meld je aan voor de nieuwsbrief, bewaar recept, recept printen,
        dit liveblog is gesloten, log in om te reageren, alle reacties, geef een reactie,
        word abonnee en lees direct verder, al abonnee, al abonnee? log in, bekijk alle abonnementen,
        meld je aan, schrijf je in, cookie-instellingen, privacyverklaring, privacybeleid, contact, over ons,
        algemene voorwaarden, colofon, fout gezien? mail ons, download onze app, jouw reactie, uw reactie,
        plaats een reactie, schrijf een reactie, bekijk reacties, bekijk alle reacties, toon reacties,
        ontvang onze nieuwsbrief, abonneer je op onze nieuwsbrief, schrijf je in voor de nieuwsbrief,
        was dit artikel nuttig, vond je dit artikel nuttig, heb je een tip, lees voor, lees dit artikel voor,
        beluister dit artikel, luister naar dit artikel, artikel beluisteren, cookies, cookies accepteren,
        accepteer cookies, alles accepteren, cookiebeleid, akkoord, volg ons op, volg ons op facebook,
        lid worden, word lid, word lid van onze community, doneer, steun ons, steun onze journalistiek,
        gesponsord, partnerbijdrage, ingezonden mededeling, advertenties, reclame, inschrijven, aanmelden,
        registreren, uitloggen, menu, zoeken, home, terug naar home, volgende, vorige, volgende pagina,
        meer laden, laad meer, toon meer, nieuwsbrieven, meld je aan voor onze nieuwsbrief, blijf op de hoogte,
        mis niets, ontvang het laatste nieuws, adverteren, klachten, stuur een tip, tip ons,
        heb je een tip voor de redactie, mail de redactie, fout in dit artikel, zie je een fout, meld een fout,
        correctie doorgeven, toon alle reacties, nog geen reacties, wees de eerste die reageert,
        reacties gesloten, reageren is niet meer mogelijk, deze website gebruikt cookies, log in,
        log in om verder te lezen, lees verder met een abonnement, alleen voor abonnees,
        exclusief voor abonnees, premium, download de app, probeer nu, lees dit artikel gratis,
        whatsapp de redactie, app de redactie, audioversie, luisterversie, luister mee, voorlezen,
        laat voorlezen, terug naar de homepage, naar de homepage, terug naar de voorpagina, naar de voorpagina,
        cookies beheren, privacy-instellingen aanpassen, bekijk alle foto's, beantwoorden, praat mee, bekijk
        aanbiedingen, toon oudere berichten, mis niets: download onze app
    """,
    rubric="""
        nieuws, binnenland, buitenland, politiek, economie, sport, voetbal, cultuur, cultuur en media,
        cultuur & media, media, tech, regio, regionaal nieuws, opinie, achtergrond, wetenschap, gezondheid,
        onderwijs, klimaat, koningshuis, opmerkelijk, misdaad, lokaal, stad, wonen, reizen, financieel,
        entertainment, show, muziek, natuur, verkeer, weer, boeken, film, theater, recepten, eten en drinken,
        buurt, gemeente, cultuur en uitgaan, uit, onderzoek, varia, gezin, werk, geld, geldzaken, consument,
        dieren, religie, 112, 112 nieuws, zorg, justitie, europa, amerika, wielrennen, tennis, formule 1,
        schaatsen, olympische spelen, familieberichten, columns, podcast, ondernemen, bedrijven, beurs, energie,
        landbouw, milieu, kunst, nederland, belgië, wereld
    """,
    labels="""
        foto, foto's, foto boven, beeld, bron, bronnen, video, tekst en foto, laatst bijgewerkt, bijgewerkt,
        gepubliceerd, gepubliceerd op, laatste update, bijgewerkt op, geplaatst op, geplaatst, leestijd,
        illustratie, fotografie, met medewerking van, redactie, eindredactie, publicatiedatum, copyright
    """,
    credits="foto, foto's, beeld, foto van, foto door, fotografie, illustratie",
    openings="foto van, foto door, laatst bijgewerkt op, gepubliceerd op, bijgewerkt op, geplaatst op",
    topic_openings="meer over, alles over, lees meer over",
    more_from="meer nieuws uit, meer uit, meer nieuws over, meer van, meer uit, alles van",
    interruptions="""
        archieffoto, foto ter illustratie, archiefbeeld, illustratieve foto,
        lees verder onder de advertentie, verder lezen onder de advertentie, tekst loopt door onder de foto,
        tekst loopt door onder de advertentie, de tekst loopt door onder de foto,
        de tekst loopt door onder de video, lees verder onder de tweet, tekst gaat verder onder de tweet,
        tekst gaat verder onder de afbeelding, het artikel loopt door onder de foto,
        lees door onder de advertentie, artikel gaat verder na de advertentie,
        het artikel gaat verder na de advertentie, lees verder na deze advertentie,
        lees verder na de advertentie, lees verder onder de foto, lees verder onder de video,
        lees verder onder de afbeelding, tekst gaat verder onder de foto, tekst gaat verder onder de video,
        tekst gaat verder onder de advertentie, de tekst gaat verder onder de foto,
        de tekst gaat verder onder de video, de tekst gaat verder onder de advertentie,
        het artikel gaat verder onder de foto, het artikel gaat verder onder de video,
        het artikel gaat verder onder de advertentie, artikel gaat verder onder de foto,
        artikel gaat verder onder de video, artikel gaat verder onder de advertentie,
        dit artikel gaat verder onder de advertentie,
        schakel javascript in om deze video te bekijken, mis niets: download onze app
    """,
    also="lees meer, lees verder, lees ook, lees ook dit, bekijk ook, luister ook, kijk ook, zie ook ons artikel",
    closings="""
        met vriendelijke groet, met vriendelijke groeten, vriendelijke groet, vriendelijke groeten,
        hartelijke groet, hartelijke groeten, groeten, groetjes, liefs, hoogachtend, met hoogachting,
        ondertekend, was getekend, namens deze, wordt vervolgd, slot volgt, einde, tot morgen, tot volgende week
    """,
    counted="reactie, reacties, keer gedeeld, weergaven",
    by="door, tekst door, geschreven door, een artikel van, een verhaal van, verslag door",
    by_top="geplaatst door, gepubliceerd door",
    author="auteur, auteurs, tekst, geschreven door, redacteur, verslaggever, journalist, schrijver",
    roles="""
        verslaggever, verslaggevers, verslaggeefster, redacteur, redacteuren, redactie, correspondent,
        correspondenten, medewerker, medewerkers, journalist, columnist, hoofdredacteur, eindredacteur,
        fotograaf, presentator, stagiair, freelance
    """,
    joiners="en",
    prompts="""
        volg ons op, meld je aan voor onze, abonneer je op, schrijf je in voor, ontvang onze, volg ons via
    """,
    prompted="nieuwsbrief, nieuwsbrieven, podcast",
    sentences="""
        wij gebruiken cookies om deze site | wij gebruiken cookies om onze |
        door je aan te melden ga je akkoord | door je in te schrijven ga je akkoord |
        je kunt je altijd weer afmelden | heb je een tip of opmerking? | heb jij een tip voor de redactie |
        deze website gebruikt cookies | deze site maakt gebruik van cookies | heb je een fout gezien? |
        fout gezien in dit artikel | wil je geen nieuws missen | meld je aan voor de nieuwsbrief |
        schrijf je in voor onze nieuwsbrief | download de app van |
        zie je een fout in dit artikel
    """,
    house="""
        uitgave,
        nieuwsbrief, abonne, redactie, lidmaatschap, journalistiek, donateur, cookies, overname,
        toestemming van de uitgever, uitgever, verveelvoudig, whatsapp, nieuwsalert, podcast, notificaties,
        tikfout, spelfout, taalfout, fout gezien, in uw mailbox, in je mailbox, inbox, voorpagina,
        facebookpagina, instagram, telegram, zonder toestemming, overnemen, tips, abonnement,
        lokale journalistiek
    """,
    voice="""
        overgenomen worden,
        onze, ons_, meld je, meld u, schrijf je, schrijf u, mail_, volg_, steun, word lid, word abonnee,
        laat het_, weet jij, weet u, heb je, heb jij, hebt u, ontvang, zonder toestemming, verboden,
        niet toegestaan, lees alles, geef het door, tip_, stuur_, neem contact, download, blijf op de hoogte,
        klik hier, abonneer
    """,
    bio="""
        schrijft over, schrijft voor, is verslaggever, is redacteur, is correspondent, is journalist,
        is columnist, werkt als, doet verslag
    """,
    tools="""
        reactie, reageren, e-mail, email, mailadres, mailbox, inbox, nieuwsbrief, inloggen, account, abonnees,
        wachtwoord, privacy, voorwaarden, cookie, app_, meldingen, dit artikel, dit bericht, elke ochtend,
        iedere ochtend, elke dag, dagelijks
    """,
    acts="""
        bekijk, toon_, lees alle, alle_, meld_, plaats_, schrijf, geef_, vul_, je_, jouw, uw_, log in,
        belangrijkste, nieuws_, ontvang, schrijf je in, accepteer, akkoord, ga akkoord, download, luister,
        beluister, alleen_, in om te
    """,
    starters="""
        een, ik, jij, hij, zij, wij, we, ze, je, en, maar, want, dus, toen, nu, dan, niet, geen, dat, wat, wie,
        waar, hoe, waarom, als, nog, ook, er, mijn, jouw, hun, zo, weer, nooit, altijd
    """,
    numbers="twee, drie, vier, vijf, zes, zeven, acht",
    articles="de, het, een",
    reading="leestijd",
)
