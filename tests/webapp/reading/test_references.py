"""References on the site: the control that cites a passage, the files about it, and its metadata."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import bibtexparser
import extruct
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from flask.testing import FlaskClient
from werkzeug.http import parse_options_header

from indexer.model import Passage
from indexer.references import (
    RESTRICTION_WARNINGS,
    STYLE_LABELS,
    STYLE_NAMES,
    Reference,
    cite,
    find_restrictions,
    plain_text,
)
from indexer.references.metadata import citation_meta_tags
from indexer.registry.rows import VERSION_LENGTH, hash_text
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests import corpus_factory as made
from tests.webapp.markup import Page, open_page
from webapp.app import create_app

SITE = "https://papers.example.org"
LATE = datetime(2026, 1, 31, 23, 30, tzinfo=timezone(timedelta(hours=-3)))
"""An evening in Montevideo; in UTC it is the next day."""


@pytest.fixture
def dated_client(seed_index: Path) -> FlaskClient:
    """A visitor of the site over the shipped papers, on a fixed day."""
    return create_app(seed_index, SITE, lambda: LATE).test_client()


def reference_to(library: Library, passage: Passage) -> Reference:
    """Return the reference that the site is expected to give on that day."""
    day = LATE.astimezone(UTC).date()
    restrictions = find_restrictions(library.document_passages(passage.document.id))
    return Reference(passage, f"{SITE}/p/{passage.id}", day, version(passage), restrictions)


def version(passage: Passage) -> str:
    """Return the version that the links to a passage carry."""
    return hash_text(passage.text)[:VERSION_LENGTH]


def one_of_each(library: Library) -> list[Passage]:
    """Return a passage from the middle of every document."""
    papers = [library.document_passages(document.id) for document in library.documents()]
    return [passages[len(passages) // 2] for passages in papers]


def page_of(client: FlaskClient, path: str) -> Page:
    """Return the parsed page at an address; it must answer and be valid."""
    response = client.get(path)
    assert response.status_code == 200
    page = Page(response.text)
    assert page.problems == []
    return page


def planned_passage(library: Library) -> Passage:
    """Return a passage of a programme."""
    return next(passage for passage in library.passages() if passage.document.kind == "programme")


def test_the_control_gives_every_style(dated_client: FlaskClient, library: Library) -> None:
    """The requested style is shown as text and in a read-only field; the other styles are links to the same passage."""
    for passage in one_of_each(library):
        first = page_of(dated_client, f"/p/{passage.id}?q=training")
        choices = [element for element in first.all("a") if element.has("data-style")]
        assert [(link["data-style"], link.text) for link in choices] == list(STYLE_LABELS.items())
        for style, choice in zip(STYLE_NAMES, choices, strict=True):
            assert choice["href"].endswith("#cite")
            assert "q=training" in choice["href"]
            page = page_of(dated_client, choice["href"].partition("#")[0])
            written = plain_text(cite(reference_to(library, passage), style))
            field = page.one("textarea")
            assert page.one("details", class_="citing").text.strip().startswith("Cite this passage")
            assert page.one("details", class_="citing").has("open")
            assert unescape(field.text) == page.one("p", class_="reference").text == written
            assert page.one("a", data_style=style).has("aria-current")
            assert field.has("readonly")
            assert field["aria-label"] == f"{STYLE_LABELS[style]}, plain text"
        assert first.one("p", class_="reference").text == plain_text(
            cite(reference_to(library, passage), STYLE_NAMES[0])
        )
        assert not first.one("details", class_="citing").has("open")


def test_a_reference_can_be_fetched_as_text(dated_client: FlaskClient, library: Library) -> None:
    """Each style has an address; an unknown style gives the first one, and an unknown passage is not found."""
    passage = one_of_each(library)[0]
    for style in STYLE_NAMES:
        answer = dated_client.get(f"/p/{passage.id}/reference?style={style}")
        assert answer.mimetype == "text/plain"
        assert answer.text == plain_text(cite(reference_to(library, passage), style)) + "\n"
    first = dated_client.get(f"/p/{passage.id}/reference?style={STYLE_NAMES[0]}").text
    assert dated_client.get(f"/p/{passage.id}/reference?style=%3Cb%3E").text == first
    assert dated_client.get("/p/nowhere/reference").status_code == 404


def test_italics_are_set_as_the_style_has_them(dated_client: FlaskClient, library: Library) -> None:
    """The italic runs of a reference are in <i>, and nothing else is."""
    for passage in one_of_each(library):
        reference = reference_to(library, passage)
        for style in STYLE_NAMES:
            wanted = [run.text for run in cite(reference, style) if run.italic]
            assert [
                element.text for element in page_of(dated_client, f"/p/{passage.id}?style={style}").all("i")
            ] == wanted


def test_only_what_the_page_is_of_is_cited(client: FlaskClient, library: Library) -> None:
    """The page of a passage has one citation control, that of the passage; a page of results has none."""
    passage = one_of_each(library)[0]
    assert len(page_of(client, f"/p/{passage.id}?q=peacekeeping").all("details", class_="citing")) == 1
    for path, what in ((f"/d/{passage.document.id}", "paper"), ("/m/montevideo-2024/3", "session")):
        assert page_of(client, path).one("details", class_="citing").text.strip().startswith(f"Cite this {what}")
    assert not page_of(client, "/search?q=training").all("details", class_="citing")


def test_the_link_cited_is_the_permanent_one(dated_client: FlaskClient, library: Library) -> None:
    """The reference does not contain the search that led to the passage."""
    passage = one_of_each(library)[0]
    plainly, from_search = (page_of(dated_client, f"/p/{passage.id}{tail}") for tail in ("", "?q=training&year=2024"))
    assert [element.text for element in from_search.all("textarea")] == [
        element.text for element in plainly.all("textarea")
    ]
    assert f"{SITE}/p/{passage.id}" in from_search.all("textarea")[0].text


def test_the_day_is_told_in_utc_and_ends_what_is_kept(seed_index: Path, library: Library) -> None:
    """The day of access is today's in UTC, and a page cached yesterday is not served today."""
    path = f"/p/{one_of_each(library)[0].id}?style=un-footnote"
    clock = [LATE]
    visitor = create_app(seed_index, SITE, lambda: clock[0]).test_client()
    first = visitor.get(path)
    assert "1 February 2026" in first.text
    assert visitor.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    clock[0] += timedelta(days=1)
    again = visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "2 February 2026" in again.text


