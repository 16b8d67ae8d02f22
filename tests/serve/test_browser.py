"""A real browser opens the pages that `exporter serve` serves: as a person sees them, on a desk or a phone, by day or
night, with a mouse, a keyboard or a screen reader."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from exporter import serve
from exporter.config.schema import Feeds, Profile, Selection, Serve
from tests.world import World

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium is installed: apt-get install chromium")

HOSTILE = (
    "<script>document.title = 'owned'</script>",
    '"><img src=x onerror="document.title = 1">',
    "</title></h4><style>* { display: none }</style>",
    "W" * 900,
)
FOREIGN = {
    "ar": ("الميناء يفتح أبوابه من جديد", "قال مكتب الميناء إن السفن عادت إلى الرصيف بعد عام طويل من العمل المتواصل."),
    "nl": ("De kade is weer open", "Na een jaar van werk zijn de schepen terug, zegt het havenkantoor van de stad."),
}
ENGLISH = "The ships came back to the quay after a year of work, the harbour office of the town says."
NAMES = ("Harbour", "<b>Bold</b> & co", "Überseehafen", "ميناء", "Donaudampfschifffahrtsgesellschaft")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
# Without `preload` it asks for no style sheet once more, which the policy of the page would forbid.
RULES = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = ("", "sections/harbour/", "sections/b-bold-b-co/", "sea/")
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Articles with hostile titles, over two years and many sections, published and served at `config.site.url`."""
    sea = Selection(slug="sea", title="All of the sea", description="Ships & <quays>", sections=("Harbour",))
    one = World(
        tmp_path_factory.mktemp("browser"),
        serve=Serve(port=0),
        feeds=Feeds(archive_page=10, archives=("atom", "rss")),
        feed=(sea,),
        profile={"news.example": Profile(sections=NAMES)},
    )
    texts = [*((title, ENGLISH) for title in HOSTILE), *FOREIGN.values()]
    for number in range(1, 41):
        title, text = texts[number - 1] if number <= len(texts) else (f"Quay {number} reopens", ENGLISH)
        other = NAMES[number % len(NAMES)] if number <= 10 else f"Town {number}"
        time = (
            f"202{4 + number % 2}-{1 + number // 4:02}-14T10:00:00Z"
            if number > len(texts)
            else f"2025-12-0{number}T10:00:00Z"
        )
        one.dump(number, title=title, body=(text,), time=time, tail=("Harbour", other, "Share this article"))
    with serve.background(one.config) as url:
        one.set(site=replace(one.config.site, url=url))
        one.run(after=timedelta(days=365))
        yield one


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    # Whatever a page asked for elsewhere would fail, and be noticed.
    only = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    one = driver.chromium.launch(executable_path=BROWSER, args=only, timeout=PATIENCE)
    yield one
    one.close()


PATIENCE = 120_000
"""Milliseconds that the browser may take, to start above all: it is large, and the disk may be slow."""
LEFT = "net::ERR_ABORTED"
"""Of what was still being loaded when the browser went on to another page: the icon, on a busy machine."""


@contextmanager
def opened(
    browser: Browser, url: str, viewport: dict[str, int] = WIDE, scheme: Scheme = "light", **more: Any
) -> Iterator[Page]:
    """A page; in the end nothing may have failed, been blocked, or been asked for elsewhere."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, **more)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("requestfailed", lambda request: request.failure == LEFT or wrong.append(f"failed: {request.url}"))
    page.on("response", lambda response: response.ok or wrong.append(f"{response.status}: {response.url}"))
    page.on(
        "request",
        lambda request: request.url.startswith(urljoin(url, "/")) or wrong.append(f"elsewhere: {request.url}"),
    )
    try:
        page.goto(url)
        yield page
    finally:
        context.close()
    assert wrong == []


def test_what_is_blocked_or_missing_is_noticed(browser: Browser, world: World) -> None:
    """The guard of the others."""
    broken = world.tree / "broken.html"
    html = world.read("index.html").replace("assets/icon.svg", "assets/none.svg")
    for planted in (
        "<script>1</script>",
        "<p style='color: red'>",
        "<img src='https://elsewhere.example/x.png'>",
        "<img src='none.png'>",
    ):
        broken.write_text(html.replace("</main>", f"{planted}</main>"), "utf-8")
        with (
            pytest.raises(AssertionError, match=r"Content Security Policy|404"),
            opened(browser, f"{world.config.site.url}broken.html"),
        ):
            pass
    broken.unlink()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible_and_fits(
    browser: Browser, world: World, path: str, viewport: dict[str, int], scheme: Scheme
) -> None:
    with opened(browser, world.config.site.url + path, viewport, scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide, visible = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= visible
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, background[4:-1].split(","))) > 384) == (scheme == "light")
        found = Axe().run(page, options=RULES).response
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        assert len(found["passes"]) > 25


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, world: World, path: str, viewport: dict[str, int]
) -> None:
    with opened(browser, world.config.site.url + path, viewport, reduced_motion="reduce") as page:
        wanted = page.evaluate(
            "[...document.querySelectorAll('a[href], summary')].filter(one => one.checkVisibility()).length"
        )
        seen = []
        for _ in range(wanted):
            page.keyboard.press("Tab")
            seen.append(page.evaluate(_FOCUS))
        assert len({one["number"] for one in seen}) == wanted > 10
        assert [one for one in seen if not one["outlined"] or not one["inside"]] == []
        assert seen[0]["text"] == "Skip to the latest articles"


_FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {
        number: [...document.querySelectorAll('*')].indexOf(one),
        text: one.textContent,
        outlined: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2,
        inside: box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    };
}"""


