"""What page furniture says in French: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        partager, partager l'article, partager cet article, partagez, partagez cet article, partager sur,
        partager via, partager la page, copier le lien, envoyer par e-mail, envoyer par mail, partager le quiz,
        partager la recette, partager par e-mail, partager sur les réseaux sociaux, envoyer à un ami, envoyer,
        transférer, partager le lien, faites passer, faites passer le mot, passez le mot, faites tourner,
        envoyer à un proche, parlez-en autour de vous, dites-le à vos amis, faites suivre, faire suivre,
        diffusez l'info, faites circuler, envoyez à un ami, recommander à un ami
    """,
    share_verbs="partager, partagez, partage, envoyer, recommander, offrir",
    act_verbs="""
        imprimer, enregistrer, sauvegarder, écouter, écoutez, commenter, commentez, réagir, réagissez, lire,
        noter, conserver
    """,
    nouns="""
        article, l'article, recette, page, vidéo, photo, interview, quiz, contenu, histoire, info, poème,
        portrait, direct, podcast, actualité, entretien, analyse, reportage, diaporama, lien
    """,
    around="""
        le, la, l', les, ce, cet, cette, à, par, via, sur, avec, vos, votre, un, une, des, ami, amis, et, ou,
        maintenant, e-mail, mail, réseaux, sociaux, plus, tard, pour, d'un
    """,
    topics="""
        sur le même thème, sur le même sujet, sujet, sujets, thème, thèmes, thématiques, rubrique, rubriques,
        catégorie, catégories, en savoir plus sur, dossier, dossiers, dans cet article, thématiques associées,
        sujets associés, à propos de, thèmes abordés, thèmes associés, sur ce thème, sur ce sujet,
        tous les sujets, dans la même rubrique, en lien avec, mots clés et sujets
    """,
    tags="mots-clés, mots clés, mots-clefs, étiquettes, tags, mots clefs, hashtags, étiquette, tag",
    teaser="""
        lire aussi, à lire aussi, a lire aussi, lire la suite, lire également, voir aussi, à voir aussi,
        à lire également, articles liés, articles similaires, les plus lus, à ne pas manquer,
        nos lecteurs ont aussi lu, en savoir plus, du même auteur, à écouter aussi, à voir également,
        sur le même sujet à lire, les articles les plus lus, articles les plus lus, le plus lu, à la une,
        dernières actualités, nos dernières actualités, vous aimerez aussi,
        ces articles peuvent vous intéresser, cela peut vous intéresser, plus d'actualités,
        recommandé pour vous, nos recommandations, à lire, lisez aussi, lire plus, voir plus, voir également,
        voir tous les articles, sur le même sujet, dans la même catégorie, à découvrir, à découvrir aussi,
        découvrez aussi, découvrez également, à consulter aussi, à voir, pour aller plus loin, pour approfondir,
        aussi à lire, autres articles, d'autres articles, plus d'articles, articles récents,
        articles recommandés, articles associés, articles populaires, derniers articles, dernières nouvelles,
        dernières infos, les dernières actualités, les plus consultés, le plus consulté, les plus partagés,
        les plus commentés, populaire, populaires, tendances, recommandés pour vous, recommandé,
        recommandations, sélectionné pour vous, vous pourriez aimer, vous aimerez peut-être,
        vous pourriez aussi aimer, cela pourrait vous intéresser, ça peut vous intéresser, contenus sponsorisés,
        la rédaction vous conseille, la rédaction vous recommande, nos derniers articles, nos suggestions,
        notre sélection, suggestions, ailleurs sur le web, l'essentiel, l'actu en continu, en direct, en vidéo,
        l'article suivant, ne manquez pas, à suivre aussi, plus d'infos, plus d'information, plus d'informations,
        en ce moment
    """,
    furniture="""
        publicité, annonce, commentaires, commenter, réagir, haut de page, retour en haut, newsletter,
        s'abonner, abonnez-vous, imprimer, enregistrer, suivez-nous, article précédent, article suivant,
        tous droits réservés, se connecter, signaler une erreur, fermer, imprimer la recette,
        ce direct est terminé, voir tous les commentaires, réagissez à cet article, lire les commentaires,
        laisser un commentaire, imprimer l'article, enregistrer l'article, commenter l'article, inscrivez-vous,
        déjà abonné, déjà abonné ? se connecter, s'abonner pour lire la suite, article réservé aux abonnés,
        mentions légales, politique de confidentialité, gestion des cookies, gérer les cookies, contact,
        contactez-nous, qui sommes-nous, cgu, cgv, une erreur ? signalez-la, suivez-nous sur, vos commentaires,
        votre commentaire, vos réactions, votre réaction, ajouter un commentaire, écrire un commentaire,
        voir les commentaires, tous les commentaires, réagir à cet article, recevez notre newsletter,
        recevez la newsletter, inscrivez-vous à la newsletter, inscrivez-vous à notre newsletter,
        abonnez-vous à notre newsletter, cet article vous a-t-il été utile, cet article vous a été utile,
        accepter, tout accepter, accepter les cookies, cookies, politique de cookies, paramétrer les cookies,
        conditions générales, conditions d'utilisation, conditions générales d'utilisation,
        conditions générales de vente, accessibilité, plan du site, aide, faq, recrutement, menu, rechercher,
        recherche, accueil, retour à l'accueil, retour, suivant, précédent, page suivante, charger plus,
        afficher plus, voir la suite, aucun commentaire, pas de commentaire, soyez le premier à commenter,
        soyez le premier à réagir, les commentaires sont fermés, commentaires fermés, répondre, sponsorisé,
        contenu sponsorisé, publi-reportage, partenaire, réservé aux abonnés, article abonné, abonnés, premium,
        devenir abonné, je m'abonne, je me connecte, soutenez-nous, soutenir, soutenez notre journalisme,
        faire un don, télécharger l'application, téléchargez l'application, téléchargez notre application,
        suivre, suivez-nous sur facebook, écouter l'article, écouter cet article, écouter, taille du texte,
        créer un compte, s'inscrire, je m'inscris, se déconnecter, déconnexion, nos newsletters, newsletters,
        la newsletter, restez informé, recevoir les alertes, votre e-mail, votre adresse e-mail, votre email,
        signaler une faute, signaler une erreur dans l'article, une faute, proposer une correction,
        écrire à la rédaction, contacter la rédaction, tout voir, voir tout, lire moins, voir la galerie,
        voir le diaporama, diaporama, chargement, participer à la discussion, donnez votre avis, votre avis,
        haut de la page, retour en haut de page, revenir en haut, version imprimable, ajouter à mes favoris,
        ajouter aux favoris, mes favoris, lire plus tard, gérer mes préférences, version audio,
        écouter la version audio, version à imprimer, lecture audio, page d'accueil, retour à la page d'accueil,
        revenir à l'accueil,
        gérer mes cookies, voir les photos, voir toutes les photos, réagissez, voir les offres
    """,
    rubric="""
        actualité, actualités, monde, france, international, politique, économie, sport, sports, football,
        culture, sciences, science, santé, éducation, climat, environnement, planète, opinions, débats, société,
        régions, faits divers, médias, voyage, technologie, livres, cinéma, gastronomie, recettes, nécrologie,
        météo, actu, à la une, info, infos, europe, afrique, asie, amériques, proche-orient, belgique, suisse,
        québec, canada, paris, région, locale, local, bourse, entreprises, emploi, argent, immobilier, conso,
        consommation, auto, mobilité, transports, énergie, agriculture, nature, animaux, vie, style, mode,
        beauté, famille, people, télé, télévision, musique, art, arts, théâtre, littérature, histoire, religion,
        justice, police, école, enseignement, université, ligue 1, rugby, tennis, cyclisme, formule 1, basket,
        handball, jeux olympiques, omnisports, édito, éditorial, tribune, tribunes, chronique, chroniques,
        idées, podcasts, vidéos, élections, élection présidentielle, jardin, cuisine, conseils, tech, numérique,
        high-tech, sciences et santé, monde arabe, fait divers, faits-divers, enquête, enquêtes, décryptage,
        reportage, reportages, portraits, loisirs, sorties, week-end, avis de décès
    """,
    labels="""
        photo, photos, crédit photo, crédits photo, crédit, crédits, publié le, mis à jour, mis à jour le,
        photo d'illustration, source, sources, image, illustration, vidéo, légende, copyright, temps de lecture,
        modifié le, dernière mise à jour, publié, rédaction, avec
    """,
    credits="""
        crédit photo, crédits photo, crédit, crédits, photo d'illustration, photo de, photo, photos, image,
        illustration
    """,
    openings="photo de, mis à jour le, publié le, modifié le, dernière mise à jour le, photo d'illustration",
    topic_openings="en savoir plus sur, tout sur, plus sur",
    more_from="plus d'actualités de, toute l'actualité de, plus de, tous les articles de",
    interruptions="""
        photo d'illustration, photo d'archives, image d'illustration, photo illustration, image d'archives,
        la suite de l'article après la publicité, l'article continue après cette publicité,
        la suite de votre article après cette publicité, suite de l'article après la publicité,
        la suite après la pub, lire la suite après la publicité, passer la publicité,
        la suite après cette annonce, article continue après la publicité, contenu embarqué,
        cliquez ici pour voir la vidéo, la suite après cette publicité, la suite après la publicité,
        l'article continue après la publicité,
        pour lire cette vidéo activez javascript
    """,
    also="""
        lire aussi, à lire aussi, lire également, à lire également, à lire, lisez aussi,
        voir aussi notre article, à voir aussi, sur le même sujet, relire, à découvrir
    """,
    closings="""
        cordialement, bien cordialement, bien à vous, salutations, sincèrement, respectueusement, à suivre, fin
    """,
    counted="commentaire, commentaires, réactions, réaction, partages, vues",
    by="par, texte de, textes de, écrit par, un article de, rédigé par",
    by_top="publié par, entretien réalisé par, interview de",
    author="auteur, autrice, auteure, auteurs, texte, textes, rédaction, journaliste",
    roles="""
        journaliste, journalistes, correspondant, correspondants, correspondante, rédacteur, rédactrice,
        rédaction, reporter, chroniqueur, chroniqueuse, envoyé, éditorialiste, photographe, pigiste
    """,
    joiners="et",
    prompts="""
        suivez-nous sur, abonnez-vous à, inscrivez-vous à, recevez, retrouvez-nous sur, rejoignez-nous sur
    """,
    prompted="newsletter, newsletters, podcast, chaîne, lettre",
    sentences="""
        ce site utilise des cookies | en vous inscrivant, vous acceptez | votre adresse email est utilisée |
        votre adresse e-mail est utilisée | nous utilisons des cookies | une erreur dans l'article |
        vous avez repéré une erreur | votre adresse e-mail ne sera pas publiée | vous pouvez vous désinscrire |
        recevez chaque matin | en cliquant sur « s'inscrire » | cet article est réservé aux abonnés |
        une erreur dans cet article
    """,
    house="""
        newsletter, abonn, rédaction, membre, journalisme, cookies, reproduction, éditeur, boîte mail,
        messagerie, whatsapp, alertes, podcast, coquille, faute, erreur dans, infolettre, lettre d'information,
        don_, soutien, notre application, instagram, presse locale, sans l'accord, sans autorisation,
        autorisation, presse, information locale, témoignage, une info
    """,
    voice="""
        mention de la source, citer la source,
        notre_, nos_, nous_, inscrivez, abonnez, suivez, soutenez, écrivez, contactez, recevez, devenez,
        vous avez, avez-vous, signalez, dites-le, interdite, sans l'accord, sans autorisation, rejoignez,
        téléchargez, cliquez, désinscri, chaque matin, faites
    """,
    bio="""
        écrit sur, écrit pour, est journaliste, est rédact, est correspondant, est chroniqu, est reporter,
        couvre l
    """,
    tools="""
        adresse e-mail, adresse mail, adresse email,
        commenta, commenter, e-mail, email, mail_, boîte mail, newsletter, infolettre, compte, abonnés,
        mot de passe, confidentialité, conditions d, cookie, application_, notifications, article, chaque matin,
        chaque jour, tous les matins, réagir
    """,
    acts="""
        voir_, afficher, lire tous, tous_, toutes_, signaler, laisse, ajoute, écri, saisi, entre, votre_,
        connectez, identifiez, essentiel, actualité, recevez, reçois, abonnez, inscri, accepte, ai lu,
        télécharge, écoute, réservé, pour commenter
    """,
    starters="""
        un, une, des, je, tu, il, elle, nous, vous, ils, elles, et, mais, car, donc, puis, alors, maintenant,
        ne, pas, que, qui, où, comment, pourquoi, quand, si, mon, ma, sa, ce, cette, c'est, encore, jamais,
        toujours
    """,
    numbers="deux, trois, quatre, cinq, six, sept, huit",
    articles="le, la, les, un, une, des",
    reading="temps de lecture, lecture",
)
