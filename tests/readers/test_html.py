"""Web pages: the article and its parts, without the site around it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from indexer.errors import SourceUnreadable
from indexer.readers.html.reader import read_html
from indexer.readers.html.tree import text_of
from indexer.readers.limits import LIMITS

from .make import dropped_for, labels, lost_characters, parse_reading, shown_texts, texts_with_heads

PROSE = "The council met in the spring and spoke of the fish stocks at some length, as it does each year."
PARTS = st.sampled_from(
    "div p ul ol li table tr td th h2 nav aside header footer main article blockquote b sup a dl dt dd pre q".split()
)


def page(body: str, head: str = "", **attributes: str) -> bytes:
    """Make a web page."""
    attribute_text = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<!doctype html><html{attribute_text}><head>{head}</head><body>{body}</body></html>".encode()


@st.composite
def soups(draw: st.DrawFn) -> str:
    """Pages of any tags in any order, closed or not."""
    text = st.text(st.characters(whitelist_categories=("L", "N")), min_size=1, max_size=8)
    pieces = draw(st.lists(st.one_of(text, PARTS.map(lambda tag: f"<{tag}>"), PARTS.map(lambda tag: f"</{tag}>"))))
    return " ".join(pieces)


def test_the_article_and_not_the_site() -> None:
    """When a page marks its main part, the rest is dropped, each piece with its reason; the main heading is kept."""
    reading = read_html(
        page(
            "<header><a href=/>Home</a><h1>Title</h1></header><nav><a href=/a>About</a></nav>"
            f"<div class='cookie-banner'>We use cookies.</div><main><p>{PROSE}</p><aside>Also read</aside>"
            "<form><label>Mail <input></label></form><p style='display: none'>unseen</p><script>run()</script></main>"
            "<footer>Address</footer>"
        ),
        LIMITS,
    )
    assert shown_texts(reading) == ["Title", PROSE]
    reasons = {block.drop: block.raw for block in reading.blocks if block.drop}
    assert reasons == {
        "outside_article": "Home",
        "navigation": "About",
        "cookie_banner": "We use cookies.",
        "aside": "Also read",
        "form": "Mail",
        "hidden": "unseen",
        "media": "run()",
        "page_footer": "Address",
    }


def test_an_old_page_without_marks() -> None:
    """Lists and lines of hardly more than links are navigation; a form around the whole page is not dropped."""
    links = "".join(f"<a href=/{index}>Part {index}</a> | " for index in range(5))
    items = "".join(f"<li><a href=/{index}>Part {index}</a></li>" for index in range(5))
    reading = read_html(page(f"<form><div>{links}</div><ul>{items}</ul><p>{PROSE}</p><p>{PROSE}</p></form>"), LIMITS)
    assert shown_texts(reading) == [PROSE, PROSE]
    assert len(dropped_for(reading, "navigation")) == 2


def test_a_list_of_links_in_an_article_is_kept() -> None:
    """Within the article a list of papers is a list; only a list of the page's own sections is navigation."""
    papers = "".join(f"<li><a href=/{index}>Paper {index}</a></li>" for index in range(4))
    parts = "".join(f"<li><a href=#{index}>Part {index}</a></li>" for index in range(4))
    reading = read_html(page(f"<main><ul>{parts}</ul><p>{PROSE}</p><ul>{papers}</ul></main>"), LIMITS)
    assert shown_texts(reading) == [PROSE, "Paper 0", "Paper 1", "Paper 2", "Paper 3"]


def test_numbers_of_lists() -> None:
    """Start, value, type and direction of a list give its items their printed numbers."""
    body = (
        "<ol start=7><li>x<ol type=a><li>x<li>x</ol><li value=12>x</ol><ol type=I><li>x<li>x</ol>"
        "<ol reversed><li>x<li>x</ol><ul><li>x</ul>"
    )
    reading = read_html(page(body), LIMITS)
    assert labels(reading) == ["7", "a", "b", "12", "I", "II", "2", "1", None]
    assert [block.depth for block in reading.blocks][:4] == [0, 1, 1, 0]


