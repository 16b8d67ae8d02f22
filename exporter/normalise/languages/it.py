"""What page furniture says in Italian: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        condividi, condividi articolo, condividi l'articolo, condividi questo articolo, condividi su,
        condividere, copia link, condividi via, invia, invia per email, inoltra, copia il link,
        condividi su facebook, condivisione, passaparola, passa parola, fai girare, fai girare la notizia,
        spargi la voce, dillo a un amico, invia a un amico, consiglia a un amico, segnala a un amico,
        dillo agli amici, fallo sapere, inoltra a un amico, manda a un amico
    """,
    share_verbs="condividi, condividere, condividete, invia, inoltra, inviare",
    act_verbs="stampa, stampare, salva, salvare, ascolta, ascoltare, commenta, leggi, scarica, regala",
    nouns="""
        articolo, l'articolo, notizia, ricetta, pagina, video, foto, intervista, storia, contenuto, post,
        podcast, servizio, approfondimento, quest'articolo
    """,
    around="""
        il, la, questo, questa, su, via, con, per, a, tramite, un, una, i, tuoi, amici, e, o, email, e-mail,
        mail, ora, dopo, social, link, più, tardi, gli, altri
    """,
    topics="""
        argomenti, argomento, temi, tema, altro su, più su, argomenti correlati, sezione, sezioni, categoria,
        categorie, in questo articolo, temi dell'articolo, argomenti dell'articolo, argomenti trattati,
        in questa notizia, nell'articolo, di più su questo argomento, per approfondire, altri argomenti,
        approfondimenti
    """,
    tags="parole chiave, etichette, tag, tags, hashtag",
    teaser="""
        leggi anche, leggi di più, leggi tutto, vedi anche, potrebbe interessarti, articoli correlati,
        i più letti, altre notizie, leggi pure, leggi ancora, leggi l'articolo, leggi l'articolo completo,
        continua a leggere, continua la lettura, prosegui la lettura, per saperne di più, scopri di più,
        vedi tutti, guarda anche, guarda il video, ascolta anche, ti potrebbe interessare,
        ti potrebbero interessare, ti potrebbe interessare anche, potrebbe interessarti anche,
        potrebbero interessarti, potrebbe anche interessarti, articoli simili, articoli recenti,
        articoli consigliati, articoli in evidenza, notizie correlate, notizie simili, notizie in evidenza,
        contenuti correlati, contenuti sponsorizzati, correlati, correlato, più letti, le più lette, più lette,
        i più visti, più visti, i più condivisi, più popolari, popolari, più commentati, ultime notizie,
        ultim'ora, ultimi articoli, le ultime notizie, le ultime, altri articoli, altre news, altro da,
        consigliati, consigliato per te, consigliati per te, raccomandati, in evidenza, in primo piano,
        primo piano, da non perdere, scelti per te, video del giorno, dal web, tendenze, di tendenza
    """,
    furniture="""
        pubblicità, commenti, commenta, torna su, torna in alto, newsletter, abbonati, stampa, salva, seguici,
        tutti i diritti riservati, riproduzione riservata, iscriviti alla newsletter, privacy policy,
        cookie policy, contatti, chi siamo, note legali, seguici su, i vostri commenti, lascia un commento,
        vedi i commenti, ricevi la nostra newsletter, questo articolo ti è stato utile, accetta, accetta tutti,
        accetta tutto, accetta i cookie, cookie, informativa sui cookie, preferenze cookie, gestisci cookie,
        informativa sulla privacy, termini e condizioni, condizioni d'uso, accessibilità, mappa del sito, aiuto,
        menu, cerca, home, homepage, torna alla home, indietro, avanti, successivo, precedente,
        articolo precedente, articolo successivo, carica altro, mostra altro, mostra di più, nessun commento,
        commenti chiusi, scrivi un commento, aggiungi un commento, inserisci un commento,
        partecipa alla discussione, la tua opinione, rispondi, annuncio, annuncio pubblicitario, sponsorizzato,
        contenuto sponsorizzato, inserzione, riservato agli abbonati, contenuto riservato agli abbonati,
        premium, abbonati ora, abbonati subito, abbonamenti, sostienici, sostieni il giornale,
        sostieni il nostro giornalismo, dona ora, fai una donazione, scarica l'app, scarica la nostra app,
        segui, segui il canale, seguici sui social, ascolta, ascolta l'articolo, ascolta questo articolo,
        dimensione testo, registrati, accedi, login, esci, chiudi, le nostre newsletter, iscriviti,
        iscriviti ora, iscriviti alla nostra newsletter, resta aggiornato, rimani aggiornato, ricevi le notizie,
        la tua email, indirizzo email, segnala un errore, segnala errore, hai trovato un errore,
        scrivi alla redazione, contatta la redazione, contattaci, vedi tutto, mostra tutto, leggi meno,
        galleria fotografica, fotogallery, guarda la gallery, gallery, caricamento, redazione,
        pubblicità su questo sito, tutti i diritti sono riservati, vai alla home, vai ai commenti,
        torna all'inizio, versione stampabile, versione audio, ascolta la versione audio,
        versione per la stampa, pagina iniziale, vai alla homepage, torna alla homepage,
        torna alla pagina iniziale,
        gestisci i cookie, guarda tutte le foto, scopri le offerte, segui questo tema
    """,
    rubric="""
        notizie, mondo, esteri, cronaca, politica, economia, sport, calcio, cultura, scienza, scienze,
        tecnologia, salute, scuola, ambiente, opinioni, società, spettacoli, interni, home, ultime notizie,
        attualità, italia, dal mondo, europa, roma, milano, napoli, torino, regione, regioni, locale, città,
        provincia, lavoro, aziende, borsa, finanza, soldi, casa, motori, mobilità, trasporti, energia,
        agricoltura, natura, animali, vita, lifestyle, stile, moda, bellezza, famiglia, gossip, persone, tv,
        televisione, serie tv, cinema, musica, arte, libri, letteratura, teatro, storia, religione, giustizia,
        cronaca nera, università, istruzione, serie a, basket, tennis, ciclismo, formula 1, motogp, pallavolo,
        olimpiadi, editoriale, editoriali, commenti e opinioni, rubriche, lettere, podcast, video, elezioni,
        cucina, ricette, viaggi, turismo, tech, meteo, inchieste, interviste, necrologi, spettacolo, eventi,
        ambiente e territorio, sanità
    """,
    labels="""
        fonte, fonti, immagine, immagini, aggiornato, aggiornato il, pubblicato, pubblicato il,
        ultimo aggiornamento, foto, fotografia, video, illustrazione, crediti, credits, tempo di lettura,
        copyright, redazione, a cura di, didascalia
    """,
    credits="immagine, foto di, foto, fotografia, crediti, illustrazione, credit",
    openings="foto di, pubblicato il, aggiornato il, ultimo aggiornamento, immagine di",
    topic_openings="altro su, tutto su, leggi di più su",
    more_from="altre notizie da, altre notizie di, tutto su, altro da, tutti gli articoli di, altri articoli di",
    interruptions="""
        foto d'archivio, foto di repertorio, immagine di repertorio, immagine d'archivio,
        continua a leggere dopo la pubblicità, l'articolo continua dopo la pubblicità,
        articolo continua dopo la pubblicità, l'articolo prosegue dopo la pubblicità,
        la notizia continua dopo la pubblicità, continua dopo la pubblicità, prosegue dopo la pubblicità,
        l'articolo continua sotto, continua sotto, leggi anche sotto,
        contenuto non disponibile: non hai accettato i cookie, attiva javascript per guardare il video, attiva
        javascript per vedere il video
    """,
    also="""
        leggi anche, leggi pure, leggi qui, guarda anche, vedi anche il nostro articolo, potrebbe interessarti,
        ti potrebbe interessare, per approfondire, approfondisci, da non perdere
    """,
    closings="""
        cordiali saluti, distinti saluti, continua, fine, un saluto, saluti, con stima, lettera firmata
    """,
    counted="commento, commenti, condivisioni, visualizzazioni",
    by="di, a cura di, scritto da, testo di, testi di, un articolo di, articolo di",
    by_top="pubblicato da, intervista di",
    author="autore, autrice, autori, testo, testi, giornalista",
    roles="""
        giornalista, corrispondente, inviato, inviata, redattore, redattrice, redazione, direttore,
        editorialista, fotografo, caporedattore
    """,
    joiners="e, ed",
    prompts="seguici su, iscriviti alla, iscriviti al, segui il nostro, seguite la nostra, seguici anche su",
    prompted="newsletter, podcast, canale",
    sentences="""
        questo sito utilizza cookie | questo sito usa i cookie | utilizziamo i cookie | usiamo i cookie |
        iscrivendoti accetti | l'indirizzo email non verrà pubblicato |
        il tuo indirizzo email non sarà pubblicato | hai trovato un errore | per ricevere le notizie |
        puoi annullare l'iscrizione | iscriviti alla newsletter per
    """,
    house="""
        newsletter, abbon, redazione, giornalismo, socio, cookie, riproduzione, editore, casella, posta,
        whatsapp, notifiche, podcast, refuso, errore nel, errore in, applicazione, instagram, telegram,
        informazione locale, stampa locale, senza autorizzazione, senza il consenso, autorizzazione, errore_,
        segnalazion, giornale
    """,
    voice="""
        citando la fonte,
        nostr, ci_, iscriv, abbonat, seguici, segui_, sostieni, sosten, scriv, contatta, ricevi, diventa, hai_,
        sai_, segnala, faccelo, vietata, senza autorizzazione, senza il consenso, unisciti, scarica, clicca,
        ogni mattina, dillo
    """,
    bio="""
        scrive di, scrive per, scrive su, è giornalista, è un giornalista, è una giornalista, è redattore,
        è redattrice, è corrispondente, è inviat, si occupa di
    """,
    tools="""
        indirizzo email, indirizzo e-mail, indirizzo mail,
        comment, e-mail, email, mail_, casella, newsletter, account, abbonati, password, privacy, informativa,
        termini, cookie, app_, notifiche, articolo, notizia_, ogni mattina, ogni giorno
    """,
    acts="""
        vedi_, mostra_, leggi_, tutti_, segnala, lascia, aggiungi, scrivi, inserisci, tua_, tuo_, accedi,
        registrati, importanti, notizie, ricevi, iscriviti, accetto, ho letto, scarica, ascolta, solo_,
        riservato, per leggere
    """,
    starters="""
        un, uno, una, io, tu, lui, lei, noi, voi, loro, e, ma, perché, poi, allora, ora, adesso, non, né, che,
        chi, dove, come, quando, se, mio, suo, sua, questo, questa, mai, sempre, ancora, c'è, è
    """,
    numbers="due, tre, quattro, cinque, sei, sette, otto",
    articles="il, lo, la, i, gli, le, un, uno, una",
    reading="tempo di lettura, lettura",
)
