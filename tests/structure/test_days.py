"""Days of meetings as papers state them, in the shapes that papers have in many countries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import FactEvidence, Source
from indexer.readers import read_source
from indexer.structure.draft import DraftFacts
from indexer.structure.parse import parse_paper

from .papers import read_paper

BODY = (
    "The board heard from the master that the anchors were old and agreed to buy new ones this year.\n\n"
    "A member asked for the costs, and was told that they would be sent to all members in due course.\n"
)
FIFTH = "2031-05-05/2031-05-05"
FIFTH_TO_SEVENTH = "2031-05-05/2031-05-07"


def facts_of(text: str, name: str = "paper.md") -> DraftFacts:
    """Return what a paper states about itself."""
    source = Source(Path(name), name, "0")
    return parse_paper(source, read_source(source, text.encode())).facts


def days_of(text: str, name: str = "paper.md") -> str | None:
    """Return first and last day of the meeting of a paper, or None where they are not known."""
    facts = facts_of(text, name)
    return f"{facts.start}/{facts.end}" if facts.start else None


def paper(*lines: str) -> str:
    """Return a paper with these first lines."""
    return "\n\n".join((*lines, BODY))


@pytest.mark.parametrize(
    "lines",
    [
        ("# Harbour WG minutes", "Date: Monday, 5 May 2031, 13:50-15:50"),
        ("# – DRAFT – Harbour WG", "## 05 May 2031", "[Previous meeting](https://x.example/2031/04/21-minutes.html)"),
        ("# 2031-05-05 Harbour call", "## Agenda"),
        ("# Harbour TSC 2031-05-05", "- **Recording**: https://x.example/2031-05-06"),
        ("# Minutes 2031-05-05", "Previous: [2031-04-28](2031-04-28.md) Next: [2031-05-12](2031-05-12.md)"),
        ("5 May 2031", "# Harbour call"),
        ("**Harbour Board Meeting Minutes**", "**Date:** May 5th, 2031  \n**Location:** Online"),
        ("# Harbour SIG", "**Recording:** https://x.example", "## May 5, 2031", "Attendees: Ann, Bob"),
        ("| Date | 5 May 2031 |\n|---|---|\n| Time | 10:00 |",),
        ("# Harbour call", "Mon 5 May 2031 16:00 UTC", "* Last meeting: 28 April 2031\n* Next meeting: 12 May 2031"),
        ("# Protokoll der 12. Sitzung", "Datum: 05.05.2031", "TOP 1: Genehmigung des Protokolls vom 07.04.2031"),
        ("# Notulen havenraad", "Datum: 5 mei 2031", "Volgende vergadering: 2 juni 2031"),
        ("# 港湾委員会 議事録", "日時：2031年5月5日（月）14:00〜16:00", "次回：2031年6月2日"),
        ("# Minutes of the Harbour Board of 5 May 2031", "Approved on 2 June 2031"),
        ("# Transcript of the harbour call (2031-05-05)", "**Ann:** let us start."),
    ],
)
def test_notes_and_minutes_state_their_day(lines: tuple[str, ...]) -> None:
    """A label, a heading or the title gives the day, whatever other meetings the first lines name."""
    assert days_of(paper(*lines)) == FIFTH


@pytest.mark.parametrize(
    "lines",
    [
        ("MINUTES OF THE REGULAR MEETING", "MONDAY, MAY 5, 2031, 7:00 P.M.", "1. APPROVAL OF MINUTES: April 21, 2031"),
        ("PORT COMMISSION", "AGENDA", "Regular Meeting", "Monday, May 5, 2031", "6:30 PM", "Posted: May 2, 2031"),
        ("Security Council", "9999th meeting", "Monday, 5 May 2031, 10 a.m.", "New York"),
        (
            "Distr.: General",
            "25 January 2032",
            "Summary record of the 5th meeting",
            "Held at Oslo, on Monday, 5 May 2031",
        ),
        ("HARBOURS AND THEIR USE", "HEARING", "BEFORE THE", "COMMITTEE ON PORTS", "MAY 5, 2031", "Serial No. 130-12"),
        ("Congressional Record, Volume 163 Issue 45 (Monday, May 5, 2031)", "[House]"),
        ("LEGISLATIVE COUNCIL ─ 5 May 2031", "11385", "OFFICIAL RECORD OF PROCEEDINGS", "Monday, 5 May 2031"),
        ("THE NATIONAL ASSEMBLY", "OFFICIAL REPORT", "Monday, 5th May, 2031", "The House met at 2.30 p.m."),
        ("Oral evidence: Anchors", "Monday 5 May 2031", "Ordered by the House to be published on 12 May 2031."),
        ("HARBOUR DEBATES", "Monday, May 5, 2031/ Vaisakha 15, 1953 (Saka)"),
        ("Procès-verbal de la séance du conseil", "tenue à Brest le 5 mai 2031", "Prochaine réunion : 2 juin 2031"),
        ("ACTA DE LA SESIÓN ORDINARIA", "celebrada el 5 de mayo de 2031", "Aprobación del acta de 7 de abril de 2031"),
        ("Ata da reunião de 5 de maio de 2031", "Presentes: Ana, Luís"),
        ("VERBALE DELLA SEDUTA DEL CONSIGLIO DEL PORTO DEL 5 MAGGIO 2031",),
        ("ПРОТОКОЛ № 5", "заседания портового совета от 5 мая 2031 года"),
        ("PROTOKÓŁ", "z posiedzenia Rady Portu w dniu 5 maja 2031 r."),
        ("Zápis ze zasedání přístavní rady", "konaného dne 5. května 2031", "Příští zasedání: 2. června 2031"),
        ("LİMAN KURULU TOPLANTI TUTANAĞI", "Tarih: 5 Mayıs 2031"),
        ("Πρακτικά συνεδρίασης της 5ης Μαΐου 2031",),
        ("Pöytäkirja", "Aika: 5.5.2031 klo 10.00", "Seuraava kokous: 2.6.2031"),
        ("JEGYZŐKÖNYV", "Készült 2031. május 5-én, a kikötői tanács ülésén"),
        ("محضر اجتماع مجلس الموانئ", "التاريخ: ٥ أيار/مايو ٢٠٣١"),
        ("港口委员会会议纪要", "时间：2031年5月5日下午2时", "会议回顾了2030年4月7日通过的决议。"),
        ("항만위원회 회의록", "일시: 2031년 5월 5일(월) 오후 2시"),
        ("DRAFT 12 May 2031", "Minutes of the Harbour Board", "Meeting held on 5 May 2031 in Oslo"),
        ("Minutes of the Harbour Board", "Meeting date: 05/05/2031", "Next meeting: 17/06/2031"),
        ("From: Ann Lee\nDate: Fri, 9 May 2031 10:00:00 +0000\nSubject: Minutes of the call of 5 May 2031",),
    ],
)
def test_records_state_their_day(lines: tuple[str, ...]) -> None:
    """The first lines of records give the day, beside days of publication, of approval and of other meetings."""
    assert days_of(paper(*lines), "paper.txt") == FIFTH


@pytest.mark.parametrize(
    "lines",
    [
        ("Report of the Committee on Harbours", "The committee held its fifth session in Oslo from 5 to 7 May 2031."),
        (
            "PRESS RELEASE",
            "Oslo, 1 April 2031",
            "The Harbour Forum will be held in Bergen from 5 to 7 May 2031, for all.",
        ),
        ("Summary of the Forum on Rudders", "Bonn, Germany, 5-7 May 2031", "Published 12 June 2031"),
        ("Forum on Rudders", "Monday, 5 May – Wednesday, 7 May 2031 | Bonn, Germany"),
        ("Forum on Rudders", "Bonn, 5, 6 and 7 May 2031", "Provisional programme", "Monday, 5 May"),
        ("# Harbour interim", "## Monday, 5 May 2031", BODY, "## Session 2: 7 May 2031 13:00-15:00"),
        ("# Harbour interim", "* Date: 5-6 May 2031", "## 6 May 2031", BODY, "## 7 May 2031"),
    ],
)
def test_meetings_of_several_days(lines: tuple[str, ...]) -> None:
    """A range, or the days that divide a paper, give the first and the last day."""
    assert days_of(paper(*lines)) == FIFTH_TO_SEVENTH


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (
            ("Resolution adopted by the Harbour Assembly on 5 May 2031", "Recalling its resolution 1/2 of 3 May 2030,"),
            "",
        ),
        (("Resolution 12 (2031)", "Adopted by the Harbour Council at its 69th meeting, on 5 May 2031"), ""),
        (
            (
                "35th session",
                "6–23 June 2031",
                "Resolution adopted by the Harbour Council on 5 May 2031",
                "3/1. Anchors",
            ),
            "",
        ),
        (("6–23 June 2031", "Resolution adopted by the Harbour Council"), "36th meeting\n\n5 May 2031\n\n[Adopted.]"),
        (("Resolution adopted by the Harbour Assembly", "3/1. Anchors"), "55th (resumed) plenary meeting 5 May 2031"),
        (("Résolution adoptée par l'Assemblée des ports le 5 mai 2031", "Rappelant sa résolution du 3 mai 2030,"), ""),
        (("Resolución aprobada por la Asamblea de los puertos el 5 de mayo de 2031",), ""),
    ],
)
def test_the_day_of_a_resolution_is_that_of_its_adoption(lines: tuple[str, ...], end: str) -> None:
    """The line that says by whom it was adopted gives the day, or the meeting named below the text."""
    assert days_of(paper(*lines) + "\n" + end) == FIFTH


@pytest.mark.parametrize(
    "lines",
    [
        ("Resolution on harbours", "Recalling its resolution 78/257 of 22 December 2030,"),
        ("Resolution on harbours", "Noting the meeting of masters held in Oslo on 3 March 2029,"),
        ("Letter dated 13 July 2031 from the President of the Harbour Council", BODY),
        ("Budget of the Harbour Office for the period from 1 July 2031 to 30 June 2032",),
        ("Report on the implementation of resolution 70/1 of 25 September 2029", "Distr.: General", "12 May 2031"),
        ("A/86/12", "5 May 2031", "Item 12", "Report of the Harbour Committee"),
        ("# New anchors", "Posted on 5 May 2031 by Ann Lee"),
        ("COUNCIL DECISION of 5 May 2031 on anchors", "Having regard to the Treaty of 3 May 2001,"),
        ("Last updated: 9 May 2031", "Harbour Board minutes"),
        ("That the minutes of the sitting held on Monday, 5 May 2031, as",),
        ("Statement on harbours", BODY, "Signed at Oslo, 5 May 2031"),
        ("# Harbour Board", "## Next meeting", "5 May 2031"),
        ("Harbour Board minutes", BODY, "Generated on 5 May 2031"),
    ],
)
def test_other_days_are_not_the_meetings(lines: tuple[str, ...]) -> None:
    """A day that is recalled, of publication, of a period, a letter, another meeting or a signature is left out."""
    assert days_of(paper(*lines)) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Harbour Board", "1 April 2031", "5 May 2031"),
        ("COMMITTEE REPORTS", "Harbour Committee, 5 May 2031", "Fish Committee, 19 May 2031"),
        ("# Harbour calls", "## 2031-05-05", BODY, "## 2031-05-12", BODY, "## 2031-05-19"),
        ("Minutes of the Harbour Board", "Meeting date: 05/06/2031"),
        ("Forum on Rudders", "Bonn, from the 5th (evening) - 7 May 2031"),
    ],
)
def test_a_day_that_the_text_does_not_decide_is_not_known(lines: tuple[str, ...]) -> None:
    """Two candidates, a file of several meetings, figures in an unknown order and half a range give no day."""
    assert days_of(paper(*lines)) is None


def test_the_language_of_a_paper_decides_the_order_of_figures() -> None:
    """In a language in which the day always stands first, figures are read in that order."""
    body = (
        "Le conseil a entendu que les ancres étaient vieilles, et il a décidé d'en acheter de neuves cette année.\n\n"
    )
    assert (
        days_of(f"Procès-verbal du conseil\n\nDate : 05/06/2031\n\n{body * 3}", "paper.txt") == "2031-06-05/2031-06-05"
    )


def test_front_matter_of_a_file_states_a_day_where_the_text_does_not() -> None:
    """Front matter is a guess, since it can be the day of publication; the text outweighs it."""
    front = "---\nlayout: minutes\ndate: 2031-05-05\n---\n\n"
    facts = facts_of(front + BODY)
    assert facts.start is not None
    assert FactEvidence("day", "guessed", "date: 2031-05-05") in facts.evidence
    assert days_of(front + paper("# Minutes of 7 May 2031")) == "2031-05-07/2031-05-07"


def test_the_printed_words_are_the_evidence() -> None:
    """The evidence of the day is the line that states it."""
    facts = facts_of(paper("# Harbour Board", "Oslo, 5 May 2031"))
    assert FactEvidence("day", "stated", "Oslo, 5 May 2031") in facts.evidence
    facts = facts_of(paper("Harbour Board", "1 April 2031", "5 May 2031"))
    assert FactEvidence("day", "unknown", "1 April 2031; 5 May 2031") in facts.evidence


@given(st.dates(), st.sampled_from(["Recalling", "Published on", "Deadline:", "Next meeting:", "Minutes approved on"]))
def test_no_such_line_ever_gives_the_day(day: object, words: str) -> None:
    """Whatever the day, words that tell of something else keep it from being the meeting's."""
    assert days_of(paper("# Harbour Board", f"{words} {day}")) is None