def test_a_paper_under_the_chatham_house_rule_warns(dated_client: FlaskClient, library: Library) -> None:
    """Every passage of a restricted paper has the warning, its source words and a link; other papers have none."""
    warned = set()
    for document in library.documents():
        passages = library.document_passages(document.id)
        for passage in passages[:: len(passages) - 1]:
            page = page_of(dated_client, f"/p/{passage.id}")
            cautions = page.all("p", class_="caution")
            assert len(cautions) == len(find_restrictions(passages))
            if cautions:
                warned.add(document.kind)
                restriction = find_restrictions(passages)[0]
                assert RESTRICTION_WARNINGS["non_attribution"] in cautions[0].text
                assert restriction.words in cautions[0].text
                assert restriction.passage == passage.id or f"/p/{restriction.passage}" in page.links()
                assert all("non-attribution basis" in element.text for element in page.all("textarea"))
    assert warned == {"meeting_note"}


def test_the_passage_that_states_it_says_so_itself(dated_client: FlaskClient, library: Library) -> None:
    """On the passage that states the restriction, the warning has no link."""
    restriction = next(
        restrictions[0]
        for paper in library.documents()
        if (restrictions := find_restrictions(library.document_passages(paper.id)))
    )
    caution = page_of(dated_client, f"/p/{restriction.passage}").one("p", class_="caution")
    assert "Stated in this passage" in caution.text


