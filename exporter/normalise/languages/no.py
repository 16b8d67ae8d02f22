"""What page furniture says in Norwegian (Bokmål): data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        del artikkelen, del artikkel, del saken, del på facebook, del på x, kopier lenke, kopier lenken,
        del lenke, tips en venn, del denne saken, send til en venn, spre ordet, spre nyheten, send videre,
        fortell det videre, fortell en venn, anbefal til en venn, send til venn, si det videre
    """,
    share_verbs="del, dele, tips, send, anbefal",
    act_verbs="skriv, lagre, lytt, kommenter, les, hør",
    nouns="""
        artikkel, artikkelen, sak, saken, nyhet, nyheten, oppskrift, oppskriften, side, siden, video, videoen,
        bilde, bildet, intervju, quiz, innlegg, innlegget, historien, innhold
    """,
    around="""
        denne, dette, den, det, på, via, med, til, dine, venner, venn, en, et, andre, og, eller, nå, e-post,
        epost, lenke, her, ut, senere, sosiale, medier, om
    """,
    topics="""
        emner, emne, temaer, tema, mer om, les mer om, mer om emnet, mer om temaet, relaterte emner,
        relaterte temaer, kategori, kategorier, i denne artikkelen, seksjon
    """,
    tags="emneknagger, stikkord, nøkkelord, merkelapper, tagger",
    teaser="""
        les også, les mer, les videre, les mer her, les flere saker, les flere artikler, se også, se mer,
        hør også, relaterte artikler, relaterte saker, relatert, relatert innhold, lignende artikler, mest lest,
        mest leste, mest delt, mest sett, populære artikler, populært, populært nå, siste, siste nytt,
        siste nyheter, siste saker, siste artikler, akkurat nå, flere saker, flere nyheter, flere artikler,
        andre leser, andre leste også, anbefalt, anbefalt for deg, anbefalte artikler, vi anbefaler,
        du vil kanskje også like, kanskje er du også interessert i, kanskje du også liker, ikke gå glipp av,
        toppsaker, mer fra, mer for deg, neste sak, for deg, fra forsiden, aktuelt, nyeste
    """,
    furniture="""
        annonse, annonser, annonsørinnhold, reklame, kommentarer, kommenter, skriv en kommentar,
        legg igjen en kommentar, legg igjen kommentar, vis kommentarer, se kommentarer, ingen kommentarer,
        kommentarfeltet er stengt, til toppen, tilbake til toppen, gå til toppen, tilbake, neste, forrige,
        neste artikkel, forrige artikkel, nyhetsbrev, meld deg på nyhetsbrevet, meld deg på vårt nyhetsbrev,
        meld deg på, få vårt nyhetsbrev, abonner, abonnement, bli abonnent, bli medlem, kontakt, kontakt oss,
        kontakt redaksjonen, om oss, skriv ut, lagre, lagre artikkelen, logg inn, logg ut, registrer deg,
        opprett konto, følg oss, følg, følg oss på facebook, følg oss i sosiale medier,
        alle rettigheter reservert, alle rettigheter forbeholdt, lytt, lytt til artikkelen, lytt til saken,
        tekststørrelse, meld fra om feil, rapporter feil, fant du en feil, feil i artikkelen,
        har du funnet en feil, tips oss, tips redaksjonen, send oss et tips, send inn tips, personvern,
        personvernerklæring, personvernpolicy, informasjonskapsler, cookies, godta alle, godta, vilkår,
        brukervilkår, forside, til forsiden, meny, søk, lukk, vis mer, vis flere, last flere, sponset,
        sponset innhold, betalt innhold, kun for abonnenter, for abonnenter, støtt oss, last ned appen,
        last ned app, bildeserie, se bildeserie, bildegalleri, delta i debatten, din mening, din kommentar,
        vær varsom-plakaten, ansvarlig redaktør, lydversjon, opplest versjon, få saken lest opp,
        utskriftsversjon, tilbake til forsiden, forsiden,
        administrer informasjonskapsler, se alle bilder, rapporter, se tilbud, last ned appen vår
    """,
    rubric="""
        nyheter, innenriks, utenriks, norge, verden, europa, politikk, økonomi, næringsliv, penger,
        privatøkonomi, kultur, sport, fotball, håndball, eliteserien, langrenn, ski, skiskyting, tennis, debatt,
        leder, ledere, kronikk, meninger, leserinnlegg, kommentarartikkel, vitenskap, forskning, teknologi,
        helse, utdanning, skole, klima, miljø, natur, dyr, lokalt, lokale nyheter, distrikt, region, kommune,
        by, oslo, bergen, trondheim, krim, politi, rettssak, trafikk, vær, bil, bolig, jobb, arbeidsliv,
        landbruk, energi, livsstil, mote, familie, forbruker, mat, oppskrifter, reise, film, musikk, bøker,
        litteratur, teater, kunst, tv, medier, kjendis, kongelige, historie, religion, samfunn, valg, podkast,
        video, bakgrunn, dødsannonser, underholdning
    """,
    labels="""
        kilde, kilder, foto, bilde, bilder, fotograf, illustrasjon, grafikk, video, publisert, oppdatert,
        sist oppdatert, sist endret, lesetid, arkivfoto, redaktør, bildetekst, redigert av
    """,
    credits="foto, bilde, fotograf, illustrasjon, grafikk, arkivfoto, foto av",
    openings="foto av, publisert, oppdatert, sist oppdatert",
    topic_openings="mer om, les mer om, alt om",
    more_from="mer fra, flere nyheter fra, flere saker fra, mer fra, mer av, flere saker fra",
    interruptions="""
        arkivfoto, illustrasjonsfoto, illustrasjonsbilde, arkivbilde,
        artikkelen fortsetter under annonsen, artikkelen fortsetter etter annonsen,
        saken fortsetter under annonsen, saken fortsetter etter annonsen, saken fortsetter under bildet,
        artikkelen fortsetter under bildet, artikkelen fortsetter under videoen,
        teksten fortsetter under annonsen, saken fortsetter under, artikkelen fortsetter under,
        slå på javascript for å se videoen, aktiver javascript for å se videoen
    """,
    also="les også, les mer, se også vår sak, hør også, relatert, les også vår sak, les også saken",
    closings="""
        med vennlig hilsen, vennlig hilsen, med hilsen, hilsen, fortsettelse følger, slutt, beste hilsen
    """,
    counted="kommentar, kommentarer, delinger, visninger, svar",
    by="av, skrevet av, tekst av",
    by_top="publisert av",
    author="tekst, forfatter, av, journalist, skribent, tekst og foto",
    roles="""
        journalist, redaktør, reporter, korrespondent, redaksjon, redaksjonen, fotograf, kommentator,
        debattredaktør, skribent, nyhetsredaktør
    """,
    joiners="og",
    prompts="følg oss på, meld deg på vårt, abonner på, lik oss på, få vårt, last ned vår",
    prompted="nyhetsbrev, podkast, podcast, app",
    sentences="""
        vi bruker cookies | vi bruker informasjonskapsler | dette nettstedet bruker | denne nettsiden bruker |
        ved å melde deg på | din e-postadresse vil ikke bli | har du funnet en feil | har du tips |
        du kan når som helst melde deg av | vil du lese mer |
        har du sett en feil
    """,
    house="""
        siteres,
        nyhetsbrev, abonne, redaksjon, journalistikk, medlem, cookies, informasjonskapsler, ettertrykk,
        kopiering, gjengivelse, utgiver, forlag, innboks, whatsapp, pushvarsl, podkast, podcast, skrivefeil,
        feil i, en feil, app_, instagram, telegram, lokalavis, uten tillatelse, uten samtykke, tillatelse,
        utgiveren, tips?, avis, samtykke
    """,
    voice="""
        kildehenvisning,
        vår_, vårt_, våre_, oss_, meld deg, abonner på, følg_, støtt, skriv til, kontakt_, få_, bli_, har du,
        vet du, funnet, gi oss, si fra, si ifra, forbudt, uten tillatelse, uten samtykke, ikke tillatt,
        last ned, klikk_, hver morgen, tips_
    """,
    bio="""
        skriver om, skriver for, er journalist, er reporter, er redaktør, er korrespondent, er kommentator,
        dekker
    """,
    tools="""
        kommentar, kommentere, e-post, epost, innboks, nyhetsbrev, konto, abonnenter, passord, personvern,
        vilkår, cookie, informasjonskapsler, app_, appen, varsler, artikkelen, saken_, hver morgen, hver dag,
        daglig
    """,
    acts="""
        vis_, se alle, les alle, alle_, rapporter, meld_, skriv_, legg til, legg igjen, skriv inn, oppgi, din_,
        ditt_, logg inn, registrer, viktigste, nyheter, nyhetene, få_, motta, meld deg, godta, samtykker,
        jeg har lest, last ned, lytt_, hør_, kun_, bare for
    """,
    starters="""
        en, et, ei, jeg, du, han, hun, vi, dere, de, og, men, for, så, da, nå, ikke, ingen, at, hva, hvem, hvor,
        hvordan, når, hvorfor, om, mitt, hennes, deres, aldri, alltid, det, den
    """,
    numbers="begge, tre, fire, fem, seks, sju syv, åtte",
    articles="en, et, ei",
    reading="lesetid",
)
