"""Links to words of a passage: marked where they stand, found after edits, reported when gone, and harmless."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import bibtexparser
import pytest
import rispy
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.build.pipeline import build
from indexer.model import Passage
from indexer.references import STYLE_NAMES
from indexer.registry.rows import VERSION_LENGTH, hash_text
from indexer.selections.choose import snap_to_words
from indexer.store.library import Library
from tests.webapp.markup import Page
from webapp.app import create_app

SITE = "https://papers.example.org"
FIRST = (
    "The delegates agreed that the level of the river must be read before every spring, and that the readings must be "
    "kept in one book that every station can open."
)
SECOND = "They also agreed that a boat would carry the book from one station to the next until the ice was gone."
THIRD = "A second meeting will be held when the book is full; the boat will be sold."
HEAD = "Annual Meeting on Rivers\n\nSummary report\n\nGeneva, Switzerland\n\n3-4 March 2021\n\nSESSION 1: LEVELS\n\n"


def write_papers(folder: Path, *paragraphs: str) -> None:
    """Write the one paper of a small corpus."""
    (folder / "rivers.txt").write_text(HEAD + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


class Rivers:
    """A small corpus with its site, which can be edited and read again."""

    def __init__(self, root: Path) -> None:
        self.papers, self.index = root / "papers", root / "index"
        self.papers.mkdir()
        self.edit(FIRST, SECOND, THIRD)
        self.client = create_app(self.index, SITE).test_client()

    def edit(self, *paragraphs: str) -> None:
        """Put other paragraphs into the paper, and build again."""
        write_papers(self.papers, *paragraphs)
        build(self.papers, self.index)

    def passages(self) -> list[tuple[str, str, str]]:
        """Return id, version and words of each passage that the paper's page shows."""
        answer = self.client.get("/search?sort=document")
        ids = [element["value"] for element in Page(answer.text).all("input", readonly="")]
        listed = []
        for address in ids:
            name = urlsplit(address).path.rpartition("/")[2]
            text = self.client.get(f"/api/passages/{name}").get_json()["text"]
            listed.append((name, parse_qs(urlsplit(address).query)["v"][0], text))
        return listed

    def link(self, words: str, until: str = "") -> str:
        """Return the path of the link that the site gives for words, which may end in another passage."""
        [first] = [passage for passage in self.passages() if words in passage[2]]
        [last] = [passage for passage in self.passages() if until in passage[2]] if until else [first]
        tail = until or words
        arguments = {
            "v": first[1],
            "start": first[2].index(words),
            "end": last[2].index(tail) + len(tail),
            "to": last[0],
        }
        answer = self.client.get(f"/p/{first[0]}/selection?{urlencode(arguments)}")
        assert answer.status_code == 200
        link: str = answer.get_json()["link"].removeprefix(SITE)
        return link

    def page(self, link: str) -> Page:
        """Return the page that a link leads to."""
        answer = self.client.get(link.partition("#")[0], follow_redirects=True)
        assert answer.status_code == 200
        page = Page(answer.text)
        assert page.problems == []
        return page


@pytest.fixture
def rivers(tmp_path: Path) -> Rivers:
    """The small corpus, as it was first read."""
    return Rivers(tmp_path)


def marked(page: Page) -> str:
    """Return the words that the page marks, with a bar between passages."""
    return "|".join(unescape(element.text) for element in page.all("mark", class_="quoted"))


def words_status(page: Page) -> str:
    """Return what the page says happened to the words of the link, or an empty string."""
    notes = page.all("div", class_="item-status")
    return " ".join(notes[0].text.split()) if notes else ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_selection_of_any_passage_is_marked_by_its_link(
    client: FlaskClient, library: Library, data: st.DataObject
) -> None:
    """The link that the site gives for any selection of any shipped passage opens with exactly these words marked."""
    passages = list(library.passages())
    passage: Passage = data.draw(st.sampled_from(passages))
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    wanted = snap_to_words(passage.text, start, end)
    version = hash_text(passage.text)[:VERSION_LENGTH]
    answer = client.get(f"/p/{passage.id}/selection?v={version}&start={start}&end={end}")
    assert (answer.status_code == 200) == (wanted is not None)
    if wanted is None:
        return
    link = answer.get_json()["link"].removeprefix(SITE)
    page = Page(client.get(link.partition("#")[0]).text)
    assert page.problems == []
    assert (
        "".join(unescape(element.text) for element in page.all("mark", class_="quoted")) == passage.text[slice(*wanted)]
    )
    assert [element["class"] for element in page.all("*", id="quote")] == ["quoted"]
    assert words_status(page) == ""
    assert page.one("link", rel="canonical")["href"] == f"{SITE}/p/{passage.id}"


