"""A whole edition: every address of the collection, what became of old ones, and the same bytes each time."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer.store.library import Library
from tests.links.corpus import EditedCorpus
from tests.links.test_pages import TURTLES, page_text
from tests.webapp.markup import Page
from webapp.cli import cli
from webapp.operations.last_changed import ChangeTimes
from webapp.static_site.folder import FACTS_FILE, read_sums
from webapp.static_site.link_check import check_links

from .editions import NOW, PUBLIC, read_page, write_edition


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> EditedCorpus:
    """Papers as they were first indexed; do not change them."""
    return EditedCorpus.create(tmp_path_factory.mktemp("first-build"))


def record(edition: Path, name: str) -> Any:
    """Return a record of the API."""
    return json.loads((edition / "api/v1" / name / "index.json").read_text(encoding="utf-8"))


@pytest.fixture
def corpus(first_build: EditedCorpus, tmp_path: Path) -> EditedCorpus:
    """Papers that a test may change."""
    return first_build.copy(tmp_path)


def test_everything_of_the_collection_has_its_page(edition: Path, library: Library) -> None:
    """Each passage, paper, meeting, session and person has a page at its address, with its words or its name."""
    for passage in library.passages():
        assert passage.text.split()[0] in page_text(read_page(edition, f"/p/{passage.id}"))
        assert json.loads((edition / f"api/v1/passages/{passage.id}/index.json").read_text())["id"] == passage.id
        for suffix in (".ris", ".bib", ".json", ".jsonld"):
            assert (edition / f"p/{passage.id}{suffix}").stat().st_size
    for paper in library.documents():
        assert paper.title in page_text(read_page(edition, f"/d/{paper.id}"))
    for meeting in library.meetings():
        assert meeting.title in page_text(read_page(edition, f"/m/{meeting.id}"))
        for session in library.sessions(meeting.id):
            assert read_page(edition, f"/m/{meeting.id}/{session.id}")
    for person in library.persons():
        assert person.name in page_text(read_page(edition, f"/people/{person.id}"))
        assert (edition / f"people/{person.id}.atom").is_file()
    for address in ("/", "/meetings", "/people", "/glossary", "/coverage", "/help", "/about", "/search", "/edition"):
        assert read_page(edition, address)


def test_no_link_is_dead(edition: Path) -> None:
    """Every address in every file leads to a file, and every fragment to an element."""
    report = check_links(edition, PUBLIC)
    assert report.dead == ()
    assert report.links > 15_000


def test_records_link_to_what_has_a_file(edition: Path, library: Library) -> None:
    """A record keeps its links to pages and to other records, and has none to what only the server answers."""
    passage = next(each for each in library.passages() if each.session)
    links = record(edition, f"passages/{passage.id}")["links"]
    assert set(links) == {"self", "html", "permalink", "document", "meeting", "session"}
    assert links["document"] == f"{PUBLIC}/api/v1/documents/{passage.document.id}"
    person = record(edition, f"people/{library.persons()[0].id}")
    assert set(person["links"]) == {"self", "html"}
    assert set(person["sessions"][0]["links"]) == {"session", "html"}


def test_pages_are_well_made(edition: Path) -> None:
    """Tags balance, ids are unique and resolve, and nothing is styled or scripted inline."""
    pages = sorted(edition.rglob("*.html"))
    for path in (*pages[::9], edition / "404.html", edition / "search/index.html", edition / "edition/index.html"):
        assert Page(path.read_text(encoding="utf-8")).problems == [], path


def test_nothing_asks_a_server(edition: Path) -> None:
    """No page has a form that is sent, the basket, or a script that asks the server."""
    for path in sorted(edition.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'method="post"|class="keep|/all\.js|words\.js|Request ID', text), path
        assert not re.search(r'<input type="hidden" name="(?!meeting|year|kind)', text), path
    for form in re.findall(r"<form[^>]*>", (edition / "index.html").read_text(encoding="utf-8")):
        assert 'action="search/"' in form


def test_a_passage_has_its_reference_in_several_styles(edition: Path, library: Library) -> None:
    """Without a server no style can be asked for, so the page has them one below the other."""
    passage = next(iter(library.passages()))
    page = page_text(read_page(edition, f"/p/{passage.id}"))
    for style in ("APA", "MLA", "UN-style footnote"):
        assert style in page


def test_passages_say_who_without_a_name_spoke(edition: Path, library: Library) -> None:
    """The page of a passage and that of its session have its voices, as words: no server reads the links of filters."""
    voiced = [each for each in library.passages() if each.voices and each.session]
    assert voiced
    for passage in voiced:
        assert passage.session
        for path in (f"p/{passage.id}", f"m/{passage.session.meeting}/{passage.session.id}"):
            text = Path(edition, path, "index.html").read_text(encoding="utf-8")
            assert "Said by:" in text
            assert all(f">{escape(voice.words)}</q>" in text for voice in passage.voices if voice.words)
            assert "voice=" not in text


def test_two_editions_of_a_build_are_the_same(edition: Path, seed_index: Path, tmp_path: Path) -> None:
    """All bytes are the same, but for the file that says when the edition was written."""
    write_edition(seed_index, tmp_path / "again", searchable=True, check=False, now=NOW + timedelta(days=9))
    files = sorted(path.relative_to(edition).as_posix() for path in edition.rglob("*") if path.is_file())
    again = sorted(path.relative_to(tmp_path / "again").as_posix() for path in (tmp_path / "again").rglob("*.*"))
    assert [name for name in files if name not in again] == []
    differing = [name for name in files if (edition / name).read_bytes() != (tmp_path / "again" / name).read_bytes()]
    assert differing == [FACTS_FILE]
    assert json.loads((edition / FACTS_FILE).read_text())["written"] == "2031-05-04T12:00:00Z"


def test_the_sitemap_lists_every_page_with_its_day(edition: Path, library: Library) -> None:
    """The index leads to lists of every page that stands at its own address, each with the day that the site has."""
    listed = (edition / "sitemap-1.xml").read_text(encoding="utf-8")
    assert f"<loc>{PUBLIC}/sitemap-1.xml</loc><lastmod>" in (edition / "sitemap.xml").read_text(encoding="utf-8")
    days = dict(re.findall(rf"<loc>{PUBLIC}(/[^<]*)</loc><lastmod>(\d{{4}}-\d\d-\d\d)</lastmod>", listed))
    times = ChangeTimes(library)
    assert {f"/p/{passage.id}" for passage in library.passages()} <= days.keys()
    assert days == {address: times.of(address)[:10] for address in days}
    assert listed.count("<loc>") == len(days)
    assert "not-found" not in listed


def test_a_changed_passage_shows_the_difference(corpus: EditedCorpus, tmp_path: Path) -> None:
    """The page of the passage leads to the page of the wording as cited, which shows what differs."""
    link = corpus.copied_link("Turtles")
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    write_edition(corpus.index_dir, tmp_path / "edition")
    path, _, version = link.partition("?")
    assert f'href="{version}/"' in read_page(tmp_path / "edition", path).replace(f"../..{path}/", "")
    page = read_page(tmp_path / "edition", link)
    assert "The wording has changed since it was cited." in page_text(page)
    assert f'<blockquote class="as-cited" lang="en" dir="ltr">{TURTLES}</blockquote>' in page


def test_a_removed_passage_has_its_page(corpus: EditedCorpus, tmp_path: Path) -> None:
    """The words as cited stand at the old address, with and without the version, and in the record."""
    link = corpus.copied_link("Turtles")
    corpus.edit(TURTLES, "")
    write_edition(corpus.index_dir, tmp_path / "edition")
    for address in (link, link.partition("?")[0]):
        assert TURTLES in page_text(read_page(tmp_path / "edition", address))
    assert TURTLES in record(tmp_path / "edition", f"passages/{link.partition('?')[0][3:]}")["text"]


def test_a_merged_passage_leads_to_where_it_is(corpus: EditedCorpus, tmp_path: Path) -> None:
    """The old address goes on to the page that shows the words as cited, without a script."""
    item = "Acoustic surveys in spring and autumn of every year."
    links = [corpus.copied_link(words) for words in ("A common format for landing", item)]
    corpus.edit(f"1. {item}\n2. A common format", f"1. {item} A common format")
    edition = tmp_path / "edition"
    write_edition(corpus.index_dir, edition)
    moved = [link for link in links if 'http-equiv="refresh"' in read_page(edition, link.partition("?")[0])]
    assert len(moved) == 1
    for address in (moved[0], moved[0].partition("?")[0]):
        page = read_page(edition, address)
        (target,) = re.findall(r'content="0; url=([^"]+)"', page)
        folder = edition / address.partition("?")[0].strip("/") / address.partition("?")[2]
        onward = (folder / target.replace("&amp;", "&") / "index.html").read_text(encoding="utf-8")
        assert "was merged into this one" in page_text(onward)
        assert 'class="as-cited"' in onward
    assert (edition / f"{moved[0].partition('?')[0].strip('/')}.ris").is_file()


def test_a_split_passage_names_its_parts(corpus: EditedCorpus, tmp_path: Path) -> None:
    """The page of the wording as cited leads to the other part."""
    link = corpus.copied_link("The panel discussed the state of the sardine")
    corpus.edit("The survey of 2015 was quoted", "\n\nThe survey of 2015 was quoted")
    write_edition(corpus.index_dir, tmp_path / "edition")
    page = read_page(tmp_path / "edition", link)
    assert "This passage was later split." in page_text(page)
    assert f"p/{corpus.passage('The survey of 2015').id}/" in page


def test_nothing_that_was_redacted_is_in_it(corpus: EditedCorpus, tmp_path: Path) -> None:
    """The address of a redacted passage says why it is gone; none of its words is in any file."""
    corpus.index()  # the index knows the folder of its papers, which is this copy now
    wanted = corpus.passage("Turtles").id
    command = ["redact", wanted, "--index-dir", str(corpus.index_dir), "--reason", "A name had to go.", "--yes"]
    answer = CliRunner().invoke(cli, command)
    assert answer.exit_code == 0, answer.output
    edition = tmp_path / "edition"
    write_edition(corpus.index_dir, edition, searchable=True)
    assert "A name had to go." in page_text(read_page(edition, f"/p/{wanted}"))
    assert [path for path in edition.rglob("*") if path.is_file() and b"Turtles were" in path.read_bytes()] == []


def test_a_paper_that_is_gone_has_its_page(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Its address says until when it was here, and the addresses of its passages show their words."""
    passage = corpus.passage("Turtles")
    (corpus.folder / "fisheries.txt").unlink()
    corpus.index()
    write_edition(corpus.index_dir, tmp_path / "edition")
    assert "no longer in the collection" in page_text(read_page(tmp_path / "edition", f"/d/{passage.document.id}"))
    assert TURTLES in page_text(read_page(tmp_path / "edition", f"/p/{passage.id}"))


def test_a_long_paper_comes_in_parts(long_index: Path, tmp_path: Path) -> None:
    """Pages that differ by an argument are folders below, and are found by the links that lead there."""
    write_edition(long_index, tmp_path / "edition")
    (paper,) = (path for path in (tmp_path / "edition/d").iterdir() if path.is_dir())
    assert (paper / "part=2/index.html").is_file()
    assert (paper / "part=3/index.html").is_file()


def test_the_command_writes_and_tells(seed_index: Path, tmp_path: Path) -> None:
    """The command says how many pages it wrote; without a public address it asks for one."""
    command = ["export-site", str(tmp_path / "edition"), "--index-dir", str(seed_index), "--no-search", "--check"]
    refused = CliRunner().invoke(cli, command)
    assert refused.exit_code == 1
    assert "--public-url" in refused.output
    answer = CliRunner().invoke(cli, [*command, "--public-url", PUBLIC, "--jobs", "1"])
    assert answer.exit_code == 0, answer.output
    assert "161 of them of passages" in answer.output
    assert "none is dead" in answer.output
    assert "without its search" in read_page(tmp_path / "edition", "/search")
    assert not (tmp_path / "edition/pagefind").exists()
    assert len(read_sums(tmp_path / "edition")) > 1_000
