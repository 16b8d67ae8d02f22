"""What page furniture says in English: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        share, share article, share this, share this article, share this story, share this page,
        share this post, share on, share via, share it, share the article, share with friends, copy link,
        copy the link, share full article, email this, email this article, tweet this, save and share, tweet,
        pin it, share your score, share this quiz, share this recipe, share link, share with, send to a friend,
        forward this, share via email, recommend, share on social media, share now, spread the word, pass it on,
        tell a friend, tell your friends, send this to a friend, forward to a friend, email to a friend,
        email a friend, recommend to a friend, recommend this, pass this on, post this
    """,
    share_verbs="share, sharing, tweet, forward",
    act_verbs="""
        print, save, email, bookmark, listen, comment, comments, republish, reuse, rate, read, hear, play,
        download, gift
    """,
    nouns="""
        article, story, page, post, recipe, video, photo, gallery, quiz, interview, column, news, obituary,
        podcast, analysis, report, piece, review, episode, blog, feature
    """,
    around="""
        this, the, our, your, a, an, it, with, via, on, to, by, from, friends, others, someone, now, and, or,
        in, link, social, media, full, aloud, us, me, by:, as, for, later
    """,
    topics="""
        topics, topic, more on, more about, more on this topic, more on these topics, related topics, section,
        sections, category, categories, filed under, posted in, in this article, explore more on these topics,
        read more about, explore topics, in this story, topics in this article, more in, more on this,
        browse by topic, categories and tags, story topics, read more on this topic
    """,
    tags="""
        tags, tag, tagged, tagged with, tagged in, keywords, keyword, article tags, tags in this article,
        labels, hashtags, related tags
    """,
    teaser="""
        read more, read also, also read, read next, see also, related, related articles, related stories,
        related news, related content, more news, most read, most popular, you may also like,
        you might also like, recommended, recommended for you, up next, trending, trending now, don't miss,
        more from us, watch also, keep reading, continue reading, more from this author, more from the author,
        related links, related internet links, more like this, more on this story, more stories,
        more top stories, latest news, top stories, editor's picks, editors' picks, what to read next,
        in other news, also of interest, you may like, you might like, more to read, more to explore,
        recommended reading, recommended stories, recommended articles, related posts, related coverage,
        related reading, similar articles, similar stories, suggested for you, popular now, popular,
        popular articles, popular stories, popular posts, most viewed, most shared, most commented, most recent,
        latest, latest stories, latest articles, latest posts, recent posts, recent articles, recent stories,
        recent news, headlines, today's headlines, top news, top headlines, must read, must reads,
        editor's choice, editors' choice, featured, featured stories, featured articles, in case you missed it,
        more headlines, more articles, more coverage, other stories, other news, other articles,
        elsewhere on the web, from around the web, around the web, promoted stories, sponsored content,
        sponsored stories, paid content, from our partners, next story, previous story, next up, best of,
        watch next, watch, watch now, what others are reading, people also read, people are reading,
        readers also liked, stories for you, picked for you, for you, explore more, view more, see more,
        discover more, find out more, read the full story, read full story, read the full article,
        read this next, more in this section, on our radar, further reading, more from the web,
        you may be interested in, related topics and stories, you may be interested, this may interest you
    """,
    furniture="""
        advertisement, advertising, sponsored, comments, comment, leave a comment, back to top, top, newsletter,
        subscribe, subscribe now, sign up, sign up for our newsletter, print, print this article, save,
        save article, follow us, previous article, next article, all rights reserved, log in, sign in, close,
        report an error, view comments, show comments, skip to content, this live blog is now closed,
        this live blog has closed, join the conversation, sign in to comment, log in to comment,
        reuse this content, purchase licensing rights, save for later, enter your email,
        subscribe to continue reading, already a subscriber, already a subscriber? log in, get unlimited access,
        cookie settings, cookie policy, privacy policy, terms of use, terms and conditions, terms of service,
        contact us, about us, advertise with us, view gallery, listen to this article,
        after newsletter promotion, follow us on, article continues below, spotted a mistake? let us know,
        your comments, have your say, post a comment, add a comment, write a comment, read comments,
        read the comments, see all comments, all comments, get our newsletter, join our newsletter,
        was this article helpful, was this helpful, was this page helpful, did you find this article helpful,
        did you find this useful, rate this article, accept, accept all, accept cookies, we use cookies,
        cookies, manage cookies, cookie preferences, manage preferences, privacy notice, terms, terms of sale,
        help, faq, careers, site map, sitemap, menu, search, home, back, next, previous, load more, show more,
        hide comments, 0 comments, no comments, no comments yet, be the first to comment, comments are closed,
        comments closed, reply, report this ad, report ad, ad, ads, remove ads, sponsored by, paid post,
        promoted, partner content, subscribers only, subscriber only, premium, become a member,
        become a subscriber, support us, support our journalism, support local journalism, donate, donate now,
        contribute, make a donation, start your free trial, start free trial, get the app, download the app,
        download our app, get our app, follow, follow the author, follow us on social media, listen, listen now,
        play audio, audio, font size, text size, increase font size, decrease font size, a a a, register,
        register now, log out, my account, sign up now, sign up today, subscribe today, subscribe for free,
        get alerts, get updates, get breaking news alerts, stay informed, stay updated, daily newsletter,
        our newsletters, newsletters, thank you for reading, thanks for reading, thank you for subscribing,
        email address, your email address, correction or typo, suggest a correction, report a typo,
        report an error in this article, send us a tip, got a tip, got a news tip, send a tip, have a story,
        news tips, submit a letter, letters to the editor, licensing, syndication, reprints,
        rights & permissions, request a correction, view all, see all, read less, expand, collapse,
        image caption, media caption, image source, getty images, image gallery, gallery, skip to main content,
        loading, please wait, share your thoughts, tell us what you think, leave a reply,
        post comment, join the discussion, start the conversation, republish this article, print friendly,
        print page, follow topic, trust project, our standards, audio version, listen to the audio version,
        listen to this story, read aloud, printable version, print version, back to homepage,
        return to homepage, go to homepage, homepage, back to home, return to home, to the homepage,
        back to the front page,
        manage my cookies, privacy settings, follow this topic, see offers, view all photos, see all photos
    """,
    rubric="""
        news, world, world news, national, international, local, local news, politics, business, economy, sport,
        sports, football, culture, arts, science, technology, health, education, climate, environment, opinion,
        analysis, lifestyle, travel, entertainment, music, crime, weather, europe, uk, us news, money,
        obituaries, books, film, theatre, food, recipes, letters, local sport, home news, top news,
        breaking news, regional, regional news, community, community news, city, state, nation, us, u.s. news,
        usa, uk news, americas, africa, asia, asia pacific, middle east, australia, canada, markets, companies,
        personal finance, real estate, property, jobs, energy, cars, motoring, transport, tech, gadgets, gaming,
        games, space, nature, animals, wildlife, weather news, family, parenting, relationships, fashion, style,
        beauty, home & garden, gardening, food & drink, restaurants, tv, tv & radio, media, celebrity, royals,
        art, art & design, photography, dance, stage, comedy, history, religion, faith, courts, law,
        crime & courts, police, military, defence, education news, schools, universities, golf, tennis, cricket,
        rugby, rugby union, formula 1, boxing, cycling, athletics, basketball, baseball, hockey, nfl, nba, mlb,
        nhl, soccer, olympics, high school sports, editorial, editorials, columnists, columns, commentary,
        comment is free, features, investigations, podcasts, videos, photos, elections, government, congress,
        white house, immigration, public health, farming, agriculture, obituary, puzzles, crosswords,
        horoscopes, special reports, in depth, explainers, fact check
    """,
    labels="""
        photo, photos, photograph, photography, image, images, picture, pictures, photo credit, image credit,
        photo by, image source, photo courtesy of, illustration, graphic, video, credit, source, sources,
        last updated, updated, published, last modified, posted, first published, reading time, copyright,
        caption, reporting, editing, produced by, edited by, additional reporting
    """,
    credits="""
        photo, photos, photograph, image, picture, photo credit, image credit, photo by, photograph by,
        image source, illustration, photography, courtesy
    """,
    openings="""
        photo by, photograph by, photos by, image by, illustration by, photo courtesy of, image courtesy of,
        last updated on, published on, first published on, updated on, originally published, posted on
    """,
    topic_openings="more on, more about, read more about, all about, explore",
    more_from="more news from, more from, more by, all from, latest from",
    interruptions="""
        file photo, file image, stock photo, stock image, image for illustration, library picture, handout photo,
        advertisement - continue reading below, advertisement continue reading below, continue reading below,
        story continues after this advertisement, scroll down to continue reading, scroll down for more,
        this story continues below, this article continues below, continue reading the story below,
        text continues below the photo, article continues below video, story continues below video,
        story continues below this ad, skip advertisement, skip ad, listen to this article,
        sign up for our newsletter, watch the video below, article continues below,
        article continues below advertisement, article continues after advertisement, story continues below,
        story continues below advertisement, story continues after advertisement,
        article continues after this advertisement, after newsletter promotion, skip past newsletter promotion,
        scroll to continue,
        to view this video please enable javascript, please enable javascript to view this video,
        you have read your last free article this month
    """,
    also="""
        read more,
        related, read also, also read, see also our story, related story, related article, recommended,
        watch also, must read
    """,
    closings="""
        yours sincerely, yours faithfully, yours truly, sincerely, sincerely yours, kind regards, best regards,
        warm regards, best wishes, regards, yours, signed, to be continued, the end, amen
    """,
    counted="comment, comments, share, shares, likes, views, replies, retweets",
    by="""
        by, words by, written by, reporting by, text by, story by, report by, article by, reported by,
        words and pictures by, story and photos by
    """,
    by_top="posted by, interview by",
    author="author, authors, writer, words, written by, reporter, text, byline",
    roles="""
        reporter, reporters, correspondent, correspondents, editor, editors, writer, writers, columnist,
        journalist, journalists, producer, newsroom, staff, press, agency, contributor, contributors,
        photographer, anchor, intern, bureau, chief, desk
    """,
    joiners="and",
    prompts="""
        follow us on, sign up for our, sign up to our, subscribe to our, join us on, like us on, find us on,
        follow us, sign up for the, get our, join our, download our
    """,
    prompted="newsletter, newsletters, podcast, emails, alerts, app",
    sentences="""
        our standards: the | we use cookies to improve | by signing up you agree | by signing up, you agree |
        privacy notice: newsletters may contain | got a story? get in touch | this site uses cookies |
        this website uses cookies | this site is protected by recaptcha |
        your email address will not be published | you can unsubscribe at any time | have a news tip? |
        have a story to share? | do you have a story for | this article was originally published |
        this story was originally published | we use cookies and | get the latest news delivered |
        get our free daily newsletter | copyright © | all rights reserved. | click here to subscribe |
        click here to sign up | to read more stories | for more stories like this | for more news like this |
        if you spot a mistake | support independent journalism | follow the author on |
        follow us on social media
    """,
    house="""
        redistribut, rewritten,
        newsletter, subscri, newsdesk, newsroom, local journalism, journalism, member, cookies,
        permission of the publisher, publisher, reproduc, in your inbox, inbox, alerts, our app, podcast, typo,
        spelling mistake, an error, mistake in this, donat, unsubscribe, breaking news, facebook page, telegram,
        whatsapp channel, without permission, prior consent, tip?, news tip, story idea
    """,
    voice="""
        rebroadcast,
        our_, us_, sign up, get in touch, do you know, contact the, support_, become a, follow_, tell us,
        let us know, email the, send_, have you, spotted, without permission, prohibited, not permitted,
        forbidden, join_, get the, download, click here, stay up to date, delivered, straight to, subscribe to
    """,
    bio="""
        writes about, writes for, is a reporter, is an editor, is a correspondent, is a journalist,
        is a columnist, is a staff writer, is a freelance, covers_, reports on, reports from
    """,
    tools="""
        this comment, email address, e-mail address,
        comment, email, e-mail, inbox, newsletter, log in_, sign in_, account, subscribers, password, privacy,
        terms of, cookie, app_, notification, alerts, this article, this story, this page, every morning,
        each morning, daily_
    """,
    acts="""
        report this,
        view_, see all, show all, read all, all_, report_, leave_, add_, write_, post_, enter_, your_,
        log in to, sign in to, please, valid_, get_, delivered, top stories, headlines, most important, sign up,
        subscribe, accept, agree, i have read, download, listen, join_, reply_, receive, only_, straight to
    """,
    starters="""
        a, an, i, you, he, she, we, they, it, and, but, so, then, now, not, no, that, what, who, where, how,
        why, when, if, there, my, his, her, our, their, this, these, those, never, always, still, again, or,
        because
    """,
    numbers="two, three, four, five, six, seven, eight",
    articles="the, a, an",
    reading="reading time",
)
