"""What page furniture says in Finnish: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        jaa, jaa artikkeli, jaa tämä artikkeli, jaa juttu, jaa facebookissa, jaa whatsappissa, kopioi linkki,
        lähetä linkki, lähetä sähköpostilla, suosittele, kerro kaverille, jaa sosiaalisessa mediassa,
        jaa kaverille, jaa twitterissä, levitä sanaa, kerro eteenpäin, lähetä kaverille, lähetä ystävälle,
        kerro ystävälle, kerro ystäville, laita kiertoon, laita jakoon, pistä jakoon, vinkkaa kaverille,
        suosittele kaverille, välitä eteenpäin
    """,
    share_verbs="jaa, jaat, suosittele, lähetä, jakaa",
    act_verbs="tulosta, tallenna, kuuntele, kommentoi, lue, arvioi",
    nouns="""
        artikkeli, artikkelin, artikkelia, juttu, jutun, juttua, uutinen, uutisen, resepti, sivu, video, kuva,
        haastattelu, kirjoitus, kirjoituksen, sisältö
    """,
    around="""
        tämä, tämän, tätä, se, kaverille, kavereille, ystäville, ystävälle, muille, ja, tai, nyt, sähköpostilla,
        sähköpostitse, linkki, facebookissa, twitterissä, whatsappissa, myöhemmin, somessa, myös, kanssa,
        ystäviesi
    """,
    topics="""
        aiheet, aihe, lisää aiheesta, lue lisää aiheesta, aiheeseen liittyvää, aiheesta lisää, jutun aiheet,
        artikkelin aiheet, kategoria, kategoriat, osasto, osastot, tässä artikkelissa
    """,
    tags="avainsanat, avainsana, asiasanat, tunnisteet, tagit, aihetunnisteet",
    teaser="""
        lue myös, lue lisää, lue seuraavaksi, lue myös nämä, lue koko juttu, katso myös, kuuntele myös,
        luetuimmat, luetuimmat uutiset, suosituimmat, suosittua, suositeltua, suosittelemme, suositellut,
        suositellut artikkelit, uusimmat, uusimmat uutiset, tuoreimmat, tuoreimmat uutiset, viimeisimmät,
        viimeisimmät uutiset, juuri nyt, muita uutisia, lisää uutisia, lisää artikkeleita, muut artikkelit,
        aiheeseen liittyvät artikkelit, aiheeseen liittyvät, samankaltaisia artikkeleita,
        sinua voisi kiinnostaa, sinua saattaa kiinnostaa, saattaisit pitää myös näistä, muut lukivat myös,
        kommentoiduimmat, katsotuimmat, pääuutiset, poimintoja, toimituksen suosittelemat, toimitus suosittelee,
        seuraava artikkeli, sinulle suositeltua, lisää
    """,
    furniture="""
        mainos, mainokset, ilmoitus, kommentit, kommentoi, kirjoita kommentti, jätä kommentti, näytä kommentit,
        lue kommentit, kaikki kommentit, ei kommentteja, kommentointi on suljettu, takaisin ylös,
        sivun alkuun, ylös, takaisin, seuraava, edellinen, seuraava juttu, edellinen juttu, uutiskirje,
        tilaa uutiskirje, tilaa uutiskirjeemme, tilaa, tilaa nyt, tilaa lehti, kirjaudu, kirjaudu sisään,
        kirjaudu ulos, rekisteröidy, luo tunnus, seuraa meitä, seuraa, seuraa meitä facebookissa,
        kaikki oikeudet pidätetään, tulosta, tallenna, kuuntele, kuuntele artikkeli, kuuntele juttu,
        tekstin koko, ilmoita virheestä, löysitkö virheen, huomasitko virheen, anna palautetta,
        lähetä palautetta, palaute, lähetä juttuvinkki, juttuvinkki, vinkkaa jutusta, ota yhteyttä,
        yhteystiedot, tietoa meistä, toimitus, tietosuoja, tietosuojaseloste, evästeet, evästeasetukset,
        hyväksy kaikki, hyväksy, käyttöehdot, tietosuojakäytäntö, saavutettavuus, etusivu, etusivulle, valikko,
        haku, hae, sulje, näytä lisää, lataa lisää, sponsoroitu, kaupallinen yhteistyö, mainossisältö,
        vain tilaajille, tilaajille, tue meitä, lataa sovellus, kuvagalleria, katso kuvat,
        osallistu keskusteluun, keskustelu, mielipiteesi, oliko artikkelista hyötyä, ääniversio,
        kuuntele ääniversio, tulostusversio, takaisin etusivulle, palaa etusivulle, siirry etusivulle,
        hallinnoi evästeitä, katso kaikki kuvat, ilmianna, katso tarjoukset, lataa sovelluksemme
    """,
    rubric="""
        uutiset, kotimaa, ulkomaat, suomi, maailma, eurooppa, politiikka, talous, yritykset, raha, kulttuuri,
        urheilu, jalkapallo, jääkiekko, liiga, hiihto, formula 1, tennis, mielipide, mielipiteet, pääkirjoitus,
        pääkirjoitukset, kolumni, kolumnit, lukijalta, yleisönosasto, tiede, teknologia, terveys, koulutus,
        koulu, ilmasto, ympäristö, luonto, eläimet, paikalliset, paikallisuutiset, alueet, kunta, kaupunki,
        helsinki, tampere, turku, oulu, rikos, rikokset, poliisi, oikeus, liikenne, sää, autot, asuminen, työ,
        työelämä, maatalous, energia, elämä, elämäntyyli, muoti, perhe, ihmiset, kuluttaja, ruoka, reseptit,
        matkailu, matkat, viihde, elokuvat, musiikki, kirjat, kirjallisuus, teatteri, taide, televisio, tv,
        media, julkkikset, kuninkaalliset, historia, uskonto, yhteiskunta, vaalit, podcast, videot, taustat,
        kuolleet
    """,
    labels="""
        lähde, lähteet, kuva, kuvat, kuvaaja, valokuva, kuvitus, grafiikka, video, julkaistu, päivitetty,
        viimeksi päivitetty, muokattu, lukuaika, arkistokuva, kuvituskuva, toimittanut
    """,
    credits="kuva, kuvat, kuvaaja, valokuva, kuvitus, grafiikka, arkistokuva, kuvituskuva",
    openings="julkaistu, päivitetty, viimeksi päivitetty",
    topic_openings="lisää aiheesta, kaikki aiheesta",
    more_from="lisää aiheesta, lisää kirjoittajalta",
    interruptions="""
        kuvituskuva, arkistokuva, kuvituskuvaa,
        juttu jatkuu mainoksen jälkeen, artikkeli jatkuu mainoksen jälkeen, juttu jatkuu kuvan jälkeen,
        juttu jatkuu kuvan alla, artikkeli jatkuu kuvan jälkeen, juttu jatkuu videon jälkeen,
        teksti jatkuu mainoksen jälkeen, artikkeli jatkuu alla, juttu jatkuu alla, mainos alkaa, mainos päättyy,
        mainos (juttu jatkuu alla),
        sisältöä ei näytetä koska et ole hyväksynyt evästeitä, ota javascript käyttöön katsoaksesi videon
    """,
    also="lue myös, lue lisää, katso myös, kuuntele myös, lue myös juttumme, aiheesta lisää",
    closings="ystävällisin terveisin, parhain terveisin, terveisin, kunnioittavasti, jatkuu, loppu",
    counted="kommentti, kommenttia, kommentit, jakoa, vastausta",
    by="kirjoittanut, haastatteli",
    by_top="kirjoittaja, toimittaja, julkaissut",
    author="teksti, kirjoittaja, kirjoittajat, toimittaja, kirjoittanut, teksti ja kuvat",
    roles="""
        toimittaja, toimittajat, toimitus, kirjeenvaihtaja, päätoimittaja, kolumnisti, kuvaaja, valokuvaaja,
        uutistoimittaja, avustaja
    """,
    joiners="ja",
    prompts="seuraa meitä, tilaa uutiskirjeemme, liity, lataa",
    prompted="uutiskirje, uutiskirjeemme, podcast, facebookissa, twitterissä, instagramissa",
    sentences="""
        käytämme evästeitä | tämä sivusto käyttää evästeitä | sivusto käyttää evästeitä |
        sähköpostiosoitettasi ei julkaista | huomasitko virheen | löysitkö virheen | onko sinulla juttuvinkki |
        tilaamalla uutiskirjeen | voit peruuttaa tilauksen
    """,
    house="""
        lainattaessa,
        uutiskirje, tilaa, tilaus, toimitu, journalism, jäsen, eväste, kopiointi, julkaisija, kustantaja,
        sähköpost, whatsapp, ilmoituk, podcast, kirjoitusvirhe, virhe_, virheen, virheestä, sovellu, instagram,
        telegram, paikallislehti, juttuvink, sisältöjen, sisällön, ilman lupaa, lupaa, aineisto, julkaiseminen,
        sanomalehti, vinkki, vinkkejä
    """,
    voice="""
        lähde mainittava, mainittava,
        meidän, meille, meitä, tilaa_, seuraa_, tue_, kirjoita, lähetä, ota yhteyttä, saat_, saa_, liity_,
        onko sinulla, tiedätkö, huomasitko, löysitkö, kerro_, kielletty, ilman lupaa, ilman kustantajan,
        ilman julkaisijan, lataa_, klikkaa, joka aamu, uutiskirjeemme, voit peruuttaa
    """,
    bio="kirjoittaa_, on toimittaja, on kirjeenvaihtaja, on kolumnisti, seuraa työkseen",
    tools="""
        kommentti, kommentit, kommentin, kommentteja, kommentoi, sähköpost, postilaatikko, uutiskirje, tilille,
        tilaajille, salasana, tietosuoja, käyttöehdot, käyttöehtoihin, eväste, sovellu, ilmoitukset, artikkeli,
        juttu_, jutun_, joka aamu, joka päivä, päivittäin
    """,
    acts="""
        näytä, katso_, lue kaikki, kaikki_, ilmianna, ilmoita_, jätä, lisää_, kirjoita, anna_, syötä, oma_,
        kirjaudu, rekisteröidy, tärkeimmät, uutiset, saat_, vastaanota, tilaa_, hyväksyn, olen lukenut, lataa,
        kuuntele, vain_, kommentoidaksesi, osoitteesi
    """,
    starters="""
        minä, sinä, hän, me, te, he, ja, mutta, koska, sitten, nyt, ei, en, että, mitä, mikä, kuka, missä,
        miten, miksi, kun, jos, minun, hänen, se, tämä, aina, vielä, koskaan
    """,
    numbers="kaksi kahdelle kahden, kolme kolmelle kolmen, neljä, viisi, kuusi, seitsemän, kahdeksan",
    reading="lukuaika",
)
