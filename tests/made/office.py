"""Made-up papers of word processors: DOCX and ODT."""

from __future__ import annotations

from tests.readers.make import bare_docx, bare_odt, word_list_item, word_paragraph, word_run

_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_STYLES = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    )
    + '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
)


def _style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def _note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def _table(rows: list[list[str]], *, heads: bool = False) -> str:
    lines = "".join(
        ("<w:tr>" if number or not heads else "<w:tr><w:trPr><w:tblHeader/></w:trPr>")
        + "".join(f"<w:tc>{cell if cell.startswith('<w:p') else word_paragraph(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for number, row in enumerate(rows)
    )
    return f"<w:tbl>{lines}</w:tbl>"


def numbered_report() -> bytes:
    """Make a report with automatic numbers of three depths, footnotes, a table and tracked changes."""
    body = [
        word_paragraph("Report of the Panel on Village Schools", _style("Title")),
        word_paragraph("Kampala, Uganda, 6-7 February 2019"),
        word_paragraph("Introduction", _style("Heading1")),
        word_paragraph(
            word_run("The panel met in Kampala, Uganda, on 6-7 February 2019 and heard ")
            + '<w:del w:id="1" w:author="A"><w:r><w:delText>sixteen</w:delText></w:r></w:del>'
            + '<w:ins w:id="2" w:author="A"><w:r><w:t>seventeen</w:t></w:r></w:ins>'
            + word_run(" teachers from four districts.")
            + _note(1)
        ),
        word_paragraph("Session 1: The walk to school", _style("Heading1")),
        word_paragraph("Chair: Prof. Agnes Nabirye, Makerere University"),
        word_paragraph("The panel measured how far children walk and found that:"),
        word_list_item("Children under eight walk three kilometres on average.", 1),
        word_list_item("In two districts they walk more than five.", 1, 1),
        word_list_item("Rivers without a bridge lengthen the way:", 1, 1),
        word_list_item("by an hour in the dry season;", 1, 2),
        word_list_item("by half a day in the rains.", 1, 2),
        word_list_item("A school bus was tried in Gulu and given up.", 1),
        word_paragraph("Session 2: The cost of a teacher", _style("Heading1")),
        word_paragraph(word_run("Salaries differ from district to district, as the table shows.") + _note(2)),
        _table([["District", "Salary"], ["Gulu", "310 dollars"], ["Masaka", "345 dollars"]], heads=True),
        word_paragraph("The panel called on the ministry to pay all teachers alike, as resolution 74/4 asks."),
    ]
    notes = "".join(
        f'<w:footnote w:id="{number}">{word_paragraph(text)}</w:footnote>'
        for number, text in enumerate(
            ["Two of them spoke by telephone.", "Figures of the district offices, December 2018."], start=1
        )
    )
    return bare_docx("".join(body), numbering=_NUMBERING, styles=_STYLES, footnotes=notes)


def programme_in_a_table() -> bytes:
    """Make a programme whose hours stand in one column of a table and whose sessions stand in the other."""
    rows = [
        ["9:00", word_paragraph("Registration")],
        ["9:30", word_paragraph("Session 1: Salt in the soil")
         + word_paragraph("Chair: Dr. Omar Farouk, Delta Institute")
         + word_paragraph("The session will ask how far the salt has come and which fields can still be sown.")],
        ["11:00", word_paragraph("Coffee break")],
        ["11:15", word_paragraph("Session 2: Rice that bears salt") + word_paragraph("Speakers:")
         + word_paragraph("Ms. Linh Tran, Can Tho University")
         + word_paragraph("Mr. Abdul Karim, Farmers of Khulna (via VTC)")
         + word_paragraph("The session will compare four kinds of rice that were sown on salty fields in 2019.")],
    ]  # fmt: skip
    body = (
        word_paragraph("Workshop on Salty Fields", _style("Title"))
        + word_paragraph("Programme")
        + word_paragraph("Khulna, Bangladesh")
        + word_paragraph("Monday, 10 February 2020")
        + _table(rows)
    )
    return bare_docx(body, styles=_STYLES)


def workshop() -> bytes:
    """Make a programme of two days in tables with hours, talks and rooms, and an abstract below them."""
    heads = ["Time", "Session", "Room"]
    thursday = [
        heads,
        ["09:00 – 09:30", "Registration", "Main hall"],
        ["09:30 – 10:45", word_paragraph("Keynote lecture: Words before writing")
         + word_paragraph("Prof. Alma Harding (University of Bergen)")
         + word_paragraph("Chair: Kevin Toole"), "Room 101"],
        ["10:45 – 11:15", "Coffee break", "Foyer"],
        ["11:15 – 12:45", word_paragraph("Session 1A: Loanwords") + word_paragraph("Chair: Dr. Timur Maysan")
         + word_paragraph("Greek in Laz – Irina Kurova and Ana Lomia"), "Room 101"],
        ["11:15 – 12:45", word_paragraph("Session 1B: Manuscripts") + word_paragraph("Chair: Dr. Jost Gerber")
         + word_paragraph("The palimpsests revisited – Bernard Ottier"), "Room 204"],
    ]  # fmt: skip
    friday = [
        heads,
        [
            "11:30 – 12:30",
            word_paragraph("Round table: Archives and their keepers") + word_paragraph("Moderator: Dr. Zurab Barata"),
            "Foyer",
        ],
        ["19:00", "Conference dinner", "Restaurant"],
    ]
    body = [
        word_paragraph("International Workshop on Words of the Caucasus", _style("Title")),
        word_paragraph("State University, Tbilisi, Georgia"),
        word_paragraph("21–22 September 2023"),
        word_paragraph("PROGRAMME"),
        word_paragraph("Thursday, 21 September 2023", _style("Heading1")),
        _table(thursday),
        word_paragraph("Friday, 22 September 2023", _style("Heading1")),
        _table(friday),
        word_paragraph("Abstracts", _style("Heading1")),
        word_paragraph("Greek in Laz", _style("Heading2")),
        word_paragraph(
            "Laz has kept some two hundred words of Greek. This talk sorts them by the century in which they came."
        ),
        word_paragraph("Organising committee: Alma Harding, Kevin Toole, Timur Maysan"),
    ]
    return bare_docx("".join(body), styles=_STYLES)


def summary_odt() -> bytes:
    """Make a summary with headings, a list in a list, a footnote and a table."""
    note = (
        '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Annex II lists them by county.</text:p></text:note-body></text:note>"
    )
    cells = [["County", "Books"], ["Clare", "12,400"], ["Mayo", "9,850"]]
    table = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in cells
    )
    head, _, rest = table.partition("</table:table-row>")
    table = f"<table:table-header-rows>{head}</table:table-row></table:table-header-rows>{rest}"
    return bare_odt(
        '<text:h text:outline-level="1">Summary of the Round Table on Travelling Libraries</text:h>'
        "<text:p>Galway, Ireland, 23 September 2016</text:p>"
        '<text:h text:outline-level="2">Background</text:h>'
        "<text:p>Drivers of thirty book vans met in Galway, Ireland, on 23 September 2016."
        f"{note} They drive eleven thousand kilometres a month between them.</text:p>"
        '<text:h text:outline-level="2">Session 1: Roads and timetables</text:h>'
        "<text:p>Moderator: Ms. Aoife Brennan, County Library of Clare</text:p>"
        "<text:p>The drivers asked for two things:</text:p>"
        "<text:list><text:list-item><text:p>a timetable that leaves time for talk, and in it:</text:p>"
        "<text:list><text:list-item><text:p>ten minutes at every farm.</text:p></text:list-item></text:list>"
        "</text:list-item><text:list-item><text:p>winter tyres from November on.</text:p></text:list-item></text:list>"
        '<text:h text:outline-level="2">Session 2: What is read</text:h>'
        "<text:p>Novels were lent most, and after them manuals for the repair of tractors.</text:p>"
        f"<table:table>{table}</table:table>"
    )
