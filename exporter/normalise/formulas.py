"""What letters, agencies and pages say in set words, beside the phrases of exporter.normalise.phrases: data.

Compared folded, but for the agencies.
"""

from typing import Final

from exporter.normalise.phrases import Kind

CLOSINGS: Final = (
    "met vriendelijke groet, met vriendelijke groeten, vriendelijke groet, vriendelijke groeten, hartelijke groet, "
    "hartelijke groeten, groeten, groetjes, liefs, hoogachtend, met hoogachting, ondertekend, was getekend, namens "
    "deze, wordt vervolgd, slot volgt, einde, tot morgen, tot volgende week, yours sincerely, yours faithfully, yours "
    "truly, sincerely, sincerely yours, kind regards, best regards, warm regards, best wishes, regards, yours, signed, "
    "to be continued, the end, amen, mit freundlichen grüßen, freundliche grüße, mit besten grüßen, beste grüße, "
    "herzliche grüße, viele grüße, hochachtungsvoll, gezeichnet, fortsetzung folgt, wird fortgesetzt, ende, "
    "cordialement, bien cordialement, bien à vous, salutations, sincèrement, respectueusement, à suivre, fin, "
    "atentamente, un saludo, saludos, un cordial saludo, continuará, cordiali saluti, distinti saluti, continua, fine, "
    "atenciosamente, cumprimentos, fim, z poważaniem, ciąg dalszy nastąpi, koniec, med vänlig hälsning, med vänliga "
    "hälsningar, fortsättning följer, slut, saygılarımla, devam edecek, с уважением, продолжение следует, конец"
)
"""How a letter or a story closes, as a line of its own: body, and no tag."""

INTERRUPTIONS: Final = (
    "lees verder na de advertentie, lees verder onder de advertentie, lees verder onder de foto, lees verder onder de "
    "video, lees verder onder de afbeelding, tekst gaat verder onder de foto, tekst gaat verder onder de video, tekst "
    "gaat verder onder de advertentie, de tekst gaat verder onder de foto, de tekst gaat verder onder de video, de "
    "tekst gaat verder onder de advertentie, het artikel gaat verder onder de foto, het artikel gaat verder onder de "
    "video, het artikel gaat verder onder de advertentie, artikel gaat verder onder de foto, artikel gaat verder onder "
    "de video, artikel gaat verder onder de advertentie, dit artikel gaat verder onder de advertentie, article "
    "continues below, article continues below advertisement, article continues after advertisement, story continues "
    "below, story continues below advertisement, story continues after advertisement, article continues after this "
    "advertisement, after newsletter promotion, skip past newsletter promotion, scroll to continue, artikel wird unter "
    "der anzeige fortgesetzt, der artikel wird unter der anzeige fortgesetzt, nach der anzeige weiterlesen, "
    "weiterlesen nach der anzeige, weiter nach der anzeige, la suite après cette publicité, la suite après la "
    "publicité, l'article continue après la publicité, continúa leyendo después del anuncio, continua a leggere dopo "
    "la pubblicità, continua após a publicidade, artikeln fortsätter efter annonsen, dalsza część artykułu pod reklamą"
)
"""What breaks into a text to say that it goes on: chrome wherever it stands. Whole lines that no article says of
itself; a lone `Anzeige` may be a sub-head."""

ALSO: Final = (
    "lees ook, lees ook dit, related, read also, also read, lesen sie auch, lies auch, lire aussi, à lire aussi, lire "
    "également, à lire également, lea también, lee también, leer también, leggi anche, leia também, czytaj także, "
    "czytaj też, przeczytaj także, läs också, läs även, læs også, les også, читайте также"
)
"""Before a colon and the name of another article: chrome wherever it stands. Not `Read more:`, which may be advice."""

CREDITS: Final = (
    "foto, foto's, beeld, photo, photos, photograph, image, picture, photo credit, image credit, fotos, bild, "
    "titelbild, crédit photo, crédits photo, crédit, crédits, photo d'illustration, imagen, crédito, immagine, imagem, "
    "foto van, foto door, foto von, photo by, photograph by, photo de, foto di, foto de"
)
"""Of LABELS and OPENINGS, what may stand above a body."""