def test_the_first_key_skips_to_the_articles(browser: Browser, world: World) -> None:
    with opened(browser, world.config.site.url) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "latest"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('h4') !== null")


def test_hostile_titles_are_text(browser: Browser, world: World) -> None:
    with (
        opened(browser, world.config.site.url + "sections/harbour/") as page,
        opened(browser, world.config.site.url) as front,
    ):
        for one in (page, front):
            assert one.evaluate("document.querySelectorAll('script, style, img, iframe, b').length") == 0
            assert one.title().endswith("Harbour Wire")
        names = front.locator("#sections a bdi").all_text_contents()
        assert {"<b>Bold</b> & co", "ميناء"} <= set(names)
    with opened(browser, world.config.site.url) as page:
        shown = page.locator("h4 a").all_text_contents()
        assert set(HOSTILE[:3]) <= set(shown)
        assert all(page.locator("h4 a", has_text=title).is_visible() for title in HOSTILE[:3])


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("nl", "ltr")])
def test_a_headline_says_its_language_and_runs_its_way(
    browser: Browser, world: World, language: str, direction: str
) -> None:
    with opened(browser, world.config.site.url) as page:
        heading = page.locator("h4", has_text=FOREIGN[language][0])
        assert heading.get_attribute("lang") == language
        assert heading.evaluate("one => getComputedStyle(one).direction") == direction
        assert page.locator("html").get_attribute("lang") == "en"


def test_every_link_of_every_page_leads_somewhere(browser: Browser, world: World) -> None:
    site = world.config.site.url
    waiting, done, elsewhere = [site], set(), set()
    with opened(browser, site) as page:
        while waiting:
            url = waiting.pop()
            done.add(url)
            answer = page.request.get(url)
            assert answer.status == 200, url
            if answer.headers["content-type"].startswith("text/html"):
                page.goto(url)
                found = page.evaluate("[...document.querySelectorAll('[href]')].map(one => one.href.split('#')[0])")
                missing = (
                    "[...document.querySelectorAll('[href^=\"#\"]')].filter(one => !document.querySelector(one.hash))"
                )
                assert page.evaluate(f"{missing}.length") == 0
                waiting += {one for one in found if one.startswith(site)} - done - set(waiting)
                elsewhere |= {one for one in found if not one.startswith(site)}
    pages = {path.relative_to(world.tree).as_posix() for path in world.tree.rglob("index.html")}
    assert pages <= {urlsplit(url).path.removeprefix("/") for url in done}
    assert {urlsplit(url).scheme for url in elsewhere} == {"https"}


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_finds_the_feeds_from_the_page(browser: Browser, world: World, path: str) -> None:
    with opened(browser, world.config.site.url + path) as page:
        found = page.evaluate(
            "[...document.querySelectorAll('link[rel=alternate]')].map(one => [one.type, one.title, one.href])"
        )
        assert [kind for kind, *_ in found][:3] == [
            "application/atom+xml",
            "application/rss+xml",
            "application/feed+json",
        ]
        assert found[0][2] == f"{world.config.site.url}{path}feed.atom"
        for kind, title, url in found:
            answer = page.request.get(url)
            assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, kind)
            if kind != "application/feed+json":
                assert feedparser.parse(answer.body())["feed"]["title"] in title
        assert page.locator(".address code").text_content() == found[0][2]


def test_a_page_is_small_and_loads_two_files(browser: Browser, world: World) -> None:
    with opened(browser, world.config.site.url) as page:
        loaded = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)")
        assert set(loaded) <= {"/assets/style.css", "/assets/icon.svg"}
        sizes = [(world.tree / path.removeprefix("/")).stat().st_size for path in ("/index.html", *loaded)]
        assert sum(sizes) < 100_000


def test_who_wants_no_motion_sees_none_and_paper_is_white(browser: Browser, world: World) -> None:
    with opened(browser, world.config.site.url, scheme="dark", reduced_motion="reduce") as page:
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator("h4").first.is_visible()
        assert not page.locator("nav").first.is_visible()
        assert page.pdf()[:5] == b"%PDF-"


def test_it_works_without_scripts_and_the_numbers_open_by_keyboard(browser: Browser, world: World) -> None:
    with opened(browser, world.config.site.url, java_script_enabled=False) as page:
        table = page.locator("figure table")
        assert not table.is_visible()
        page.locator("summary").first.press("Enter")
        assert table.is_visible()
        page.locator("nav a", has_text="Sections").click()
        assert page.url.endswith("#sections")
        page.locator("#sections a bdi", has_text="Harbour").click()
        assert page.locator("h1").text_content() == "Harbour"


def test_the_page_is_the_same_from_a_folder_on_disk(browser: Browser, world: World, tmp_path: Path) -> None:
    shutil.copytree(world.tree, tmp_path / "tree")
    page = browser.new_page()
    page.goto((tmp_path / "tree" / "sections" / "harbour" / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    page.locator("nav a").first.click()
    assert page.locator("h1").text_content() == "Harbour Wire"
    page.close()
