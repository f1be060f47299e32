"""Drafts of hostile shapes: what each costs, and with which word it ends.

`python -m benchmarks.attacks.shapes --index-dir DIR` checks each draft at a desk of its own, with the limits of the
site, and writes SHAPES.md. Told is processor time, which depends less on what else the machine does. `--before` keeps
the figures as those of the code before a change.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.links.__main__ import machine
from webapp.app import create_app
from webapp.desks.desk import open_desks
from webapp.desks.job import DeskJob, receive_progress
from webapp.desks.limits import DeskLimits

from .made_drafts import docx, odt, pdf
from .served import EDGE

HERE = Path(__file__).parent
OUTPUT, BEFORE, AFTER = HERE / "SHAPES.md", HERE / "shapes-before.json", HERE / "shapes-after.json"
_MILLION = 1_000_000
_WORDS = b"the women of peace and security training "
_WORD = re.compile(r'<p class="trouble"[^>]*>(.*?)</p>', re.DOTALL)
_NOTICES = re.compile(r'<ul class="notices".*?</ul>', re.DOTALL)


class Shape(NamedTuple):
    """A draft: the name of its file, empty where it is pasted, and its bytes."""

    file: str
    make: Callable[[], bytes]


def _quoted(count: int, words: bytes) -> bytes:
    return b"".join(b'He said "w%d %b". ' % (number, words) for number in range(count))


SHAPES: dict[str, Shape] = {
    "5 MB of `<div>`": Shape("a.html", lambda: b"<div>" * _MILLION),
    "the same, closed again": Shape("a.html", lambda: b"<div>" * 450_000 + b"</div>" * 450_000),
    "5 MB of `<div></div>`": Shape("a.html", lambda: b"<div></div>" * 450_000),
    "5 MB of `<div>a</div>`": Shape("a.html", lambda: b"<div>a</div>" * 417_000),
    "200,000 of these": Shape("a.html", lambda: b"<div>a</div>" * 199_000),
    "900 deep, then 190,000": Shape("a.html", lambda: b"<div>" * 900 + b"<div>a</div>" * 190_000),
    "a million `<b>`": Shape("a.html", lambda: b"<b>" * _MILLION),
    "deep lists": Shape("a.html", lambda: b"<ul><li>" * 600_000),
    "a million empty cells": Shape("a.html", lambda: b"<table><tr>" + b"<td>" * _MILLION),
    "rows of 180,000 cells": Shape("a.html", lambda: b"<table>" + b"<tr><td>a<td>b<td>c" * 49_000),
    "an element with 600,000 attributes": Shape(
        "a.html", lambda: b"<p " + b" ".join(b"a%d" % n for n in range(600_000))
    ),
    "60,000 marks of one note": Shape(
        "a.html",
        lambda: b"".join(b"<a href=#x><sup>%d</sup></a>" % n for n in range(60_000)) + b"<p id=x>" + b"note " * 700,
    ),
    "0.5 MB DOCX of empty paragraphs": Shape("a.docx", lambda: docx(b"<w:p/>" * 14 * _MILLION)),
    "DOCX of 990,000 empty paragraphs": Shape("a.docx", lambda: docx(b"<w:p/>" * 990_000)),
    "DOCX of 200,000 short paragraphs": Shape(
        "a.docx", lambda: docx(b"<w:p><w:r><w:t>one two three four</w:t></w:r></w:p>" * 200_000)
    ),
    "DOCX of 450,000 empty cells": Shape(
        "a.docx",
        lambda: docx(b"<w:tbl>" + (b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * 450 + b"</w:tr>") * 1000 + b"</w:tbl>"),
    ),
    "DOCX with a word of 190 MB": Shape(
        "a.docx", lambda: docx(b"<w:p><w:r><w:t>" + b"a" * 190 * _MILLION + b"</w:t></w:r></w:p>")
    ),
    "DOCX that unpacks to 490 MB": Shape("a.docx", lambda: docx(b" " * 490 * _MILLION)),
    "ODT of 14 million empty paragraphs": Shape("a.odt", lambda: odt(b"<text:p/>" * 14 * _MILLION)),
    "ODT of 990,000 empty paragraphs": Shape("a.odt", lambda: odt(b"<text:p/>" * 990_000)),
    "RTF of 8 MB of `{`": Shape("a.rtf", lambda: rb"{\rtf1 " + b"{" * 8 * _MILLION),
    "RTF of 8 MB of `{}`": Shape("a.rtf", lambda: rb"{\rtf1 " + b"{}" * 4 * _MILLION),
    "RTF of 490,000 empty paragraphs": Shape("a.rtf", lambda: rb"{\rtf1 " + rb"\par " * 490_000 + b"a}"),
    "RTF of 490,000 cells and rows": Shape(
        "a.rtf", lambda: rb"{\rtf1 " + (rb"\trowd" + rb"\intbl\cell " * 100 + rb"\row") * 2_400 + b"a}"
    ),
    "Markdown of 8 MB of `[`": Shape("a.md", lambda: b"[" * 8 * _MILLION),
    "Markdown of 66,000 `![`": Shape("a.md", lambda: b"![" * 66_000),
    "Markdown of 99,000 headings": Shape("a.md", lambda: b"# a\n" * 99_000),
    "Markdown of 25,000 `<div>`, a line each": Shape("a.md", lambda: b"<div>\n\n" * 25_000),
    "8 MB of lines of a letter": Shape("a.txt", lambda: b"a\n\n" * 2_700_000),
    "100,000 of these paragraphs": Shape("a.txt", lambda: b"a\n\n" * 99_000),
    "captions: 199,000 lines": Shape("a.srt", lambda: b"1\n00:00:00,000 --> 00:00:01,000\na\n\n" * 49_000),
    "8 MB of line ends, pasted": Shape("", lambda: b"\n" * 8 * _MILLION + b"a"),
    "8 MB without a space": Shape("a.txt", lambda: b"a" * 8 * _MILLION),
    '8 MB of `"a" `, pasted': Shape("", lambda: b'"a" ' * 2 * _MILLION),
    '8 MB of `"a" `, a file': Shape("a.txt", lambda: b'"a" ' * 2 * _MILLION),
    "8 MB of quotation marks": Shape("a.txt", lambda: b'"' * 8 * _MILLION),
    "50,000 different quotations, too short to check": Shape("a.txt", lambda: _quoted(50_000, b"x")),
    "50,000 different quotations of five words": Shape("a.txt", lambda: _quoted(50_000, b"the of women and")),
    "5,000 different quotations of 200 words": Shape("a.txt", lambda: _quoted(5_000, _WORDS * 28)),
    "one quotation of 5 MB, pasted": Shape("", lambda: b'He said "' + _WORDS * 120_000 + b'".'),
    "PDF of 2,000 empty pages": Shape("a.pdf", lambda: pdf(2_000)),
    "PDF of 5,000 empty pages": Shape("a.pdf", lambda: pdf(5_000)),
}


def main() -> None:
    """Check each shape, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attacks.shapes", description=__doc__)
    parser.add_argument("--index-dir", type=Path, required=True)
    parser.add_argument("--before", action="store_true", help="keep the figures as those before a change")
    parser.add_argument("--only", nargs="+", default=[], help="words of the shapes to check; the others keep theirs")
    options = parser.parse_args()
    kept = BEFORE if options.before else AFTER
    figures: dict[str, str] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    limits = DeskLimits(wall_seconds=900.0)
    run = open_desks(create_app(options.index_dir.resolve()), limits)
    for name, shape in SHAPES.items():
        if not options.only or any(word in name for word in options.only):
            figures[name] = _checked(shape, run)
            print(f"{name}: {figures[name]}", flush=True)
            kept.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    OUTPUT.write_text(_report(), encoding="utf-8")


