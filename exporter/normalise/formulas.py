"""What letters, agencies and pages say in set words, beside the phrases of exporter.normalise.phrases: data.

Compared folded, but for the agencies.
"""

from typing import Final

CLOSINGS: Final = (
    "met vriendelijke groet, met vriendelijke groeten, vriendelijke groet, vriendelijke groeten, hartelijke "
    "groet, hartelijke groeten, groeten, groetjes, liefs, hoogachtend, met hoogachting, ondertekend, was "
    "getekend, namens deze, wordt vervolgd, slot volgt, einde, tot morgen, tot volgende week, yours sincerely, "
    "yours faithfully, yours truly, sincerely, sincerely yours, kind regards, best regards, warm regards, best "
    "wishes, regards, yours, signed, to be continued, the end, amen, mit freundlichen grüßen, freundliche grüße, "
    "mit besten grüßen, beste grüße, herzliche grüße, viele grüße, hochachtungsvoll, gezeichnet, fortsetzung "
    "folgt, wird fortgesetzt, ende, cordialement, bien cordialement, bien à vous, salutations, sincèrement, "
    "respectueusement, à suivre, fin, atentamente, un saludo, saludos, un cordial saludo, continuará, cordiali "
    "saluti, distinti saluti, continua, fine, atenciosamente, cumprimentos, fim, z poważaniem, ciąg dalszy "
    "nastąpi, koniec, med vänlig hälsning, med vänliga hälsningar, fortsättning följer, slut, saygılarımla, devam "
    "edecek, с уважением, продолжение следует, конец"
)
"""How a letter or a story closes, as a line of its own: body, and no tag."""

INTERRUPTIONS: Final = (
    "lees verder na de advertentie, lees verder onder de advertentie, lees verder onder de foto, lees verder "
    "onder de video, lees verder onder de afbeelding, tekst gaat verder onder de foto, tekst gaat verder onder de "
    "video, tekst gaat verder onder de advertentie, de tekst gaat verder onder de foto, de tekst gaat verder "
    "onder de video, de tekst gaat verder onder de advertentie, het artikel gaat verder onder de foto, het "
    "artikel gaat verder onder de video, het artikel gaat verder onder de advertentie, artikel gaat verder onder "
    "de foto, artikel gaat verder onder de video, artikel gaat verder onder de advertentie, dit artikel gaat "
    "verder onder de advertentie, article continues below, article continues below advertisement, article "
    "continues after advertisement, story continues below, story continues below advertisement, story continues "
    "after advertisement, article continues after this advertisement, after newsletter promotion, skip past "
    "newsletter promotion, scroll to continue, artikel wird unter der anzeige fortgesetzt, der artikel wird unter "
    "der anzeige fortgesetzt, nach der anzeige weiterlesen, weiterlesen nach der anzeige, weiter nach der "
    "anzeige, la suite après cette publicité, la suite après la publicité, l'article continue après la publicité, "
    "continúa leyendo después del anuncio, continua a leggere dopo la pubblicità, continua após a publicidade, "
    "artikeln fortsätter efter annonsen, dalsza część artykułu pod reklamą"
)
"""What breaks into a text to say that it goes on: chrome wherever it stands. Whole lines that no article says of
itself; a lone `Anzeige` may be a sub-head."""

ALSO: Final = (
    "lees ook, lees ook dit, read also, also read, lesen sie auch, lies auch, lire "
    "aussi, à lire aussi, lire également, à lire également, lea también, lee también, "
    "leer también, leggi anche, leia também, czytaj także, czytaj też, przeczytaj także, läs också, "
    "läs även, læs også, les også, читайте также"
)
"""Before a colon and the name of another article: chrome wherever it stands. Not `Read more:`, which may be advice."""

CREDITS: Final = (
    "foto, foto's, beeld, photo, photos, photograph, image, picture, photo credit, image credit, fotos, bild, "
    "titelbild, crédit photo, crédits photo, crédit, crédits, photo d'illustration, imagen, crédito, immagine, "
    "imagem, foto van, foto door, foto von, photo by, photograph by, photo de, foto di, foto de"
)
"""Of LABELS and OPENINGS, what may stand above a body."""

UNNAMED: Final = (
    "©, advertentie, advertisement, anzeige, werbung, publicité, publicidad, pubblicità, publicidade, reklama, "
    "annons, реклама, article réservé aux abonnés, van onze redactie, door onze redactie, van onze verslaggever, "
    "door onze verslaggever, van onze verslaggevers, van onze correspondent, listen to this article, view gallery"
)
"""What may stand above a body, with nothing behind it."""

AGENCIES: Final = (
    "ANP Belga BELGA dpa DPA AFP Reuters REUTERS AP EFE ANSA Ansa PAP NTB Ritzau APA SDA sda ats ATS Keystone-SDA "
    "Keystone-ATS Lusa Xinhua Kyodo ТАСС РИА"
)
"""News agencies, as they write themselves."""

AROUND_AGENCIES: Final = (
    "met mit avec with con com from van von de by door par por and en und et y e / & bron source quelle material "
    "agenturen agentur redactie redaktion rédaction la información agencies agences"
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

MORE_FROM: Final = ("more from ", "meer van ", "mehr von ")
"""Before who wrote the article."""