def test_a_stated_restriction_counts_more_than_what_the_paper_says(tmp_path: Path) -> None:
    """A restriction set in the rules replaces what the paper states, on the page and in every reference."""
    draft = made.document("draft-note", made.OLD, "report", "Zero draft of the report")
    quiet = replace(made.document("quiet-note", made.OLD, "report", "The report"), restrictions=("non_attribution",))
    freed = replace(draft, restrictions=())
    made.publish_build(tmp_path, (made.passage(freed, 0, "The river rose."), made.passage(quiet, 0, "It fell.")))
    visitor = create_app(tmp_path, SITE).test_client()
    library = open_library(tmp_path)
    by_paper = {passage.document.id: passage.id for passage in library.passages()}
    library.close()
    assert page_of(visitor, f"/p/{by_paper['draft-note']}").all("p", class_="caution") == []
    page = page_of(visitor, f"/p/{by_paper['quiet-note']}")
    assert page.one("p", class_="caution").text.endswith(RESTRICTION_WARNINGS["non_attribution"])
    assert all("non-attribution basis" in element.text for element in page.all("textarea"))


def test_a_draft_warns_by_its_title(tmp_path: Path) -> None:
    """A paper whose title calls it a draft carries a warning at the control and in its references."""
    paper = made.document("draft-note", made.OLD, "report", "Zero draft of the report")
    made.publish_build(tmp_path, (made.passage(paper, 0, "The river rose."),))
    visitor = create_app(tmp_path, SITE).test_client()
    page = page_of(visitor, "/p/draft-note.00000")
    assert "Stated in the title of the paper" in page.one("p", class_="caution").text
    assert all("raft" in element.text for element in page.all("textarea"))
    assert parse_qs(page_of(visitor, "/search?q=river").one("span", class_="Z3988")["title"])["rft.type"] == [
        "Draft report"
    ]


def test_a_planned_paper_is_cited_as_planned(dated_client: FlaskClient, library: Library) -> None:
    """Every style and every file says that a programme was planned, and says it of no report."""
    planned = planned_passage(library)
    reported = next(passage for passage in library.passages() if passage.document.kind == "report")
    texts = [element.text for element in page_of(dated_client, f"/p/{planned.id}").all("textarea")]
    assert all("(planned)" in text.lower() and "planned for" in text.lower() for text in texts)
    for suffix in (".ris", ".bib", ".json"):
        assert "(planned)" in dated_client.get(f"/p/{planned.id}{suffix}").text
        assert "planned" not in dated_client.get(f"/p/{reported.id}{suffix}").text.lower()


def test_ris_comes_back_over_http(dated_client: FlaskClient, library: Library) -> None:
    """Rispy reads one report with title, meeting, address and day from the download."""
    for passage in one_of_each(library):
        response = dated_client.get(f"/p/{passage.id}.ris")
        assert response.content_type == "application/x-research-info-systems; charset=utf-8"
        [entry] = rispy.loads(response.data.decode("utf-8"))
        assert entry["type_of_reference"] == "RPRT"
        assert entry["id"] == passage.id
        assert entry["title"] == passage.document.title
        assert entry["urls"] == [f"{SITE}/p/{passage.id}?v={version(passage)}"]
        assert entry["access_date"] == "2026/02/01/"


def test_bibtex_comes_back_over_http(dated_client: FlaskClient, library: Library) -> None:
    """Bibtexparser reads one report with address, day and year from the download."""
    for passage in one_of_each(library):
        response = dated_client.get(f"/p/{passage.id}.bib")
        assert response.content_type == "application/x-bibtex; charset=utf-8"
        [entry] = bibtexparser.loads(response.data.decode("utf-8"), BibTexParser(common_strings=True)).entries
        assert entry["ENTRYTYPE"] == "techreport"
        assert entry["url"] == f"{SITE}/p/{passage.id}?v={version(passage)}"
        assert entry["urldate"] == "2026-02-01"


