"""The basket on the site: collecting by form, storing in the browser, sharing as one link, and downloading."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import bibtexparser
import docx as python_docx
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from flask.testing import FlaskClient
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from werkzeug.test import TestResponse

from indexer.references import find_restrictions
from indexer.store.library import Library
from tests.webapp.markup import Page
from webapp.app import create_app
from webapp.basket.token import decode, encode
from webapp.shared.basket_item import Basket, BasketItem

SITE = "https://papers.example.org"
DAY = datetime(2026, 1, 31, 12, tzinfo=UTC)
HOSTILE = ["1.AAAA", "2.q1Y", "x", "1." + "A" * 9_000, "<script>", "1.\x00", "1.%00", "é" * 30]


@pytest.fixture
def visitor(seed_index: Path) -> FlaskClient:
    """A visitor of the site over the shipped papers, on a fixed day, with a browser's cookies."""
    return create_app(seed_index, SITE, lambda: DAY).test_client()


def page_of(client: FlaskClient, path: str) -> Page:
    """Return the parsed page at an address; it must answer and be valid."""
    response = client.get(path)
    assert response.status_code == 200, path
    page = Page(response.text)
    assert page.problems == []
    return page


def post(client: FlaskClient, **fields: str | list[str]) -> TestResponse:
    """Send the basket's form."""
    return client.post("/basket", data=fields)


def collected(client: FlaskClient) -> Basket:
    """Return the basket in the visitor's browser."""
    pieces = [client.get_cookie(name) for name in ("__Host-basket", "__Host-basket-2")]
    return decode("".join(piece.value for piece in pieces if piece))


def some(library: Library, kind: str = "summary", count: int = 3) -> list[BasketItem]:
    """Return items for passages of one kind of paper."""
    return [BasketItem.from_passage(passage) for passage in library.passages() if passage.document.kind == kind][:count]


def test_a_hit_is_collected_by_form(visitor: FlaskClient, library: Library) -> None:
    """The button of a hit collects it, returns to the hit, and becomes a link to the item in the basket."""
    page = page_of(visitor, "/search?q=training&page=2")
    button = page.all("button", class_="keep")[3]
    form = page.one("form", id=button["form"])
    assert (form["action"], form["method"]) == ("/basket", "post")
    back = page.one("input", name="back")["value"]
    response = post(visitor, add=button["value"], back=back)
    assert response.status_code == 303
    assert response.headers["Location"] == f"/search?q=training&page=2#{button['id']}"
    [item] = collected(visitor).items
    assert item == BasketItem.from_passage(library.passage(item.id))
    again = page_of(visitor, "/search?q=training&page=2")
    assert again.one("a", class_="kept")["href"] == f"/basket#item-{item.id}"
    assert again.one("a", class_="kept")["id"] == button["id"]
    assert "Basket (1)" in again.text
    assert library.passage(item.id).text in page_of(visitor, "/basket").text


@pytest.mark.parametrize("path", ["/p/{}", "/d/montevideo-2024-summary", "/m/montevideo-2024/3", "/search?q=training"])
def test_every_passage_can_be_collected(visitor: FlaskClient, library: Library, path: str) -> None:
    """A page with passages has a button for each, which names the passage with its version."""
    page = page_of(visitor, path.format(some(library)[0].id))
    buttons = page.all("button", class_="keep")
    assert len(buttons) == len([element for element in page.elements if element.has("data-item")]) > 2
    assert all(
        BasketItem.from_name(button["value"]) == BasketItem.from_passage(library.passage(button["value"][:-9]))
        for button in buttons
    )


def test_order_notes_and_title_are_the_readers(visitor: FlaskClient, library: Library) -> None:
    """Every button of the form saves title and notes, and two of them move a passage up or down."""
    items = some(library)
    for item in items:
        post(visitor, add=item.name)
    page = page_of(visitor, "/basket")
    shown = page.one("input", name="shown")["value"]
    ids = [element["value"] for element in page.all("input", name="id")]
    response = post(
        visitor, shown=shown, title=" Training  needs ", id=ids, note=["one", "", "three\r\nlines"], up=ids[2]
    )
    assert response.headers["Location"] == f"/basket#up-{ids[2]}"
    basket = collected(visitor)
    assert basket.title == "Training needs"
    assert [item.id for item in basket.items] == [ids[0], ids[2], ids[1]]
    assert [item.note for item in basket.items] == ["one", "three\nlines", ""]
    again = page_of(visitor, "/basket")
    assert [element.text for element in again.all("textarea")[:2]] == ["one", "three\nlines"]
    post(visitor, down=ids[0])
    assert [item.id for item in collected(visitor).items] == [ids[2], ids[0], ids[1]]


