"""One spelling for the link, and what makes two links the same article."""

import random
import re
from collections.abc import Callable
from unittest import mock

import pytest
from ada_url import URL
from hypothesis import given
from hypothesis import strategies as st

from exporter.normalise import urls
from exporter.normalise.urls import MAX_LENGTH, canonical, host, identity
from exporter.printable import printable

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        # scheme, host and port
        ("HTTPS://News.Example/Pad", "https://news.example/Pad"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:/a", "https://news.example/a"),
        ("https://news.example:80/a", "https://news.example:80/a"),
        ("http://news.example:443/a", "http://news.example:443/a"),
        ("https://news.example:08443/a", "https://news.example:8443/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://news.example.:8443/a", "https://news.example:8443/a"),
        ("https://new_s-1.example/", "https://new_s-1.example/"),
        ("https://redactie:geheim@news.example/a", "https://news.example/a"),
        ("https://redactie@news.example/a", "https://news.example/a"),
        ("https://:geheim@news.example/a", "https://news.example/a"),
        ("https:news.example/a", "https://news.example/a"),
        ("https:///news.example/a", "https://news.example/a"),
        (r"https:\\news.example\a\b", "https://news.example/a/b"),
        # names in other scripts
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
        ("https://MÜNCHEN.example/", "https://xn--mnchen-3ya.example/"),
        ("https://mu\u0308nchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://xn--mnchen-3ya.example/", "https://xn--mnchen-3ya.example/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://news。example/", "https://news.example/"),
        ("https://ｎews.example/", "https://news.example/"),
        ("https://новости.example/", "https://xn--b1amnebsh.example/"),
        ("https://ニュース.example/", "https://xn--zck9awe6d.example/"),
        ("https://ne\xadws.example/", "https://news.example/"),
        # names without a dot, and addresses
        ("http://localhost:8000/a", "http://localhost:8000/a"),
        ("http://localhost./", "http://localhost/"),
        ("http://127.0.0.1:80/", "http://127.0.0.1/"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
        ("http://[::ffff:192.0.2.1]/", "http://[::ffff:c000:201]/"),
        ("https://[2001:db8:0:0:0:0:0:1]:443/", "https://[2001:db8::1]/"),
        ("http://news.example:0/a", "http://news.example:0/a"),
        ("http://news.example:65535/a", "http://news.example:65535/a"),
        # what looks like another host
        ("https://news.example@other.example/a", "https://other.example/a"),
        (r"https://news.example\@other.example/a", "https://news.example/@other.example/a"),
        ("https://me@@news.example/a", "https://news.example/a"),
        # path
        ("https://news.example/.../a", "https://news.example/.../a"),
        ("https://news.example/a//../b", "https://news.example/a/b"),
        (r"https://news.example/a\..\b", "https://news.example/b"),
        ("https://news.example?x=1", "https://news.example/?x=1"),
        (
            "https://news.example/статья?題=一",
            "https://news.example/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F?%E9%A1%8C=%E4%B8%80",
        ),
        ("https://news.example/a|b^c[d]", "https://news.example/a|b%5Ec[d]"),
        ("https://news.example/a%00%0Ab", "https://news.example/a%00%0Ab"),
        ("https://news.example/a/../b/./c/", "https://news.example/b/c/"),
        ("https://news.example/../../a", "https://news.example/a"),
        ("https://news.example/%2e%2E/b", "https://news.example/b"),
        ("https://news.example//a//b", "https://news.example//a//b"),
        ("https://news.example/een titel", "https://news.example/een%20titel"),
        ("https://news.example/café?q=é ü", "https://news.example/caf%C3%A9?q=%C3%A9%20%C3%BC"),
        ("https://news.example/%c3%a9%7E%2F", "https://news.example/%c3%a9%7E%2F"),
        ("https://news.example/{a}<b>`", "https://news.example/%7Ba%7D%3Cb%3E%60"),
        ("https://news.example/a?q=\"<>'", "https://news.example/a?q=%22%3C%3E%27"),
        ("https://news.example/%zz", "https://news.example/%zz"),
        ("https://news.example/a\u202eb", "https://news.example/a%E2%80%AEb"),
        # what was copied along
        (" \t\u200b\ufeffhttps://news.example/a\xa0\u2060\u3000\n", "https://news.example/a"),
        ("\xad\u200ehttps://news.example/a\u200f\u2028\x85", "https://news.example/a"),
        ("https://news.example/een-\r\n\ttitel", "https://news.example/een-titel"),
        # fragment
        ("https://news.example/a#reacties", "https://news.example/a"),
        ("https://news.example/a#", "https://news.example/a"),
        ("https://news.example/a#!", "https://news.example/a"),
        ("https://news.example/#!/artikel/1", "https://news.example/#!/artikel/1"),
        ("https://news.example#!/artikel/1", "https://news.example/#!/artikel/1"),
        ("https://news.example/a?b#!c", "https://news.example/a?b#!c"),
        ("https://news.example/a#/b", "https://news.example/a"),
        ("https://news.example/a?utm_source=x#!/r?utm_source=y", "https://news.example/a#!/r?utm_source=y"),
        # parameters
        ("https://news.example/a?b=2&a=1&b=1&B=3", "https://news.example/a?b=2&a=1&b=1&B=3"),
        ("https://news.example/a?&&x=%7e+y&z&=", "https://news.example/a?&&x=%7e+y&z&="),
        ("https://news.example/a?utm_source=x&id=1&utm_medium=y&p=2", "https://news.example/a?id=1&p=2"),
        ("https://news.example/a?utm_source=x&gclid=1", "https://news.example/a"),
        ("https://news.example/a?gclid=1&&x", "https://news.example/a?&x"),
        ("https://news.example/a?fbclid", "https://news.example/a"),
        ("https://news.example/a?id=1&UTM_Source=x&FBCLID=1", "https://news.example/a?id=1"),
        ("https://news.example/a?a=1;utm_source=x", "https://news.example/a?a=1;utm_source=x"),
        ("https://news.example/a?utm_source=x;a=1", "https://news.example/a?utm_source=x;a=1"),
        ("https://news.example/a?q=utm_source=x", "https://news.example/a?q=utm_source=x"),
        ("https://news.example/a?utm=1&xutm_source=2&gclid2=3", "https://news.example/a?utm=1&xutm_source=2&gclid2=3"),
        (
            "https://news.example/a?ref=x&source=y&cid=3&cmp=4&id=5",
            "https://news.example/a?ref=x&source=y&cid=3&cmp=4&id=5",
        ),
        ("https://news.example/utm_source=x/gclid=1", "https://news.example/utm_source=x/gclid=1"),
        ("https://news.example/a?%75tm_source=x", "https://news.example/a?%75tm_source=x"),
        ("https://news.example/a??utm_source=x", "https://news.example/a??utm_source=x"),
        # `&amp;` of a link that was copied out of HTML
        ("https://news.example/a?utm_source=x&amp;utm_medium=y&amp;gclid=z", "https://news.example/a"),
        ("https://news.example/a?id=1&amp;utm_source=x", "https://news.example/a?id=1"),
        ("https://news.example/a?id=1&amp;p=2", "https://news.example/a?id=1&amp;p=2"),
        ("https://news.example/a?id=1&amp;utm_source=x;p=2", "https://news.example/a?id=1&amp;utm_source=x;p=2"),
        ("https://news.example/a?id=1&amp;amp;utm_source=x", "https://news.example/a?id=1&amp;amp;utm_source=x"),
        # a visit
        ("https://news.example/a;jsessionid=0A1B.node1?id=3", "https://news.example/a?id=3"),
        ("https://news.example/a;JSESSIONID=0A1B", "https://news.example/a"),
        ("https://news.example/a;jsessionid=/b;v=1;jsessionid=2;w=3", "https://news.example/a/b;v=1;w=3"),
        ("https://news.example/;jsessionid=1", "https://news.example/"),
        ("https://news.example/b/..;jsessionid=1/a", "https://news.example/a"),
        ("https://news.example/a?jsessionid=1&id=2&PHPSESSID=3", "https://news.example/a?id=2"),
        ("https://news.example/a;jsession=1?sid=2&session=3", "https://news.example/a;jsession=1?sid=2&session=3"),
        ("https://news.example/jsessionid=1/a", "https://news.example/jsessionid=1/a"),
    ],
)
def test_a_url_has_one_spelling(text: str, url: str) -> None:
    assert canonical(text) == url


