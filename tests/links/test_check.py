"""`rapporteur links check` reports the state of each link in a text, and its exit status says whether all are sound."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reportlab.platypus import Paragraph

from indexer.cli import cli
from indexer.errors import DraftUnreadable
from indexer.links.check import site_links
from indexer.links.fetch import fetch_page
from indexer.model import TextLink
from indexer.readers.limits import Limits
from tests.readers.make import make_docx
from tests.readers.make_pdf import RAGGED, composed_pdf

from .corpus import EditedCorpus

SITE = "https://papers.example.org"


def check_links(corpus: EditedCorpus, *arguments: str) -> Result:
    """Run the command as a user does."""
    return CliRunner().invoke(cli, ["links", "check", *arguments, "--index-dir", str(corpus.index_dir)])


def link_states(corpus: EditedCorpus, text: str, home: Path) -> dict[str, str]:
    """Return the reported state of each link in a text."""
    path = home / "paper.md"
    path.write_text(text, encoding="utf-8")
    [report] = json.loads(check_links(corpus, str(path), "--json").stdout)
    return {link["url"]: link["state"] for link in report["links"]}


def test_every_state(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Each state is reported: unchanged, no version, unknown version, changed, withdrawn, unknown id, and existing
    pages.
    """
    link = SITE + corpus.copied_link("Turtles")
    meeting = corpus.passage("Turtles").document.meetings[0].id
    text = (
        f"[a]({link}) <{link.partition('?')[0]}> {link[:-6]}0000aa {SITE}/p/nothing.12345?v=abcdef\n\n"
        f"{SITE}/m/{meeting} {SITE}/m/none {SITE}/d/{corpus.passage('Turtles').document.id} {SITE}/about "
        f"{link}#:~:text=a"
    )
    assert list(link_states(corpus, text, tmp_path).values()) == [
        *("unchanged", "no_version", "never", "unknown"),
        *("exists", "unknown", "exists", "unchanged"),
    ]
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    assert link_states(corpus, link, tmp_path) == {link: "changed"}
    path = tmp_path / "paper.md"
    result = check_links(corpus, str(path))
    assert result.exit_code == 1
    assert "[-one-]{+two+} of every [-ten-]{+nine+} hauls" in result.stdout
    assert "1 link to the site, 1 not as cited." in result.stdout


def test_a_paper_as_a_file_is_a_paper(corpus: EditedCorpus, tmp_path: Path) -> None:
    """A link to a paper in an open format leads to it, and one to no paper leads nowhere."""
    paper = f"{SITE}/d/{corpus.passage('Turtles').document.id}"
    text = f"{paper}.tei.xml {paper}.akn.xml {paper}.exe {SITE}/d/none.tei.xml"
    assert list(link_states(corpus, text, tmp_path).values()) == ["exists", "exists", "unknown", "unknown"]


