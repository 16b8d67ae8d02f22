"""URLs of articles: one canonical spelling for the link, one looser spelling to recognise an article by.

The grammar is that of browsers (the WHATWG URL standard, through ada-url), not of RFC 3986: what a browser opens is
read as the browser reads it.
"""

import re

from ada_url import URL, HostType

from exporter.printable import printable

MAX_LENGTH = 2_047
"""Characters. The sitemap protocol (sitemaps.org, `loc`) wants fewer than 2,048."""

_EDGES = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\xad\u200b\u200e\u200f\u2028\u2029\u202f\u2060\u3000\ufeff"
"""White space and what nobody sees: it was copied along with the URL and is no part of it."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""All but tab and line ends, which the URL standard takes out of the middle of a URL (section 4.4)."""
_AUTHORITY = re.compile(r"[^:]*:[/\\]*([^/\\?#]*)")
"""Also of `http:news.example`, which browsers read as if the slashes were there."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""RFC 3986 section 2.3."""

_LABEL = r"(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_CANONICAL = re.compile(
    rf"https?://(?P<host>(?:{_LABEL}\.)+(?!xn--)[a-z]{{2,63}})"
    r"(?P<path>(?:/(?!\.|%2[Ee])[A-Za-z0-9._~!$&'()*+,;=:@%-]*)+)"
    r"(?P<query>\?[A-Za-z0-9._~!$&()*+,;=:@%/?-]+)?"
)
"""What the URL standard leaves as it is: a host that is no number and no punycode, no segment that could be a dot
segment, nothing to encode. Nearly all are so. To have one parsed, part by part, takes 120 us an article, this 14."""
_MAX_CANONICAL = 253
"""Characters of a text that _CANONICAL is asked about: so many may be in the name of a host."""

