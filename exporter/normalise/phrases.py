"""The phrases of page furniture in nl, en, de, fr, es, it, pt, and the most usual in pl, sv, tr, ru, ja, ar: data.

Compared folded (exporter.normalise.shape.fold): case, and the colons, stops, arrows and bullets around a line, do not
count. A phrase says nothing in running text; only the tail of a dump is searched for it (exporter.normalise.chrome).
"""

from typing import Final, Literal

Kind = Literal["share", "topics", "tags", "teaser", "furniture", "rubric"]
"""share: asks to share the article. topics, tags: a heading whose lines are sections, or by its own word keywords.
teaser: a heading above links to other articles. furniture: advertising, comments, navigation, rights. rubric: a name
under which newspapers everywhere file articles."""

LINES: Final[dict[Kind, dict[str, str]]] = {
    "share": {
        "nl": (
            "deel artikel, deel dit artikel, deel het artikel, deel dit, deel deze pagina, deel dit bericht, deel dit "
            "verhaal, deel, delen, artikel delen, dit artikel delen, deel via, delen via, deel op, kopieer link, link "
            "kopiëren, kopieer de link, deel dit nieuws, deel op facebook, deel de quiz, deel recept"
        ),
        "en": (
            "share, share article, share this, share this article, share this story, share this page, share this post, "
            "share on, share via, share it, share the article, share with friends, copy link, copy the link, share "
            "full article, email this, email this article, tweet this, save and share, tweet, pin it, share your "
            "score, share this quiz, share this recipe"
        ),
        "de": (
            "teilen, artikel teilen, diesen artikel teilen, beitrag teilen, diesen beitrag teilen, teile diesen "
            "artikel, teilen sie diesen artikel, jetzt teilen, teilen auf, teilen via, seite teilen, weiterleiten, "
            "artikel versenden, link kopieren, quiz teilen, rezept teilen, beitrag versenden, per e-mail versenden, "
            "artikel per e-mail versenden"
        ),
        "fr": (
            "partager, partager l'article, partager cet article, partagez, partagez cet article, partager sur, "
            "partager via, partager la page, copier le lien, envoyer par e-mail, envoyer par mail, partager le quiz, "
            "partager la recette, partager par e-mail"
        ),
        "es": (
            "compartir, compartir artículo, compartir el artículo, compartir este artículo, comparte, comparte este "
            "artículo, compartir en, comparte en, compartir noticia, compartir la noticia, copiar enlace"
        ),
        "it": (
            "condividi, condividi articolo, condividi l'articolo, condividi questo articolo, condividi su, "
            "condividere, copia link"
        ),
        "pt": (
            "partilhar, partilhar artigo, partilhe, partilhe este artigo, compartilhar, compartilhe, compartilhe este "
            "artigo, compartilhar artigo, compartilhar notícia, copiar link"
        ),
        "pl": "udostępnij, udostępnij artykuł, podziel się, udostępnij na facebooku, skopiuj link",
        "sv": "dela, dela artikeln, dela artikel, dela på facebook, del artikel, del artiklen, kopiera länk",
        "tr": "paylaş, haberi paylaş, bu haberi paylaş, bağlantıyı kopyala",
        "ru": "поделиться, поделиться статьей, поделитесь, скопировать ссылку",
        "zh": "分享, 分享到",
        "ja": "シェア, シェアする, この記事をシェア, 共有, リンクをコピー",
        "ar": "شارك, شارك المقال, شارك الخبر, مشاركة, انسخ الرابط",
    },
    "topics": {
        "nl": (
            "meer over, meer over dit onderwerp, meer over deze onderwerpen, onderwerpen, onderwerp, rubriek, "
            "rubrieken, categorie, categorieën, in dit artikel, gerelateerde onderwerpen, dossier, dossiers, thema, "
            "thema's, lees meer over, meer over dit thema, onderwerpen in dit artikel"
        ),
        "en": (
            "topics, topic, more on, more about, more on this topic, more on these topics, related topics, section, "
            "sections, category, categories, filed under, posted in, in this article, explore more on these topics"
        ),
        "de": (
            "mehr zum thema, mehr zu diesem thema, mehr zu, themen, thema, themen in diesem artikel, themen des "
            "artikels, ressort, ressorts, rubrik, rubriken, kategorie, kategorien, verwandte themen, mehr über dieses "
            "thema"
        ),
        "fr": (
            "sur le même thème, sur le même sujet, sujet, sujets, thème, thèmes, thématiques, rubrique, rubriques, "
            "catégorie, catégories, en savoir plus sur, dossier, dossiers, dans cet article, thématiques associées, "
            "sujets associés"
        ),
        "es": (
            "temas, tema, más sobre, más sobre este tema, temas relacionados, sección, secciones, categoría, "
            "categorías, archivado en"
        ),
        "it": (
            "argomenti, argomento, temi, tema, altro su, più su, argomenti correlati, sezione, sezioni, categoria, "
            "categorie, in questo articolo"
        ),
        "pt": (
            "temas, tópicos, tópico, mais sobre, secção, secções, seção, seções, categorias, assuntos, tópicos "
            "relacionados"
        ),
        "pl": "tematy, dział, więcej na ten temat",
        "sv": "ämnen, ämnen i artikeln, läs mer om",
        "ru": "темы, рубрика, в этой статье",
        "tr": "konular, kategori",
    },
    "tags": {
        "nl": "tags, trefwoorden, steekwoorden, trefwoord",
        "en": "tags, tag, tagged, tagged with, tagged in, keywords, keyword",
        "de": "schlagworte, schlagwörter, stichworte, stichwörter, schlagwort, stichwort",
        "fr": "mots-clés, mots clés, mots-clefs, étiquettes",
        "es": "etiquetas, palabras clave",
        "it": "parole chiave, etichette",
        "pt": "palavras-chave, etiquetas, marcadores",
        "pl": "tagi, słowa kluczowe",
        "sv": "taggar, nyckelord",
        "tr": "etiketler, anahtar kelimeler",
        "ru": "теги, ключевые слова, метки",
        "ja": "タグ, キーワード",
        "ar": "وسوم, كلمات مفتاحية",
    },
    "teaser": {
        "nl": (
            "lees ook, lees meer, lees verder, lees hier meer, lees ook deze artikelen, bekijk ook, luister ook, zie "
            "ook, gerelateerd, gerelateerde artikelen, gerelateerd nieuws, meer nieuws, meest gelezen, ander nieuws, "
            "aanbevolen, ook interessant, meer van deze auteur, meer weerberichten, meer artikelen, net binnen, "
            "laatste nieuws, het laatste nieuws, nu in het nieuws, best gelezen, populaire artikelen, dit vind je "
            "misschien ook interessant, anderen lazen ook, meer over dit nieuws, tip van de redactie"
        ),
        "en": (
            "read more, read also, also read, read next, see also, related, related articles, related stories, related "
            "news, related content, more news, most read, most popular, you may also like, you might also like, "
            "recommended, recommended for you, up next, trending, trending now, don't miss, more from us, watch also, "
            "keep reading, continue reading, more from this author, more from the author, related links, related "
            "internet links, more like this, more on this story, more stories, more top stories, latest news, top "
            "stories, editor's picks, editors' picks, what to read next, in other news"
        ),
        "de": (
            "lesen sie auch, lesen sie mehr, lesen sie hier mehr, lies auch, mehr lesen, weiterlesen, auch "
            "interessant, das könnte sie auch interessieren, das könnte dich auch interessieren, siehe auch, verwandte "
            "artikel, ähnliche artikel, meistgelesen, mehr nachrichten, passend dazu, empfohlen, mehr von diesem "
            "autor, mehr vom autor, auch lesenswert, lesen sie auch diese artikel, meistgelesene artikel, am "
            "häufigsten gelesen, beliebte artikel, weitere artikel, weitere themen, weitere meldungen, neueste "
            "artikel, aktuelle nachrichten, top-themen, mehr zur geschichte, unsere empfehlungen"
        ),
        "fr": (
            "lire aussi, à lire aussi, a lire aussi, lire la suite, lire également, voir aussi, à voir aussi, à lire "
            "également, articles liés, articles similaires, les plus lus, à ne pas manquer, nos lecteurs ont aussi lu, "
            "en savoir plus, du même auteur, à écouter aussi, à voir également, sur le même sujet à lire, les articles "
            "les plus lus, articles les plus lus, le plus lu, à la une, dernières actualités, nos dernières "
            "actualités, vous aimerez aussi, ces articles peuvent vous intéresser, cela peut vous intéresser, plus "
            "d'actualités, recommandé pour vous, nos recommandations"
        ),
        "es": (
            "lea también, lee también, leer más, leer también, ver también, te puede interesar, le puede interesar, "
            "noticias relacionadas, artículos relacionados, lo más leído, más noticias, más información, más del "
            "autor, lee además"
        ),
        "it": (
            "leggi anche, leggi di più, leggi tutto, vedi anche, potrebbe interessarti, articoli correlati, i più "
            "letti, altre notizie"
        ),
        "pt": (
            "leia também, leia mais, ler mais, ler também, veja também, saiba mais, artigos relacionados, notícias "
            "relacionadas, mais lidas"
        ),
        "pl": "czytaj także, czytaj też, czytaj więcej, zobacz także, zobacz też, przeczytaj także, polecamy",
        "sv": "läs också, läs även, läs mer, läs vidare, mest läst, relaterat, les også, læs også",
        "tr": "İlgili haberler, ilgili haberler, ayrıca okuyun, çok okunanlar",
        "ru": "читайте также, читать также, читайте ещё, по теме, материалы по теме",
        "ja": "関連記事, あわせて読みたい, おすすめ記事, アクセスランキング",
        "ar": "اقرأ أيضا, اقرأ أيضًا, اقرأ المزيد, مواضيع ذات صلة, أخبار ذات صلة",
    },
    "furniture": {
        "nl": (
            "advertentie, reacties, reageer, reageren, naar boven, terug naar boven, terug, nieuwsbrief, abonneer, "
            "abonneren, print, afdrukken, bewaar, bewaar artikel, volg ons, vorig artikel, volgend artikel, volgende "
            "artikel, alle rechten voorbehouden, inloggen, word abonnee, tip de redactie, fout gezien, opslaan, "
            "sluiten, meld je aan voor de nieuwsbrief, bewaar recept, recept printen, dit liveblog is gesloten, log in "
            "om te reageren, alle reacties, geef een reactie, word abonnee en lees direct verder, al abonnee, al "
            "abonnee? log in, bekijk alle abonnementen, meld je aan, schrijf je in, cookie-instellingen, "
            "privacyverklaring, privacybeleid, contact, over ons, algemene voorwaarden, colofon, fout gezien? mail "
            "ons, download onze app, jouw reactie, uw reactie, plaats een reactie, schrijf een reactie, bekijk "
            "reacties, bekijk alle reacties, toon reacties, ontvang onze nieuwsbrief, abonneer je op onze nieuwsbrief, "
            "schrijf je in voor de nieuwsbrief, was dit artikel nuttig, vond je dit artikel nuttig, heb je een tip"
        ),
        "en": (
            "advertisement, advertising, sponsored, comments, comment, leave a comment, back to top, top, newsletter, "
            "subscribe, subscribe now, sign up, sign up for our newsletter, print, print this article, save, save "
            "article, follow us, previous article, next article, all rights reserved, log in, sign in, close, report "
            "an error, view comments, show comments, skip to content, this live blog is now closed, this live blog has "
            "closed, join the conversation, sign in to comment, log in to comment, reuse this content, purchase "
            "licensing rights, save for later, enter your email, subscribe to continue reading, already a subscriber, "
            "already a subscriber? log in, get unlimited access, cookie settings, cookie policy, privacy policy, terms "
            "of use, terms and conditions, terms of service, contact us, about us, advertise with us, view gallery, "
            "listen to this article, after newsletter promotion, follow us on, article continues below, spotted a "
            "mistake? let us know, your comments, have your say, post a comment, add a comment, write a comment, read "
            "comments, read the comments, see all comments, all comments, get our newsletter, join our newsletter, was "
            "this article helpful, was this helpful, was this page helpful, did you find this article helpful, did you "
            "find this useful, rate this article"
        ),
        "de": (
            "anzeige, werbung, kommentare, kommentar schreiben, kommentieren, nach oben, zum seitenanfang, newsletter, "
            "abonnieren, newsletter abonnieren, jetzt abonnieren, drucken, merken, artikel drucken, artikel merken, "
            "folgen sie uns, zur startseite, alle rechte vorbehalten, anmelden, vorheriger artikel, nächster artikel, "
            "fehler melden, schließen, feedback, rezept drucken, der ticker ist beendet, der liveticker ist beendet, "
            "kommentar verfassen, kommentare anzeigen, alle kommentare, jetzt kostenlos anmelden, jetzt testen, "
            "weiterlesen mit plus, sie haben bereits ein abo? anmelden, feedback an die redaktion, impressum, "
            "datenschutz, datenschutzerklärung, agb, kontakt, über uns, cookie-einstellungen, mediadaten, folgen sie "
            "uns auf, ihr kommentar, ihre meinung, ihre kommentare, kommentar hinterlassen, schreiben sie einen "
            "kommentar, kommentare lesen, diskutieren sie mit, unser newsletter, newsletter bestellen, zum newsletter "
            "anmelden, war dieser artikel hilfreich, war der artikel hilfreich, fanden sie diesen artikel hilfreich"
        ),
        "fr": (
            "publicité, annonce, commentaires, commenter, réagir, haut de page, retour en haut, newsletter, s'abonner, "
            "abonnez-vous, imprimer, enregistrer, suivez-nous, article précédent, article suivant, tous droits "
            "réservés, se connecter, signaler une erreur, fermer, imprimer la recette, ce direct est terminé, voir "
            "tous les commentaires, réagissez à cet article, lire les commentaires, laisser un commentaire, imprimer "
            "l'article, enregistrer l'article, commenter l'article, inscrivez-vous, déjà abonné, déjà abonné ? se "
            "connecter, s'abonner pour lire la suite, article réservé aux abonnés, mentions légales, politique de "
            "confidentialité, gestion des cookies, gérer les cookies, contact, contactez-nous, qui sommes-nous, cgu, "
            "cgv, une erreur ? signalez-la, suivez-nous sur, vos commentaires, votre commentaire, vos réactions, votre "
            "réaction, ajouter un commentaire, écrire un commentaire, voir les commentaires, tous les commentaires, "
            "réagir à cet article, recevez notre newsletter, recevez la newsletter, inscrivez-vous à la newsletter, "
            "inscrivez-vous à notre newsletter, abonnez-vous à notre newsletter, cet article vous a-t-il été utile, "
            "cet article vous a été utile"
        ),
        "es": (
            "publicidad, comentarios, comentar, volver arriba, boletín, suscríbete, suscribirse, imprimir, guardar, "
            "síguenos, todos los derechos reservados, iniciar sesión, aviso legal, política de cookies, política de "
            "privacidad, contacto, quiénes somos, suscríbete para seguir leyendo, regístrate en nuestra newsletter, "
            "ver comentarios, síguenos en, tus comentarios, deja un comentario, deja tu comentario, recibe nuestra "
            "newsletter, suscríbete a nuestra newsletter, te ha resultado útil este artículo"
        ),
        "it": (
            "pubblicità, commenti, commenta, torna su, torna in alto, newsletter, abbonati, stampa, salva, seguici, "
            "tutti i diritti riservati, riproduzione riservata, iscriviti alla newsletter, privacy policy, cookie "
            "policy, contatti, chi siamo, note legali, seguici su, i vostri commenti, lascia un commento, vedi i "
            "commenti, ricevi la nostra newsletter, questo articolo ti è stato utile"
        ),
        "pt": (
            "publicidade, comentários, comentar, voltar ao topo, subscrever, assine, imprimir, guardar, siga-nos, "
            "todos os direitos reservados, deixe um comentário, deixe o seu comentário, ver comentários, receba a "
            "nossa newsletter, este artigo foi útil"
        ),
        "pl": "reklama, komentarze, polityka prywatności, regulamin, kontakt, wszelkie prawa zastrzeżone, drukuj",
        "sv": "annons, kommentarer, till toppen, prenumerera, kontakta oss, om oss, skriv ut",
        "tr": "reklam, yorumlar, yorum yap, abone ol, künye, gizlilik politikası, yazdır",
        "ru": "реклама, комментарии, подписаться, все права защищены, политика конфиденциальности, распечатать",
        "ja": "広告, コメント, 印刷, トップに戻る, プライバシーポリシー, お問い合わせ",
        "ar": "إعلان, إعلانات, تعليقات, التعليقات, طباعة, جميع الحقوق محفوظة",
    },
    "rubric": {
        "nl": (
            "nieuws, binnenland, buitenland, politiek, economie, sport, voetbal, cultuur, cultuur en media, cultuur & "
            "media, media, tech, regio, regionaal nieuws, opinie, achtergrond, wetenschap, gezondheid, onderwijs, "
            "klimaat, koningshuis, opmerkelijk, misdaad, lokaal, stad, wonen, reizen, financieel, entertainment, show, "
            "muziek, natuur, verkeer, weer, boeken, film, theater, recepten, eten en drinken"
        ),
        "en": (
            "news, world, world news, national, international, local, local news, politics, business, economy, sport, "
            "sports, football, culture, arts, science, technology, health, education, climate, environment, opinion, "
            "analysis, lifestyle, travel, entertainment, music, crime, weather, europe, uk, us news, money, "
            "obituaries, books, film, theatre, food, recipes, letters, local sport"
        ),
        "de": (
            "nachrichten, inland, ausland, politik, wirtschaft, sport, fußball, kultur, wissen, wissenschaft, "
            "gesundheit, bildung, klima, umwelt, meinung, panorama, lokales, regionales, regional, gesellschaft, "
            "feuilleton, reise, digital, technik, netzwelt, vermischtes, unterhaltung, medien, finanzen, leserbriefe, "
            "bücher, film, theater, rezepte, wetter, verkehr"
        ),
        "fr": (
            "actualité, actualités, monde, france, international, politique, économie, sport, sports, football, "
            "culture, sciences, science, santé, éducation, climat, environnement, planète, opinions, débats, société, "
            "régions, faits divers, médias, voyage, technologie, livres, cinéma, gastronomie, recettes, nécrologie, "
            "météo"
        ),
        "es": (
            "noticias, mundo, internacional, nacional, política, economía, deportes, fútbol, cultura, ciencia, "
            "tecnología, salud, educación, clima, opinión, sociedad, sucesos, local"
        ),
        "it": (
            "notizie, mondo, esteri, cronaca, politica, economia, sport, calcio, cultura, scienza, scienze, "
            "tecnologia, salute, scuola, ambiente, opinioni, società, spettacoli, interni"
        ),
        "pt": (
            "notícias, mundo, nacional, política, economia, desporto, esporte, futebol, cultura, ciência, tecnologia, "
            "saúde, educação, opinião, sociedade, país, local"
        ),
        "pl": "wiadomości, kraj, świat, gospodarka, polityka, kultura, sport, opinie, zdrowie, nauka, społeczeństwo",
        "sv": "nyheter, inrikes, utrikes, ekonomi, politik, kultur, åsikt, ledare, debatt",
        "tr": "gündem, dünya, ekonomi, siyaset, spor, kültür sanat, sağlık, yazarlar",
        "ru": "новости, общество, политика, экономика, мир, в мире, культура, спорт, мнения, происшествия",
        "ja": "社会, 政治, 経済, 国際, スポーツ, 文化, 科学, オピニオン, 地域",
        "ar": "محليات, سياسة, اقتصاد, رياضة, ثقافة, رأي, آراء, العالم, صحة",
    },
}
"""By kind and language, parted by commas. A phrase of two kinds is what comes first."""