def test_a_slip_between_text_and_file_name_leaves_the_day_unknown() -> None:
    """Two days so near that one is a slip of the pen contradict each other; days further apart do not."""
    facts = facts_of(paper("# Harbour minutes, 5 May 2031"), "minutes/2031-05-06.md")
    assert facts.start is None
    assert FactEvidence("day", "unknown", "Harbour minutes, 5 May 2031; in the path: 2031-05-06") in facts.evidence
    assert days_of(paper("# Harbour minutes, 5 May 2031"), "minutes/2032-05-05.md") is None
    assert days_of(paper("# Harbour minutes, 5 May 2031"), "minutes/2031-05-05.md") == FIFTH
    assert days_of(paper("# Harbour minutes, 5 May 2031"), "minutes/2031-05-20.md") == FIFTH


def test_a_day_without_a_year_is_kept_with_its_words() -> None:
    """Day and month stay until another paper or the path gives the year, and their line is the evidence."""
    facts = facts_of(paper("# Agenda for the May 5th call", "- **When**: May 5th, 17:00-18:00 UTC"))
    assert facts.partial_dates is not None
    assert (facts.partial_dates.month, facts.partial_dates.first) == (5, 5)
    assert any(
        known.fact == "day" and known.basis == "unknown" and "May 5th" in known.evidence for known in facts.evidence
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("# 2031 Harbour summit, notes, May 5",),
        ("# Harbour meetings 2031, public notes, May 5",),
        ("# Harbour call of May 2031, notes, Monday, May 5",),
        ("# Next-10 harbour team meeting 2031-05-05",),
        ("# Harbour Release working group meeting 2031-05-05",),
        ("# Stage 2 acceptance of anchors 2031-05-05",),
        ("---\ntitle: 'Design meeting 2031-05-05: anchors'\n---", "# Anchors"),
    ],
)
def test_names_of_meetings_hold_words_that_elsewhere_tell_of_other_days(lines: tuple[str, ...]) -> None:
    """A year in the name of the meeting completes its day; `Next-10` and `Release team` are names."""
    assert days_of(paper(*lines)) == FIFTH