def test_csl_json_comes_back_over_http(dated_client: FlaskClient, library: Library) -> None:
    """The CSL item has the passage's id, titles, address and day of access."""
    for passage in one_of_each(library):
        response = dated_client.get(f"/p/{passage.id}.json")
        assert response.content_type == "application/vnd.citationstyles.csl+json"
        [item] = json.loads(response.data)
        assert (item["id"], item["title"]) == (passage.id, passage.document.title)
        assert item["event-title"] == passage.document.meetings[0].title
        assert item["URL"] == f"{SITE}/p/{passage.id}?v={version(passage)}"
        assert item["accessed"] == {"date-parts": [[2026, 2, 1]]}


def test_downloads_are_offered_and_named(client: FlaskClient, library: Library) -> None:
    """The control links to the three files; each is named after the passage's id and describes its page."""
    passage = one_of_each(library)[0]
    offered = [path for path in page_of(client, f"/p/{passage.id}").links() if path.endswith((".ris", ".bib", ".json"))]
    assert len(offered) == 3
    for path in offered:
        response = client.get(path)
        kind, options = parse_options_header(response.headers["Content-Disposition"])
        assert (kind, options["filename"]) == ("attachment", path.rpartition("/")[2])
        assert response.headers["Link"] == f'<{SITE}/p/{passage.id}>; rel="describes"'
        again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304
        head = client.head(path)
        assert (head.status_code, head.content_type, head.data) == (200, response.content_type, b"")


@pytest.mark.parametrize("tail", [".pdf", ".RIS", ".ris.ris", ".jsonl", ".ris.json", "ris", "..bib", "/x.ris"])
def test_another_ending_is_not_found(client: FlaskClient, library: Library, tail: str) -> None:
    """Only the known suffixes after an id lead anywhere; any other address is not found."""
    response = client.get(f"/p/{one_of_each(library)[0].id}{tail}")
    assert response.status_code == 404
    assert Page(response.text).one("input", id="q")


@pytest.mark.parametrize("path", ["/p/nowhere.ris", "/p/.json", "/p/nowhere.jsonld", "/p/ris", "/p/a.b.c.bib"])
def test_a_file_about_nothing_is_not_found(client: FlaskClient, path: str) -> None:
    """A known suffix after an unknown id gives a page that says so, not an empty file."""
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "text/html"


def test_an_id_that_ends_as_a_file_would(tmp_path: Path) -> None:
    """A passage whose id ends in a suffix is found at that id, and its file after another suffix."""
    first = made.passage(made.PAPER, 0, "The river rose.")
    second = replace(made.passage(made.PAPER, 1, "The river fell."), id=f"{first.id}.ris")
    made.publish_build(tmp_path, (first, second))
    visitor = create_app(tmp_path, SITE).test_client()
    assert visitor.get(f"/p/{second.id}").mimetype == "text/html"
    assert rispy.loads(visitor.get(f"/p/{second.id}.ris").text)[0]["id"] == second.id
    assert json.loads(visitor.get(f"/p/{first.id}.json").text)[0]["id"] == first.id


def test_the_page_tells_machines_what_it_is(dated_client: FlaskClient, library: Library) -> None:
    """The page has the citation_* tags of the library, and extruct finds the quotation with its words and its paper."""
    for passage in one_of_each(library):
        response = dated_client.get(f"/p/{passage.id}")
        tags = [
            (element["name"], element["content"]) for element in Page(response.text).all("meta") if element.has("name")
        ]
        wanted = citation_meta_tags(reference_to(library, passage))
        assert tuple(tag for tag in tags if tag[0].startswith("citation_")) == wanted
        [extracted] = extruct.extract(response.text, base_url=SITE, syntaxes=["json-ld"])["json-ld"]
        assert extracted["text"] == passage.text
        assert extracted["@id"] == f"{SITE}/p/{passage.id}"
        assert extracted["isPartOf"]["url"] == f"{SITE}/d/{passage.document.id}"


