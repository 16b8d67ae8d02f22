"""Which lines a fragment of HTML shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.readers import markup
from exporter.readers.markup import MAX_CHARACTERS, MAX_TAG, flat, is_markup, lines


@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        ("<p>One <b>two</b>  three.</p><p>Four</p>", ("One two three.", "Four")),
        ("<p>One<p>Two", ("One", "Two")),
        ("before<p>One</p>after", ("before", "One", "after")),
        ("One.<br><br>Two<br />\n<br/>Three", ("One.", "Two", "Three")),
        ("Ends here.<br>Begins here", ("Ends here.", "Begins here")),
        ("wrapped at<br>a column", ("wrapped at a column",)),
        ("<ul><li>One<li>Two<ol><li>Three</ol></ul>", ("One", "Two", "Three")),
        ("<table><tr><th>Club<td>10</tr><tr><td>Reed</td><td>9</td></tr></table>", ("Club | 10", "Reed | 9")),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", ("One", "Two")),
        ("<pre>first\n\n  second</pre>", ("first", "second")),
        ("Fish &amp; chips &lt;b&gt; &eacute;&#39;", ("Fish & chips <b> é'",)),
        ("She says <q>no</q>.", ("She says “no”.",)),
        ("5 < 6 & AT&T", ("5 < 6 & AT&T",)),
        ("One\n\nTwo\nstill two", ("One", "Two still two")),
        ("<h2>Head</h2>\nOne\n\nTwo", ("Head", "One", "Two")),
        ("<p>One\n\nstill one</p>", ("One still one",)),
        ("", ()),
        (" \n\t ", ()),
        ("<!-- only this -->", ()),
    ],
)
def test_a_fragment_shows_these_lines(fragment, shown):
    assert lines(fragment)[0] == shown


@pytest.mark.parametrize(
    "chrome",
    [
        "<script>var a = '<p>x</p>';</script>",
        "<style>p {}</style>",
        "<nav><a href='/'>Home</a></nav>",
        "<aside><p>Read also</p></aside>",
        "<form><button>Send</button><label>Mail</label></form>",
        "<figure><img src='x'><figcaption>A quay</figcaption></figure>",
        "<noscript>Switch it on</noscript>",
        "<p hidden>Not shown</p>",
        "<div style='color: red; display : none'>Not shown</div>",
        "<iframe>Not shown</iframe>",
    ],
)
def test_what_is_no_text_is_left_out_and_what_follows_stays(chrome):
    assert lines(f"<p>One</p>{chrome}two<p>Three</p>")[0] == ("One", "two", "Three")


def test_line_ends_count_where_the_caller_says_so():
    assert lines("One <em>two</em>\nThree", line_ends=True)[0] == ("One two", "Three")


def test_subheads_are_numbered_among_the_lines():
    assert lines("<p>One</p><h2>Why</h2><p>Two</p><h4> </h4><h3>How <i>so</i></h3>") == (
        ("One", "Why", "Two", "How so"),
        (1, 3),
    )


def test_what_is_nested_too_deep_for_a_tree_keeps_its_text():
    assert lines("<div>" * 400 + "<p>Deep &amp; dark</p>below<br>it") == (("Deep & dark", "below", "it"), ())


def test_what_lies_beyond_the_limit_is_not_read():
    found = lines("<p>" + "x" * MAX_CHARACTERS + "</p><p>beyond</p>")[0]
    assert [len(line) for line in found] == [MAX_CHARACTERS - 3]


@pytest.mark.parametrize(
    "hostile", ["<div>", "<!--", "<a ", "<br>", "<q>", "<!", "&amp", "<", "<p hidden", "</p>", "<b><i></b>", "<td>x"]
)
def test_endless_markup_is_read_in_time(hostile):
    assert all(lines(hostile * 50_000)[0])


@pytest.mark.parametrize("attribute", ["a{}=1 ", "a{} ", "a{}/", "a{}='\">' ", "a{}'=\"'>\" ", "a{}< ", 'a{}=x"> b '])
def test_endless_attributes_are_left_out_in_time(attribute):
    fragment = "<p " + "".join(attribute.format(number) for number in range(150_000)) + ">One</p><p>Two"
    assert lines(fragment)[0][-1] == "Two"


@pytest.mark.parametrize("hostile", ['<p a="', "<p a='", "<p a=", "<p a ", "<p a=\"'>", '<!--<p a="'])
def test_tags_without_an_end_are_read_in_time(hostile):
    assert all(lines(hostile * 200_000)[0])


def test_a_long_tag_costs_no_text():
    picture = "<img alt='a > b' src=\"data:image/png;base64," + "A" * MAX_TAG + '">'
    assert lines(f'<p>One {picture} two</p><!-- <p title=" --><p>Three "quoted"</p>')[0] == (
        "One two",
        'Three "quoted"',
    )


@given(st.text(alphabet="<>/!-&;=\"' \n\0pbrhdivx12\ud800é", max_size=200))
def test_no_fragment_raises_and_every_line_has_text(fragment):
    found, subheads = lines(fragment)
    assert all(line.strip() and "\n" not in line for line in found)
    assert all(0 <= number < len(found) for number in subheads)


@pytest.mark.parametrize("found", ["a</p>", "<br>", "one<BR/>two", "x <em>y</em>", "<p class='a'>b"])
def test_markup_is_told_by_its_tags(found):
    assert is_markup(found)


@pytest.mark.parametrize("found", ["a < b > c", "<3", "AT&amp;T", "mail <ann@news.example>", "if (a<b) {}", ""])
def test_text_with_angles_is_no_markup(found):
    assert not is_markup(found)


def test_a_title_loses_its_tags_and_else_stays_as_it_is():
    assert flat("The <em>Reed</em> &amp; the sea") == "The Reed & the sea"
    assert flat("a < b &amp; c") == "a < b &amp; c"


def test_the_parser_reaches_for_no_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    hostile = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><p>&e;</p><p>end</p>'
    assert "SECRET" not in " ".join(lines(hostile)[0])
    assert markup.lines(hostile)[0][-1] == "end"