def test_what_was_taken_out_can_be_put_back(visitor: FlaskClient, library: Library) -> None:
    """Removing one item, or all, leads to a page with a button that restores the basket."""
    items = some(library)
    for item in items:
        post(visitor, add=item.name)
    post(visitor, shown=encode(collected(visitor)), title="Kept", id=[items[1].id], note=["a note"])
    before = collected(visitor)
    for taken, left in (({"remove": items[1].id}, 2), ({"empty": "1"}, 0)):
        gone = post(visitor, **taken).headers["Location"]
        assert len(collected(visitor).items) == left
        page = page_of(visitor, gone.partition("#")[0])
        button, position = page.one("button", name="put"), page.one("input", name="at")
        post(visitor, put=button["value"], at=position["value"])
        assert collected(visitor) == before


def test_two_tabs_do_not_undo_each_other(visitor: FlaskClient, library: Library) -> None:
    """The form of an older page keeps what another tab collected and wrote since."""
    first, second, third = some(library)
    post(visitor, add=first.name)
    stale = encode(collected(visitor))
    post(visitor, add=second.name)
    post(visitor, shown=encode(collected(visitor)), title="", id=[first.id, second.id], note=["from one tab", ""])
    post(visitor, shown=stale, title="From the other", id=[first.id], note=[""], save="1")
    post(visitor, add=third.name)
    basket = collected(visitor)
    assert [item.id for item in basket.items] == [first.id, second.id, third.id]
    assert (basket.title, basket.items[0].note) == ("From the other", "from one tab")


def test_a_shared_link_shows_the_basket_and_keeps_ones_own(
    visitor: FlaskClient, client: FlaskClient, library: Library
) -> None:
    """A shared link shows title, order and notes; the visitor's own basket changes only on request."""
    items = some(library)
    basket = Basket((BasketItem(items[1].id, items[1].version, "Line one\nLine two"), items[0]), "For the <desk>")
    post(visitor, put=encode(basket))
    link = page_of(visitor, "/basket").one("details", class_="permalink")
    address = next(
        element["value"] for element in page_of(visitor, "/basket").all("input") if element.has("aria-label")
    )
    assert link
    assert address == f"{SITE}/basket?b={encode(basket)}"
    shared = address.removeprefix(SITE)
    post(client, add=items[2].name)
    page = page_of(client, shared)
    assert page.one("h1").text == "For the <desk>"
    assert [element["id"] for element in page.all("li", class_="collected-item")] == [
        f"item-{item.id}" for item in basket.items
    ]
    assert [element.text for element in page.all("p", class_="note-text")] == ["Line one", "Line two"]
    assert page.all("textarea") == []
    assert [item.id for item in collected(client).items] == [items[2].id]
    post(client, put=page.one("button", name="put")["value"])
    assert [item.id for item in collected(client).items] == [items[2].id, items[1].id, items[0].id]


def test_what_changed_since_is_told(visitor: FlaskClient, library: Library) -> None:
    """Items with an unknown version or an unknown id are marked as such, and the other items are unaffected."""
    good = some(library)[0]
    changed, gone = (
        BasketItem(some(library)[1].id, "000000"),
        BasketItem("nowhere-2001-summary.zzzzz", "123456", "My note"),
    )
    token = encode(Basket((changed, gone, good)))
    page = page_of(visitor, f"/basket?b={token}")
    cautions = [" ".join(element.text.split()) for element in page.all("p", class_="caution")]
    assert [caution.partition(":")[0] for caution in cautions] == ["Unknown version", "Not found"]
    assert library.passage(good.id).text in page.text
    assert "My note" in page.text
    written = visitor.get(f"/basket.md?b={token}").text
    assert "does not exist" in written
    assert gone.id in written
    assert len(rispy.loads(visitor.get(f"/basket.ris?b={token}").text)) == 2