_TRACKING = frozenset(
    (
        # Google Analytics (cross-domain linker, old and new) and Ads (click ids of auto-tagging; the last two for iOS)
        *("_ga", "_gl", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid"),
        *("fbclid", "igshid", "igsh"),  # Meta: Facebook, Instagram
        *("msclkid",),  # Microsoft Advertising
        *("twclid", "ttclid", "li_fat_id", "epik", "rdt_cid", "sccid"),  # X, TikTok, LinkedIn, Pinterest, Reddit, Snap
        *("yclid", "_openstat", "ysclid"),  # Yandex Direct and Metrica
        *("mc_cid", "mc_eid"),  # Mailchimp
        *("_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking"),  # HubSpot
        *("mkt_tok",),  # Marketo
        *("vero_id", "vero_conv"),  # Vero
        *("oly_anon_id", "oly_enc_id"),  # Omeda
        *("wt_mc", "wt_zmc"),  # Webtrekk, now Mapp: German publishers
        *(
            "at_medium",
            "at_campaign",
            "at_custom1",
            "at_custom2",
            "at_custom3",
            "at_custom4",
        ),  # Piano, once AT Internet
        *("xtor",),  # AT Internet before: French and Dutch publishers
        *(
            "s_cid",
            "ns_campaign",
            "ns_mchannel",
            "ns_source",
            "ns_linkname",
            "ns_fee",
        ),  # Adobe; Comscore Digital Analytix
        *("pk_campaign", "pk_kwd", "mtm_campaign", "mtm_source", "mtm_medium", "mtm_keyword", "mtm_content"),  # Matomo
        *("ito", "spm", "trk_contact", "trk_msg", "trk_module", "trk_sid"),  # DMG Media, Alibaba, Listrak
    )
)
"""Parameters that say where a visitor came from and never what the page is, in lower case. A vendor's own, so that no
site uses the name for anything else: `ref`, `source`, `cmp` or `cid` may well choose the article and are not here."""
_SESSION = frozenset({"jsessionid", "phpsessid"})
"""Parameters that name a visit where cookies did not, in lower case: with them, each visit had articles of its own.
Named so by Jakarta Servlet (section 7.1.3) and PHP (`session.name`); `sid` and the like may choose the article."""
_SESSION_PATH = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
"""Where Jakarta Servlet writes it: at the end of the path, before the query."""
_TRACKING_PREFIX = "utm_"
"""Urchin, now Google Analytics: campaign parameters, of which sites invent more."""


def canonical(text: str) -> str:
    """The one spelling of an http(s) URL: ASCII, absolute, at most 2,047 characters; `canonical` of it is itself.

    By the URL standard: host in lower case and punycode, default port and dot segments gone, what may not stand in a
    URL percent-encoded. By our own rules: invisible edges, credentials, a dot at the end of the host, parameters of
    _TRACKING and _SESSION and the fragment gone, unless that is a route (`#!/...`). Other parameters keep order,
    repetition and spelling. Ports stay; so do `localhost` and addresses, if written out (`http://2025/` means 0.0.7.233
    to a browser, and something else to whoever wrote it).

    Raises:
        ValueError: says why not, quoting the text.
    """
    plain = _plain(text)
    if plain is not None and _is_bare(plain["path"], plain["query"] or ""):
        return text
    trimmed = text.strip(_EDGES)
    url = _parse(trimmed)
    if url.username or url.password:
        url.username = url.password = ""
    if url.hostname.strip(".") and url.hostname.endswith("."):
        url.hostname = url.hostname[:-1]  # the same name to DNS, another to whoever compares
    _check_host(url, trimmed)
    if (path := _SESSION_PATH.sub("", url.pathname)) != url.pathname:
        url.pathname = path
    if (search := _without_tracking(url.search)) != url.search:
        url.search = search
    if not (url.hash.startswith("#!") and len(url.hash) > len("#!")):
        url.hash = ""
    result = url.href
    if len(result) > MAX_LENGTH:
        raise ValueError(f"a URL of {len(result):,} characters; sitemaps take at most {MAX_LENGTH:,}: {_quote(text)}")
    return result


def host(url: str) -> str:
    """The host of a URL: lower case, punycode, with `:PORT` if it is not the default of the scheme.

    Raises:
        ValueError: it is no http(s) URL.
    """
    plain = _plain(url)
    return plain["host"] if plain is not None else _parse(url).host


def identity(url: str) -> str:
    """`HOST/PATH?QUERY` of a canonical URL: what is the same when scheme, `www.` or the writing of the URL change.

    No slash at the end of the path; parameters sorted by name, repeated ones in their order (as URLSearchParams.sort of
    the URL standard); percent-encoding normalised (RFC 3986 section 6.2.2). A route (`#!/...`) counts as it is.
    Article ids begin with this: a change here gives old articles new keys.

    Raises:
        ValueError: it is no http(s) URL.
    """
    plain = _plain(url)
    if plain is not None:
        name, path, search, fragment = plain["host"], plain["path"], plain["query"] or "", ""
    else:
        parsed = _parse(url)
        name, path, search, fragment = parsed.host, parsed.pathname, parsed.search, parsed.hash
    if name.startswith("www.") and "." in name[len("www.") :]:  # `www.nl` is a site of its own
        name = name[len("www.") :]
    path = _same_encoding(path).rstrip("/")
    pairs = [pair for pair in _same_encoding(search[1:]).split("&") if pair]
    query = "&".join(sorted(pairs, key=_name))
    return f"{name}{path}{'?' if query else ''}{query}{fragment if fragment.startswith('#!') else ''}"


def _plain(text: str) -> re.Match[str] | None:
    """The parts of a URL that the URL standard leaves as it is."""
    return _CANONICAL.fullmatch(text) if len(text) <= _MAX_CANONICAL else None


def _parse(text: str) -> URL:
    scheme, separator, _ = text.partition(":")
    if not separator or scheme.lower() not in ("http", "https"):
        raise ValueError(f"only http and https URLs are links of articles, not {_quote(text)}")
    if _CONTROL.search(text) or _SURROGATE.search(text):
        raise ValueError(f"a URL has no control characters and no halves of characters: {_quote(text)}")
    try:
        return URL(text)
    except ValueError as error:  # its own message says nothing
        raise ValueError(f"no browser could open {_quote(text)}: check host, port and brackets") from error


def _check_host(url: URL, text: str) -> None:
    name = url.hostname
    if url.host_type is HostType.IPV6:
        return
    if url.host_type is HostType.IPV4:
        authority = _AUTHORITY.match(text)
        if not authority or name != authority[1].rpartition("@")[2].partition(":")[0].rstrip("."):
            raise ValueError(f"a number for a host, which browsers take for {name}: {_quote(text)}")
        return
    if "." not in name and name != "localhost":
        raise ValueError(f"the host {_quote(name)} has no dot: {_quote(text)}; write it in full")
    if len(name) > 253 or any(not 1 <= len(label) <= 63 for label in name.split(".")):  # RFC 1035 section 2.3.4
        raise ValueError(f"no host can be named {_quote(name)}: an empty or over-long part")


def _is_bare(path: str, search: str) -> bool:
    return not (";" in path and _SESSION_PATH.search(path)) and _without_tracking(search) == search


def _without_tracking(search: str) -> str:
    """The query, its `?` included, byte for byte but for the parameters that track."""
    if not search:
        return search
    pairs = search[1:].split("&")
    kept = [pair for pair in pairs if not _tracks(pair)]
    return search if len(kept) == len(pairs) else "?" * bool(kept) + "&".join(kept)


def _tracks(pair: str) -> bool:
    pair = pair.removeprefix("amp;")  # of `&amp;`, as the link stood in HTML
    name = _name(pair).lower()
    # With a semicolon it may hold a second parameter, the way of HTML 4 (appendix B.2.2): that could be the article.
    return (name in _TRACKING or name in _SESSION or name.startswith(_TRACKING_PREFIX)) and ";" not in pair


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _same_encoding(text: str) -> str:
    return _ENCODED.sub(_same_octet, text) if "%" in text else text


def _same_octet(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _quote(text: str) -> str:
    return f"'{printable(text)}'"
