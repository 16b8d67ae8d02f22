"""What page furniture says in Swedish: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        mejla, maila,
        dela, dela artikeln, dela artikel, dela på facebook, del artikel, del artiklen, kopiera länk,
        kopiera länken, dela länk, dela via, dela med, tipsa en vän, tipsa, mejla artikeln, skicka vidare,
        sprid ordet, sprid nyheten, skicka till en vän, mejla till en vän, berätta för en vän, skicka till vän,
        tipsa dina vänner, berätta vidare, sprid vidare
    """,
    share_verbs="dela, tipsa, mejla, skicka, rekommendera",
    act_verbs="skriv, spara, lyssna, kommentera, skriva, läs, betygsätt, ladda",
    nouns="""
        artikel, artikeln, inlägg, inlägget, nyhet, nyheten, recept, receptet, sida, sidan, video, videon, bild,
        bilden, intervju, quiz, text, texten, berättelsen, reportage, reportaget, krönika, avsnitt, avsnittet
    """,
    around="""
        den, det, denna, detta, här, på, via, med, till, vänner, vän, en, ett, andra, dina, och, eller, nu,
        e-post, mejl, länk, ut, av, upp, om, för, senare, sociala, medier
    """,
    topics="""
        ämnen, ämnen i artikeln, läs mer om, ämne, mer om, mer om ämnet, mer i ämnet, relaterade ämnen,
        kategori, kategorier, i den här artikeln, följ ämnen i artikeln, följ ämnen, avdelning, sektion
    """,
    tags="taggar, nyckelord, tagg, etiketter, hashtaggar, sökord",
    teaser="""
        läs också, läs även, läs mer, läs vidare, mest läst, relaterat, les også, læs også, läs mer här,
        läs fler artiklar, fler artiklar, fler nyheter, mer nyheter, mest lästa, mest delat, mest kommenterat,
        relaterade artiklar, relaterade nyheter, liknande artiklar, se också, se även, se mer, lyssna också,
        senaste nytt, senaste nyheterna, senaste, senaste artiklarna, senast publicerat, just nu, populärt,
        populärt just nu, populära artiklar, rekommenderat, rekommenderas, rekommenderad läsning,
        rekommenderade artiklar, rekommenderat för dig, du kanske också gillar,
        du kanske också är intresserad av, det här kanske också intresserar dig, missa inte, mer från,
        mer läsning, mer att läsa, toppnyheter, utvalt, vi rekommenderar, andra läser, andra läste också,
        nästa artikel att läsa, för dig, fler från samma författare, fördjupning
    """,
    furniture="""
        annons, kommentarer, till toppen, prenumerera, kontakta oss, om oss, skriv ut, annonser, reklam,
        kommentera, skriv en kommentar, lämna en kommentar, visa kommentarer, alla kommentarer,
        inga kommentarer, kommentarerna är stängda, svara, tillbaka till toppen, upp, tillbaka, nästa,
        föregående, nästa artikel, föregående artikel, prenumerera nu, prenumerera på vårt nyhetsbrev,
        nyhetsbrev, anmäl dig till vårt nyhetsbrev, få vårt nyhetsbrev, bli prenumerant, bli medlem, kontakt,
        spara, spara artikel, logga in, logga ut, registrera dig, följ oss, följ, följ oss på facebook,
        följ oss i sociala medier, alla rättigheter förbehållna, med ensamrätt, eftertryck förbjudes, lyssna,
        lyssna på artikeln, lyssna på texten, textstorlek, rapportera fel, rapportera ett fel, hittat fel,
        har du hittat ett fel, fel i artikeln, rättelse, tipsa oss, tipsa redaktionen, skicka ett tips,
        integritetspolicy, personuppgiftspolicy, cookiepolicy, cookies, hantera cookies, cookieinställningar,
        godkänn alla, godkänn, acceptera, acceptera alla, användarvillkor, villkor, tillgänglighet, hem,
        startsida, till startsidan, meny, sök, stäng, visa mer, visa fler, ladda fler, sponsrat,
        sponsrat innehåll, annonssamarbete, i samarbete med, endast för prenumeranter, låst artikel, premium,
        stöd oss, stöd vår journalistik, ge en gåva, ladda ner appen, bildspel, bildgalleri, visa bildspel,
        ditt betyg, delta i diskussionen, din kommentar, debattera, ljudversion, uppläst version,
        lyssna på ljudversionen, utskriftsversion, till förstasidan, tillbaka till startsidan,
        tillbaka till förstasidan, förstasidan,
        hantera kakor, visa alla bilder, anmäl, se erbjudanden, ladda ner vår app, ladda ned vår app
    """,
    rubric="""
        nyheter, inrikes, utrikes, ekonomi, politik, kultur, åsikt, ledare, debatt, sverige, världen, europa,
        näringsliv, pengar, privatekonomi, kultur & nöje, nöje, åsikter, insändare, krönikor, krönika, sport,
        fotboll, ishockey, allsvenskan, vetenskap, teknik, hälsa, vård, utbildning, skola, klimat, miljö, natur,
        djur, lokalt, lokala nyheter, region, kommun, stad, stockholm, göteborg, malmö, brott, brott och straff,
        krim, polis, rättsväsende, trafik, väder, motor, bostad, jobb, arbetsliv, landsbygd, lantbruk, energi,
        livsstil, mode, familj, relationer, mat, mat & dryck, recept, resor, film, musik, böcker, litteratur,
        teater, konst, tv, tv & radio, medier, kändisar, kungligt, historia, religion, samhälle, val, podd,
        podcast, video, granskning, reportage, dödsannonser, familj & relationer, längdskidor, friidrott, tennis
    """,
    labels="""
        källa, källor, foto, bild, bilder, fotograf, illustration, grafik, video, publicerad, publicerat,
        uppdaterad, uppdaterat, senast uppdaterad, senast ändrad, lästid, arkivbild, redaktör, bildtext,
        ansvarig utgivare
    """,
    credits="foto, bild, fotograf, illustration, grafik, arkivbild, foto av",
    openings="foto av, publicerad, uppdaterad, senast uppdaterad, bild från",
    topic_openings="mer om, läs mer om, allt om",
    more_from="mer från, fler nyheter från, mer från, mer av, fler artiklar av",
    interruptions="""
        arkivbild, arkivfoto, genrebild, illustrationsbild,
        artikeln fortsätter efter annonsen, artikeln fortsätter efter annons,
        artikeln fortsätter under annonsen, artikeln fortsätter under bilden, texten fortsätter efter annonsen,
        texten fortsätter under bilden, artikeln fortsätter nedanför, texten fortsätter efter reklamen,
        artikeln fortsätter efter reklamen,
        aktivera javascript för att se videon, artikeln är låst för prenumeranter, ladda ner vår app, ladda
        ned vår app
    """,
    also="""
        läs också, läs även, läs mer, se också, lyssna också, läs också vår artikel, läs fler artiklar,
        relaterat, fördjupning
    """,
    closings="""
        med vänlig hälsning, med vänliga hälsningar, fortsättning följer, slut, vänliga hälsningar, hälsningar,
        vänligen, högaktningsfullt
    """,
    counted="kommentar, kommentarer, delningar, visningar, svar",
    by="av, text av, skriven av, skrivet av",
    by_top="publicerad av, publicerat av, skribent",
    author="text, författare, av, skribent, reporter, journalist, text och foto",
    roles="""
        reporter, reportrar, redaktör, journalist, korrespondent, krönikör, redaktion, redaktionen, fotograf,
        ledarskribent, skribent, kulturredaktör
    """,
    joiners="och",
    prompts="följ oss på, prenumerera på, anmäl dig till, gilla oss på, få vårt, ladda ner vår",
    prompted="nyhetsbrev, podd, podcast, app",
    sentences="""
        vi använder cookies | den här webbplatsen använder | den här sidan använder cookies |
        webbplatsen använder kakor | genom att prenumerera godkänner | din e-postadress kommer inte |
        har du hittat ett fel | har du tips | har du något att tipsa om | vill du läsa mer |
        du kan när som helst avsluta |
        har du sett något fel
    """,
    house="""
        citera,
        nyhetsbrev, prenumer, redaktion, journalistik, medlem, cookies, kakor, eftertryck, kopiering, utgivare,
        förlag, inkorg, whatsapp, pushnotis, podd, stavfel, fel i, ett fel, app_, instagram, telegram,
        lokaltidning, utan tillstånd, tillstånd, utgivaren, tips_, tidning, medgivande
    """,
    voice="""
        ange källan,
        vår, våra, oss_, anmäl, prenumerera, följ_, stöd_, skriv till, mejla, kontakta, få_, bli_, har du,
        vet du, hittat, säg till, hör av dig, förbjuden, förbjudet, utan tillstånd, ladda ner, klicka,
        varje morgon, tipsa
    """,
    bio="""
        skriver om, skriver för, är journalist, är reporter, är redaktör, är korrespondent, är krönikör, bevakar
    """,
    tools="""
        kommentar, kommentera, e-post, epost, mejladress, mejl_, inkorg, nyhetsbrev, konto, prenumeranter,
        lösenord, integritet, personuppgift, villkor, kakor, cookie, app_, appen, notiser, artikeln,
        varje morgon, varje dag, dagligen
    """,
    acts="""
        visa_, läs alla, alla_, anmäl_, rapportera, lämna, skriv_, lägg till, ange_, fyll i, din_, ditt_,
        logga in, registrera, viktigaste, nyheterna, nyheter_, få_, prenumerera, godkänn, samtyck, jag har läst,
        ladda, hämta, lyssna, endast, bara för
    """,
    starters="""
        en, ett, jag, du, han, hon, vi, ni, de, och, men, för, så, då, nu, inte, ingen, att, vad, vem, var, hur,
        när, varför, om, mitt, hennes, deras, aldrig, alltid, än, det, den
    """,
    numbers="två, tre, fyra, fem, sex, sju, åtta",
    articles="en, ett",
    reading="lästid",
)