@pytest.mark.parametrize(
    "lines",
    [
        ("# Side event on the 2030 Agenda, May 5",),
        ("# Harbour meetings 2031, notes, Tuesday, May 5",),
        ("# Anchors", "On Mon, 5 May 2031, 22:32 Ann Lee wrote:"),
        ("# Changes", "Merged Mon May 5 2031"),
        ("# Anchors", "* [Harbour meeting 2031-05-05](https://x.example/notes)"),
    ],
)
def test_years_and_days_of_something_else(lines: tuple[str, ...]) -> None:
    """The year of a plan, a weekday that contradicts, quoted mail, a log and a link to other notes give no day."""
    assert days_of(paper(*lines)) is None


def test_a_bare_date_on_a_paper_that_names_no_meeting_is_a_guess() -> None:
    """The date that alone stands on an essay may be its own; on minutes it is the meeting's."""
    assert (
        FactEvidence("day", "guessed", "5 May 2031") in facts_of(paper("Anchors of the north", "5 May 2031")).evidence
    )
    assert FactEvidence("day", "stated", "5 May 2031") in facts_of(paper("Harbour Forum", "5 May 2031")).evidence


@pytest.mark.parametrize(
    "line",
    [
        "5. bis 7. Mai 2031",
        "5.-7. Mai 2031",
        "5. až 7. května 2031",
        "5. - 7. 5. 2031",
        "dal 5 al 7 maggio 2031",
        "Monday 5 - Wednesday 7 May 2031",
        "5, 6 and 7 May 2031",
        "٥-٧ أيار/مايو ٢٠٣١",
        "５–７ May ２０３１",
    ],
)
@pytest.mark.parametrize("place", ["{}", "Date: {}", "Oslo, Norway, {}", "The meeting was held in Oslo on {}."])
@pytest.mark.parametrize("name", ["paper.md", "paper.txt"])
def test_a_range_on_a_title_page_is_read_whole(line: str, place: str, name: str) -> None:
    """A range is read whole on a line of its own, behind a label, behind a place and in a sentence."""
    title = "# Meeting of the harbour board" if name.endswith("md") else "MEETING OF THE HARBOUR BOARD"
    assert days_of(paper(title, place.format(line)), name) == FIFTH_TO_SEVENTH


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("The meeting was held in Oslo on 5 and 12 May 2031.", None),
        ("The meeting took place on 5 May 2031 – 7 May 2031.", FIFTH_TO_SEVENTH),
        ("Die Sitzung wurde vom 5. bis 7. Mai 2031 in Oslo abgehalten.", FIFTH_TO_SEVENTH),
    ],
)
def test_no_half_of_what_a_sentence_states(line: str, end: str | None) -> None:
    """Of two days apart in one sentence none is the day, and a range at a dash or with full stops is whole."""
    assert days_of(paper("# Meeting of the harbour board", line)) == end


