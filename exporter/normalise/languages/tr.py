"""What page furniture says in Turkish: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    verb_last=True,
    share="""
        paylaş, haberi paylaş, bu haberi paylaş, bağlantıyı kopyala, paylaşın, yazıyı paylaş, linki kopyala,
        e-posta ile gönder, e-posta gönder, gönder, arkadaşına gönder, facebook'ta paylaş, x'te paylaş,
        twitter'da paylaş, whatsapp'ta paylaş, paylaşım, bağlantı kopyalandı, arkadaşına öner,
        arkadaşınıza gönderin, bir arkadaşına gönder, dostlarınla paylaş, herkese duyur, haberi yay, tavsiye et,
        arkadaşlarına söyle, arkadaşınla paylaş, başkalarına da söyle, arkadaşına yolla, duyurun
    """,
    share_verbs="paylaş, paylaşın, gönder, gönderin, öner, paylaşabilirsiniz",
    act_verbs="yazdır, kaydet, dinle, dinleyin, yorumla, oku, puanla, indir",
    nouns="""
        haberi, haber, yazıyı, yazı, makaleyi, makale, sayfayı, tarifi, videoyu, fotoğrafı, röportajı, içeriği,
        haberini, köşe
    """,
    around="""
        bu, şu, ile, facebook'ta, twitter'da, x'te, whatsapp'ta, telegram'da, linkedin'de, instagram'da,
        arkadaşlarınla, arkadaşlarınızla, arkadaşına, ve, veya, şimdi, e-posta, e-postayla, sosyal, medyada,
        medya, sonra, sesli
    """,
    topics="""
        konular, kategori, konu, kategoriler, bölüm, konu başlıkları, ilgili konular, bu haberde,
        bu konuda daha fazlası, konuyla ilgili, haberin konuları, daha fazlası
    """,
    tags="etiketler, anahtar kelimeler, etiket, anahtar sözcükler, ilgili etiketler",
    teaser="""
        İlgili haberler, ilgili haberler, ayrıca okuyun, çok okunanlar, ilgili haber, ilgili yazılar,
        ilgili makaleler, ilgili içerikler, ayrıca bakınız, bunu da okuyun, bunları da okuyun,
        şunları da okuyun, benzer haberler, benzer yazılar, diğer haberler, diğer yazılar, diğer yazıları,
        en çok okunanlar, en çok okunan haberler, en çok izlenenler, en çok paylaşılanlar, en çok yorumlananlar,
        en son haberler, son haberler, son dakika haberleri, son eklenenler, son yazılar, son yazıları,
        daha fazla haber, daha fazla oku, devamını oku, haberin devamı, okumaya devam et, popüler,
        popüler haberler, trend, öne çıkanlar, öne çıkan haberler, manşetler, önerilen haberler, önerilenler,
        sizin için önerilenler, sizin için seçtiklerimiz, editörün seçtikleri, bunlar da ilginizi çekebilir,
        bu haberler de ilginizi çekebilir, ilginizi çekebilir, ilginizi çekebilecek haberler,
        bu da ilginizi çekebilir, bunlara da bakın, kaçırmayın, sıradaki haber, sonraki haber, önceki haber,
        günün manşetleri, günün özeti, sponsorlu içerikler, video haberler, bakmadan geçme
    """,
    furniture="""
        reklam, yorumlar, yorum yap, abone ol, künye, gizlilik politikası, yazdır, reklamlar, ilan, yorum,
        yorum yaz, yorum yapın, yorum ekle, yorumları gör, yorumları göster, tüm yorumlar,
        henüz yorum yapılmamış, ilk yorumu siz yapın, ilk yorum yapan siz olun, yorumlar kapalı, yanıtla,
        cevapla, başa dön, yukarı çık, yukarı, sayfa başı, sayfa başına dön, geri, ileri, sonraki, önceki,
        abone olun, abonelik, bülten, bültene abone ol, bültenimize abone olun, e-bülten, e-bülten aboneliği,
        haber bülteni, giriş yap, giriş, üye ol, kayıt ol, çıkış, takip et, takip edin, bizi takip edin,
        bizi takip et, sosyal medyada takip edin, google news'te takip et, google news abone ol,
        tüm hakları saklıdır, her hakkı saklıdır, kaydet, haberi kaydet, favorilere ekle, haberi dinle, dinle,
        yazı boyutu, yazı tipi boyutu, hata bildir, haberde hata var, hata bildirimi, iletişim, bize ulaşın,
        hakkımızda, kullanım koşulları, kullanım şartları, çerez politikası, çerezler, çerez ayarları, kabul et,
        tümünü kabul et, kvkk, kişisel verilerin korunması, site haritası, ana sayfa, anasayfa, anasayfaya dön,
        menü, ara, arama, kapat, daha fazla göster, daha fazla yükle, tümünü gör, tümünü göster, sponsorlu,
        sponsorlu içerik, advertorial, sadece abonelere özel, abonelere özel, destek ol, bize destek olun,
        uygulamayı indir, uygulamamızı indirin, foto galeri, fotogaleri, galeri, galeriyi gör, video galeri,
        haber ihbar, ihbar hattı, tartışmaya katıl, düşüncelerinizi paylaşın, sesli sürüm, sesli versiyon,
        sesli anlatım, yazdırılabilir sürüm, ana sayfaya dön, ana sayfaya git, anasayfaya git,
        çerezleri yönet, tüm fotoğrafları gör, şikayet et
    """,
    rubric="""
        gündem, dünya, ekonomi, siyaset, spor, kültür sanat, sağlık, yazarlar, güncel, son dakika, haber,
        haberler, türkiye, avrupa, finans, iş dünyası, piyasalar, borsa, politika, futbol, basketbol,
        voleybol, tenis, süper lig, kültür-sanat, kültür, sanat, yaşam, köşe yazıları, köşe yazarları, görüş,
        görüşler, yorum analiz, analiz, bilim, bilim ve teknoloji, bilim teknoloji, teknoloji, eğitim, iklim,
        çevre, doğa, hayvanlar, yerel, yerel haberler, bölge, şehir, istanbul, ankara, izmir, asayiş, 3.
        sayfa, polis adliye, adliye, hukuk, yargı, ulaşım, trafik, hava durumu, otomobil, otomotiv, emlak,
        konut, iş, kariyer, tarım, enerji, moda, güzellik, aile, kadın, tüketici, yemek, tarifler, seyahat,
        turizm, eğlence, magazin, sinema, müzik, kitap, edebiyat, tiyatro, televizyon, medya, ünlüler, tarih,
        din, röportaj, röportajlar, dosya, araştırma, seçim, podcast, video, toplum, politika haberleri,
        savunma, yerel haber
    """,
    labels="""
        kaynak, kaynaklar, fotoğraf, fotoğraflar, foto, görsel, video, yayınlanma, yayınlanma tarihi,
        yayın tarihi, güncelleme, güncelleme tarihi, güncellendi, son güncelleme, giriş tarihi,
        oluşturulma tarihi, okuma süresi, okunma süresi, editör, arşiv, illüstrasyon, kamera, giriş
    """,
    credits="fotoğraf, fotoğraflar, foto, görsel, arşiv, illüstrasyon, kamera",
    openings="son güncelleme, güncelleme tarihi, yayınlanma tarihi, giriş tarihi",
    topic_openings="tümü için",
    more_from="daha fazlası",
    interruptions="""
        arşiv fotoğrafı, temsili fotoğraf, temsili görsel, arşiv görüntüsü,
        haberin devamı reklamdan sonra, haberin devamı aşağıda, yazının devamı reklamdan sonra,
        reklamdan sonra devam ediyor, haber reklamdan sonra devam ediyor, haberin devamı için kaydırın,
        makalenin devamı aşağıda,
        videoyu izlemek için javascript'i etkinleştirin
    """,
    also="""
        ilgili haber, ayrıca okuyun, bunu da okuyun, ayrıca bakınız, ilginizi çekebilir, bakmadan geçme,
        diğer haber, haberin devamı, ilgili yazı
    """,
    closings="saygılarımla, devam edecek, saygılarımızla, sevgilerle, selamlar, son, bitti",
    counted="yorum, yorumlar, paylaşım, görüntülenme, beğeni",
    by="yazan, haberi yazan",
    by_top="muhabir, röportaj",
    author="""
        yazan, yazar, haber, haberi, muhabir, hazırlayan, metin, röportaj, derleyen, yazarlar, haber ve fotoğraf
    """,
    roles="""
        muhabir, muhabiri, muhabirler, editör, editörü, yazar, yazarı, gazeteci, temsilcisi, fotoğrafçı,
        foto muhabiri, servisi, merkezi, redaktör
    """,
    joiners="ve",
    prompts="bizi takip edin, bültenimize abone, takip etmek için",
    prompted="bülten, bültenimize, google, news, kanalımıza, podcast",
    sentences="""
        bu web sitesi çerez | sitemizde çerez | bu sitede çerez | çerezleri kullanıyoruz |
        e-posta adresiniz yayınlanmayacak | haberde hata mı var | hata bildirmek için | abone olarak |
        kişisel verilerin korunması kanunu | tüm hakları saklıdır
    """,
    house="""
        bülten, abone, abonelik, redaksiyon, yazı işleri, haber merkezi, gazetecilik, üye, çerez, kopyala,
        çoğalt, yayıncı, yayınevi, e-posta, whatsapp, bildirim, podcast, yazım hatası, hata_, hatası, uygulama,
        instagram, telegram, yerel gazete, izin alınmadan, izinsiz, izni olmadan, alıntı, kopyalan, gazete,
        ihbar
    """,
    voice="""
        kaynak göster,
        bizi_, bize_, bizimle, bültenimiz, olun, takip edin, destek, yazın, ulaşın, iletişime, alın_, var mı,
        biliyor mu, gördünüz, buldunuz, bildirin, haber verin, yasak, izinsiz, izni olmadan, katılın, indirin,
        tıklayın, her sabah, gönderin, kaydolun, yapılamaz, edilemez, yasaktır, kullanılamaz
    """,
    bio="""
        hakkında yaz, üzerine yaz, konularında yaz, yazıyor, muhabiridir, gazetecidir, editörüdür, yazarıdır
    """,
    tools="""
        yorum, e-posta, eposta, bülten, hesab, abonelere, şifre, gizlilik, kişisel veri, kullanım koşul, çerez,
        uygulama, bildirim, haberi_, yazıyı_, her sabah, her gün
    """,
    acts="""
        gör_, göster, tüm_, tümünü, bildir_, şikayet, yap_, yaz_, yazın, ekle, bırak, girin_, adresiniz,
        adresi_, giriş yap, yapmak için, kayıt ol, kaydol, önemli, haberler, alın_, abone ol, kabul ediyorum,
        onaylıyorum, okudum, indir, dinle, sadece, yalnızca, özel_, postanızda
    """,
    starters="""
        bir, ben, sen, biz, siz, onlar, ve, ama, fakat, çünkü, sonra, şimdi, değil, hayır, ne, kim, nerede,
        nasıl, neden, eğer, benim, onun, asla, hep, hâlâ, yine, bu
    """,
    numbers="iki, üç, dört, beş, altı, yedi, sekiz",
    reading="okuma süresi, okunma süresi",
)
