"""What page furniture says in Danish: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        del artikel, del artiklen, del, del på facebook, del via, kopier link, kopiér link, del link,
        del historien, send til en ven, del på x, del denne artikel, spred ordet, send videre,
        fortæl det videre, fortæl en ven, tip en ven, anbefal til en ven, send til ven, sig det videre,
        giv det videre
    """,
    share_verbs="del, dele, send, anbefal, videresend",
    act_verbs="print, udskriv, gem, lyt, kommentér, kommenter, læs, bedøm, hør",
    nouns="""
        artikel, artiklen, historie, historien, nyhed, nyheden, opskrift, opskriften, side, siden, video,
        videoen, billede, billedet, interview, quiz, indlæg, indlægget, indhold, anmeldelse
    """,
    around="""
        denne, dette, den, det, på, via, med, til, dine, venner, ven, en, et, andre, og, eller, nu, e-mail,
        mail, link, her, senere, sociale, medier, om
    """,
    topics="""
        emner, emne, mere om, læs mere om, mere om emnet, relaterede emner, kategori, kategorier,
        i denne artikel, emner i artiklen, sektion, mere om samme emne
    """,
    tags="tags, emneord, nøgleord, stikord, hashtags",
    teaser="""
        læs også, læs mere, læs videre, læs resten, læs mere her, læs flere artikler, se også, se mere,
        hør også, relaterede artikler, relateret, relaterede nyheder, lignende artikler, mest læste, mest læst,
        mest delte, mest sete, populære artikler, populært, seneste, seneste nyt, seneste nyheder,
        seneste artikler, lige nu, flere artikler, flere nyheder, andre nyheder, andre læser, andre læste også,
        anbefalet, anbefalet til dig, anbefalede artikler, vi anbefaler, måske er du også interesseret i,
        du vil måske også læse, du kan også læse, du vil måske også synes om, gå ikke glip af, topnyheder,
        mere fra, mere til dig, udvalgte artikler, til dig, fra forsiden
    """,
    furniture="""
        annonce, annoncer, reklame, kommentarer, kommentér, kommenter, skriv en kommentar, skriv kommentar,
        se kommentarer, vis kommentarer, alle kommentarer, ingen kommentarer, kommentarer er lukket, svar,
        til toppen, tilbage til toppen, gå til toppen, tilbage, næste, forrige, næste artikel, forrige artikel,
        nyhedsbrev, tilmeld dig nyhedsbrevet, tilmeld dig vores nyhedsbrev, tilmeld nyhedsbrev,
        få vores nyhedsbrev, tilmeld, abonnér, abonner, abonnement, bliv abonnent, bliv medlem, kontakt,
        kontakt os, kontakt redaktionen, om os, print, udskriv, gem, gem artikel, log ind, log ud, opret bruger,
        følg os, følg, følg os på facebook, følg os på sociale medier, alle rettigheder forbeholdes, lyt,
        lyt til artiklen, hør artiklen, tekststørrelse, rapportér fejl, fandt du en fejl, fejl i artiklen,
        har du fundet en fejl, ret fejl, send os et tip, tip os, tip redaktionen, privatlivspolitik,
        cookiepolitik, cookies, cookieindstillinger, accepter alle, acceptér, accepter, vilkår,
        handelsbetingelser, persondatapolitik, forside, til forsiden, menu, søg, luk, vis mere, vis flere,
        indlæs flere, sponsoreret, sponsoreret indhold, annoncørbetalt indhold, kun for abonnenter,
        for abonnenter, støt os, hent app, hent appen, hent vores app, billedserie, se billedserie, galleri,
        deltag i debatten, din mening, din kommentar, gå til forsiden, lydversion, oplæst version,
        hør artiklen læst op, printversion, tilbage til forsiden, forsiden,
        administrer cookies, se alle billeder, anmeld, se tilbud, download vores app
    """,
    rubric="""
        nyheder, indland, udland, danmark, verden, europa, politik, økonomi, erhverv, penge, privatøkonomi,
        kultur, sport, fodbold, håndbold, superligaen, cykling, tennis, debat, leder, ledere, kronik,
        læserbreve, klumme, videnskab, viden, teknologi, tech, sundhed, uddannelse, skole, klima, miljø, natur,
        dyr, lokalt, regionalt, lokale nyheder, region, kommune, by, københavn, aarhus, krimi, 112, politi, ret,
        trafik, vejr, biler, bolig, job, arbejdsliv, landbrug, energi, livsstil, mode, familie, forbrug, mad,
        opskrifter, rejser, film, musik, bøger, litteratur, teater, kunst, tv, medier, kendte, royale,
        kongehuset, historie, religion, tro, samfund, valg, podcast, video, baggrund, navne, dødsannoncer
    """,
    labels="""
        kilde, kilder, foto, fotos, billede, fotograf, illustration, grafik, video, offentliggjort, publiceret,
        opdateret, senest opdateret, sidst opdateret, læsetid, arkivfoto, redaktion, redigeret af
    """,
    credits="foto, fotos, billede, fotograf, illustration, grafik, arkivfoto, foto af",
    openings="foto af, publiceret, opdateret, offentliggjort, sidst opdateret",
    topic_openings="mere om, læs mere om, alt om",
    more_from="mere fra, flere nyheder fra, mere fra, mere af, flere artikler af",
    interruptions="""
        arkivfoto, modelfoto, genrefoto, arkivbillede,
        artiklen fortsætter efter annoncen, artiklen fortsætter under annoncen,
        artiklen fortsætter under billedet, artiklen fortsætter under videoen,
        teksten fortsætter under annoncen, teksten fortsætter efter annoncen, artiklen fortsætter herunder,
        artiklen fortsætter efter reklamen,
        slå javascript til for at se videoen, aktivér javascript for at se videoen
    """,
    also="""
        læs også, læs mere, se også vores artikel, hør også, relateret, læs også vores artikel,
        relateret artikel
    """,
    closings="""
        med venlig hilsen, venlig hilsen, de bedste hilsner, mange hilsner, hilsen, fortsættes, slut,
        kærlig hilsen
    """,
    counted="kommentar, kommentarer, delinger, visninger, svar",
    by="af, skrevet af, tekst af",
    by_top="publiceret af",
    author="tekst, forfatter, af, journalist, skribent, tekst og foto",
    roles="""
        journalist, redaktør, reporter, korrespondent, redaktion, redaktionen, fotograf, klummeskribent,
        kommentator, debatredaktør, skribent
    """,
    joiners="og",
    prompts="følg os på, tilmeld dig vores, abonnér på, synes godt om os på, få vores, hent vores",
    prompted="nyhedsbrev, podcast, app",
    sentences="""
        vi bruger cookies | dette website bruger cookies | denne hjemmeside bruger cookies |
        hjemmesiden bruger cookies | ved at tilmelde dig | din e-mailadresse vil ikke blive |
        har du fundet en fejl | har du et tip | du kan altid afmelde | vil du læse mere |
        har du set en fejl
    """,
    house="""
        gengives,
        nyhedsbrev, abonne, redaktion, journalistik, medlem, cookies, eftertryk, kopiering, gengivelse, udgiver,
        forlag, indbakke, whatsapp, push, podcast, tastefejl, stavefejl, fejl i, en fejl, app_, instagram,
        telegram, lokalavis, uden tilladelse, tilladelse, udgiveren, tip?, avis, samtykke
    """,
    voice="""
        kildeangivelse,
        vores_, os_, tilmeld, abonnér, abonner på, følg_, støt, skriv til, kontakt_, få_, bliv_, har du, ved du,
        fundet, giv os, sig til, forbudt, uden tilladelse, ikke tilladt, hent_, klik_, hver morgen, tip_
    """,
    bio="""
        skriver om, skriver for, er journalist, er reporter, er redaktør, er korrespondent, er klummeskribent,
        dækker
    """,
    tools="""
        kommentar, kommentere, e-mail, email, mail_, indbakke, nyhedsbrev, konto, abonnenter, adgangskode,
        privatliv, persondata, betingelser, cookie, app_, appen, notifikation, artiklen, hver morgen, hver dag,
        dagligt
    """,
    acts="""
        vis_, se alle, læs alle, alle_, anmeld, rapport, skriv_, tilføj, indtast, angiv, din_, dit_, log ind,
        opret, vigtigste, nyheder, få_, modtag, tilmeld, acceptér, accepter, samtykker, jeg har læst, hent_,
        download, lyt_, kun_
    """,
    starters="""
        en, et, jeg, du, han, hun, vi, i, de, og, men, for, så, da, nu, ikke, ingen, at, hvad, hvem, hvor,
        hvordan, når, hvorfor, om, mit, hendes, deres, aldrig, altid, det, den
    """,
    numbers="begge, tre, fire, fem, seks, syv, otte",
    articles="en, et",
    reading="læsetid",
)
