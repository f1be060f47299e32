"""Make files of awkward shapes in any size, which make a careless rule look at everything again for each line."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.pdfgen.canvas import Canvas

from .words import Chance, make_paragraph, make_sentence

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

Shape = Callable[[int, Chance], str | bytes]


def shaped_file(name: str, size: int, seed: int = 3) -> tuple[str, bytes]:
    """Return the name and the bytes of a file of a shape; a file of twice the `size` is about twice as large."""
    suffix, _, _ = name.partition(" ")
    content = SHAPES[name](size, random.Random(seed))  # noqa: S311  # a benchmark, not a secret
    return f"shaped.{suffix}", content.encode() if isinstance(content, str) else content


def _paper(*parts: str) -> str:
    return "\n\n".join(("Report on Dykes", "Oslo, 4 May 2031", *parts))


def _around(line: str, chance: Chance) -> str:
    return _paper(make_paragraph(chance), line, make_paragraph(chance))


def _sentences(size: int, chance: Chance) -> list[str]:
    return [make_sentence(chance) for _ in range(size)]


def _contents(size: int, chance: Chance, leader: str) -> str:
    rows = "\n\n".join(f"Chapter {number} of the report{leader}{number}" for number in range(1, size))
    sections = (f"Chapter {number} of the report\n\n{make_sentence(chance)}" for number in range(1, size))
    return _paper("Contents", rows, *sections)


def _agenda(size: int, chance: Chance) -> str:
    titles = [
        f"Item {sentence[:30].title().strip('., ')} {number}"
        for number, sentence in enumerate(_sentences(size, chance))
    ]
    return _paper("Agenda", *titles, *(f"{title}\n\n{make_sentence(chance)}" for title in titles))


def _turns(size: int, chance: Chance) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"A{letters[n % 26]}{letters[n // 26 % 26]}{letters[n // 676 % 26]} Lowry" for n in range(size)]
    present = "\n".join(f"Ms. {name}, Harbour Board" for name in names)
    return _paper("Present:", present, *(f"Ms. {name}: {make_sentence(chance)}" for name in names))


def _html(body: str) -> str:
    return f"<!doctype html><html lang=en><title>Report</title><main><h1>Report on Dykes</h1>{body}</main></html>"


def _cues(size: int, chance: Chance) -> str:
    stamps = [f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}" for n in range(size)]
    return "\n\n".join(["WEBVTT", *(f"{at}.000 --> {at}.900\n<v Ann Low>{make_sentence(chance)}" for at in stamps)])


def _packed(parts: dict[str, str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return data.getvalue()


def _docx(body: str) -> bytes:
    target = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relation = f'<Relationship Id="r1" Type="{target}" Target="word/document.xml"/>'
    return _packed(
        {
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        }
    )


def _docx_paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _docx_table(columns: int, rows: int) -> bytes:
    cell = f"<w:tc>{_docx_paragraph('x')}</w:tc>"
    row = f"<w:tr>{cell * columns}</w:tr>"
    return _docx(f"{_docx_paragraph('Report on Dykes')}<w:tbl>{row * rows}</w:tbl>")


def _odt(body: str) -> bytes:
    root = f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}">'
    content = f"{root}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return _packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _pdf(size: int, chance: Chance) -> bytes:
    data = BytesIO()
    canvas = Canvas(data, invariant=1)
    for number in range(size):
        canvas.setFont("Helvetica", 6)
        canvas.drawString(60, 800 - 740 * number / size, make_sentence(chance))
    canvas.save()
    return data.getvalue()


SHAPES: dict[str, Shape] = {
    "txt paragraphs": lambda size, chance: _paper(*(make_paragraph(chance) for _ in range(size))),
    "txt words without a full stop": lambda size, _: _paper("word " * (60 * size)),
    "txt one word": lambda size, chance: _around("x" * (100 * size), chance),
    "txt one number": lambda size, chance: _around("1" * (100 * size), chance),
    "txt dots in one line": lambda size, chance: _around(f"Harbour {'. ' * (50 * size)} words", chance),
    "txt contents with leaders": lambda size, chance: _contents(size, chance, f" {'. ' * 30}"),
    "txt contents without leaders": lambda size, chance: _contents(size, chance, " "),
    "txt agenda that comes again": _agenda,
    "txt lines of addresses": lambda size, chance: _around(
        "\n\n".join(["Contact: board@harbour.example", *(f"{n} Quay Street, 0{n:04} Oslo" for n in range(size))]),
        chance,
    ),
    "txt numbers alone": lambda size, chance: _around("\n\n".join(str(n) for n in range(1, size)), chance),
    "txt turns of listed people": _turns,
    "txt one list of people": lambda size, chance: _around("Present: " + "Ann Low (Norway); " * size, chance),
    "md links in one paragraph": lambda size, chance: _around(
        " ".join(f"{text} [see](https://e.example/{n})" for n, text in enumerate(_sentences(size, chance))), chance
    ),
    "md table": lambda size, chance: _around(
        "| a | b |\n|---|---|\n" + "\n".join(f"| {text} | {n} |" for n, text in enumerate(_sentences(size, chance))),
        chance,
    ),
    "md notes": lambda size, chance: _paper(
        *(f"{text}[^{n}]\n\n[^{n}]: {text}" for n, text in enumerate(_sentences(size, chance)))
    ),
    "html links in one paragraph": lambda size, chance: _html(
        f"<p>{''.join(f'<a href=/{n}>see</a> {text} ' for n, text in enumerate(_sentences(size, chance)))}"
    ),
    "html wide table": lambda size, chance: _html(f"<p>{make_paragraph(chance)}<table>{('<tr>' + '<td>x' * size) * 4}"),
    "html nested": lambda size, chance: _html(f"<p>{make_paragraph(chance)}{'<div>' * size}{make_sentence(chance)}"),
    "vtt cues": _cues,
    "rtf paragraphs": lambda size, chance: (
        "{\\rtf1\\ansi Report on Dykes\\par " + "\\par ".join(make_paragraph(chance) for _ in range(size)) + "}"
    ),
    "docx paragraphs": lambda size, chance: _docx("".join(map(_docx_paragraph, _sentences(size, chance)))),
    "docx wide table": lambda size, _: _docx_table(size, 4),
    "docx long table": lambda size, _: _docx_table(4, size),
    "odt paragraphs": lambda size, chance: _odt(
        "".join(f"<text:p>{text}</text:p>" for text in _sentences(size, chance))
    ),
    "pdf one dense page": _pdf,
}
"""By name, which begins with the suffix: a file of a size, made with chance."""