def test_tables() -> None:
    """Rows carry their heads, a cell that spans columns or rows stands once, and a caption is a caption."""
    body = (
        "<table><caption>Votes</caption><thead><tr><th rowspan=2>Name<th colspan=2>Vote<tr><th>First<th>Second"
        "<tbody><tr><td>Ana<td colspan=2>yes<tr><td>Bob<td>no<td>yes</table>"
    )
    reading = read_html(page(body), LIMITS)
    assert shown_texts(reading) == ["Votes", "Ana; yes", "Bob; no; yes"]
    assert {block.lead_in for block in reading.blocks[1:] if block.text} == {"Name; Vote, First; Vote, Second"}
    assert texts_with_heads(reading) == [
        "Votes",
        "Name: Ana; Vote, First: yes",
        "Name: Bob; Vote, First: no; Vote, Second: yes",
    ]
    assert reading.blocks[0].kind == "caption"


def test_quotations_terms_captions_breaks_and_preformatted_text() -> None:
    """Each is a block of its kind; two breaks split paragraphs; preformatted text is read as plain text."""
    body = (
        "<blockquote><p>We cannot.</p><footer>Ana Sousa</footer></blockquote><dl><dt>ABC<dd>A b c<dt>D<dt>E?<dd>F</dl>"
        "<figure><figcaption>Fig. 1</figcaption></figure><p>a<br>b<br><br>c</p><pre>one\ntwo\n\nthree</pre>"
    )
    reading = read_html(page(body), LIMITS)
    assert [(block.kind, block.text) for block in reading.blocks] == [
        ("quote", "We cannot."),
        ("paragraph", "Ana Sousa"),
        ("list_item", "ABC: A b c"),
        ("paragraph", "D"),
        ("list_item", "E? F"),
        ("caption", "Fig. 1"),
        ("paragraph", "a b"),
        ("paragraph", "c"),
        ("paragraph", "one two"),
        ("paragraph", "three"),
    ]


def test_footnotes_go_with_their_paragraph() -> None:
    """A raised link to a note is no word of the text; a link back from the note is no mark."""
    body = (
        '<p>Claim<sup><a href="#n1" id="r1">[1]</a></sup> made, see <a href="#part">part 2</a>.</p>'
        "<h2 id=part>Part 2</h2>"
        '<p id="n1"><sup><a href="#r1">1</a></sup> See A.</p>'
    )
    reading = read_html(page(body), LIMITS)
    assert shown_texts(reading) == ["Claim made, see part 2.", "Part 2"]
    assert reading.blocks[0].notes == ("See A.",)
    assert dropped_for(reading, "footnote") == ["1 See A."]


def test_facts_of_the_head() -> None:
    """Title, language and date are read from the head."""
    head = '<title>Paper &amp; more</title><meta property="article:published_time" content="2024-05-06T08:00Z">'
    reading = read_html(page("<p>x y z</p>", head, lang="pt_BR"), LIMITS)
    assert (reading.title, reading.language, reading.published) == ("Paper & more", "pt-BR", "2024-05-06")
    assert read_html(page("<p>x y z</p>", head.replace("05-06", "02-30")), LIMITS).published is None


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1256", "السلام عليكم"),
        ("shift_jis", "安全保障理事会"),
        ("iso-8859-1", "« élève » œuvre"),
        ("utf-8", "naïve"),
        ("iso-2022-jp", "安全保障"),
    ],
)
def test_characters_as_the_page_says(charset: str, text: str) -> None:
    """A page is decoded by its declared charset, as browsers understand it."""
    codec = "cp1252" if charset == "iso-8859-1" else charset
    data = f'<meta charset="{charset}"><p>{text}</p>'.encode(codec)
    assert shown_texts(read_html(data, LIMITS)) == [text]


def test_a_programme_on_a_page() -> None:
    """A programme is recognised, and its sessions have their numbers and titles."""
    body = (
        "<nav><a href=/>Home</a></nav><main><h1>Workshop on Coastal Fisheries</h1><p>Programme</p>"
        "<p>Lisbon, Portugal, 3 March 2022</p><h2>9:30 Session 1: Stock Assessment</h2>"
        "<p>This session will ask how sardine stocks are measured and what the surveys of the years will cost.</p>"
        "<p>Chair: Prof. Inês Lopes, University of Algarve</p><h2>11:30 Session 2: Bycatch</h2>"
        "<p>This session will compare devices that let turtles escape, and will ask who is to pay for them.</p></main>"
    )
    paper = parse_reading(read_html(page(body), LIMITS), "programme.html")
    assert paper.facts.kind == "programme"
    assert [(session.number, session.title) for session in paper.sessions] == [(1, "Stock Assessment"), (2, "Bycatch")]