def test_a_numbered_list_keeps_its_numbers() -> None:
    """Items that count on are no dates, even where a month follows the number."""
    text = paper("# Meeting of the harbour board", "1. Mai 2031\n2. Juni 2031\n3. Juli 2031")
    assert facts_of(text).start is None


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("Adopted at the 9th plenary meeting, on 5 May 2031.", FIFTH),
        ("[Adopted without a vote at the 9th meeting, 5 May 2031.]", FIFTH),
        ("Adopted unanimously on 5 May 2031.", FIFTH),
        ("Adoptée à la 9ᵉ séance plénière, le 5 mai 2031.", FIFTH),
        ("Aprobada en la novena sesión plenaria, el 5 de mayo de 2031.", FIFTH),
        ("As adopted at the 9th plenary meeting, on 5 May 2031.", None),
        ("Recalling resolution 3/1, adopted at its 9th plenary meeting, on 5 May 2031.", None),
        ("Adopted at the 4th meeting on 5 May 2029 and amended at the 9th meeting on 5 May 2031.", None),
        ("Adopted at the 9th meeting, on 5 May 2031.\n\nResolution 3/3\n\nAdopted on 6 May 2031.", None),
    ],
)
@pytest.mark.parametrize("title", ["RESOLUTION 3/2\n\nThe mending of cranes", "The Harbour Assembly,"])
def test_the_last_line_of_a_resolution_gives_its_day(title: str, end: str, day: str | None) -> None:
    """The line below a resolution that says when it was adopted gives the day; a recalled one and two days do not."""
    clauses = "Recalling its resolution 7/1 of 25 September 2015,\n\nNoting the bad state of many cranes,"
    assert days_of("\n\n".join((title, clauses, BODY, end)), "paper.txt") == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Oslo, 5 May 2031 (postponed from 4 April 2031)", FIFTH),
        ("Oslo, 4 April 2031 (postponed to 5 May 2031)", FIFTH),
        ("Oslo, 5 May 2031 (rescheduled)", FIFTH),
        ("Oslo, 5 May 2031 (new date; originally planned for 4 April 2031)", FIFTH),
        ("Oslo, 5 May 2031 [was: 4 April 2031]", FIFTH),
        ("Oslo, le 5 mai 2031 (reportée du 4 avril 2031)", FIFTH),
        ("Oslo, 5. Mai 2031 (verschoben vom 4. April 2031)", FIFTH),
        ("Oslo, ~~4 April 2031~~ 5 May 2031", FIFTH),
        ("Oslo, 4 April 2031 – POSTPONED", None),
    ],
)
@pytest.mark.parametrize("name", ["paper.md", "paper.txt"])
def test_the_new_day_of_a_meeting_that_was_moved(line: str, day: str | None, name: str) -> None:
    """The day to which a meeting was moved is its day, never the one from which, and its place stays."""
    facts = facts_of(paper("# Workshop on cranes" if name.endswith("md") else "WORKSHOP ON CRANES", line), name)
    assert (f"{facts.start}/{facts.end}" if facts.start else None) == day
    assert facts.place == "Oslo, Norway"


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (("# Crane call", "#### 5-7 May 2031", "## Items", "### Part A - 2031-05-05", "### Part B - 2031-05-06"), 7),
        (("# Ata de reunião", "**Data:** 5/5/2031 10:00", "## Próxima reunião", "**Data:** 19/05/2031 10:00"), 5),
        (("# Crane minutes", "Date: 5 May 2031", "## Next meeting", "Date: 19 May 2031"), 5),
    ],
)
def test_a_range_and_a_label_stand_against_lines_below(lines: tuple[str, ...], end: int) -> None:
    """A range on the title page holds the days of its parts, and a label below `Next meeting` is of another day."""
    assert days_of(paper(*lines)) == f"2031-05-05/2031-05-0{end}"