UNNAMED: Final = (
    "©, advertentie, advertisement, anzeige, werbung, publicité, publicidad, pubblicità, publicidade, reklama, annons, "
    "реклама, article réservé aux abonnés, listen to this article, view gallery"
)
"""What may stand above a body, with nothing behind it."""

AGENCIES: Final = (
    "ANP Belga BELGA dpa DPA AFP Reuters REUTERS AP EFE ANSA Ansa PAP NTB Ritzau APA SDA sda ats ATS Keystone-SDA "
    "Keystone-ATS Lusa Xinhua Kyodo ТАСС РИА"
)
"""News agencies, as they write themselves."""

AROUND_AGENCIES: Final = (
    "met mit avec with con com from van von de by door par por and en und et y e / & bron source quelle material "
    "agenturen agentur agenturmaterial redactie redaktion rédaction la información informatie informationen "
    "informations reporting bijdrage bijdragen medewerking agencies agences persbureau persbureaus wires files"
)
"""What may stand around them in a credit."""

CREDITED: Final = ("reporting by ", "additional reporting by ", "met medewerking van ")
"""Before names: `(Reporting by Ann Field; Editing by Ben Holm)`."""

ENDINGS: Final = (" contributed to this report", " contributed to this story", " contributed to this article")
"""How credits of agencies end."""

SENTENCES: Final = (
    "our standards: the ",
    "we use cookies to improve ",
    "wij gebruiken cookies om deze site ",
    "wij gebruiken cookies om onze ",
    "diese website verwendet cookies",
    "ce site utilise des cookies",
    "by signing up you agree",
    "by signing up, you agree",
    "door je aan te melden ga je akkoord",
    "door je in te schrijven ga je akkoord",
    "mit der anmeldung stimmen sie",
    "en vous inscrivant, vous acceptez",
    "privacy notice: newsletters may contain",
    "je kunt je altijd weer afmelden",
    "heb je een tip of opmerking? ",
    "heb jij een tip voor de redactie",
    "got a story? get in touch",
    "votre adresse email est utilisée",
    "votre adresse e-mail est utilisée",
)
"""Sentences that only furniture begins so, full stop or not."""

PROMPTS: Final = (
    "follow us on ",
    "volg ons op ",
    "folgen sie uns auf ",
    "suivez-nous sur ",
    "síguenos en ",
    "seguici su ",
    "sign up for our ",
    "sign up to our ",
    "subscribe to our ",
    "meld je aan voor onze ",
)
"""The same, if one of the networks follows, or one of these:"""

PROMPTED: Final = "newsletter newsletters nieuwsbrief nieuwsbrieven podcast emails alerts"

MORE_FROM: Final = ("more from ", "more by ", "meer van ", "meer uit ", "mehr von ", "mehr aus ")
"""Before a writer, a place or a section: a heading above other articles."""

LABELS: Final = (
    "foto, foto's, foto boven, beeld, bron, video, tekst en foto, laatst bijgewerkt, bijgewerkt, gepubliceerd, "
    "gepubliceerd op, laatste update, photo, photos, photograph, image, picture, photo credit, image credit, credit, "
    "source, sources, last updated, updated, published, last modified, fotos, bild, bilder, quelle, quellen, "
    "titelbild, veröffentlicht, aktualisiert, zuletzt aktualisiert, erstellt, crédit photo, crédits photo, crédit, "
    "crédits, publié le, mis à jour, mis à jour le, photo d'illustration, fuente, imagen, crédito, actualizado, "
    "publicado, fonte, immagine, aggiornato, pubblicato, imagem, atualizado, mitarbeit, źródło, zdjęcie, fot, källa, "
    "kaynak, фото, источник, المصدر"
)
"""Furniture only where a colon follows, and something short: `Foto: ANP`, `Quelle: dpa`, `Updated: 12:30`."""

RIGHTS: Final = ("©", "(c) 19", "(c) 20", "copyright ©", "copyright (c)", "copyright 19", "copyright 20")
"""How a line on copyright begins."""

OPENINGS: Final = (
    "photo by ",
    "photograph by ",
    "foto van ",
    "foto door ",
    "foto von ",
    "photo de ",
    "foto di ",
    "foto de ",
    "laatst bijgewerkt op ",
    "last updated on ",
    "zuletzt aktualisiert am ",
    "veröffentlicht am ",
    "mis à jour le ",
    "publié le ",
    "gepubliceerd op ",
    "published on ",
)
"""Furniture that begins so and goes on for some words: credits and dates."""

