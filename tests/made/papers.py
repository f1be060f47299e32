"""All made-up papers by name, as bytes, and the words in each, extracted without the readers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pypdfium2

from indexer.corpus.scan import scan
from indexer.ingest.tasks import ReadingOptions, read_paper
from indexer.model import Source
from indexer.readers.limits import LIMITS
from indexer.structure.draft import Draft
from tests.readers.make import zip_of

from . import assemblies, office, pages, plain, records


@cache
def made_papers() -> dict[str, bytes]:
    """Return every paper by file name."""
    return {
        "apiaries.txt": plain.MINUTES.encode(),
        "book_vans.odt": office.summary_odt(),
        "decisions.html": plain.DECISIONS.encode(),
        "dunes.rtf": plain.RTF.encode("ascii"),
        "ferry.vtt": plain.VTT.encode(),
        "glaciers.html": plain.ARTICLE.encode(),
        "lighthouses.txt": plain.VERBATIM.encode(),
        "night_trains.pdf": pages.programme(),
        "palms.txt": plain.ARABIC.encode(),
        "papers.zip": zip_of(
            {
                "2021/huts.txt": plain.FRENCH.encode("utf-8-sig"),
                "seeds.md": plain.MARKDOWN,
                "terraces.txt": plain.JAPANESE.encode("shift_jis"),
            }
        ),
        "bridges.txt": records.SPANISH.encode(),
        "banks.txt": assemblies.HANSARD.encode(),
        "council.html": assemblies.TOWN.encode(),
        "hedges.txt": assemblies.SUMMARY_RECORD.encode(),
        "hives.txt": assemblies.COMMITTEE.encode(),
        "loans.docx": office.workshop(),
        "plaza.txt": assemblies.PLENARY.encode("utf-16"),
        "ports.pdf": pages.concept_note(),
        "rivers.txt": assemblies.EVIDENCE.replace("\n", "\r\n").encode("utf-8-sig"),
        "harbours.txt": records.COMMUNIQUE.encode(),
        "lamps.txt": records.RECORD.encode(),
        "orchards.txt": records.ORCHARDS.encode(),
        "wells.html": records.AGENDA.encode(),
        "salty_fields.docx": office.programme_in_a_table(),
        "schools.docx": office.numbered_report(),
        "tides.pdf": pages.two_columns(),
        "trams.srt": plain.SRT.encode(),
    }


NAMES = (
    "banks.txt", "council.html", "hedges.txt", "hives.txt", "loans.docx", "plaza.txt", "ports.pdf", "rivers.txt",
    "apiaries.txt", "book_vans.odt", "bridges.txt", "decisions.html", "dunes.rtf", "ferry.vtt", "glaciers.html",
    "harbours.txt", "lamps.txt", "lighthouses.txt", "night_trains.pdf", "orchards.txt", "palms.txt",
    "papers.zip/2021/huts.txt", "papers.zip/seeds.md", "papers.zip/terraces.txt", "salty_fields.docx", "schools.docx",
    "tides.pdf", "trams.srt", "wells.html",
)  # fmt: skip


def write_made_papers(folder: Path) -> Path:
    """Write all papers into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made_papers().items():
        (folder / name).write_bytes(data)
    return folder


def read_drafts(folder: Path) -> dict[str, Draft]:
    """Return the draft of every paper in a folder, each parsed by itself."""
    return {source.name: _draft(source) for source in scan(folder).sources}


def _draft(source: Source) -> Draft:
    return read_paper(source, ReadingOptions(), LIMITS)


def words_of_file(name: str, data: bytes) -> str:
    """Return the words of a file in order, with headings, notes, navigation and deleted text."""
    return _WORDS[name.rpartition(".")[2]](data)


def _xml(data: bytes, parts: tuple[str, ...], tags: tuple[str, ...] = ()) -> str:
    texts: list[str] = []
    with ZipFile(io.BytesIO(data)) as archive:
        for part in parts:
            if part in archive.namelist():
                root = ET.fromstring(archive.read(part))  # noqa: S314  # our own file
                texts += _texts(root, tags)
    return " ".join(texts)


def _texts(element: ET.Element, tags: tuple[str, ...]) -> list[str]:
    """Return all text below an element, or that of some tags only; note numbers come from the word processor."""
    tag = element.tag.rpartition("}")[2]
    result = [element.text or ""] if (not tags or tag in tags) and tag != "note-citation" else []
    for child in element:
        result += _texts(child, tags)
        result += [child.tail or ""] if not tags else []
    return result


class _HtmlText(HTMLParser):
    """Collects all character data except scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep data that is no script and no style."""
        if self.cdata_elem is None:
            self.found.append(data)


def _html(data: bytes) -> str:
    parser = _HtmlText()
    parser.feed(data.decode())
    return "".join(parser.found)


def _pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return " ".join(pages)


def _rtf(data: bytes) -> str:
    text = data.decode("ascii")
    text = re.sub(r"\{\\fonttbl.*?\}\}|\{\\info.*?\}\}|\{\\pntext.*?\}|\{\\\*\\pn.*?\}\}", " ", text)
    for sign, letter in ((r"\'f8", "ø"), (r"\rquote", "’"), (r"\ldblquote", "“"), (r"\rdblquote", "”")):
        text = text.replace(sign, letter)
    return re.sub(r"\\[a-z]+-?\d*|[{}\\]", " ", text)


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("shift_jis")


def _captions(data: bytes) -> str:
    """Return captions without numbers, times and voices; voices become speakers of passages."""
    return re.sub(r"^\d+$|^\d\d:.* --> .*$|^(?:WEBVTT|NOTE)\b|<v [^>]*>", "", data.decode(), flags=re.MULTILINE)


_WORDS: dict[str, Callable[[bytes], str]] = {
    "txt": _text,
    "md": _text,
    "vtt": _captions,
    "srt": _captions,
    "rtf": _rtf,
    "html": _html,
    "pdf": _pdf,
    "odt": lambda data: _xml(data, ("content.xml",)),
    "docx": lambda data: _xml(data, ("word/document.xml", "word/footnotes.xml"), ("t", "delText")),
}
