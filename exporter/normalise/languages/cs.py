"""What page furniture says in Czech: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        sdílet, sdílejte, sdílet článek, sdílení, sdílet na facebooku, zkopírovat odkaz, kopírovat odkaz,
        poslat e-mailem, poslat, doporučit, přeposlat, pošlete to dál, pošli dál, pošlete dál, řekněte to dál,
        poslat příteli, doporučit příteli, poslat známému, řekněte přátelům, poslat dál, přeposlat příteli,
        pošlete příteli, řekni to dál
    """,
    share_verbs="sdílet, sdílejte, sdílej, poslat, pošlete, doporučit, doporučte, sdíleno",
    act_verbs="""
        tisknout, vytisknout, uložit, poslechnout, poslechněte, komentovat, číst, hodnotit, přehrát, tisk,
        diskutovat
    """,
    nouns="""
        článek, článku, zprávu, text, stránku, recept, video, fotku, foto, rozhovor, příspěvek, kvíz, obsah
    """,
    around="""
        tento, tuto, toto, si, na, přes, s, se, přáteli, přátelům, ostatními, e-mailem, a, nebo, do, k, tomuto,
        odkaz, později, facebooku, twitteru, teď
    """,
    topics="""
        témata, téma, rubrika, rubriky, kategorie, více k tématu, více o tématu, související témata,
        témata článku, k tématu, v tomto článku
    """,
    tags="štítky, štítek, tagy, tag, klíčová slova, hashtagy",
    teaser="""
        čtěte také, čtěte dále, čtěte více, číst dál, číst dále, číst více, přečtěte si také, přečtěte si,
        přečtěte si i, přečtěte si více, přečtěte si dále, související, související články, související zprávy,
        podobné články, mohlo by vás zajímat, mohlo by vás také zajímat, mohlo by se vám líbit, nejčtenější,
        nejčtenější články, nejnovější, nejnovější články, nejnovější zprávy, nejdiskutovanější,
        poslední zprávy, poslední články, další články, další zprávy, další z rubriky, z domova, doporučujeme,
        doporučené články, doporučené, populární, populární články, viz také, podívejte se také, podívejte se,
        další čtení, nepřehlédněte, nenechte si ujít, právě se děje, hlavní zprávy, aktuálně, více,
        zobrazit více, video dne, komerční sdělení
    """,
    furniture="""
        reklama, inzerce, komentáře, komentář, diskuse, diskuze, vstoupit do diskuse, vstoupit do diskuze,
        zobrazit diskusi, přidat komentář, napsat komentář, zobrazit komentáře, žádné komentáře,
        komentáře jsou uzavřeny, odpovědět, nahoru, zpět nahoru, zpět, další, předchozí, další článek,
        předchozí článek, newsletter, přihlásit se, přihlásit se k odběru, přihlásit k odběru, odebírat,
        odebírat newsletter, odběr novinek, předplatné, předplatit, předplatit si, registrace, registrovat se,
        odhlásit se, sledujte nás, sledovat, sledujte nás na facebooku, všechna práva vyhrazena, tisk, tisknout,
        vytisknout, uložit, uložit na později, poslechnout si článek, poslechněte si článek, přehrát článek,
        velikost písma, nahlásit chybu, našli jste chybu, našli jste v článku chybu, chyba v článku,
        napište nám, napište redakci, kontakt, kontakty, o nás, redakce, ochrana osobních údajů,
        zásady ochrany osobních údajů, podmínky užití, obchodní podmínky, cookies, nastavení cookies,
        přijmout vše, souhlasím, mapa webu, domů, úvod, hlavní strana, menu, hledat, zavřít, zobrazit další,
        načíst další, pouze pro předplatitele, jen pro předplatitele, prémiový obsah, sponzorovaný obsah,
        sponzorováno, podpořte nás, podpořit, přispět, stáhněte si aplikaci, fotogalerie, galerie,
        zobrazit galerii, ohodnoťte článek, váš komentář, připojte se k diskusi, audioverze, zvuková verze,
        poslechnout audio, verze pro tisk, zpět na hlavní stranu, zpět na titulní stranu, titulní strana,
        zpět na hlavní stránku, hlavní stránka, na hlavní stránku,
        spravovat cookies, zobrazit všechny fotografie, nahlásit, stáhněte si naši aplikaci
    """,
    rubric="""
        zprávy, domácí, zahraničí, zahraniční, svět, ze světa, česko, z domova, politika, ekonomika, byznys,
        finance, peníze, sport, fotbal, hokej, kultura, věda, věda a technika, technika, technologie, zdraví,
        vzdělávání, školství, klima, životní prostředí, příroda, zvířata, názory, komentáře a názory,
        společnost, region, regiony, kraje, praha, brno, město, místní, krimi, černá kronika, policie, právo,
        doprava, auto, počasí, energetika, zemědělství, bydlení, reality, životní styl, móda, krása, rodina,
        recepty, jídlo, cestování, zábava, celebrity, film, hudba, knihy, divadlo, umění, historie, náboženství,
        rozhovory, reportáže, video, podcasty, volby, tenis, basketbal, evropa, média
    """,
    labels="""
        zdroj, zdroje, foto, fotografie, ilustrační foto, video, autor fotografie, aktualizováno, publikováno,
        poslední aktualizace, zveřejněno, vydáno, redakce, doba čtení, čas čtení, grafika
    """,
    credits="foto, fotografie, ilustrační foto, autor fotografie, grafika",
    openings="ilustrační foto, zveřejněno, publikováno, aktualizováno",
    topic_openings="více o, vše o",
    more_from="další zprávy z, více zpráv z, více z, další z",
    interruptions="""
        ilustrační foto, ilustrační snímek, archivní foto, archivní snímek,
        článek pokračuje pod reklamou, text pokračuje pod reklamou, pokračování článku pod reklamou,
        pokračování pod reklamou, článek pokračuje pod videem, text pokračuje pod fotografií,
        článek pokračuje za reklamou, článek pokračuje pod inzercí,
        pro přehrání videa povolte javascript
    """,
    also="""
        čtěte také, čtěte více, přečtěte si také, přečtěte si, přečtěte si i, související, související článek,
        viz také náš článek, mohlo by vás zajímat, podívejte se, k tématu
    """,
    closings="s pozdravem, s úctou, se srdečným pozdravem, pokračování příště, konec",
    counted="komentář, komentáře, komentářů, sdílení, příspěvků",
    by="napsal, napsala, připravil, připravila, ptal se, ptala se, zpracoval, zpracovala",
    by_top="autor, autorka",
    author="autor, autorka, autoři, text, redaktor, napsal, napsala, zpracoval, zpracovala",
    roles="""
        redaktor, redaktorka, redakce, novinář, novinářka, zpravodaj, zpravodajka, reportér, reportérka,
        komentátor, šéfredaktor, fotograf, editor
    """,
    joiners="a",
    prompts="sledujte nás na, přihlaste se k odběru, odebírejte náš, odebírejte naše",
    prompted="newsletter, newsletteru, newslettery, podcast, novinek, facebooku, twitteru, instagramu",
    sentences="""
        tento web používá | tato stránka používá | používáme soubory cookie | používáme cookies |
        vaše e-mailová adresa nebude zveřejněna | našli jste v článku chybu | přihlášením souhlasíte |
        máte tip na | chcete nám něco sdělit
    """,
    house="""
        přetisk,
        newsletter, předplat, redakc, novinář, žurnalist, člen, cookies, přetis, kopírován, vydavatel, schránk,
        whatsapp, upozorněn, podcast, překlep, chyb, aplikac, instagram, telegram, tip?, tip na, obsah,
        bez souhlasu, souhlas, noviny
    """,
    voice="""
        uvedením zdroje,
        naš, nás_, nám_, přihlas, odebír, sleduj, podpoř, napiš, kontaktuj, dostávejte, staňte se, máte_, víte_,
        našli, dejte nám, zakázán, bez souhlasu, přidejte se, stáhněte, klikněte, každé ráno, odhlásit
    """,
    bio="píše o, píše pro, je novinář, je redaktor, je reportér, je zpravodaj, věnuje se",
    tools="""
        e-mailovou adresu, adresu e-mailu,
        komentář, komentování, komentovat, diskuz, diskus, e-mail, email, mail_, schránk, newsletter, účet,
        účtu, předplatitel, heslo, osobních údajů, podmínk, cookie, aplikac, oznámen, článek, každé ráno,
        každý den, denně
    """,
    acts="""
        zobrazit, ukázat, číst_, všechny, nahlásit, přidat, přidejte, napsat, napište, zadejte, vložte, váš_,
        vaší_, svůj, přihlaste, přihlásit, registr, nejdůležitější, zprávy, dostávejte, odebír, souhlasím, četl,
        stáhn, poslechn, poslouch, pouze, jen_, k odběru
    """,
    starters="""
        já, ty, ona, my, vy, oni, a, ale, protože, pak, teď, ne, není, že, co, kdo, kde, jak, kdy, proč, když,
        můj, moje, jeho, její, už, nikdy, vždy, ještě
    """,
    numbers="dva dvě dvou, tři tří, čtyři čtyř, pět, šest, sedm, osm",
    reading="doba čtení, čas čtení",
)
