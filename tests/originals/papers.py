"""Papers of every kind whose passages are looked for in their files: PDF, web page, texts, captions, Word, a ZIP."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.build.pipeline import build
from tests.readers import make_pdf as made
from tests.readers.make import make_docx, zip_of

FIRST = (
    "The harbour council heard that the gauges of the northern estuary had been moved to higher ground before the "
    "floods of the spring, and thanked the wardens for their work at night."
)
SECOND = (
    "Members agreed that each port should report its catch by the tenth day of the month, in the form that the "
    "secretariat had sent to all of them in the autumn of the year before."
)
CUT = (
    "The inspector of nets described how the fleets of the bay had lost fewer nets than in any of the ten years "
    "before, which she put down to the lamps that were set on the buoys along the channel, to the charts that the "
    "pilots had "
    "drawn anew at their own expense, and to the watch that is kept on the mole in every night of the winter."
)
LAST = "The council decided to meet again in the autumn at the invitation of the wardens of the southern harbour."
RECORD = (
    "The keeper of the lights explained to the board that all lamps on the outer mole had been painted twice that year."
)
HOSTILE = "<script>document.title = 'taken over'</script><img src=x onerror=\"document.title = 'taken over'\">"
WEB_PAGE = f"""<!doctype html>
<html lang="en"><head><title>Minutes of the lamp board</title></head>
<body>
<h1>Minutes of the lamp board</h1>
<p>Oslo, Norway, 4 May 2031</p>
{HOSTILE}
<p>The board welcomed <b>all</b> keepers &amp; their
families to the third of its meetings in the <i>year</i>, and thanked them.</p>
<p>It was agreed to buy oil for the lamps of the outer mole before the first storms of the autumn.</p>
</body></html>
"""
TEXT = f"""Minutes of the harbour board

Oslo, Norway

11 June 2031

{RECORD}

Yes.

The secretary asked whether the money for the paint had been found in the budget of the present year or the next.

Yes.
"""
MARKDOWN = """# Notes of the pilots

Bergen, Norway, 2 July 2031

The pilots **asked** the board for a [new chart](https://charts.example/bay) of the sand banks in the bay of the seals.

* The chart of the northern bay is to be drawn anew before the end of the summer by two of the pilots.
"""
CAPTIONS = """WEBVTT

1
00:00:01.000 --> 00:00:05.000
<v Dora Ellis>We have seen the river rise by

2
00:00:05.000 --> 00:00:09.000
<v Dora Ellis>more than two metres in a single week of April.
"""
SETTINGS = """
[[document]]
file = "council.pdf"
url = "https://council.example/papers/council.pdf"

[[document]]
file = "board.html"
url = "https://council.example/board"

[[document]]
file = "secret.txt"
original = false
"""


def council_pdf() -> bytes:
    """Make a paper of three pages: a passage goes over from the first to the second, and the third is a picture."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 20)
        canvas.drawString(72, 780, "Report of the harbour council")
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(72, 755, "Oslo, Norway, 4-5 May 2031")
        y = made.draw_lines(canvas, made.wrapped(FIRST), 72, 700)
        y = made.draw_lines(canvas, made.wrapped(SECOND), 72, y - 14)
        lines = made.wrapped(CUT)
        made.draw_lines(canvas, lines[:2], 72, 110)
        canvas.drawString(300, 40, "1")
        canvas.showPage()
        canvas.setFont("Times-Roman", 11)
        y = made.draw_lines(canvas, lines[2:], 72, 770)
        made.draw_lines(canvas, made.wrapped(LAST), 72, y - 14)
        canvas.drawString(300, 40, "2")
        canvas.showPage()
        canvas.drawImage(ImageReader(made.grey_picture()), 100, 300, 300, 300)
        canvas.showPage()

    return made.drawn_pdf(draw)


def write_papers(folder: Path) -> Path:
    """Write the papers into a new folder, and return it."""
    folder.mkdir()
    (folder / "council.pdf").write_bytes(council_pdf())
    texts = {"board.html": WEB_PAGE, "record.txt": TEXT, "pilots.md": MARKDOWN, "river.vtt": CAPTIONS}
    texts["secret.txt"] = TEXT.replace("harbour board", "secret board").replace("keeper", "watchman")
    texts["corpus.toml"] = SETTINGS
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "letter.docx").write_bytes(
        make_docx([("Heading 1", "Letter to the wardens"), ("Normal", FIRST.replace("harbour", "river"))])
    )
    (folder / "more.zip").write_bytes(zip_of({"packed.txt": TEXT.replace("painted twice", "painted three times")}))
    return folder


def index_papers(folder: Path, index_dir: Path) -> Path:
    """Index the papers, and return the folder of the index."""
    build(folder, index_dir)
    return index_dir