TOPIC_OPENINGS: Final = (
    "meer over ",
    "more on ",
    "more about ",
    "mehr zu ",
    "mehr über ",
    "en savoir plus sur ",
    "más sobre ",
    "altro su ",
    "mais sobre ",
)
"""Before a section or keyword, without a colon: `Meer over Oekraïne`."""

COUNTED: Final = (
    "reactie reacties comment comments kommentar kommentare commentaire commentaires comentario comentarios commento "
    "commenti comentário comentários komentarze kommentarer yorum shares likes views"
)
"""What stands behind a number: `12 reacties`."""

NETWORKS: Final = (
    "facebook twitter x whatsapp linkedin instagram telegram reddit pinterest bluesky mastodon threads tiktok youtube "
    "xing messenger signal flipboard pocket email e-mail mail sms вконтакте телеграм فيسبوك تويتر واتساب"
)
"""Where articles are shared."""

AROUND_NETWORKS: Final = (
    "deel delen dit artikel via op met share this article on by auf per teilen partager sur par cet compartir en por "
    "condividi su tramite partilhar no or of and und oder et ou y o e & | / · , - follow us volg ons folgen versenden "
    "senden paylaş dela udostępnij"
)
"""What may stand around their names in a share line: `Deel via WhatsApp of e-mail`."""

NAMED: Final[dict[Kind, tuple[tuple[str, str], ...]]] = {
    "share": (
        (
            "deel dit *, deel deze *, deel het *, deel de *, deel *, * delen, dit * delen, deze * delen",
            "artikel bericht verhaal nieuws recept liveblog interview verslag pagina video foto quiz column gedicht",
        ),
        (
            "share *, share this *, share the *, share our *",
            "article story page post recipe video photo gallery quiz interview column news obituary with via on to",
        ),
        (
            (
                "* teilen, diesen * teilen, dieses * teilen, diese * teilen, teilen sie diesen *, teilen sie dieses *, "
                "teile diesen *, teile dieses *, * weiterempfehlen"
            ),
            "artikel beitrag rezept seite video foto interview quiz bericht nachricht gedicht nachruf liveblog",
        ),
        (
            (
                "partager *, partager le *, partager la *, partager ce *, partager cet *, partager cette *, "
                "partagez *, "
                "partagez ce *, partagez cet *, partagez cette *"
            ),
            "article recette page vidéo photo interview quiz contenu histoire info poème portrait direct via sur avec",
        ),
        (
            (
                "compartir *, compartir el *, compartir la *, compartir este *, compartir esta *, comparte este *, "
                "comparte esta *"
            ),
            "artículo noticia receta página vídeo foto entrevista",
        ),
        (
            "condividi *, condividi il *, condividi la *, condividi questo *, condividi questa *",
            "articolo notizia ricetta pagina video foto intervista",
        ),
        (
            "partilhar *, partilhe este *, partilhe esta *, compartilhar *, compartilhe este *, compartilhe esta *",
            "artigo notícia receita página vídeo foto entrevista",
        ),
    ),
    "furniture": (
        (
            (
                "print *, print dit *, * printen, bewaar *, bewaar dit *, * bewaren, * opslaan, "
                "reageer op dit *, reageer "
                "op *, reacties op dit *, mail dit *"
            ),
            "artikel bericht verhaal recept",
        ),
        (
            "print *, print this *, save *, save this *, email *, email this *, comment on this *, comments on this *",
            "article story page post recipe",
        ),
        (
            (
                "* drucken, diesen * drucken, * merken, * speichern, diesen * kommentieren, * kommentieren, "
                "kommentare zu "
                "diesem *, * vorlesen"
            ),
            "artikel beitrag rezept seite",
        ),
        (
            (
                "imprimer *, imprimer la *, imprimer cet *, imprimer cette *, enregistrer *, enregistrer la *, "
                "enregistrer "
                "cet *, réagir à cet *, réagissez à cet *, commenter cet *, commentez cet *"
            ),
            "article recette page",
        ),
    ),
}
"""How the page names itself in what it asks: each opening (`deel dit *`) with each word for an article."""
