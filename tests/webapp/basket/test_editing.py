"""How a passage is set: its label, lead-in, speaker, cells, footnotes, page, and what the paper is worth."""

from __future__ import annotations

from itertools import chain

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Participation, TextSpan
from indexer.store.library import Library
from tests.webapp.conftest import LEAD, RECORD_PASSAGES
from tests.webapp.markup import Element, open_page
from webapp.shared.highlight import QuotedRange, cut_spans, link_names, mark_quoted, split_cells

marked = st.lists(st.builds(TextSpan, st.text(alphabet="ab:; ", max_size=8), st.booleans()), max_size=8)


def record(client: FlaskClient) -> list[Element]:
    """The passages of the record, as its page shows them."""
    return open_page(client, "/d/montevideo-record").all("*", class_="passage")


def text_of(spans: list[TextSpan] | tuple[TextSpan, ...]) -> str:
    """The words of spans."""
    return "".join(span.text for span in spans)


def test_a_turn_names_its_speaker_once(made_client: FlaskClient) -> None:
    """The first paragraph of a turn says who speaks, the next does not, and none whose own words say it."""
    shown = [" ".join(one.text.split()) for one in record(made_client)]
    assert shown[0].startswith("Speaker: Dr. Ivana Jenča, Ministry of Defence of Uruguay Good morning")
    assert shown[1].startswith("We begin")
    assert shown[2].startswith("Speaker: A voice The gauges fell.")
    assert shown[3].startswith("Ivana Jenča: Thank you all.")


def test_a_hit_always_names_its_speaker(made_client: FlaskClient) -> None:
    """A hit in the middle of a turn says whose words they are, also where the search found the name."""
    hit = open_page(made_client, "/search?q=begin+gauges").one("li", class_="hit")
    assert "Speaker: Dr. Ivana Jenča, Ministry of Defence of Uruguay" in " ".join(hit.text.split())
    page = open_page(made_client, "/search?q=Jen%C4%8Da+sitting&person=ivana-jenca")
    assert page.all("mark")
    assert not page.all("p", class_="elsewhere")


def test_a_quotation_is_a_block_with_its_speaker(made_client: FlaskClient) -> None:
    """In its paper and among results a quotation stands in a block quotation over the one who said it."""
    for path in ("/d/montevideo-record", "/search?q=estuary+wait"):
        quotation = " ".join(open_page(made_client, path).one("blockquote").text.split())
        assert quotation == "“The estuary does not wait.” Dr. I. Jenča, Observer"


def test_an_item_has_its_label_and_its_lead_in_where_it_was_not_said(made_client: FlaskClient) -> None:
    """On a whole paper the lead-in stands before its list anyway; alone on a page or as a hit an item brings it."""
    paper = open_page(made_client, "/d/montevideo-record")
    assert [one.text for one in paper.all("span", class_="label")] == ["7", "7.b", "8"]
    assert not paper.all("p", class_="lead-in")
    session = open_page(made_client, "/m/montevideo-2024/3")
    assert [one.text for one in session.all("p", class_="lead-in")] == [f"Introduced by: {LEAD}"]
    hit = open_page(made_client, "/search?q=spring+station")
    assert hit.one("p", class_="lead-in").text == "Introduced by: to measure:"
    assert hit.one("span", class_="label").text == "7.b"


def test_the_items_of_one_list_say_its_lead_in_once(client: FlaskClient, library: Library) -> None:
    """Of several items of a list on one page only the first brings the lead-in."""
    for meeting in library.meetings():
        for session in library.sessions(meeting.id):
            page = open_page(client, f"/m/{meeting.id}/{session.id}")
            for side in page.all("section", class_="side"):
                said = [one.text for one in page.all("p", class_="lead-in") if one.text in side.text]
                assert len(said) == len(set(said))


def test_a_table_row_is_set_by_its_cells(made_client: FlaskClient) -> None:
    """Each column head stands with its own words, and nothing of the row is lost."""
    page = open_page(made_client, "/d/montevideo-record")
    assert [one.text for one in page.all("span", class_="cell")] == [
        "Country: Kenya; ",
        "Pledge: two boats; one crane; ",
        "Date: 2022",
    ]
    assert [one.text for one in page.all("span", class_="head")] == ["Country: ", "Pledge: ", "Date: "]


def test_footnotes_stand_below_their_passage(made_client: FlaskClient) -> None:
    """Every footnote of a passage follows its words."""
    told = " ".join(record(made_client)[2].text.split())
    assert "The gauges fell. Footnote: Since 1990. Footnote: At low water." in told