def test_warnings_stand_in_the_basket_and_in_its_files(visitor: FlaskClient, library: Library) -> None:
    """Passages that may not be attributed, and planned ones, carry a warning on the page and in every file."""
    papers = [library.document_passages(document.id) for document in library.documents()]
    closed = next(
        paper[-1]
        for paper in papers
        if any(restriction.kind == "non_attribution" for restriction in find_restrictions(paper))
    )
    planned = next(paper[-1] for paper in papers if paper[0].document.status == "planned")
    token = encode(Basket((BasketItem.from_passage(closed), BasketItem.from_passage(planned))))
    text = page_of(visitor, f"/basket?b={token}").text
    assert "do not name who said it" in text
    assert "what was planned" in text
    for suffix in ("ris", "bib", "json", "md", "csv"):
        written = visitor.get(f"/basket.{suffix}?b={token}").text
        assert "non-attribution" in written, suffix
        assert "lanned; not a record" in written, suffix


def test_every_file_is_read_back(visitor: FlaskClient, library: Library) -> None:
    """A parser of each format reads back every passage with its reference, its words and the reader's note."""
    items = [BasketItem(item.id, item.version, f"Note {number}") for number, item in enumerate(some(library))]
    post(visitor, put=encode(Basket(tuple(items), "Training: needs & gaps")))
    texts = [" ".join(library.passage(item.id).text.split()) for item in items]
    links = [f"{SITE}/p/{item.name}" for item in items]
    responses = {kind: visitor.get(f"/basket.{kind}?style=apa") for kind in ("docx", "md", "csv", "ris", "bib", "json")}
    for suffix, response in responses.items():
        assert response.status_code == 200
        assert response.headers["Content-Disposition"] == f"attachment; filename=training-needs-gaps.{suffix}"
    document = python_docx.Document(io.BytesIO(responses["docx"].data))
    assert [
        paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Quote"
    ] == texts
    tokens = MarkdownIt().use(footnote_plugin).parse(responses["md"].text)
    assert sum(token.type == "footnote_open" for token in tokens) == len(items)
    rows = list(csv.DictReader(io.StringIO(responses["csv"].text.removeprefix("\ufeff"), newline="")))
    assert [(row["quotation"], row["note"], row["link"]) for row in rows] == [
        (text, item.note, link) for text, item, link in zip(texts, items, links, strict=True)
    ]
    entries = rispy.loads(responses["ris"].text)
    assert [entry["abstract"] for entry in entries] == texts
    assert [entry["urls"] for entry in entries] == [[link] for link in links]
    assert all(item.note in entry["notes"] for entry, item in zip(entries, items, strict=True))
    bib = bibtexparser.loads(responses["bib"].text, BibTexParser(common_strings=True)).entries
    assert [entry["annote"] for entry in bib] == [item.note for item in items]
    csl = json.loads(responses["json"].text)
    assert [(entry["abstract"], entry["annote"], entry["URL"]) for entry in csl] == [
        (text, item.note, link) for text, item, link in zip(texts, items, links, strict=True)
    ]


@pytest.mark.parametrize("token", HOSTILE)
@pytest.mark.parametrize("path", ["/basket?b=", "/basket?undo=", "/basket.docx?b=", "/basket.ris?b="])
def test_a_damaged_link_is_a_page(visitor: FlaskClient, path: str, token: str) -> None:
    """A link that was cut, changed or made up gives a page that says so and links to the visitor's own basket."""
    response = visitor.get(path + token)
    assert response.status_code == 400
    page = Page(response.text)
    assert page.problems == []
    assert page.one("h1").text == "This basket link is damaged"
    assert "/basket" in page.links()


@pytest.mark.parametrize("token", HOSTILE)
def test_a_damaged_form_changes_nothing(visitor: FlaskClient, library: Library, token: str) -> None:
    """Whatever a form holds, the answer is a page and the basket stays as it was."""
    [item] = some(library, count=1)
    post(visitor, add=item.name)
    for fields in ({"put": token}, {"shown": token, "title": "x"}, {"add": f"{token} {token}"}):
        assert post(visitor, **fields).status_code == 400
        assert collected(visitor).items == (item,)
    for fields in (
        {"up": token},
        {"remove": token},
        {"put": encode(Basket()), "at": token},
        {"id": token, "note": "x"},
    ):
        assert post(visitor, **fields).status_code == 303
        assert collected(visitor).items == (item,)


@pytest.mark.parametrize("cookie", [*HOSTILE[:3], HOSTILE[4], "1." + "A" * 3_500, "\x7f", "1." + "B" * 2_998])
def test_a_damaged_cookie_is_an_empty_basket(visitor: FlaskClient, library: Library, cookie: str) -> None:
    """A damaged cookie counts as an empty basket, to which the reader can add."""
    visitor.set_cookie("basket", cookie)
    assert "Your basket is empty" in page_of(visitor, "/basket").text
    assert visitor.get("/search?q=training").status_code == 200
    [item] = some(library, count=1)
    assert post(visitor, add=item.name).status_code == 303
    assert collected(visitor).items == (item,)


