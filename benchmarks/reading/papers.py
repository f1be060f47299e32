"""Make varied papers in five formats; the same seed makes the same papers. It does not index them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from textwrap import wrap

import docx as python_docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from .words import BODIES, CITIES, SUBJECTS, Chance, make_paragraph, make_person, make_sentence

SHARES = {"txt": 40, "html": 20, "md": 15, "docx": 15, "pdf": 10}
"""Of a hundred papers, how many are in each format."""


@dataclass(frozen=True)
class MadeSession:
    """A session of a made-up paper: its title, its chair, its paragraphs and its list."""

    title: str
    chair: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class MadePaper:
    """The content of a made-up paper, whatever its format."""

    title: str
    held: str
    opening: str
    sessions: tuple[MadeSession, ...]


def write_papers(folder: Path, count: int, seed: int) -> int:
    """Write this many papers; return their size in bytes."""
    folder.mkdir(parents=True)
    return sum(write_paper(folder, number, seed) for number in range(count))


def write_paper(folder: Path, number: int, seed: int) -> int:
    """Write the paper that the seed and its number determine; return its size in bytes."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311  # text of a benchmark, not a secret
    return save_paper(folder, number, make_paper(chance))


def save_paper(folder: Path, number: int, paper: MadePaper) -> int:
    """Write a paper in the format of its number; return its size in bytes."""
    kind = _format(number)
    # The number alone names the file, so that another seed changes the paper in its place.
    return (folder / f"paper-{number:05}.{kind}").write_bytes(_WRITERS[kind](paper))


def make_paper(chance: Chance) -> MadePaper:
    """Make up a paper of two to six sessions."""
    subject = chance.choice(SUBJECTS)
    day, month, year = chance.randint(1, 28), chance.choice(("March", "June", "October")), chance.randint(1990, 2024)
    city = chance.choice(CITIES)
    place_and_day = f"{city}, {day} {month} {year}"
    sessions = tuple(
        MadeSession(
            chance.choice(SUBJECTS),
            f"{make_person(chance)}, {chance.choice(BODIES)}",
            tuple(make_paragraph(chance) for _ in range(chance.randint(2, 6))),
            tuple(make_sentence(chance) for _ in range(chance.randint(0, 4))),
        )
        for _ in range(chance.randint(2, 6))
    )
    opening = f"The conference was held in {city}, on {day} {month} {year}. {make_paragraph(chance)}"
    return MadePaper(
        f"Report of the Conference on {subject} No. {chance.randint(1, 999)}", place_and_day, opening, sessions
    )


def _format(number: int) -> str:
    place = number * 37 % 100  # the formats lie mixed, in their exact shares
    for kind, share in SHARES.items():
        if place < share:
            return kind
        place -= share
    raise AssertionError("the shares make a hundred")


def _text(paper: MadePaper) -> bytes:
    paragraphs = [paper.title.upper(), paper.held, "Introduction", _wrapped(paper.opening)]
    for number, session in enumerate(paper.sessions, start=1):
        paragraphs += [f"Session {number}: {session.title}", f"Chair: {session.chair}"]
        paragraphs += [_wrapped(text) for text in session.paragraphs]
        paragraphs += [f"{at}. {item}" for at, item in enumerate(session.items, start=1)]
    return "\n\n".join(paragraphs).encode()


def _wrapped(text: str) -> str:
    return "\n".join(wrap(text, 78))


def _markdown(paper: MadePaper) -> bytes:
    paragraphs = [f"# {paper.title}", paper.held, "## Introduction", paper.opening]
    for number, session in enumerate(paper.sessions, start=1):
        paragraphs += [f"## Session {number}: {session.title}", f"**Chair:** {session.chair}", *session.paragraphs]
        paragraphs += ["\n".join(f"- {item}" for item in session.items)] if session.items else []
    return "\n\n".join(paragraphs).encode()


def _html(paper: MadePaper) -> bytes:
    elements = [f"<h1>{escape(paper.title)}</h1><p>{paper.held}</p><h2>Introduction</h2><p>{escape(paper.opening)}</p>"]
    for number, session in enumerate(paper.sessions, start=1):
        elements += [f"<h2>Session {number}: {session.title}</h2><p>Chair: {session.chair}</p>"]
        elements += [f"<p>{escape(text)}</p>" for text in session.paragraphs]
        elements += ["<ul>", *(f"<li>{escape(item)}</li>" for item in session.items), "</ul>"]
    menu = "".join(f'<li><a href="/{subject}">{subject}</a></li>' for subject in SUBJECTS)
    return (
        f"<!doctype html><html lang=en><title>{paper.title}</title><nav><ul>{menu}</ul></nav>"
        f"<main><article>{''.join(elements)}</article></main><footer>Imprint</footer></html>"
    ).encode()


def _docx(paper: MadePaper) -> bytes:
    document = python_docx.Document()
    document.add_heading(paper.title, 0)
    document.add_paragraph(paper.held)
    document.add_heading("Introduction", 1)
    document.add_paragraph(paper.opening)
    for number, session in enumerate(paper.sessions, start=1):
        document.add_heading(f"Session {number}: {session.title}", 1)
        document.add_paragraph(f"Chair: {session.chair}")
        for text in session.paragraphs:
            document.add_paragraph(text)
        for item in session.items:
            document.add_paragraph(item, style="List Number")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def paper_pdf(paper: MadePaper) -> bytes:
    """Return the paper as a PDF of one column, with headings in bold, a running head and page numbers."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    parts: list[tuple[str, int, str]] = [("Helvetica-Bold", 18, paper.title), ("Times-Roman", 11, paper.held)]
    parts += [("Helvetica-Bold", 14, "Introduction"), ("Times-Roman", 11, paper.opening)]
    for number, session in enumerate(paper.sessions, start=1):
        parts += [("Helvetica-Bold", 14, f"Session {number}: {session.title}")]
        parts += [("Times-Roman", 11, f"Chair: {session.chair}")]
        parts += [("Times-Roman", 11, text) for text in session.paragraphs]
        parts += [("Times-Roman", 11, f"{at}. {item}") for at, item in enumerate(session.items, start=1)]
    page, y = 1, 760.0
    for font, size, text in parts:
        for line in wrap(text, 90 if size < 14 else 48):
            if y < 70:
                _foot(canvas, paper.held, page)
                page, y = page + 1, 760.0
            canvas.setFont(font, size)
            canvas.drawString(60, y, line)
            y -= 1.25 * size
        y -= 8
    _foot(canvas, paper.held, page)
    canvas.save()
    return out.getvalue()


def _foot(canvas: Canvas, head: str, page: int) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 810, head)
    canvas.drawCentredString(A4[0] / 2, 30, str(page))
    canvas.showPage()


_WRITERS: dict[str, Callable[[MadePaper], bytes]] = {
    "txt": _text,
    "md": _markdown,
    "html": _html,
    "docx": _docx,
    "pdf": paper_pdf,
}