TRACKING = {
    "Google": "utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_anything utm_ _ga _gl gclid gclsrc "
    "dclid gbraid wbraid gad_source gad_campaignid",
    "Meta": "fbclid igshid igsh",
    "Microsoft, X, TikTok, LinkedIn, Pinterest, Reddit, Snap": "msclkid twclid ttclid li_fat_id epik rdt_cid sccid",
    "Yandex": "yclid _openstat ysclid",
    "Mailchimp, Marketo, Vero, Omeda": "mc_cid mc_eid mkt_tok vero_id vero_conv oly_anon_id oly_enc_id",
    "HubSpot": "_hsenc _hsmi __hssc __hstc __hsfp hsCtaTracking",
    "Mapp": "wt_mc wt_zmc",
    "Piano": "at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 xtor",
    "Adobe, Comscore": "s_cid ns_campaign ns_mchannel ns_source ns_linkname ns_fee",
    "Matomo": "pk_campaign pk_kwd mtm_campaign mtm_source mtm_medium mtm_keyword mtm_content",
    "DMG, Alibaba, Listrak": "ito spm trk_contact trk_msg trk_module trk_sid",
}


@pytest.mark.parametrize("names", TRACKING.values(), ids=TRACKING)
def test_parameters_that_only_track_are_dropped(names: str) -> None:
    for name in names.split():
        assert canonical(f"{SITE}/a?p=1&{name}=x.y%20z&q=2&{name.upper()}") == f"{SITE}/a?p=1&q=2"
        assert canonical(f"{SITE}/a?x{name}=1") == f"{SITE}/a?x{name}=1"


