"""What agencies, networks and pages write in set words whatever the language, beside the tables of
exporter.normalise.languages: data. Compared folded, but for the agencies."""

from typing import Final

UNNAMED: Final = (
    "©, advertentie, advertisement, anzeige, werbung, publicité, publicidad, pubblicità, publicidade, "
    "reklama, annons, "
    "annonse, annonce, mainos, реклама, διαφήμιση, reklam, 広告, 广告, 廣告, 광고, إعلان, article réservé "
    "aux abonnés, "
    "listen to this article, view gallery"
)
"""What may stand above a body, with nothing behind it. One word of it, in capitals or in brackets, may also stand
between paragraphs."""

AGENCIES: Final = (
    "ANP Belga BELGA dpa DPA AFP Reuters REUTERS AP EFE ANSA Ansa AGI Adnkronos PAP NTB Ritzau TT STT APA "
    "SDA sda ats ATS "
    "Keystone-SDA Keystone-ATS Lusa LUSA Xinhua Kyodo ČTK CTK TASR MTI Europa-Press PTI UPI TASS ТАСС РИА Интерфакс "
    "Укринформ Укрінформ УНІАН ΑΠΕ-ΜΠΕ ΑΠΕ AA DHA İHA ANKA 共同 時事 共同通信 時事通信 ロイター 新华社 "
    "新華社 中新社 中央社 "
    "中新网 新华网 路透社 法新社 연합뉴스 뉴시스 뉴스1 رويترز واس وام وكالات أ.ف.ب"
)
"""News agencies, as they write themselves."""
AGENCY_NAMES: Final = frozenset(AGENCIES.split())

AROUND_AGENCIES: Final = (
    "met mit avec with con com from van von de by door par por and en und et y e / & bron source quelle material "
    "agenturen agentur agenturmaterial redactie redaktion rédaction la información informatie informationen "
    "informations reporting bijdrage bijdragen medewerking agencies agences persbureau persbureaus wires "
    "files agenzie "
    "agencias agências agencje av af och og ja i a"
)
"""What may stand around them in a credit."""

WITH: Final = "met mit avec with con com z s med"
"""Between a newspaper and an agency."""

DESKS: Final = (
    "newsroom, news desk, newsdesk, staff, staff reporter, staff reporters, news staff, editorial staff, web desk, "
    "redactie, onze redactie, webredactie, nieuwsredactie, de redactie, redaktion, onlineredaktion, redaktionen, "
    "redaksjonen, rédaction, la rédaction, redacción, la redacción, redazione, la redazione, redazione online, "
    "redação, da redação, redakcja, redakce, редакция, редакція, от редакции, від редакції, toimitus, toimituskunta, "
    "σύνταξη, συντακτική ομάδα, haber merkezi, editör masası, "
    "編集部, 编辑部, 編輯部, 편집부, 뉴스팀, 디지털뉴스팀, التحرير, هيئة التحرير"
)
"""What newspapers call those who write there, where nobody is named."""

NOT_OF_PEOPLE: Final = (
    "pictures images photo photos handout archive press agency media foto fotos archiv archief archivo archivio "
    "interview interviu intervista entrevista entretien haastattelu intervju reportage reportaje analyse analysis dear "
    "sir madam sirs new los united royal best top first last next city council county state street road avenue square "
    "bridge river harbour port quay north south east west central upper lower great grand old hotel museum university "
    "college church cathedral castle opera stadium club union league cup award awards prize day week year war peace "
    "world house committee ministry department party bank company group festival haag kong york angeles aires paulo "
    "janeiro aviv lanka arabia korea zealand kingdom states nations republic islands island brücke straße strasse "
    "platz bahnhof kirche dom oper neue neuer neues alte alter altes große großer kleine tag woche jahr krieg stadt "
    "land kreis verein bund partei nieuwe oude grote kleine brug straat plein kerk dag week jaar stad land nouveau "
    "nouvelle grand grande petite rue pont place gare ville jour semaine année saint sainte nuevo nueva gran calle "
    "puente plaza ciudad san santa día año nuovo nuova grande piazza ponte via città giorno anno novo nova rua ponte "
    "praça cidade dia ano nya nye gamla gamle stora store bron broen gatan torget uusi suuri nowy nowa most ulica "
    "plac miasto nový nová most ulice náměstí město новый новая большой улица мост площадь город день год новий нова "
    "великий вулиця міст площа місто рік yeni büyük köprü sokak meydanı şehir νέα νέος μεγάλη μεγάλος γέφυρα πόλη"
)
"""Words of what has the form of a name and is none: places, houses, events, the kind of an article. Folded; where no
word says that somebody wrote, a line with one of these names nobody."""

CREDITED: Final = ("reporting by ", "additional reporting by ", "met medewerking van ")
"""Before names: `(Reporting by Ann Field; Editing by Ben Holm)`."""