def test_text_cannot_end_the_data_block(tmp_path: Path) -> None:
    """Markup in a paper stays text in the embedded JSON."""
    evil = '</script><script src="/x.js"></script><!-- & "quoted" \u2028'
    paper = made.document("evil", made.OLD, "report", evil)
    made.publish_build(tmp_path, (made.passage(paper, 0, f"The river {evil}"),))
    visitor = create_app(tmp_path, SITE).test_client()
    text = visitor.get("/p/evil.00000").text
    *ours, data = Page(text).all("script")
    assert ours
    assert all(tag["src"].startswith("/static/") for tag in ours)
    assert not data.has("src")
    [extracted] = extruct.extract(text, base_url=SITE, syntaxes=["json-ld"])["json-ld"]
    assert extracted["text"] == f"The river {evil}"
    page = page_of(visitor, "/search?q=river")
    assert parse_qs(page.one("span", class_="Z3988")["title"])["rft.title"] == [evil]


def test_every_hit_is_an_openurl(client: FlaskClient) -> None:
    """Each result carries the OpenURL context object of its own passage, invisible to the reader."""
    page = page_of(client, "/search?q=training")
    spans = page.all("span", class_="Z3988")
    fields = [element["value"] for element in page.all("input") if element.has("readonly")]
    assert [parse_qs(span["title"])["rft_id"] for span in spans] == [[link] for link in fields]
    assert len(spans) == len(page.all("li", class_="hit"))
    assert not any(span.text for span in spans)


def test_the_annotation_selects_the_passage(client: FlaskClient, library: Library) -> None:
    """The W3C annotation has its own address and quotes the whole passage in its paper."""
    passage = one_of_each(library)[0]
    response = client.get(f"/p/{passage.id}.jsonld")
    assert parse_options_header(response.content_type) == (
        "application/ld+json",
        {"profile": "http://www.w3.org/ns/anno.jsonld"},
    )
    assert "Content-Disposition" not in response.headers
    annotation = json.loads(response.data)
    assert annotation["id"] == f"{SITE}/p/{passage.id}.jsonld"
    assert annotation["target"]["source"] == f"{SITE}/d/{passage.document.id}"
    assert annotation["target"]["selector"]["refinedBy"]["exact"] == passage.text


def test_the_fragment_of_an_annotation_is_on_the_page_it_names(
    client: FlaskClient, library: Library, long_client: FlaskClient, long_library: Library
) -> None:
    """The source of an annotation is the part of the paper with the passage; its fragment is the element id there."""
    [long] = long_library.documents()
    passages = long_library.document_passages(long.id)
    cases = [(client, member) for member in one_of_each(library)]
    cases += [(long_client, passages[place]) for place in (0, 299, 300, 601)]
    for visitor, passage in cases:
        target = json.loads(visitor.get(f"/p/{passage.id}.jsonld").data)["target"]
        page = page_of(visitor, target["source"])
        assert passage.text.split()[-1] in page.one("*", id=target["selector"]["value"]).text


def test_signposts_lead_to_what_describes_the_page(client: FlaskClient, library: Library) -> None:
    """The Link header names how to cite the page, and files that answer with the stated type."""
    passage = one_of_each(library)[0]
    header = client.get(f"/p/{passage.id}?q=training").headers["Link"]
    link = f"{SITE}/p/{passage.id}"
    assert f'<{link}>; rel="cite-as"' in header
    described = [part for part in header.split(", ") if 'rel="describedby"' in part]
    assert len(described) == 4
    for target in described:
        address, _, parameters = target.partition("; ")
        answer = client.get(address.strip("<>").removeprefix(SITE))
        assert answer.status_code == 200
        assert f'type="{answer.mimetype}"' in parameters


@pytest.mark.parametrize(("language", "heading"), [("", "Citation style"), ("/fr", "Style de citation")])
def test_the_style_of_a_reference_is_named(client: FlaskClient, language: str, heading: str) -> None:
    """Without a script, the link to cite says in which style, and the page that it opens shows that one as chosen."""
    link = open_page(client, f"{language}/search?q=training").all("a", class_="cite-link")[0]
    assert "(APA)" in link.text
    cited = open_page(client, link["href"])
    assert cited.one("details", id="cite").has("open")
    assert cited.one("p", class_="style-heading").text == heading
    [current] = [each for each in cited.all("a") if each.has("data-style") and each.has("aria-current")]
    assert current.text == "APA"