def test_a_form_leads_nowhere_else(visitor: FlaskClient, library: Library) -> None:
    """A form redirects only to a path of this site, whatever it asks for."""
    [item] = some(library, count=1)
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "", "/a\nb", "x" * 9000):
        location = post(visitor, add=item.name, back=back).headers["Location"]
        assert location == f"/basket#keep-{item.id}"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_change_a_basket(visitor: FlaskClient, library: Library, headers: dict[str, str]) -> None:
    """A form sent by a page of another site is refused, and the basket stays as it was."""
    first, second, _ = some(library)
    post(visitor, add=first.name)
    assert visitor.post("/basket", data={"empty": "1", "add": second.name}, headers=headers).status_code == 403
    assert collected(visitor).items == (first,)
    for headers_of_own_page in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://localhost"}, {"Origin": SITE}):
        assert visitor.post("/basket", data={"add": second.name}, headers=headers_of_own_page).status_code == 303


def test_a_full_basket_says_so(visitor: FlaskClient, library: Library) -> None:
    """Adding more than a basket holds is refused with advice, as a page and as JSON, and nothing is lost."""
    full = Basket(tuple(BasketItem(f"p.{number:05}") for number in range(200)))
    post(visitor, put=encode(full))
    [item] = some(library, count=1)
    page = post(visitor, add=item.name)
    answer = visitor.post("/basket", data={"add": item.name}, headers={"Accept": "application/json"})
    assert page.status_code == answer.status_code == 409
    assert Page(page.text).one("h1").text == "Your basket is full"
    assert "200 passages" in answer.get_json()["error"]["message"]
    assert collected(visitor) == full


def test_a_script_is_told_what_changed(visitor: FlaskClient, library: Library) -> None:
    """The form answers a request for JSON with the number of items and the link to share."""
    [item] = some(library, count=1)
    response = visitor.post("/basket", data={"add": item.name}, headers={"Accept": "application/json"})
    answer = response.get_json()
    assert answer["count"] == 1
    assert decode(answer["shown"]).items == (item,)
    assert parse_qs(urlsplit(answer["share"]).query)["b"] == [answer["shown"]]


def test_a_page_is_kept_for_the_basket_that_it_shows(visitor: FlaskClient, library: Library) -> None:
    """The ETag of a page changes with the basket, and Vary tells caches that the page depends on it."""
    first = visitor.get("/search?q=training")
    assert "Cookie" in first.headers["Vary"]
    again = visitor.get("/search?q=training", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    post(visitor, add=some(library)[0].name)
    after = visitor.get("/search?q=training", headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200


def test_only_the_readers_browser_keeps_it(visitor: FlaskClient, library: Library) -> None:
    """The cookies belong to this site alone, are hidden from scripts, and expire after half a year."""
    response = post(visitor, add=some(library)[0].name)
    [cookie] = response.headers.getlist("Set-Cookie")
    assert re.search(r"\bHttpOnly\b", cookie)
    assert "SameSite=Lax" in cookie
    assert "Max-Age=15552000" in cookie
    assert "Domain" not in cookie
    gone = post(visitor, empty="1")
    assert "Max-Age=0" in gone.headers["Set-Cookie"]


def test_the_basket_can_only_be_read_and_sent(visitor: FlaskClient) -> None:
    """Other methods are refused, and the refusal names the allowed ones."""
    response = visitor.put("/basket")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert visitor.get("/basket.exe").status_code == 404
    assert visitor.get("/basket", query_string={"b": ""}).status_code == 200


def test_passages_of_one_session_are_told_apart(visitor: FlaskClient, library: Library) -> None:
    """Each entry has the number of its passage beside the title of its place, which others may have too."""
    passages = library.session_passages("montevideo-2024", "3")[:3]
    for passage in passages:
        post(visitor, add=passage.id)
    titles = [
        " ".join(title.text.split()) for title in page_of(visitor, "/basket").all("h2") if "Passage" in title.text
    ]
    assert len(set(titles)) == 3
    assert [title.rpartition("· ")[2] for title in titles] == [f"Passage {each.ordinal + 1}" for each in passages]