@settings(max_examples=150, deadline=None)
@given(soups())
def test_nothing_is_lost_of_any_soup(soup: str) -> None:
    """Every character that a parser finds on a page is in a block, with the same result each time."""
    data = page(soup)
    body = LexborHTMLParser(data.decode()).body
    reading = read_html(data, LIMITS)
    assert body is not None
    assert not lost_characters(text_of(body), reading.blocks)
    assert read_html(data, LIMITS) == reading


def test_deep_nests_and_long_tables() -> None:
    """Ten thousand nested elements, and a table of as many rows, are read."""
    assert shown_texts(read_html(page("<div>" * 10_000 + "deep"), LIMITS)) == ["deep"]
    table = "".join(f"<tr><td>Name {index}<td>Vote {index}" for index in range(2000))
    assert len(shown_texts(read_html(page(f"<table>{table}</table>"), LIMITS))) == 2000


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "is empty"), (b"%PDF-1.4", "is a PDF"), (b"PK\x03\x04", "DOCX, ODT or ZIP")]
)
def test_other_files_under_its_name(data: bytes, says: str) -> None:
    """The message for another type of file says what it is."""
    with pytest.raises(SourceUnreadable, match=says):
        read_html(data, LIMITS)


def test_raised_and_struck_words() -> None:
    """Raised figures stay raised, ordinals are words, and what an element or a style strikes out is kept as such."""
    page = "<p>10<sup>3</sup> m<sup>2</sup> on the 5<sup>th</sup>, <s>40</s><strike>41</strike>"
    page += '<span style="color: red; text-decoration: line-through">42</span> 50 euros</p>'
    reading = read_html(page.encode(), LIMITS)
    assert shown_texts(reading) == ["10³ m² on the 5th, 50 euros"]
    assert dropped_for(reading, "struck") == ["404142"]


def test_a_menu_in_a_cell_of_a_layout_table() -> None:
    """A table cell that its class calls navigation is not read into the heading beside it."""
    page = '<table><tr><td class="nav"><a href="/">Home</a> <a href="/a">Archive</a></td>'
    page += "<td><h1>Seminar on Nets</h1><p>The nets were mended.</p></td></tr></table>"
    assert shown_texts(read_html(page.encode(), LIMITS)) == ["Seminar on Nets", "The nets were mended."]


def test_the_title_in_the_head_is_kept_apart() -> None:
    """The title of the page is evidence of its own, beside the title that its metadata declare."""
    page = '<html><head><title>Papers of the week</title><meta name="dc.title" content="Nets"></head><p>So.</p></html>'
    reading = read_html(page.encode(), LIMITS)
    assert (reading.title, reading.page_title) == ("Nets", "Papers of the week")


@pytest.mark.parametrize("tag", ["nobr", "o:p", "st1:place", "output"])
def test_old_and_foreign_elements_of_a_line_cut_nothing(tag: str) -> None:
    """What a browser shows inside a line stays in its paragraph, though the element is old or another program's."""
    body = f"<p>I am of a <{tag}>non-profit</{tag}> body that cleans quays.</p>"
    assert shown_texts(read_html(page(body), LIMITS)) == ["I am of a non-profit body that cleans quays."]


def test_pages_of_a_printed_paper() -> None:
    """Elements that count pages give their blocks the page; two of them, or a gap, are no printed paper."""

    def pages(*numbers: int) -> list[int | None]:
        body = "".join(f'<div id="page_{number}"><p>We met on the quay of the port.</p></div>' for number in numbers)
        return [block.page for block in read_html(f"<body>{body}</body>".encode(), LIMITS).blocks]

    assert pages(1, 2, 3) == [1, 2, 3]
    assert pages(1, 2) == [None, None]
    assert pages(1, 2, 9) == [None, None, None]