LEFT = "ref ref_src source src cid cmp cmpid ocid icid smid taid ftag sref intcid sid campaign rss feed via share amp"
"""Those of one publisher or another. With another meaning elsewhere, or in the keys of articles that are stored."""


@pytest.mark.parametrize("name", LEFT.split())
def test_parameters_that_track_here_and_choose_there_are_kept(name: str) -> None:
    assert canonical(f"{SITE}/a?{name}=1&q=2") == f"{SITE}/a?{name}=1&q=2"
    assert identity(f"{SITE}/a?{name}=1") != identity(f"{SITE}/a?{name}=2")


REFUSED = {
    "only http and https URLs are links of articles, not {}": (
        *("", " \u200b", "javascript:alert(1)", "data:text/html,x", "ftp://news.example/a", "mailto:a@news.example"),
        *("file:///etc/passwd", "blob:https://news.example/a", "https", "news.example/a", "//news.example/a", "/a"),
        *("h\nttps://news.example/", "https//news.example", "xhttps://news.example/"),
        *(
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:,x",
            "file://news.example/a",
            "view-source:https://a.example/",
        ),
        *(
            "feed:https://news.example/rss",
            "about:blank",
            "tel:+3110",
            "ws://news.example/",
            "<https://news.example/a>",
        ),
        *("(https://news.example/a)", "URL: https://news.example/a", "ｈttps://news.example/"),
    ),
    "no browser could open {}: check host, port and brackets": (
        *("https:", "https://", "http://[::1", "http://::1/", "https://news.example:99999/", "https://news.example:x/"),
        *("https://ne ws.example/", "https://news%00.example/", "http://256.1.1.1/", "https://user:pw@/"),
        *(
            "https://news.example:65536/",
            "https://news.example:-1/",
            "https://news.example: 80/",
            "https://a.example:1:2/",
        ),
        *(
            "https://[fe80::1%25eth0]/",
            "https://[v1.a]/",
            "https://[1:2:3]/",
            "https://1.2.3.4.5/",
            "https://a.example.5/",
        ),
        *("https://a%2Fb.example/", "https://a%40b.example/", "https://a<b.example/", "https:// a.example/"),
        *("https://a\u200db.example/", "https://a.example：80/"),
    ),
    "a URL has no control characters and no halves of characters: {}": (
        *("http://a\x00.example/", "http://a.example/\x0bx", "http://a.example/\x1b[2J", "http://a.example/\x7f"),
        *("http://a.example/\x9bx", "http://a.example/\ud83d", "http://a.example/\udc00"),
    ),
    "a number for a host, which browsers take for 0.0.7.233: {}": ("http://2025/", "http://2025./a", "http://0x7e9/"),
    "a number for a host, which browsers take for 127.0.0.1: {}": ("http://127.1/", "http://0x7f.1/"),
    "the host 'https' has no dot: {}; write it in full": ("https://https://news.example/a", "http://https//a.example/"),
    "the host 'intranet' has no dot: {}; write it in full": ("http://intranet/a", "http://intranet./"),
    "no host can be named '.example': an empty or over-long part": ("https://.example/",),
    "no host can be named 'news..example': an empty or over-long part": ("https://news..example/",),
    "no host can be named 'news.example.': an empty or over-long part": ("https://news.example../",),
    f"no host can be named '{'a' * 64}.example': an empty or over-long part": (f"https://{'a' * 64}.example/",),
    f"no host can be named '{printable('a.' * 126 + 'aa')}': an empty or over-long part": (f"https://{'a.' * 126}aa/",),
    "a URL of 2,048 characters; sitemaps take at most 2,047: {}": (f"{SITE}/{'a' * 2027}",),
    "a URL of 2,421 characters; sitemaps take at most 2,047: {}": (f"{SITE}/{'é' * 400}",),
}