def _checked(shape: Shape, run: Callable[..., None]) -> str:
    """Return what a draft cost at a desk, and what its reader is told."""
    part = f'file"; filename="{shape.file}' if shape.file else "text"
    body = tempfile.TemporaryFile()  # noqa: SIM115  # the job closes it
    body.write(f'--{EDGE}\r\nContent-Disposition: form-data; name="{part}"\r\n\r\n'.encode())
    body.write(shape.make())
    body.write(f"\r\n--{EDGE}--\r\n".encode())
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/verify",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "CONTENT_TYPE": f"multipart/form-data; boundary={EDGE}",
        "CONTENT_LENGTH": str(body.tell()),
    }
    body.flush()
    job = DeskJob("shape", "", environ, body)
    reading = job.start(run)
    stage = ""
    while progress := receive_progress(reading):
        stage = progress.stage
    os.close(reading)
    _, state, used = os.wait4(job.process, 0)
    page = os.pread(job.answer.fileno(), 1 << 27, 0).decode("utf-8", "replace") if job.answer else ""
    job.close()
    seconds = f"{used.ru_utime + used.ru_stime:.1f} s"
    if os.waitstatus_to_exitcode(state):
        return f"{seconds}, ended while {stage} ({os.waitstatus_to_exitcode(state)})"
    said = _WORD.search(page) or _NOTICES.search(page)
    word = " ".join(re.sub(r"<[^>]+>", " ", said[0]).split()) if said else "checked"
    return f"{seconds}: {word}" + (f"; {len(page) / 1e6:.1f} MB" if len(page) > _MILLION else "")


def _report() -> str:
    """Return the page with the figures that are kept."""
    before, after = (json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {} for kept in (BEFORE, AFTER))
    rows = [f"| {name} | {before.get(name, '')} | {after.get(name, '')} |" for name in SHAPES]
    return f"""# Drafts of hostile shapes

Written by `python -m benchmarks.attacks.shapes` on {date.today():%-d %B %Y}: {machine()}, {os.cpu_count()} cores,
shared with other work (load average {os.getloadavg()[0]:.0f}), which makes processor time longer too. Each draft
is checked at a desk of its own with the limits of the site: 20 s of processor time for each stage, 500 MB of memory.
Told is processor time, what the page says, and the size of a report over 1 MB. “Before” is the code that had limits of
time and memory only.

| draft | before | after |
|---|---|---|
{chr(10).join(rows)}
"""


if __name__ == "__main__":
    main()