def test_words_are_quoted_with_their_reference(rivers: Rivers) -> None:
    """The quotation has the words in quotation marks and a reference whose link leads to exactly them."""
    name, version, text = rivers.passages()[0]
    start = text.index("the readings")
    arguments = {"v": version, "start": start, "end": start + 36, "style": "un-footnote"}
    answer = rivers.client.get(f"/p/{name}/selection?{urlencode(arguments)}").get_json()
    quotation, reference = answer["quotation"].split("\n")
    assert quotation == "“the readings must be kept in one book”"
    assert f"Available at {answer['link'].partition(':~:')[0]} (accessed on" in reference
    assert marked(rivers.page(answer["link"].removeprefix(SITE))) == quotation.strip("“”")


def test_words_of_several_passages(rivers: Rivers) -> None:
    """A selection across passages is marked as a whole, and quoted passage by passage."""
    link = rivers.link("one book that every", until="A second meeting")
    page = rivers.page(link)
    assert marked(page) == f"one book that every station can open.|{SECOND}|A second meeting"
    assert len(page.all("*", id="quote")) == 1
    fields = [unescape(element.text) for element in page.all("textarea")]
    assert f"“one book that every station can open.”\n“{SECOND}”\n“A second meeting”\n" in fields[1]
    path, _, anchor = link.partition("#")
    assert marked(rivers.page(f"{path}&alone=1#{anchor}")) == marked(page)  # no passage of them can stand alone


def test_words_are_found_after_the_passage_was_edited(rivers: Rivers) -> None:
    """After a small edit the words are still marked; when they differ, the page says so and shows what was cited."""
    link = rivers.link("the readings must be kept in one book")
    rivers.edit("Before all else, t" + FIRST[1:].replace("one book", "a single book"), SECOND, THIRD)
    page = rivers.page(link)
    assert marked(page) == "the readings must be kept in a single book"
    assert "The wording has changed since" in words_status(page)
    assert "the readings must be kept in one book" in words_status(page)
    rivers.edit("Before all else, t" + FIRST[1:], SECOND, THIRD)
    page = rivers.page(link)
    assert (marked(page), words_status(page)) == ("the readings must be kept in one book", "")


def test_words_that_went_to_another_passage_with_a_split_are_marked_there(rivers: Rivers) -> None:
    """When a passage is divided, words that are now in the other part are marked there."""
    link = rivers.link("the readings must be kept in one book")
    head, tail = FIRST.split(", and that ")
    rivers.edit(f"{head}.", f"And that {tail}", SECOND, THIRD)
    assert marked(rivers.page(link)) == "the readings must be kept in one book"


def test_words_of_a_passage_that_was_merged_are_marked_in_the_survivor(rivers: Rivers) -> None:
    """When a passage is merged into another one, its words are marked there."""
    link = rivers.link("the book is full")
    rivers.edit(FIRST, f"{SECOND} {THIRD}")
    assert marked(rivers.page(link)) == "the book is full"


def test_words_that_are_gone_are_told(rivers: Rivers) -> None:
    """The page says that the words are gone, and shows what was cited at the place that the link leads to."""
    link = rivers.link("the readings must be kept in one book that every station can open")
    rivers.edit(
        FIRST.partition(", and that")[0] + ", whatever the weather, the price of fuel or the day.", SECOND, THIRD
    )
    page = rivers.page(link)
    assert marked(page) == ""
    assert "The cited words are no longer in this passage." in words_status(page)
    assert "the readings must be kept in one book that every station can open" in words_status(page)
    assert page.one("*", id="quote").has("class", "item-status")