@pytest.mark.parametrize(("text", "reason"), [(text, reason) for reason, texts in REFUSED.items() for text in texts])
def test_what_is_no_link_of_an_article_is_refused_with_the_reason(text: str, reason: str) -> None:
    trimmed = text.strip(" \u200b")
    with pytest.raises(ValueError, match=r"URL|host|browser") as caught:
        canonical(text)
    assert str(caught.value) == reason.format(f"'{printable(trimmed)}'")


@pytest.mark.parametrize("url", [f"{SITE}/{'a' * 2026}", f"https://{'a' * 63}.example/", f"https://{'a.' * 126}a/"])
def test_the_longest_of_each_is_taken(url: str) -> None:
    assert canonical(url) == url
    assert len(url) <= MAX_LENGTH == 2047


def test_length_counts_when_everything_else_is_gone() -> None:
    assert canonical(f"{SITE}/a?utm_source={'x' * 3000}#{'y' * 3000}") == f"{SITE}/a"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://News.Example/a", "news.example"),
        ("https://www.news.example:443/", "www.news.example"),
        ("http://news.example:8080/", "news.example:8080"),
        ("https://münchen.example/", "xn--mnchen-3ya.example"),
        ("https://redactie@news.example/", "news.example"),
        ("http://[::1]:80/", "[::1]"),
    ],
)
def test_a_host_has_its_port_only_where_that_is_unusual(url: str, name: str) -> None:
    assert host(url) == name


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://news.example/", "news.example"),
        ("https://news.example", "news.example"),
        ("http://www.news.example/a/", "news.example/a"),
        ("https://news.example/a//", "news.example/a"),
        ("https://news.example//a", "news.example//a"),
        ("https://news.example/a/?b=1", "news.example/a?b=1"),
        ("https://news.example/a?", "news.example/a"),
        ("https://news.example/a?&b&&a&", "news.example/a?a&b"),
        ("https://news.example/a?c=1&b=2&c=0&a=/", "news.example/a?a=/&b=2&c=1&c=0"),
        ("https://news.example/a?a-b=1&a=2", "news.example/a?a=2&a-b=1"),
        ("https://news.example/a?a=2&a=10&a", "news.example/a?a=2&a=10&a"),
        ("https://news.example/a?%62=1&a=2", "news.example/a?a=2&b=1"),
        ("https://news.example/%7Ea%c3%a9%2f%41%2D", "news.example/~a%C3%A9%2FA-"),
        ("https://news.example/a?x=%7e%2f%26", "news.example/a?x=~%2F%26"),
        ("https://news.example/a%2F", "news.example/a%2F"),
        ("https://news.example/%zz", "news.example/%zz"),
        ("https://news.example:8080/a", "news.example:8080/a"),
        ("https://www.nl/a", "www.nl/a"),
        ("https://www.nl:8080/a", "www.nl:8080/a"),
        ("https://www.co.example/a", "co.example/a"),
        ("https://www2.news.example/a", "www2.news.example/a"),
        ("https://wwwnews.example/a", "wwwnews.example/a"),
        ("https://m.news.example/a", "m.news.example/a"),
        ("https://news.example/Pad", "news.example/Pad"),
        ("https://news.example/#!/a/?b=1&a=%7e", "news.example#!/a/?b=1&a=%7e"),
        ("https://news.example/a#b", "news.example/a"),
        ("https://www.xn--mnchen-3ya.example/", "xn--mnchen-3ya.example"),
        ("http://localhost/a", "localhost/a"),
    ],
)
def test_an_article_is_recognised_by_host_path_and_query(url: str, same: str) -> None:
    assert identity(url) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a", "/A"),
        ("/a", "/a/b"),
        ("/a?id=1", "/a?id=2"),
        ("/a?id=1", "/a?ID=1"),
        ("/a?id=1", "/a"),
        ("/a?id=1&id=2", "/a?id=2&id=1"),
        ("/a?id=1", "/a?id=1&id=1"),
        ("/a/b", "/a%2Fb"),
        ("/a?b=1%26c=2", "/a?b=1&c=2"),
        ("/#!/a", "/#!/b"),
    ],
)
def test_what_may_be_another_article_has_another_identity(one: str, other: str) -> None:
    assert identity(SITE + one) != identity(SITE + other)