def test_the_hours_of_a_call_in_several_cities_are_no_place() -> None:
    """A line with a clock time for each of several cities names no place of a meeting, and no city holds figures."""
    clocks = "London, 5 May 2031, 16:00 Oslo, 5 May 2031, 17:00 Tokyo, 6 May 2031, 00:00"
    assert facts_of(paper("# Crane call, 5 May 2031", clocks)).place is None
    assert facts_of(paper("# Crane meeting", "CRANE100, Singapore, 5 May 2031")).place == "Singapore"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("# Harbour Forum 2031", "5-7 May"), FIFTH_TO_SEVENTH),
        (("# Harbour Forum 2031", "Monday, 5 May"), FIFTH),
        (("# Harbour Forum 2031", "Tuesday, 5 May"), None),
        (("# Harbour Budget 2031", "5-7 May"), None),
        (("# Harbour Forum 2030-2031", "5-7 May"), None),
    ],
)
def test_the_year_that_an_event_is_named_by(lines: tuple[str, ...], day: str | None) -> None:
    """Days without a year are of the year in the name of the event, if the weekday fits, and are a guess."""
    facts = facts_of(paper(*lines))
    assert (f"{facts.start}/{facts.end}" if facts.start else None) == day
    bases = [entry.basis for entry in facts.evidence if entry.fact == "day"]
    assert bases == ["guessed" if day else "unknown"]


