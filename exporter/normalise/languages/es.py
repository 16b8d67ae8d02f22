"""What page furniture says in Spanish: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        compartir, compartir artículo, compartir el artículo, compartir este artículo, comparte,
        comparte este artículo, compartir en, comparte en, compartir noticia, compartir la noticia,
        copiar enlace, compartir esta noticia, compartir en redes, compartir en redes sociales,
        enviar por correo, enviar, copiar el enlace, comparte esta noticia, corre la voz, pásalo, difúndelo,
        haz correr la voz, envía a un amigo, enviar a un amigo, envíaselo a un amigo, cuéntaselo a tus amigos,
        díselo a un amigo, haz que corra la voz, recomendar a un amigo, recomiéndalo, pasa la voz,
        que corra la voz
    """,
    share_verbs="compartir, comparte, compártelo, comparta, enviar, reenviar, difundir",
    act_verbs="imprimir, guardar, escuchar, escucha, comentar, comenta, leer, descargar, valorar",
    nouns="""
        artículo, noticia, receta, página, vídeo, video, foto, entrevista, nota, historia, contenido,
        publicación, reportaje, podcast, crónica, información
    """,
    around="""
        el, la, este, esta, esto, en, por, con, vía, a, un, una, tus, tu, amigos, y, o, correo, electrónico,
        redes, sociales, ahora, más, tarde, enlace, del, al
    """,
    topics="""
        temas, tema, más sobre, más sobre este tema, temas relacionados, sección, secciones, categoría,
        categorías, archivado en, temas de este artículo, temas de la noticia, en este artículo, temas tratados,
        más de este tema, temas de la nota, materias
    """,
    tags="etiquetas, palabras clave, tags, etiquetado, etiqueta, hashtags",
    teaser="""
        lea también, lee también, leer más, leer también, ver también, te puede interesar, le puede interesar,
        noticias relacionadas, artículos relacionados, lo más leído, más noticias, más información,
        más del autor, lee además, leer además, lea más, lee más, sigue leyendo, seguir leyendo,
        continuar leyendo, ver más, te recomendamos, te puede gustar, también te puede interesar,
        te podría interesar, quizás te interese, puede interesarte, le puede interesar además,
        notas relacionadas, nota relacionada, noticia relacionada, contenido relacionado,
        contenidos relacionados, relacionado, relacionadas, más en, más artículos, más leídas, más leídos,
        las más leídas, las noticias más leídas, lo más visto, lo más, lo más reciente, lo último,
        últimas noticias, última hora, últimos artículos, artículos recientes, entradas recientes,
        entradas relacionadas, otras noticias, otros artículos, recomendado, recomendados, recomendaciones,
        recomendado para ti, populares, popular, tendencias, destacado, destacados, destacadas, no te pierdas,
        de interés, de tu interés, contenido patrocinado, también te interesa, en portada, más de, mira también,
        mirá también, leé también, vea también, vea además, podría interesarte, además,
        le puede interesar también, puede que te interese
    """,
    furniture="""
        publicidad, comentarios, comentar, volver arriba, boletín, suscríbete, suscribirse, imprimir, guardar,
        síguenos, todos los derechos reservados, iniciar sesión, aviso legal, política de cookies,
        política de privacidad, contacto, quiénes somos, suscríbete para seguir leyendo,
        regístrate en nuestra newsletter, ver comentarios, síguenos en, tus comentarios, deja un comentario,
        deja tu comentario, recibe nuestra newsletter, suscríbete a nuestra newsletter,
        te ha resultado útil este artículo, anuncio, publicidade, aceptar, aceptar todo, aceptar cookies,
        cookies, configurar cookies, configuración de cookies, términos y condiciones, términos de uso,
        condiciones de uso, accesibilidad, mapa del sitio, ayuda, menú, buscar, inicio, volver al inicio,
        volver, siguiente, anterior, cargar más, mostrar más, sin comentarios, no hay comentarios,
        sé el primero en comentar, comentarios cerrados, responder, patrocinado,
        contenido exclusivo para suscriptores, solo para suscriptores, exclusivo suscriptores, premium,
        hazte socio, hazte suscriptor, suscríbete ahora, suscribirme, apóyanos, apoya el periodismo, donar,
        haz tu donación, descarga la app, descarga nuestra app, descargar app, seguir, escuchar,
        escuchar artículo, escuchar este artículo, tamaño del texto, registrarse, regístrate, cerrar sesión,
        cerrar, acceder, newsletters, boletines, nuestros boletines, recibe las noticias, tu correo electrónico,
        correo electrónico, reportar un error, reportar error, informar de un error, notificar un error,
        contactar, escríbenos, ver todo, ver todos, ver todas, leer menos, ver galería, galería, fotogalería,
        cargando, únete a la conversación, participa, danos tu opinión, deja una respuesta,
        tu dirección de correo electrónico no será publicada, ir arriba, volver al principio, subir, normas,
        archivo, hemeroteca, conforme a los criterios de, derechos reservados, prohibida su reproducción,
        alertas, versión en audio, versión audio, audio de la noticia, escucha la noticia,
        versión para imprimir, página principal, página de inicio, volver a la portada, ir a la portada,
        volver a inicio, volver a la página principal,
        gestionar cookies, ver todas las fotos, denunciar, ver ofertas
    """,
    rubric="""
        noticias, mundo, internacional, nacional, política, economía, deportes, fútbol, cultura, ciencia,
        tecnología, salud, educación, clima, opinión, sociedad, sucesos, local, portada, actualidad,
        última hora, españa, madrid, barcelona, cataluña, andalucía, méxico, argentina, colombia, chile,
        américa, latinoamérica, europa, estados unidos, eeuu, oriente próximo, región, regiones, ciudad,
        ciudades, provincia, municipios, negocios, empresas, mercados, empleo, vivienda, dinero, finanzas,
        motor, movilidad, transporte, energía, agricultura, medio ambiente, naturaleza, mascotas, vida, estilo,
        moda, belleza, familia, gente, televisión, series, cine, música, arte, libros, literatura, teatro,
        historia, religión, justicia, policía, tribunales, policiales, universidad, baloncesto, tenis, ciclismo,
        fórmula 1, balonmano, juegos olímpicos, editorial, editoriales, columna, columnas, columnistas, tribuna,
        cartas al director, podcast, vídeos, videos, elecciones, gastronomía, recetas, viajes, espectáculos,
        entretenimiento, virales, tendencias, investigación, reportajes, entrevistas, seguridad, estados,
        tráfico, el tiempo, obituarios, gobierno
    """,
    labels="""
        fuente, fuentes, imagen, imágenes, foto, fotos, fotografía, fotografías, crédito, créditos, actualizado,
        publicado, publicado el, actualizado el, última actualización, vídeo, video, ilustración, redacción,
        tiempo de lectura, copyright, con información de, edición
    """,
    credits="imagen, crédito, foto, fotos, fotografía, foto de, ilustración, fotografías",
    openings="foto de, fotografía de, publicado el, actualizado el, última actualización",
    topic_openings="más sobre, todo sobre, más información sobre",
    more_from="más en, más noticias de, otras noticias de, más de, más noticias de",
    interruptions="""
        foto de archivo, imagen de archivo, foto ilustrativa, imagen ilustrativa, fotografía de archivo,
        continúa leyendo después de la publicidad, continúa después de la publicidad,
        sigue leyendo después de la publicidad, la nota continúa después de la publicidad,
        el artículo continúa después de la publicidad, la noticia continúa después de la publicidad,
        continuar leyendo tras el anuncio, continúa debajo de la publicidad, tu artículo sigue más abajo,
        publicidad - continúa leyendo, continúa leyendo después del anuncio,
        activa javascript para ver este vídeo, activa javascript para ver el vídeo
    """,
    also="""
        lea también, lee también, leer también, te puede interesar, te recomendamos, mira también, leé también,
        mirá también, lee además, lea además, le puede interesar, puedes leer, ver también nuestra nota,
        también te puede interesar, más información, no te pierdas, nota relacionada
    """,
    closings="atentamente, un saludo, saludos, un cordial saludo, continuará, fin, un abrazo, suyo, firmado",
    counted="comentario, comentarios, vistas, respuestas, compartidos",
    by="por, texto de, escrito por, redactado por, una información de",
    by_top="publicado por, entrevista de",
    author="autor, autora, autores, texto, redacción, periodista, redactor",
    roles="""
        periodista, corresponsal, redacción, redactor, redactora, enviado, enviada, reportero, reportera,
        columnista, editor, editora, fotógrafo, especial
    """,
    joiners="y, e",
    prompts="síguenos en, suscríbete a, sigue nuestro, únete a, recibe nuestro, sigue a",
    prompted="newsletter, boletín, podcast, canal",
    sentences="""
        este sitio utiliza cookies | este sitio web utiliza cookies | utilizamos cookies |
        esta página utiliza cookies | al suscribirte aceptas | al registrarte aceptas |
        tu dirección de correo electrónico no será | tu correo electrónico no será | si has detectado un error |
        has encontrado un error | puedes seguir a | recibe las noticias más | puedes darte de baja |
        suscríbete para recibir |
        ¿has visto un error | has visto un error
    """,
    house="""
        newsletter, boletín, suscri, redacción, socio, periodismo, cookies, reproducción, editorial, editor,
        bandeja de entrada, correo, whatsapp, alertas, podcast, errata, error en, noticias en tu, aplicación,
        instagram, telegram, prensa local, sin autorización, sin permiso, autorización, error_, errores, pista,
        prensa
    """,
    voice="""
        citando la fuente, citar la fuente,
        nuestr, nos_, apúntate, suscríb, suscrib, síguenos, sigue_, apoya, escríb, contact, recibe, hazte,
        tienes_, sabes_, has visto, has encontrado, avísanos, cuéntanos, prohibid, sin autorización,
        sin permiso, únete, descarga, haz clic, cada mañana, darte de baja, danos
    """,
    bio="escribe sobre, escribe para, es periodista, es redactor, es corresponsal, es columnista, cubre_",
    tools="""
        dirección de correo, dirección de email,
        comentar, comentario, correo, e-mail, email, bandeja, newsletter, boletín, cuenta, suscriptores,
        contraseña, privacidad, condiciones de, cookie, aplicación, app_, notificaciones, noticia_, artículo,
        cada mañana, todas las mañanas, cada día
    """,
    acts="""
        ver_, mostrar, leer todos, todos_, reportar, denunciar, deja_, añad, agrega, escrib, introduc, ingres,
        tu_, su_, inicia sesión, inicie sesión, identifícate, regístrate, importantes, noticias, recibe,
        suscríb, acept, he leído, descarga, escucha, escuchar, solo_, exclusivo
    """,
    starters="""
        un, una, unos, unas, yo, tú, él, ella, nosotros, ellos, y, pero, porque, entonces, ahora, no, ni, que,
        quién, dónde, cómo, cuando, cuándo, si, mi, tu, su, ya, nunca, siempre, aún, este, esta
    """,
    numbers="dos, tres, cuatro, cinco, seis, siete, ocho",
    articles="el, la, los, las, un, una",
    reading="tiempo de lectura, lectura",
)