def test_words_that_never_stood_there_are_not_called_cited(rivers: Rivers) -> None:
    """Words that the paper never had are shown as the link's words, not as the paper's."""
    name, version, _ = rivers.passages()[0]
    page = rivers.page(f"/p/{name}?v={version}&quote=the+delegates+sold+their+votes")
    assert "are not in this passage" in words_status(page)
    assert "They were there" not in words_status(page)
    assert marked(page) == ""


def test_where_the_last_passage_is_gone_the_beginning_is_marked(rivers: Rivers) -> None:
    """A link that ends in a withdrawn passage says so, and marks the words that are left."""
    link = rivers.link("from one station", until="A second meeting")
    rivers.edit(FIRST, SECOND)
    page = rivers.page(link)
    assert marked(page) == "from one station to the next until the ice was gone."
    assert "The last of the cited words are no longer in this paper." in words_status(page)


@pytest.mark.parametrize(
    ("edited", "wanted"),
    [
        # the outermost words stand as they were, those beside them do not
        ((FIRST, SECOND.replace("was gone", "had all melted away"), THIRD), "A second meeting"),
        # a sentence is put before the end
        ((FIRST, SECOND, "All agreed. " + THIRD), "All agreed. A second meeting"),
        # a passage is put between
        ((FIRST, SECOND, "Nobody spoke of the price of the fuel, or of who would pay.", THIRD), "A second meeting"),
    ],
)
def test_words_across_passages_that_changed_anywhere_are_called_changed(
    rivers: Rivers, edited: tuple[str, ...], wanted: str
) -> None:
    """A change anywhere between the first and the last of the words is reported, and the last words are found."""
    link = rivers.link("from one station", until="A second meeting")
    assert words_status(rivers.page(link)) == ""
    rivers.edit(*edited)
    page = rivers.page(link)
    assert "The wording has changed since" in words_status(page)
    assert marked(page).endswith(wanted)


def test_the_end_of_words_across_passages_stays_where_it_was(rivers: Rivers) -> None:
    """The last words are not confused with the same words earlier in the passage."""
    link = rivers.link("from one station", until="when the book is full")
    rivers.edit(FIRST, SECOND, "The book will be closed when the book is full. " + THIRD)
    page = rivers.page(link)
    assert marked(page).endswith("|The book will be closed when the book is full. " + THIRD.partition(";")[0])
    assert "The wording has changed since" in words_status(page)


def test_files_about_selected_words_quote_them(rivers: Rivers) -> None:
    """The downloads of a page of selected words hold these words, their link and the paragraphs they stand in."""
    link = rivers.link("one book that every", until="A second meeting")
    page = rivers.page(link)
    addresses = [element["href"] for element in page.all("a", rel="nofollow") if ".ris?" in element["href"]]
    [entry] = rispy.loads(rivers.client.get(addresses[0]).text)
    selected_text = f"one book that every station can open. {SECOND} A second meeting"
    assert (entry["abstract"], entry["urls"]) == (selected_text, [SITE + link.partition(":~:")[0].rstrip("#")])
    assert "Passages 1–3." in entry["notes"]
    [item] = json.loads(rivers.client.get(addresses[0].replace(".ris?", ".json?")).text)
    assert " ".join(item["abstract"].split()) == selected_text
    assert (item["URL"], item["note"]) == (entry["urls"][0], "Passages 1–3.")
    [book] = bibtexparser.loads(rivers.client.get(addresses[0].replace(".ris?", ".bib?")).text).entries
    assert (book["abstract"], book["url"]) == (selected_text, entry["urls"][0])
    assert "Passages 1--3" in book["note"]


def test_the_annotation_of_selected_words_has_each_stretch(rivers: Rivers) -> None:
    """The annotation of selected words selects just these words, passage by passage."""
    link = rivers.link("one book that every", until="A second meeting")
    path, _, query = link.partition("#")[0].partition("?")
    annotation = rivers.client.get(f"{path}.jsonld?{query}").get_json(force=True)
    quotes = [target["selector"]["refinedBy"]["exact"] for target in annotation["target"]]
    assert quotes == ["one book that every station can open.", SECOND, "A second meeting"]
    assert annotation["id"] == f"{SITE}{path}.jsonld?{query}"


