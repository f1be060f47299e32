"""Tests of one folder with every kind of bad file and a few good papers."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner, Result
from reportlab.lib import pdfencrypt

from indexer.cli import cli
from tests.made import pages, plain
from tests.readers.make import bare_docx, bare_odt, make_docx, word_paragraph, zip_of
from tests.readers.make_pdf import draw_lines, drawn_pdf
from tests.structure import papers
from webapp.app import create_app

PASSWORD = "wild bees"  # noqa: S105  # of a file made here
GOOD = {
    "good.txt": "permits", "tides.pdf": "Vlissingen", "a name with #, [brackets] & a space.md": "teff",
    "会議の記録 — ñandú.txt": "levees", "pdf named.docx": "sleeping", "text named.pdf": "sardine",
    "mixed.zip/inside.txt": "swarms",
}  # fmt: skip
"""The files that can be read, and a word that each of them alone has."""
FAULTS = {
    "locked.pdf": r"is encrypted: set its password in corpus\.toml",
    "locked.docx": r"is encrypted: set its password in corpus\.toml",
    "cut.pdf": r"damaged|cut off",
    "cut.docx": r"is damaged or cut off: get the whole file again",
    "cut.zip": r"is damaged or cut off: get the whole file again",
    "picture.pdf": r"is not a PDF, whatever its name says: name it by what it is",
    "old.docx": r"is a document of an old Word \(\.doc\): save it as DOCX",
    "zero.txt": r"is empty|has no text in it",
    "zero.docx": r"is empty: remove it",
    "zero.zip": r"is empty: remove it",
    "bomb.zip/bomb.txt": r"unpacks to more than two hundred times its size.*pack it again",
    "bomb.docx": r"unpacks to more than \d+ MB",
    "laughs.docx": r"holds XML entities.*save it anew",
    "entity.docx": r"holds XML entities.*save it anew",
    "entity.odt": r"holds XML entities.*save it anew",
    "mixed.zip/../outside.txt": r"path that leads out of the ZIP: pack it again",
    "mixed.zip//absolute.txt": r"path that leads out of the ZIP: pack it again",
    "mixed.zip/nested.zip": r"is an archive within a ZIP: unpack it",
    "gone.txt": r"is a link to nothing: remove it",
    "twin.txt": r"has the same content as good\.txt: remove one of them",
    "binary.txt": r"\S+: \S+",
    "unknown.xyz": r"is of a type that cannot be read \(\.xyz\): save it as one of",
}
"""What is said of each file that cannot be read: what is wrong with it, and after a colon what to do."""


@pytest.fixture(scope="module")
def fetched() -> Iterator[tuple[str, list[str]]]:
    """The requests made to an address on this machine that the files refer to."""
    asked: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name is the library's
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
            """Print nothing."""

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/secret", asked
    server.shutdown()
    server.server_close()
    thread.join()


def laughs() -> str:
    """Return the definitions of an entity that expands to gigabytes."""
    rows = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{rows}]>'


def with_doctype(data: bytes, part: str, doctype: str, entity: str) -> bytes:
    """Put a document type definition and a use of its entity into one part of a zipped document."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, doctype.encode() + text.replace(b"HERE", entity.encode()) if name == part else text)
    return out.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    return drawn_pdf(
        lambda canvas: draw_lines(
            canvas,
            ["Report on Wild Bees", "", "The mason bee was seen in every orchard that was left unmown until July."],
            60,
            700,
        ),
        encrypt=pdfencrypt.StandardEncryption(PASSWORD),
    )