@pytest.mark.parametrize("between", ["23:00 UTC (Wednesday 6 May 2031 08:00 JST)", "23:00 UTC / 6 May 2031 08:00 JST"])
def test_the_day_in_another_zone_is_no_second_day(between: str) -> None:
    """A call in the night is on the day that is named first."""
    assert days_of(paper("# Crane call", f"Monday 5 May 2031 {between}")) == FIFTH


def test_days_in_two_lines() -> None:
    """`Start date` and `End date` are the days of one meeting, unless another line gives it a day outside."""
    head = "Workshop on Tides\n\nStart date: 5 May 2031\n\nEnd date: 7 May 2031\n"
    body = "\nThe tide gauges of the whole coast were compared at length.\n"
    facts = read_paper(head + body).facts
    assert (facts.start, facts.end) == (date(2031, 5, 5), date(2031, 5, 7))
    assert read_paper(head.replace("7 May", "7 August") + body).facts.end != date(2031, 8, 7)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("# Crane call", "Date: Tuesday 5 May 2031"), None),
        (("# Crane call of 5 May 2031", "Date: Tuesday 5 May 2031"), FIFTH),
        (("# Crane call", "Dates: Monday to Wednesday, 5-7 May 2031"), FIFTH_TO_SEVENTH),
        (("# Crane call", "Dates: Friday, 5-7 May 2031"), None),
    ],
)
def test_a_weekday_that_its_date_does_not_have(lines: tuple[str, ...], day: str | None) -> None:
    """Weekday and date that contradict each other decide nothing, unless another line states the same day."""
    facts = facts_of(paper(*lines))
    assert (f"{facts.start}/{facts.end}" if facts.start else None) == day
    known = [(entry.basis, entry.evidence) for entry in facts.evidence if entry.fact == "day"]
    assert day or known == [("unknown", lines[1])]
