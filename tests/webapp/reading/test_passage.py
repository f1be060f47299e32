"""How a passage is shown: its label, lead-in, speaker, cells, footnotes and page, and the warning of its paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from indexer.store.library import Library
from tests import corpus_factory as made
from tests.webapp.conftest import LEAD, RECORD_PASSAGES
from tests.webapp.markup import Element, open_page
from webapp.address.urls import text_version
from webapp.app import make_site
from webapp.settings.table import Settings


def record(client: FlaskClient) -> list[Element]:
    """The passages of the record, as its page shows them."""
    return open_page(client, "/d/montevideo-record").all("*", class_="passage")


def test_a_turn_names_its_speaker_once(made_client: FlaskClient) -> None:
    """Only the first paragraph of a turn names the speaker, and none whose own words do."""
    texts = [" ".join(element.text.split()) for element in record(made_client)]
    assert texts[0].startswith("Speaker: Dr. Ivana Jenča, Ministry of Defence of Uruguay Good morning")
    assert texts[1].startswith("We begin")
    assert texts[2].startswith("Speaker: A voice The gauges fell.")
    assert texts[3].startswith("Ivana Jenča: Thank you all.")


def test_a_hit_always_names_its_speaker(made_client: FlaskClient) -> None:
    """A hit in the middle of a turn names its speaker, also when the search found the name."""
    hit = open_page(made_client, "/search?q=begin+gauges&words=all").one("li", class_="hit")
    assert "Speaker: Dr. Ivana Jenča, Ministry of Defence of Uruguay" in " ".join(hit.text.split())
    page = open_page(made_client, "/search?q=Jen%C4%8Da+sitting&person=ivana-jenca&words=all")
    assert page.all("mark")
    assert not page.all("p", class_="elsewhere")


def test_a_quotation_is_a_block_with_its_speaker(made_client: FlaskClient) -> None:
    """A quotation is a block quotation above its speaker, in its paper and among results."""
    for path in ("/d/montevideo-record", "/search?q=estuary+wait"):
        quotation = " ".join(open_page(made_client, path).one("blockquote").text.split())
        assert quotation == "“The estuary does not wait.” Dr. I. Jenča, Observer"


def test_an_item_has_its_label_and_its_lead_in_where_it_was_not_said(made_client: FlaskClient) -> None:
    """On the page of a whole paper the lead-in stands before its list; alone or as a hit, an item brings it along."""
    paper = open_page(made_client, "/d/montevideo-record")
    assert [element.text for element in paper.all("span", class_="label")] == ["7", "7.b", "8"]
    assert not paper.all("p", class_="lead-in")
    session = open_page(made_client, "/m/montevideo-2024/3")
    assert [element.text for element in session.all("p", class_="lead-in")] == [f"Introduced by: {LEAD}"]
    hit = open_page(made_client, "/search?q=spring+station")
    assert hit.one("p", class_="lead-in").text == "Introduced by: to measure:"
    assert hit.one("span", class_="label").text == "7.b"


def test_the_items_of_one_list_say_its_lead_in_once(client: FlaskClient, library: Library) -> None:
    """Of several items of one list on a page, only the first brings the lead-in."""
    for meeting in library.meetings():
        for session in library.sessions(meeting.id):
            page = open_page(client, f"/m/{meeting.id}/{session.id}")
            for side in page.all("section", class_="side"):
                lead_ins = [element.text for element in page.all("p", class_="lead-in") if element.text in side.text]
                assert len(lead_ins) == len(set(lead_ins))


def test_a_table_row_is_set_by_its_cells(made_client: FlaskClient) -> None:
    """Each column head stands with its own words, a cell without one alone, and no words of the row are lost."""
    page = open_page(made_client, "/d/montevideo-record")
    assert [element.text for element in page.all("span", class_="cell")] == [
        "Country: Kenya; ",
        "Pledge: two boats; one crane; ",
        "in full; ",
        "Date: 2022",
    ]
    assert [element.text for element in page.all("span", class_="head")] == ["Country: ", "Pledge: ", "", "Date: "]


def test_the_heads_of_a_table_are_told_and_are_no_words_of_its_rows(made_client: FlaskClient) -> None:
    """A hit says them above the row, a search finds them as headings, a quotation and a file have them beside it."""
    page = open_page(made_client, "/search?q=pledge+crane&words=all")
    assert page.one("p", class_="lead-in").text.strip() == "Column headings: Country; Pledge; Date"
    assert "pledge" not in page.one("p", class_="snippet").text.casefold()
    assert not open_page(made_client, "/search?q=%22pledge+two+boats%22").all("li", class_="hit")
    passage = made_client.get("/api/search?q=pledge+crane").get_json()["hits"][0]["passage"]
    assert passage["heads"][1] == {"text": "Pledge", "start": 7, "end": 27}
    answer = made_client.get(f"{passage['url']}/selection?v={text_version(passage['text'])}&start=7&end=16").get_json()
    assert answer["quotation"].splitlines()[0] == "“two boats” [Pledge]"
    assert "Column headings: Country; Pledge; Date." in made_client.get(f"{passage['url']}.ris").text


def test_footnotes_stand_below_their_passage(made_client: FlaskClient) -> None:
    """Every footnote of a passage follows its words."""
    text = " ".join(record(made_client)[2].text.split())
    assert "The gauges fell. Footnote: Since 1990. Footnote: At low water." in text


def test_the_page_is_the_one_that_is_printed_on_it(made_client: FlaskClient) -> None:
    """A page is cited by its printed number, which may differ from its position; without one, no page is cited."""
    assert [element.text for element in open_page(made_client, "/d/montevideo-record").all("span", class_="leaf")] == [
        "p. iv",
        "p. 5",
        "p. 5",
    ]
    first, second, *_, last = (passage.id for passage in RECORD_PASSAGES)
    assert "transcript, passage 1, p. iv." in open_page(made_client, f"/p/{first}").text
    assert "transcript, passage 2, p. 5." in open_page(made_client, f"/p/{second}").text
    assert "transcript, passage 12." in open_page(made_client, f"/p/{last}").text
    assert "Transcript, p. iv" in open_page(made_client, "/search?q=morning").text


def test_documents_mentioned_are_searches(made_client: FlaskClient) -> None:
    """In its paper and among results, a passage links to the others that mention the same documents."""
    for path in ("/d/montevideo-record", "/search?q=closed+sitting"):
        mentions = open_page(made_client, path).one("p", class_="mentions")
        assert mentions.text == "Mentions Security Council resolution 2719"
        link = next(link for link in open_page(made_client, path).links() if "mention=" in link)
        assert link == "/search?mention=S%2FRES%2F2719"
        assert len(open_page(made_client, link).all("li", class_="hit")) == 2


def test_papers_of_the_collection_that_are_cited_are_opened(tmp_path: Path) -> None:
    """A document that is one paper of the collection leads there, by symbol or title; others lead to a search."""
    cited = replace(made.document("s-res-2719", None, "report", "Financing of Support Operations"), symbol="S/RES/2719")
    record = made.document("record", None, "report", "Record")
    text = "As S/RES/2719, S/RES/1325 and RFC 9000 say; see “Financing of Support Operations”."
    passages = (
        made.passage(cited, 0, "The Security Council, recalling its statements, decides."),
        made.passage(record, 0, text, mentions=("S/RES/2719", "S/RES/1325", "RFC 9000")),
    )
    made.publish_build(tmp_path, passages)
    settings = Settings(index_dir=tmp_path, symbol_link="https://docs.example.org/{symbol}")
    client = make_site(settings).test_client()
    page = open_page(client, "/d/record")
    links = {link.text: link["href"] for link in page.all("a")}
    assert links["Security Council resolution 2719"] == links["Financing of Support Operations"] == "/d/s-res-2719"
    assert links["mentions Security Council resolution 2719"] == "/search?mention=S%2FRES%2F2719"
    assert links["Security Council resolution 1325"] == "/search?mention=S%2FRES%2F1325"
    assert links["RFC 9000"] == "/search?mention=RFC+9000"
    official = [link for link in page.links() if link.startswith("https://docs.example.org/")]
    assert official == ["https://docs.example.org/S/RES/2719", "https://docs.example.org/S/RES/1325"]
    assert len(open_page(client, links["RFC 9000"]).all("li", class_="hit")) == 1
    assert "/d/s-res-2719" in open_page(client, "/search?q=see+financing").links()


def test_documents_mentioned_lead_to_the_official_ones(made_index: Path, made_client: FlaskClient) -> None:
    """With an address for symbols, a passage in its paper leads to each document; without one it does not."""
    settings = Settings(index_dir=made_index, symbol_link="https://docs.example.org/d/{symbol}?x=1")
    client = make_site(settings).test_client()
    assert "https://docs.example.org/d/S/RES/2719?x=1" in open_page(client, "/d/montevideo-record").links()
    assert not any("docs.example.org" in link for link in open_page(client, "/search?q=closed+sitting").links())
    assert not any("docs.example.org" in link for link in open_page(made_client, "/d/montevideo-record").links())


def test_recognised_words_carry_a_warning(made_client: FlaskClient) -> None:
    """A paper read by OCR carries a warning on its pages, in its meeting, in its session, and at its hits only."""
    for path in ("/d/montevideo-record", "/p/montevideo-record.00003", "/m/montevideo-2024", "/m/montevideo-2024/3"):
        assert "Scanned text" in open_page(made_client, path).one("p", class_="recognised").text
    hits = open_page(made_client, "/search?q=gauges+OR+mandates").all("li", class_="hit")
    assert sum("Scanned text" in hit.text for hit in hits) == 2
    assert len(hits) == 3
    assert not open_page(made_client, "/d/montevideo-summary").all("p", class_="recognised")