def fill(folder: Path, address: str) -> Path:
    """Write the good and the bad files."""
    papers.write_papers(folder, good=papers.WATER_MINUTES, twin=papers.WATER_MINUTES)
    word = make_docx([("Normal", "The quay was lengthened by forty metres, and the crane was moved to its end.")])
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'
    file = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    files: dict[str, bytes] = {
        "tides.pdf": pages.two_columns(),
        "a name with #, [brackets] & a space.md": plain.MARKDOWN.encode(),
        "会議の記録 — ñandú.txt": papers.LEVEES_REPORT.encode(),
        "pdf named.docx": pages.programme(),
        "text named.pdf": make_docx(
            [("Title", "Sardines"), ("Normal", "The sardine was sold before the boats were in.")]
        ),
        "locked.pdf": locked_pdf(),
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "cut.pdf": pages.programme()[:900],
        "cut.docx": word[: len(word) // 2],
        "cut.zip": zip_of({"a.txt": papers.MEMOIR})[:-60],
        "picture.pdf": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "zero.txt": b"",
        "zero.docx": b"",
        "zero.zip": b"",
        "bomb.zip": zip_of({"bomb.txt": b"0" * 50_000_000}),
        "bomb.docx": zip_of({"word/document.xml": b" " * 520_000_000}),
        "laughs.docx": with_doctype(bare_docx(word_paragraph("HERE")), "word/document.xml", laughs(), "&l9;"),
        "entity.docx": with_doctype(bare_docx(word_paragraph("HERE")), "word/document.xml", outside, "&e;"),
        "entity.odt": with_doctype(bare_odt("<text:p>HERE</text:p>"), "content.xml", file, "&e;"),
        "page.html": f'<html><body><h1>Piers</h1><p>The pier was built of larch.</p><img src="{address}">'
        f'<iframe src="{address}"></iframe><link rel="stylesheet" href="{address}"></body></html>'.encode(),
        "mixed.zip": zip_of(
            {
                "inside.txt": plain.MINUTES,
                "../outside.txt": "The gate was left open.",
                "/absolute.txt": "The gate was shut.",
                "nested.zip": zip_of({"deep.txt": "Deep."}),
            }
        ),
        "binary.txt": b"\x89\x00\x01\xfe" + bytes(range(256)) * 40,
        "unknown.xyz": b"A paper of no type.",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, fetched: tuple[str, list[str]]) -> Path:
    """A folder with the files in `corpus`."""
    path = tmp_path_factory.mktemp("bad")
    fill(path / "corpus", fetched[0])
    return path


@pytest.fixture(scope="module")
def report_run(home: Path) -> Result:
    """The output of `rapporteur index` on that folder."""
    return run("index", home / "corpus", "--index-dir", home / "index", "--jobs", "1")


def run(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def reasons(home: Path, report_run: Result) -> dict[str, str]:
    """The reason for each skipped file, as the build records it."""
    assert report_run.exit_code == 0, report_run.output
    build = home / "index" / (home / "index" / "CURRENT").read_text().strip()
    facts = json.loads((build / "build.json").read_text(encoding="utf-8"))
    return {skipped["source"]: skipped["reason"] for skipped in facts["skipped"]}


def test_each_bad_file_is_named_and_no_other(reasons: dict[str, str]) -> None:
    """Every file that cannot be read is in the report, and no other file."""
    assert set(reasons) == set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_each_bad_file_has_its_fault_and_its_remedy(name: str, reasons: dict[str, str]) -> None:
    """The report says what is wrong with each file and, after a colon, what to do about it."""
    assert re.search(FAULTS[name], reasons[name]), reasons[name]
    assert ": " in reasons[name]
    assert not re.search(r"Traceback|Error\b|Exception|please report", reasons[name]), reasons[name]


def test_the_command_prints_the_report(report_run: Result) -> None:
    """The command prints each name with its reason and the number of papers, and no traceback."""
    assert f"{len(FAULTS)} skipped" in " ".join(report_run.output.split())
    assert "Traceback" not in report_run.output
    for name in FAULTS:
        assert name in report_run.output


@pytest.mark.parametrize("name", GOOD)
def test_what_is_good_is_found_on_the_command_line(name: str, home: Path, reasons: dict[str, str]) -> None:
    """A word of each readable paper is found, whatever its file name and whatever lies beside it."""
    assert name not in reasons
    result = run("search", GOOD[name], "--json", "--index-dir", home / "index")
    assert result.exit_code == 0, result.output
    assert name in result.output


@pytest.mark.parametrize("name", GOOD)
def test_what_is_good_is_found_on_the_site(name: str, home: Path, reasons: dict[str, str]) -> None:
    """The site finds it too, and the passage that it links to has a page."""
    assert reasons
    client = create_app(home / "index").test_client()
    page = client.get("/search", query_string={"q": GOOD[name]})
    assert page.status_code == 200
    link = re.search(r'href="(/p/[^"#?]+)', page.get_data(as_text=True))
    assert link, "no passage is linked"
    assert client.get(link[1]).status_code == 200


def test_nothing_is_fetched(fetched: tuple[str, list[str]], reasons: dict[str, str], home: Path) -> None:
    """No entity, image, frame or style that a file refers to is fetched, and no file of this machine is shown."""
    assert reasons
    assert fetched[1] == []
    assert run("search", "larch", "--json", "--index-dir", home / "index").output.count("page.html") >= 1


def test_nothing_is_written_beside_the_papers(home: Path, reasons: dict[str, str]) -> None:
    """No member of a ZIP file is unpacked, and the folder of papers stays as it was."""
    assert reasons
    assert not list(home.rglob("outside.txt"))
    assert not list(home.rglob("absolute.txt"))
    assert sorted(path.name for path in home.iterdir()) == ["corpus", "index"]


def test_a_password_in_the_settings_opens_the_file(reasons: dict[str, str], tmp_path: Path) -> None:
    """The password in `corpus.toml` opens the encrypted PDF, and a wrong one is reported."""
    assert "locked.pdf" in reasons
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "locked.pdf").write_bytes(locked_pdf())
    settings = corpus / "corpus.toml"
    settings.write_text('[[document]]\nfile = "locked.pdf"\npassword = "wrong"\n')
    assert "password" in run("index", corpus, "--index-dir", tmp_path / "index", "--jobs", "1").output
    settings.write_text(f'[[document]]\nfile = "locked.pdf"\npassword = "{PASSWORD}"\n')
    assert run("index", corpus, "--index-dir", tmp_path / "index", "--jobs", "1").exit_code == 0
    assert "locked.pdf" in run("search", "mason", "--json", "--index-dir", tmp_path / "index").output
