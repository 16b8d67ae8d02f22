"""What page furniture says in Polish: data (exporter.normalise.words says what each row means)."""

from typing import Final

from exporter.normalise.words import Words

WORDS: Final = Words(
    share="""
        udostępnij, udostępnij artykuł, podziel się, udostępnij na facebooku, skopiuj link,
        podziel się artykułem, kopiuj link, poleć, poleć znajomemu, wyślij, wyślij link, tweetnij, podaj dalej,
        puść dalej, puść w świat, wyślij znajomemu, poleć znajomym, powiedz znajomym, prześlij dalej,
        wyślij do znajomego, prześlij znajomemu, powiedz innym
    """,
    share_verbs="udostępnij, udostępnianie, podziel, wyślij, poleć, prześlij, udostępniaj",
    act_verbs="""
        drukuj, wydrukuj, zapisz, posłuchaj, skomentuj, komentuj, oceń, odsłuchaj, przeczytaj, słuchaj, pobierz
    """,
    nouns="""
        artykuł, artykułem, artykułu, tekst, tekstem, tekstu, wiadomość, wiadomością, stronę, przepis,
        przepisem, wideo, film, zdjęcie, wywiad, quiz, post, wpis, materiał, materiałem
    """,
    around="""
        się, ten, tym, tego, tę, tą, na, przez, z, ze, znajomemu, znajomym, znajomymi, innymi, do, w, i, lub,
        mailem, e-mail, e-mailem, dalej, link, facebooku, twitterze, teraz, później
    """,
    topics="""
        tematy, dział, więcej na ten temat, temat, działy, więcej o, kategoria, kategorie, powiązane tematy,
        tematy artykułu, w tym artykule, zobacz więcej na temat, tematyka
    """,
    tags="tagi, słowa kluczowe, tag, hasła, hasztagi",
    teaser="""
        zobacz,
        czytaj także, czytaj też, czytaj więcej, zobacz także, zobacz też, przeczytaj także, polecamy,
        czytaj dalej, czytaj również, przeczytaj też, przeczytaj również, zobacz również, zobacz więcej,
        obejrzyj także, sprawdź także, sprawdź też, polecamy także, polecane, polecane artykuły,
        polecane dla ciebie, warto przeczytać, może cię zainteresować, może cię też zainteresować,
        to może cię zainteresować, powiązane, powiązane artykuły, podobne artykuły, podobne, podobne tematy,
        inne artykuły, pozostałe artykuły, najczęściej czytane, najpopularniejsze, najnowsze,
        najnowsze artykuły, najnowsze wiadomości, ostatnie wpisy, ostatnio dodane, popularne, popularne teraz,
        popularne artykuły, więcej wiadomości, więcej artykułów, wideo dnia, nie przegap, materiały partnerów,
        artykuły sponsorowane, z ostatniej chwili, na topie, redakcja poleca, dowiedz się więcej, dalsza część,
        więcej
    """,
    furniture="""
        reklama, komentarze, polityka prywatności, regulamin, kontakt, wszelkie prawa zastrzeżone, drukuj,
        dodaj komentarz, napisz komentarz, zobacz komentarze, pokaż komentarze, brak komentarzy,
        komentarze wyłączone, skomentuj, odpowiedz, do góry, na górę, powrót do góry, wróć na górę, powrót,
        wstecz, dalej, następny, poprzedni, następny artykuł, poprzedni artykuł, newsletter, zapisz się,
        zapisz się do newslettera, zapisz się na newsletter, subskrybuj, prenumerata, prenumeruj,
        kup subskrypcję, zaloguj się, zaloguj, zarejestruj się, wyloguj, obserwuj nas, obserwuj, śledź nas,
        polub nas na facebooku, dołącz do nas, materiał sponsorowany, artykuł sponsorowany, materiał promocyjny,
        sponsorowane, tylko dla subskrybentów, tylko dla prenumeratorów, dostęp tylko dla subskrybentów,
        wesprzyj nas, wspieraj nas, pobierz aplikację, posłuchaj artykułu, odsłuchaj artykuł, odsłuchaj,
        rozmiar tekstu, zgłoś błąd, znalazłeś błąd, błąd w artykule, napisz do nas, napisz do redakcji,
        masz temat, o nas, redakcja, polityka cookies, akceptuję, akceptuj wszystkie, ustawienia cookies,
        pliki cookies, mapa strony, strona główna, menu, szukaj, pokaż więcej, załaduj więcej, zamknij, zapisz,
        zapisz na później, galeria, zobacz galerię, prawa zastrzeżone, oceń artykuł,
        czy ten artykuł był pomocny, twój komentarz, dołącz do dyskusji, ogłoszenie, wersja audio,
        wersja dźwiękowa, posłuchaj wersji audio, wersja do druku, wróć na stronę główną,
        powrót do strony głównej, powrót na stronę główną, przejdź na stronę główną,
        ustawienia prywatności, zarządzaj cookies, zobacz wszystkie zdjęcia, zgłoś, zobacz oferty, pobierz
        naszą aplikację
    """,
    rubric="""
        wiadomości, kraj, świat, gospodarka, polityka, kultura, sport, opinie, zdrowie, nauka, społeczeństwo,
        aktualności, polska, ze świata, z kraju, biznes, finanse, pieniądze, piłka nożna, publicystyka,
        nauka i technika, technologie, technologia, edukacja, szkoła, klimat, środowisko, przyroda, zwierzęta,
        region, regiony, miasto, lokalne, lokalnie, kronika policyjna, policja, wypadki, prawo, praca,
        motoryzacja, transport, pogoda, rolnictwo, energia, nieruchomości, styl życia, moda, uroda, rodzina,
        kuchnia, przepisy, podróże, turystyka, rozrywka, gwiazdy, film, muzyka, książki, teatr, sztuka,
        historia, religia, kościół, felietony, felieton, wywiady, reportaż, wideo, podcasty, wybory, warszawa,
        kraków, siatkówka, żużel, tenis, skoki narciarskie, ekstraklasa, europa
    """,
    labels="""
        źródło, źródła, zdjęcie, zdjęcia, fot, fot., foto, fotografia, ilustracja, wideo, grafika, opublikowano,
        aktualizacja, ostatnia aktualizacja, data publikacji, zaktualizowano, data dodania, redakcja, oprac,
        oprac., opracowanie, czas czytania, tłumaczenie, montaż,
        źródło zdjęcia
    """,
    credits="""
        zdjęcie, zdjęcia, fot, fot., foto, fotografia, ilustracja, grafika,
        źródło zdjęcia
    """,
    openings="zdjęcie ilustracyjne, opublikowano, ostatnia aktualizacja",
    topic_openings="więcej o, wszystko o, więcej na temat",
    more_from="więcej wiadomości z, pozostałe wiadomości z, więcej z, więcej od",
    interruptions="""
        zdjęcie ilustracyjne, zdjęcie archiwalne, fot. ilustracyjna, fot. archiwum, zdjęcie poglądowe,
        dalsza część artykułu pod reklamą, dalsza część tekstu pod reklamą, ciąg dalszy artykułu pod reklamą,
        dalszy ciąg artykułu pod reklamą, ciąg dalszy pod reklamą, dalszy ciąg materiału pod wideo,
        dalsza część artykułu pod materiałem wideo, dalsza część tekstu pod wideo, czytaj dalej pod reklamą,
        reszta tekstu pod reklamą, dalszy tekst pod zdjęciem,
        pobierz naszą aplikację
    """,
    also="""
        zobacz więcej,
        czytaj także, czytaj też, czytaj również, przeczytaj także, przeczytaj też, przeczytaj również,
        zobacz też, zobacz także, zobacz również, czytaj więcej, polecamy, obejrzyj także, sprawdź też
    """,
    closings="""
        z poważaniem, ciąg dalszy nastąpi, koniec, z wyrazami szacunku, pozdrawiam, serdecznie pozdrawiam,
        łączę wyrazy szacunku
    """,
    counted="komentarze, komentarzy, komentarz, udostępnień, odsłon",
    by="napisał, napisała, opracował, opracowała, rozmawiał, rozmawiała, rozmawiali, zebrał, zebrała",
    by_top="autor, autorka, oprac., opublikował, opublikowała",
    author="""
        autor, autorka, autorzy, tekst, oprac, oprac., opracowanie, opracował, opracowała, redaktor, rozmawiał,
        rozmawiała
    """,
    roles="""
        dziennikarz, dziennikarka, redaktor, redaktorka, redakcja, korespondent, korespondentka, reporter,
        reporterka, publicysta, fotoreporter
    """,
    joiners="i, oraz",
    prompts="""
        obserwuj nas na, śledź nas na, zapisz się do naszego, zapisz się na nasz, dołącz do nas na,
        polub nas na, subskrybuj nasz
    """,
    prompted="newsletter, newslettera, podcast, kanał, facebooku, twitterze, instagramie",
    sentences="""
        ta strona używa plików cookie | strona korzysta z plików cookie | nasza strona używa |
        używamy plików cookie | ta strona wykorzystuje pliki cookie | zapisując się |
        twój adres e-mail nie zostanie opublikowany | masz dla nas temat? | jeśli zauważyłeś błąd |
        dołącz do nas na facebooku | widzisz błąd
    """,
    house="""
        newsletter, subskry, prenumer, redakcj, dziennikarstw, członk, cookies, kopiowani, przedruk, wydawc,
        skrzynk, whatsapp, powiadomie, podcast, literówk, błąd w, błąd_, aplikacj, instagram, telegram,
        media lokalne, lokalne media, treści, bez zgody, zgody, błąd, gazet, cynk, temat dla nas
    """,
    voice="""
        podaniem źródła,
        nasz, nas_, nam_, zapisz, subskrybuj, obserwuj, śledź, wesprzyj, wspieraj, napisz, skontaktuj, otrzymuj,
        zostań, masz_, wiesz_, widzisz, znalazłeś, daj znać, zabronion, bez zgody, dołącz, pobierz, kliknij,
        codziennie rano, możesz się wypisać, zgłoś
    """,
    bio="pisze o, pisze dla, jest dziennikar, jest reporter, jest redaktor, jest korespondent, relacjonuje",
    tools="""
        adres e-mail, adres email, adres poczty,
        komentarz, komentarze, komentowa, skomentowa, e-mail, email, mail_, skrzynk, newsletter, konto, konta,
        prenumerator, subskrybent, hasło, prywatności, danych osobowych, regulamin, cookie, aplikacj,
        powiadomie, artykuł, codziennie, każdego ranka
    """,
    acts="""
        zobacz, pokaż, czytaj_, wszystkie, zgłoś, dodaj, napisz, zostaw, podaj, wpisz, twój_, swój_, zaloguj,
        zarejestruj, najważniejsz, informacje, wiadomości, otrzymuj, zapisz, akceptuj, wyrażam, zgodę, zapozna,
        pobierz, posłuchaj, odsłuchaj, dla prenumer, dla subskryb, tylko_, dostęp
    """,
    starters="""
        ja, ty, ona, my, wy, oni, i, a, ale, bo, więc, potem, teraz, nie, że, co, kto, gdzie, jak, kiedy,
        dlaczego, jeśli, mój, moja, jego, jej, ich, już, nigdy, zawsze, jeszcze, znowu
    """,
    numbers="dwa dwie dwóch dwoje, trzy trzech troje, cztery czterech, pięć, sześć, siedem, osiem",
    reading="czas czytania",
)