def test_a_file_about_words_that_are_gone_says_so(rivers: Rivers) -> None:
    """A reference to words that are gone is a reference to the passage, with a note of the words."""
    name, version, _ = rivers.passages()[0]
    [entry] = rispy.loads(rivers.client.get(f"/p/{name}.ris?v={version}&quote=the+delegates+sold+their+votes").text)
    assert entry["urls"] == [f"{SITE}/p/{name}?v={version}"]
    assert "abstract" not in entry
    assert any("are not in this passage: “the delegates sold their votes”" in note for note in entry["notes"])


def test_words_across_passages_that_were_merged_are_marked_in_the_one(rivers: Rivers) -> None:
    """When the first and last passage of the words are merged, the words are marked there and count as unchanged."""
    link = rivers.link("from one station", until="A second meeting")
    rivers.edit(FIRST, f"{SECOND} {THIRD}")
    page = rivers.page(link)
    assert marked(page) == "from one station to the next until the ice was gone. A second meeting"
    assert words_status(page) == ""


def test_changes_outside_the_words_are_none_of_theirs(rivers: Rivers) -> None:
    """Changes before the first or after the last of the words do not count as changes of the words."""
    link = rivers.link("from one station", until="A second meeting")
    rivers.edit(FIRST, "Then t" + SECOND[1:], THIRD.replace("the boat will be sold", "the ice will be back"))
    page = rivers.page(link)
    assert marked(page) == "from one station to the next until the ice was gone.|A second meeting"
    assert words_status(page) == ""


def test_words_of_a_passage_that_is_withdrawn_are_marked_in_what_was_cited(rivers: Rivers) -> None:
    """The page of a withdrawn passage shows its cited wording, with the words of the link marked in it."""
    link = rivers.link("the boat will be sold")
    rivers.edit(FIRST, SECOND)
    answer = rivers.client.get(link.partition("#")[0])
    assert answer.status_code == 410
    page = Page(answer.text)
    assert page.problems == []
    assert marked(page) == "the boat will be sold"
    assert page.one("blockquote", class_="as-cited").text == THIRD


def test_a_selection_of_another_version_is_refused(rivers: Rivers) -> None:
    """Offsets into another version are a conflict; missing or malformed offsets are a bad request."""
    name, version, _ = rivers.passages()[0]
    later, _, _ = rivers.passages()[1]
    for query, status in (
        ("v=000000&start=0&end=5", 409),
        ("start=0&end=5", 409),
        (f"v={version}&start=0", 400),
        (f"v={version}&start=-1&end=5", 400),
        (f"v={version}&start=5&end=5", 400),
        (f"v={version}&start=99999999&end=99999999", 400),
        (f"v={version}&start=0&end=5&to=nowhere", 404),
    ):
        assert rivers.client.get(f"/p/{name}/selection?{query}").status_code == status
    back = rivers.client.get(f"/p/{later}/selection?v={rivers.passages()[1][1]}&start=0&end=5&to={name}")
    assert back.status_code == 400


HOSTILE = (
    "<script>alert(1)</script>" * 400,
    '"><img src=x onerror=alert(1)>',
    "\x00\x01\x1b[2J\u202e\u2028",
    "\ud800",
    "the " * 1500,
    "%%%",
    "{{ 7*7 }}",
    "a" * 100_000,
)


@pytest.mark.parametrize("name", ["quote", "until", "before", "to", "v", "style", "from"])
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_the_address_does_harm(client: FlaskClient, library: Library, name: str, value: str) -> None:
    """Markup, control characters, half surrogates and great lengths in the address leave a valid page."""
    passage = next(library.passages())
    query = urlencode({"quote": "the words", name: value.encode("utf-8", "surrogatepass")})
    answer = client.get(f"/p/{passage.id}?{query}")
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.problems == []
    assert not page.all("img")
    assert "alert(1)" not in "".join(element.text for element in page.all("script"))
    for style in STYLE_NAMES:
        assert client.get(f"/p/{passage.id}?{query}&style={style}").status_code == 200
        break
    assert client.get(f"/p/{passage.id}/selection?{query}").status_code in {400, 404, 409}