def test_the_page_is_the_one_that_is_printed_on_it(made_client: FlaskClient) -> None:
    """Where a page bears another number than its place, that one is cited; where none is known, none."""
    assert [one.text for one in open_page(made_client, "/d/montevideo-record").all("span", class_="leaf")] == [
        "p. iv",
        "p. 5",
        "p. 5",
    ]
    first, second, *_, last = (one.id for one in RECORD_PASSAGES)
    assert "transcript, passage 1, p. iv." in open_page(made_client, f"/p/{first}").text
    assert "transcript, passage 2, p. 5." in open_page(made_client, f"/p/{second}").text
    assert "transcript, passage 12." in open_page(made_client, f"/p/{last}").text
    assert "Transcript, p. iv" in open_page(made_client, "/search?q=morning").text


def test_documents_mentioned_are_searches(made_client: FlaskClient) -> None:
    """In its paper and among results a passage leads to the others that mention the same documents."""
    for path in ("/d/montevideo-record", "/search?q=closed+sitting"):
        mentions = open_page(made_client, path).one("p", class_="mentions")
        assert mentions.text == "Mentions Security Council resolution 2719"
        link = next(link for link in open_page(made_client, path).links() if "mention=" in link)
        assert link == "/search?mention=S%2FRES%2F2719"
        assert len(open_page(made_client, link).all("li", class_="hit")) == 2


def test_recognised_words_carry_a_warning(made_client: FlaskClient) -> None:
    """A paper that came as pictures says so on its pages, in its meeting, in its session, and at its hits alone."""
    for path in ("/d/montevideo-record", "/p/montevideo-record.00003", "/m/montevideo-2024", "/m/montevideo-2024/3"):
        assert "recognised from pictures" in open_page(made_client, path).one("p", class_="recognised").text
    hits = open_page(made_client, "/search?q=gauges+OR+mandates").all("li", class_="hit")
    assert sum("Recognised from a picture" in one.text for one in hits) == 2
    assert len(hits) == 3
    assert not open_page(made_client, "/d/montevideo-summary").all("p", class_="recognised")


@given(marked, st.integers(0, 40), st.integers(0, 40))
def test_cutting_keeps_words_and_marks(spans: list[TextSpan], start: int, end: int) -> None:
    """What is cut is the text between the offsets, each sign marked as it was."""
    signs = list(chain.from_iterable([(sign, span.match) for sign in span.text] for span in spans))
    assert [(sign, span.match) for span in cut_spans(spans, start, end) for sign in span.text] == signs[start:end]


@given(marked)
def test_cells_together_are_the_row(spans: list[TextSpan]) -> None:
    """A row is shown by its cells whole or not at all."""
    pieces = [piece for one in split_cells(spans) for piece in (*one.head, *one.words, *one.end)]
    assert not pieces or "".join(text_of(piece.spans) for piece in pieces) == text_of(spans)


@given(marked, st.integers(0, 40), st.integers(0, 40))
def test_words_named_by_an_address_are_set_apart(spans: list[TextSpan], start: int, end: int) -> None:
    """Pieces hold the whole text, those that are quoted exactly the words between the offsets; the first has the id."""
    quoted = QuotedRange(min(start, end), max(start, end))
    row = tuple(piece for one in split_cells(spans, quoted) for piece in (*one.head, *one.words, *one.end))
    for pieces in filter(None, (mark_quoted(link_names(spans, []), quoted), row)):
        assert "".join(text_of(one.spans) for one in pieces) == text_of(spans)
        inside = [one for one in pieces if one.quoted]
        assert "".join(text_of(one.spans) for one in inside) == text_of(spans)[quoted.start : quoted.end]
        assert [one.anchor for one in inside] == ["quote"] * bool(inside) + [""] * (len(inside) - 1)


@given(marked, st.lists(st.sampled_from(["a", "b", "ab", "a b", ""]), max_size=3))
def test_names_in_a_text_change_nothing_of_it(spans: list[TextSpan], names: list[str]) -> None:
    """With links on names the text is still the text, and a link holds nothing but a name."""
    pieces = link_names(spans, [Participation(name, "chair", person=name) for name in names])
    assert "".join(text_of(one.spans) for one in pieces) == text_of(spans)
    assert {text_of(one.spans) for one in pieces if one.url} <= set(names)