ENDINGS: Final = (" contributed to this report", " contributed to this story", " contributed to this article")
"""How credits of agencies end."""

RIGHTS: Final = (
    "©", "ⓒ", "(c) 19", "(c) 20", "copyright ©", "copyright (c)", "copyright 19", "copyright 20", "copyrights ©",
)  # fmt: skip
"""How a line on copyright begins."""

RESERVED: Final = (
    "alle rechten voorbehouden, all rights reserved, alle rechte vorbehalten, tous droits réservés, "
    "todos los derechos reservados, derechos reservados, tutti i diritti riservati, riproduzione riservata, "
    "todos os direitos reservados, direitos reservados, wszelkie prawa zastrzeżone, prawa zastrzeżone, "
    "všechna práva vyhrazena, alla rättigheter förbehållna, med ensamrätt, eftertryck förbjudes, "
    "alle rettigheder forbeholdes, alle rettigheter forbeholdt, alle rettigheter reservert, "
    "kaikki oikeudet pidätetään, все права защищены, всі права захищено, всі права захищені, усі права захищено, "
    "με την επιφύλαξη παντός δικαιώματος, όλα τα δικαιώματα διατηρούνται, tüm hakları saklıdır, her hakkı saklıdır, "
    "無断転載禁止, 無断転載を禁じます, 無断複製・転載を禁じます, 全著作権所有, 版权所有, 版權所有, "
    "未经授权不得转载, 未经许可不得转载, "
    "无断转载, 未經授權不得轉載, 무단전재 및 재배포 금지, 무단 전재 및 재배포 금지, 무단전재-재배포 금지, "
    "무단전재 재배포금지, "
    "무단 전재-재배포 금지, 무단복제 및 재배포 금지, 저작권자, جميع الحقوق محفوظة, كل الحقوق محفوظة, الحقوق محفوظة"
)
"""Lines on copyright, whole or at the beginning or end of one."""

EDITORS_NOTES: Final = (
    "anmerkung der redaktion, anm. d. red, editor's note, editors' note, noot van de redactie, naschrift redactie, "
    "note de la rédaction, ndlr, nota de la redacción, nota del editor, nota della redazione, nota da redação, "
    "nota do editor, od redakcji, przyp. red, poznámka redakce, pozn. red, redaktionens anmärkning, red. anm, "
    "redaktionens note, redaksjonens merknad, toimituksen huomautus, примечание редакции, от редакции, "
    "примітка редакції, від редакції, σημείωση της σύνταξης, editörün notu, 編集部注, 编者按, 编者注, 編者按, "
    "편집자주, 편집자 주, ملاحظة المحرر"
)
"""How a note of the editors to the article begins: body, whatever it speaks of."""

REPLIES: Final = (
    "reply, beantwoorden, antwoorden, reageer, antworten, répondre, responder, rispondi, svara, svar, vastaa, "
    "odpowiedz, odpovědět, ответить, відповісти, απάντηση, yanıtla, 返信, 返信する, 回复, 回覆, 답글, رد"
)
"""Below what a reader commented: a button to answer."""

NETWORKS: Final = (
    "facebook twitter x whatsapp linkedin instagram telegram reddit pinterest bluesky mastodon threads "
    "tiktok youtube "
    "xing messenger signal flipboard pocket email e-mail mail sms viber vk line вконтакте телеграм telegram-канал вк "
    "одноклассники твиттер фейсбук вотсап вайбер инстаграм e-post epost sähköposti mejl e-posta メール "
    "はてなブックマーク はてブ "
    "微博 微信 朋友圈 qq qq空间 新浪微博 카카오톡 카카오스토리 네이버 네이버블로그 밴드 라인 페이스북 "
    "트위터 인스타그램 텔레그램 이메일 "
    "فيسبوك تويتر واتساب تيليجرام تيليغرام تلغرام لينكدإن انستغرام إنستغرام بريد ιστοσελίδα viber"
)
"""Where articles are shared."""

NETWORKS_OF_WORDS: Final = (
    "электронная почта, электронна пошта, correo electrónico, courrier électronique, posta elettronica, "
    "correio eletrónico, correio eletrônico, poczta elektroniczna, البريد الإلكتروني, بريد إلكتروني"
)
"""The same of more than one word each."""

AROUND_NETWORKS: Final = (
    "deel delen dit artikel via op met share this article on by auf per teilen partager sur par cet compartir en por "
    "condividi su tramite partilhar no or of and und oder et ou y o e & | / · , - follow us volg ons "
    "folgen versenden "
    "senden paylaş dela del jaa udostępnij sdílet поделиться в поділитися у κοινοποίηση στο και и та і ja "
    "og och ve i a "
    "شارك على عبر"
)
"""What may stand around their names in a share line: `Deel via WhatsApp of e-mail`."""