def test_a_file_is_judged_as_the_page_that_it_belongs_to(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Every file and page beside that the site sends is known to the check, and none that it does not send."""
    client = corpus.open_site()
    passage, link = corpus.passage("Turtles"), corpus.copied_link("Turtles")
    document, meeting, person = passage.document.id, passage.document.meetings[0].id, "ana-sousa"
    assert passage.session
    pages = {
        f"/d/{document}": (".ris", ".bib", ".json", ".linkset", ".akn.xml", ".tei.xml", "/correct"),
        f"/m/{meeting}": (".ris", ".bib", ".json", ".linkset"),
        f"/m/{meeting}/{passage.session.id}": (".ris", ".bib", ".json", ".linkset", ".docx"),
        f"/p/{passage.id}": ("/like", "/lineage", "/reference"),
        f"/people/{person}": (".atom", ".feed.json"),
    }
    sent = [page + ending for page, endings in pages.items() for ending in endings]
    for path in sent:
        assert client.get(path).status_code == 200, path
    shown = [
        f"/d/{document}/original",
        f"/d/{document}/page/1",
        f"/p/{passage.id}/original.webp",
    ]  # where files are shown
    text = " ".join(SITE + path for path in (*sent, *shown))
    states = link_states(corpus, text, tmp_path)
    assert set(states) == {SITE + path for path in (*sent, *shown)}
    assert set(states.values()) == {"exists"}
    with_version = link.replace("?", ".ris?")
    assert link_states(corpus, SITE + with_version, tmp_path) == {SITE + with_version: "unchanged"}
    foreign = [
        f"/m/{meeting}.docx",
        f"/m/{meeting}.exe",
        "/d/none.ris",
        "/m/none/1.docx",
        f"/d/{document}.docx",
        "/p/x.abcde/like",
    ]
    for path in foreign:
        assert client.get(path).status_code == 404, path
    assert set(link_states(corpus, " ".join(SITE + path for path in foreign), tmp_path).values()) == {"unknown"}


def test_the_file_of_a_paper_that_is_gone_is_withdrawn(corpus: EditedCorpus, tmp_path: Path) -> None:
    """A link to the reference of a paper that was removed is told as one to the paper."""
    paper = f"{SITE}/d/{corpus.passage('Turtles').document.id}"
    (corpus.folder / "fisheries.txt").unlink()
    corpus.index()
    states = link_states(corpus, f"{paper} {paper}.ris {paper}/original", tmp_path)
    assert list(states.values()) == ["withdrawn"] * 3


def test_a_withdrawn_passage(corpus: EditedCorpus, tmp_path: Path) -> None:
    """A withdrawn passage is reported with the words that were cited, and the command ends with 1."""
    passage = corpus.passage("Turtles")
    link = SITE + corpus.copied_link("Turtles")
    corpus.edit(f"{passage.text}\n\n", "")
    path = tmp_path / "note.txt"
    path.write_text(f"See {link}.", encoding="utf-8")
    result = check_links(corpus, str(path))
    assert result.exit_code == 1
    assert f"Withdrawn  {link}" in result.stdout
    assert f"As cited: “{passage.text}”" in result.stdout
    assert "Closest remaining passage:" in result.stdout


def test_all_is_well(corpus: EditedCorpus, tmp_path: Path) -> None:
    """The command ends with 0 when all links are sound, also in a Word document and a PDF, or when there are none."""
    path = tmp_path / "paper.docx"
    path.write_bytes(make_docx([("Normal", f"See {SITE}{corpus.copied_link('Turtles')}.")]))
    result = check_links(corpus, str(path))
    assert result.exit_code == 0
    assert "1 link to the site, all as cited." in result.stdout
    assert check_links(corpus, str(path), "--site", "https://elsewhere.example.org").exit_code == 0
    printed = tmp_path / "paper.pdf"
    printed.write_bytes(
        composed_pdf([Paragraph(f'See <a href="{SITE}{corpus.copied_link("Turtles")}">there</a>.', RAGGED)])
    )
    assert "1 link to the site, all as cited." in check_links(corpus, str(printed)).stdout
    (tmp_path / "none.txt").write_text("No link, but https://x.org/about/us.", encoding="utf-8")
    result = check_links(corpus, str(tmp_path / "none.txt"))
    assert (result.exit_code, "no links to the site" in result.stdout) == (0, True)


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port."""

    class Quiet(SimpleHTTPRequestHandler):
        """A request handler without a log."""

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_is_fetched(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Relative links of a fetched page are resolved against its address, menus included; a failed fetch ends with 2."""
    web = tmp_path / "web"
    web.mkdir()
    link = corpus.copied_link("Turtles")
    (web / "page.html").write_text(
        f'<nav><a href="/m/none">Meeting</a></nav><p>See <a href="{link}">this</a>.</p>', encoding="utf-8"
    )
    with serve_folder(web) as site:
        result = check_links(corpus, f"{site}/page.html", "--site", site)
        assert result.exit_code == 1
        assert f"Unchanged  {link}" in result.stdout
        assert "Not found  /m/none" in result.stdout
        missing = check_links(corpus, f"{site}/missing.html")
    assert missing.exit_code == 2
    assert "the server answers 404" in missing.stderr
    closed = check_links(corpus, f"{site}/page.html")
    assert closed.exit_code == 2
    assert "cannot be fetched" in closed.stderr


@pytest.mark.parametrize("url", ["ftp://x.org/a", "file:///etc/hosts", "http://", "http://[bad"])
def test_only_the_web_is_fetched(url: str) -> None:
    """An address of another scheme, or a malformed one, is refused in one sentence."""
    with pytest.raises(DraftUnreadable, match="cannot be fetched"):
        fetch_page(url)


def test_a_page_that_is_too_large_is_left(tmp_path: Path) -> None:
    """Fetching stops at the limit of size."""
    (tmp_path / "large.html").write_bytes(b"x" * 300_000)
    with serve_folder(tmp_path) as site, pytest.raises(DraftUnreadable, match="is larger than"):
        fetch_page(f"{site}/large.html", Limits(bytes=100_000))


def test_what_cannot_be_checked(corpus: EditedCorpus, tmp_path: Path) -> None:
    """A missing file or a missing argument is reported, and the command ends with 2."""
    assert check_links(corpus, str(tmp_path / "missing.md")).exit_code == 2
    assert check_links(corpus).exit_code == 2


@pytest.mark.parametrize(
    ("url", "sites", "resolved"),
    [
        ("https://a.org/p/x.12345?v=ABCDEF", (), ("passage", "x.12345", "abcdef")),
        ("https://a.org/p/x.12345?v=xyz", (), ("passage", "x.12345", "-")),
        ("https://a.org/p/x.12345?v=abcdef&from=y.54321", (), ("passage", "y.54321", "abcdef")),
        ("https://a.org/p/x%2E12345", (), ("passage", "x.12345", None)),
        ("/p/x.12345", (), ("passage", "x.12345", None)),
        ("https://a.org/m/one/2", (), ("session", "one/2", None)),
        ("https://a.org/fr/p/x.12345?v=abcdef", (), ("passage", "x.12345", "abcdef")),
        ("https://a.org/sub/ar/m/one/2", ("https://a.org/sub/",), ("session", "one/2", None)),
        ("https://a.org/people/ann", (), ("person", "ann", None)),
        ("https://a.org/sub/p/x.12345", (), None),
        ("https://a.org/sub/p/x.12345", ("https://a.org/sub/",), ("passage", "x.12345", None)),
        ("https://A.org/p/x.12345", ("a.org",), ("passage", "x.12345", None)),
        ("https://b.org/p/x.12345", ("https://a.org",), None),
        ("https://a.org/p/", (), None),
        ("https://a.org/d/x/y", (), None),
        ("mailto:p/x.12345", (), None),
        ("https://[bad/p/x", (), None),
    ],
)
def test_which_links_are_the_sites(
    url: str, sites: tuple[str, ...], resolved: tuple[str, str, str | None] | None
) -> None:
    """Links to the site are recognised by path: on any host, or only below the addresses named."""
    links = [(link.target, link.id, link.version) for link in site_links([TextLink(url)], sites)]
    assert links == ([resolved] if resolved else [])
