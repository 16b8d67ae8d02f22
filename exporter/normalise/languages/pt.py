"""What page furniture says in Portuguese: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        partilhar, partilhar artigo, partilhe, partilhe este artigo, compartilhar, compartilhe,
        compartilhe este artigo, compartilhar artigo, compartilhar notícia, copiar link, partilhar no facebook,
        compartilhe essa notícia, compartilhe essa matéria, enviar por email, copiar o link,
        partilhe esta notícia, enviar, passe a palavra, passa a palavra, espalhe a notícia, envie a um amigo,
        enviar a um amigo, enviar para um amigo, conte aos amigos, diga a um amigo, espalhe,
        recomende a um amigo, partilhe com amigos, conte a um amigo
    """,
    share_verbs="partilhar, partilhe, partilha, compartilhar, compartilhe, compartilha, enviar, envie",
    act_verbs="imprimir, guardar, salvar, ouvir, ouça, comentar, comente, ler, baixar, oferecer",
    nouns="""
        artigo, notícia, receita, página, vídeo, foto, entrevista, matéria, reportagem, história, conteúdo,
        publicação, texto, podcast
    """,
    around="""
        o, a, este, esta, essa, esse, isto, no, na, em, por, com, via, para, um, uma, os, seus, amigos, e, ou,
        email, e-mail, redes, sociais, agora, mais, tarde, link, pelo
    """,
    topics="""
        temas, tópicos, tópico, mais sobre, secção, secções, seção, seções, categorias, assuntos,
        tópicos relacionados, mais sobre este tema, tópicos neste artigo, neste artigo, nesta matéria,
        temas relacionados, categoria, assunto, mais sobre este assunto, arquivado em, editorias, editoria, tema
    """,
    tags="palavras-chave, etiquetas, marcadores, tags, palavras chave, hashtags",
    teaser="""
        leia também, leia mais, ler mais, ler também, veja também, saiba mais, artigos relacionados,
        notícias relacionadas, mais lidas, leia mais sobre, veja mais, ver mais, ver também, confira,
        confira também, continue lendo, continuar a ler, continuar lendo, continue a ler, relacionado,
        relacionados, relacionadas, artigo relacionado, matérias relacionadas, conteúdo relacionado,
        conteúdos relacionados, posts relacionados, mais notícias, outras notícias, mais artigos,
        outros artigos, mais lidos, as mais lidas, os mais lidos, mais vistas, mais vistos, mais populares,
        populares, popular, mais recentes, mais comentadas, últimas notícias, últimas, últimos artigos,
        artigos recentes, posts recentes, recomendado, recomendados, recomendadas, recomendado para si,
        recomendado para você, recomendamos, pode gostar, também pode gostar, talvez lhe interesse,
        pode interessar-lhe, você também pode gostar, você pode gostar, sugestões, destaques, em destaque,
        a não perder, não perca, em alta, mais do autor, conteúdo patrocinado, saber mais, veja ainda,
        leia ainda, assista também, ouça também
    """,
    furniture="""
        publicidade, comentários, comentar, voltar ao topo, subscrever, assine, imprimir, guardar, siga-nos,
        todos os direitos reservados, deixe um comentário, deixe o seu comentário, ver comentários,
        receba a nossa newsletter, este artigo foi útil, anúncio, aceitar, aceitar tudo, aceitar todos,
        aceitar cookies, cookies, política de cookies, política de privacidade, termos e condições,
        termos de uso, acessibilidade, mapa do site, ajuda, contactos, contato, fale conosco, quem somos,
        sobre nós, menu, pesquisar, buscar, início, voltar, voltar ao início, seguinte, próximo, anterior,
        próxima, carregar mais, mostrar mais, sem comentários, nenhum comentário, seja o primeiro a comentar,
        comentários encerrados, comentários fechados, responder, patrocinado, exclusivo para assinantes,
        conteúdo exclusivo para assinantes, exclusivo, premium, assine já, assine agora, seja assinante,
        apoie-nos, apoie o jornalismo, apoie o nosso jornalismo, doar, faça uma doação, descarregar a app,
        baixe o app, baixe nosso aplicativo, seguir, siga-nos no facebook, siga-nos nas redes sociais, ouvir,
        ouvir artigo, ouvir este artigo, ouça este conteúdo, tamanho da letra, registar, registe-se,
        cadastre-se, entrar, iniciar sessão, faça login, sair, fechar, newsletter, newsletters,
        as nossas newsletters, subscreva, subscreva a nossa newsletter, subscreva a newsletter,
        assine a nossa newsletter, assine nossa newsletter, inscreva-se, receba as notícias, receba notícias,
        o seu email, seu e-mail, endereço de email, reportar erro, comunicar erro, encontrou um erro,
        encontrou algum erro, escreva-nos, ver tudo, ver todos, ver todas, ler menos, ver galeria, galeria,
        fotogaleria, a carregar, carregando, dê a sua opinião, participe da conversa, junte-se à conversa,
        ir para o topo, topo, voltar para o topo, direitos reservados, proibida a reprodução,
        publicidade - continue lendo, versão áudio, versão em áudio, ouvir a versão áudio,
        versão para impressão, página inicial, voltar à página inicial, ir para a página inicial,
        página principal,
        gerir cookies, gerenciar cookies, ver todas as fotos, denunciar, ver ofertas
    """,
    rubric="""
        notícias, mundo, nacional, política, economia, desporto, esporte, futebol, cultura, ciência, tecnologia,
        saúde, educação, opinião, sociedade, país, local, últimas notícias, atualidade, actualidade, brasil,
        portugal, internacional, europa, lisboa, porto, são paulo, rio de janeiro, região, regiões, cidade,
        cidades, cotidiano, polícia, negócios, empresas, mercado, mercados, emprego, imobiliário, dinheiro,
        finanças, auto, carros, motores, mobilidade, transportes, energia, agricultura, ambiente, meio ambiente,
        natureza, animais, vida, estilo, moda, beleza, família, gente, famosos, tv, televisão, séries, cinema,
        música, arte, artes, livros, literatura, teatro, história, religião, justiça, ensino, universidade,
        basquetebol, ténis, ciclismo, fórmula 1, modalidades, jogos olímpicos, editorial, editoriais, crónica,
        crônica, colunas, colunistas, cartas, podcast, podcasts, vídeos, eleições, gastronomia, receitas,
        viagens, turismo, entretenimento, celebridades, esportes, desportos, ciências, meteorologia, tempo,
        trânsito, segurança, reportagens, entrevistas, obituário
    """,
    labels="""
        fonte, fontes, imagem, imagens, atualizado, atualizado em, publicado, publicado em, última atualização,
        foto, fotos, fotografia, crédito, créditos, vídeo, ilustração, tempo de leitura, copyright, edição,
        redação, com informações de, legenda
    """,
    credits="imagem, foto de, foto, fotos, fotografia, crédito, créditos, ilustração",
    openings="foto de, publicado em, atualizado em, última atualização, fotografia de",
    topic_openings="mais sobre, tudo sobre, saiba mais sobre",
    more_from="mais em, mais notícias de, outras notícias de, mais de, mais notícias de",
    interruptions="""
        imagem de arquivo, foto de arquivo, imagem ilustrativa, foto ilustrativa, fotografia de arquivo,
        continua depois da publicidade, continua após publicidade, continue lendo após a publicidade,
        o artigo continua após a publicidade, a notícia continua após a publicidade, continua após o anúncio,
        o texto continua após a publicidade, a matéria continua após a publicidade,
        o artigo continua depois da publicidade, publicidade continue a leitura a seguir,
        continua após a publicidade,
        ative o javascript para ver este vídeo
    """,
    also="""
        leia também, leia mais, veja também, ler também, leia ainda, confira também, saiba mais, veja mais,
        assista também, relacionado, a ler
    """,
    closings="atenciosamente, cumprimentos, fim, com os melhores cumprimentos, um abraço, continua, abraços",
    counted="comentário, comentários, partilhas, compartilhamentos, visualizações",
    by="por, texto de, escrito por, reportagem de, um texto de",
    by_top="publicado por, entrevista de",
    author="autor, autora, autores, texto, repórter, jornalista, redação",
    roles="""
        jornalista, repórter, correspondente, redator, redatora, redação, editor, editora, enviado, enviada,
        colunista, fotógrafo, especial
    """,
    joiners="e",
    prompts="""
        siga-nos no, siga-nos em, siga o nosso, assine a nossa, subscreva a nossa, inscreva-se no,
        receba a nossa, siga nosso
    """,
    prompted="newsletter, podcast, canal",
    sentences="""
        este site utiliza cookies | este site usa cookies | utilizamos cookies | usamos cookies |
        ao subscrever | ao se inscrever | o seu endereço de email não será publicado |
        seu endereço de e-mail não será publicado | se encontrou um erro | encontrou um erro |
        receba as principais notícias | subscreva para receber | pode cancelar a subscrição
    """,
    house="""
        newsletter, assin, subscri, redação, redacção, membro, sócio, jornalismo, cookies, reprodução, editora,
        editor, caixa de correio, e-mail, whatsapp, alertas, podcast, gralha, erro no, erro neste, erro na,
        aplicação, aplicativo, instagram, telegram, imprensa local, sem autorização, autorização, erro_, jornal,
        pista_, imprensa
    """,
    voice="""
        citada a fonte, citando a fonte,
        nossa, nosso, nos_, inscreva, subscreva, assine, siga_, apoie, escreva, contact, receba, torne-se,
        seja_, tem_, sabe_, viu_, encontrou, diga-nos, avise-nos, proibida, sem autorização, junte-se,
        descarregue, baixe_, clique, todas as manhãs, fale connosco, fale conosco, conte-nos
    """,
    bio="""
        escreve sobre, escreve para, é jornalista, é repórter, é redator, é correspondente, é colunista, cobre_
    """,
    tools="""
        endereço de e-mail, endereço de email, endereço eletrónico,
        comentar, comentário, e-mail, email, caixa de, newsletter, conta_, sessão, assinantes, senha,
        palavra-passe, privacidade, termos de, cookie, aplicação, aplicativo, app_, notificações, artigo,
        notícia_, matéria_, todas as manhãs, cada manhã, todos os dias
    """,
    acts="""
        ver_, mostrar, ler todos, todos_, denunciar, reportar, deixe, adicion, escrev, introduza, insira,
        digite, seu_, sua_, inicie, iniciar, entre_, faça login, importantes, notícias, receba, subscreva,
        assine, aceito, concordo, li e, descarregue, baixe, ouvir, ouça, exclusivo, só para, apenas
    """,
    starters="""
        um, uma, uns, umas, eu, tu, ele, ela, nós, eles, elas, você, e, mas, porque, então, agora, não, nem,
        que, quem, onde, como, quando, se, meu, minha, seu, sua, já, nunca, sempre, ainda, este, esta
    """,
    numbers="dois duas, três, quatro, cinco, seis, sete, oito",
    articles="o, a, os, as, um, uma",
    reading="tempo de leitura, leitura",
)