@pytest.mark.parametrize("read", [host, identity])
@pytest.mark.parametrize(
    "text", ["", "news.example", "ftp://news.example/", "http://[::1", "https://news.example/\x00"]
)
def test_host_and_identity_are_of_urls_only(read: Callable[[str], str], text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"'{printable(text)}'")):
        read(text)


PIECE = st.one_of(
    st.text(st.sampled_from("aZ09-._~%é ü/+:@!$'()*,\\<\u200b{"), max_size=6),
    st.lists(st.sampled_from([";jsessionid=", ";JsessionID=", "..", "/", ";", "a"]), max_size=6).map("".join),
)
NAME = st.sampled_from(["a", "b", "A", "utm_source", "gclid", "id", "é", "q r", "PHPSESSID", "amp;utm_id", "amp;a"])
PAIR = st.tuples(NAME, st.sampled_from(["", "="]), PIECE).map("".join)
HOST = st.sampled_from(
    ["news.example", "WWW.news.example", "münchen.example.", "localhost:80", "127.0.0.1", "[::1]:8080"]
)
URLS = st.builds(
    "{}://{}/{}{}{}".format,
    st.sampled_from(["http", "HTTPS"]),
    HOST,
    st.lists(PIECE, max_size=3).map("/".join),
    st.lists(PAIR, max_size=5).map(lambda pairs: "?" + "&".join(pairs) if pairs else ""),
    st.sampled_from(["", "#", "#a", "#!/a", "#!/é b"]),
)


@given(URLS)
def test_a_canonical_url_is_its_own_and_is_recognised_as_what_it_was(text: str) -> None:
    url = canonical(text)
    assert canonical(url) == url
    assert url.isascii()
    assert identity(f"https://{identity(url)}") == identity(url)


@given(URLS, st.randoms(use_true_random=False))
def test_the_order_of_different_parameters_decides_nothing(text: str, chance: random.Random) -> None:
    start, mark, query = canonical(text.partition("#")[0]).partition("?")
    pairs = {pair.partition("=")[0]: pair for pair in query.split("&")}
    shuffled = list(pairs.values())
    chance.shuffle(shuffled)
    assert identity(f"{start}{mark}{'&'.join(shuffled)}") == identity(f"{start}{mark}{'&'.join(pairs.values())}")


ANYTHING = st.one_of(*(st.text(max_size=20).map(form.format) for form in ("{}", "http://{}", "https://a.example/{}")))


@given(ANYTHING)
def test_any_text_gives_a_url_or_a_reason_that_is_safe_to_show(text: str) -> None:
    try:
        said = canonical(text)
        assert canonical(said) == said
        assert said.isascii()
    except ValueError as error:
        said = str(error)
    assert said.isprintable()


@pytest.mark.parametrize("text", ["http://0x7f.1/?127.0.0.1", "http://2025/0.0.7.233", "http://１２７.0.0.1/127.0.0.1"])
def test_an_address_elsewhere_in_the_url_does_not_make_a_number_a_host(text: str) -> None:
    with pytest.raises(ValueError, match="a number for a host, which browsers take for"):
        canonical(text)


@pytest.mark.parametrize(
    "text", ["http:127.0.0.1/a", "http:/127.0.0.1/a", r"http:\\127.0.0.1\a", "http://u:p@127.0.0.1.:80/a"]
)
def test_an_address_that_is_written_out_stays_however_it_is_written(text: str) -> None:
    assert canonical(text) == "http://127.0.0.1/a"


@pytest.mark.parametrize("text", ["https://./", "http://./a", "https://../"])
def test_a_host_of_dots_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no host can be named '"):
        canonical(text)


@given(st.from_regex(urls._CANONICAL, fullmatch=True))
def test_what_is_not_parsed_comes_out_as_if_it_were(text: str) -> None:
    parsed = URL(text)
    assert (parsed.href, parsed.hash, parsed.username, parsed.port) == (text, "", "", "")
    found = (canonical(text), host(text), identity(text)) if len(text) <= urls._MAX_CANONICAL else None
    with mock.patch.object(urls, "_MAX_CANONICAL", 0):
        assert found in (None, (canonical(text), host(text), identity(text)))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://news.example/.", "https://news.example/"),
        ("https://news.example/a/..", "https://news.example/"),
        ("https://news.example/a/%2E./b", "https://news.example/b"),
        ("https://news.example/a?utm_source=x", "https://news.example/a"),
        ("https://news.example/a?b=1&gclid=2", "https://news.example/a?b=1"),
    ],
)
def test_what_looks_canonical_and_is_not_is_parsed(text: str, url: str) -> None:
    assert canonical(text) == url
