"""The forms of dates in many languages, and laws that hold for every date."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from types import FrameType
from typing import Literal

import pytest
from babel.dates import format_date
from hypothesis import assume, given
from hypothesis import strategies as st

from indexer.structure.dates import find_dates, is_only_date, numeric_order, without_dates

LANGUAGES = (
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hu", "id", "it", "lv", "nb", "nl", "pl", "pt",
    "ro", "ru", "sk", "sl", "sr_Latn", "sv", "tr", "uk", "ar_LB", "ja", "zh", "ko",
)  # fmt: skip
LAST_DAY = date(2199, 12, 31)
DAYS = st.dates(min_value=date(1700, 1, 1), max_value=LAST_DAY)


def spans(text: str) -> list[str | None]:
    """Return first and last day of each date in a text."""
    found = [dates.days() for dates in find_dates(text)]
    return [f"{days[0]}/{days[1]}" if days else None for days in found]


def count_calls(unit: str, length: int) -> int:
    """Return how many functions are called to find the dates in a text of repeated units."""
    text = (unit * (length // len(unit) + 1))[:length]
    calls = 0

    def count(_frame: FrameType | None, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    profile = sys.getprofile()
    sys.setprofile(count)
    try:
        list(find_dates(text))
    finally:
        sys.setprofile(profile)
    return calls


@pytest.mark.parametrize(
    "text",
    [
        "5-May-2031", "05MAY2031", "2031 May 5", "2031, May 5", "5 May '31", "5/May/2031", "May5, 2031",
        "Sept. 5, 2031", "5. Mai 2031", "5 Maerz 2031", "5 maggio 2031", "5 mei 2031", "5 maja 2031",
        "5. května 2031", "5 Μαΐου 2031", "5 ΜΑΪΟΥ 2031", "5 Mayıs 2031", "5 MAYIS 2031", "5 maj 2031",
        "5. mai 2031", "5. toukokuuta 2031", "2031. május 5.", "5 mai 2031", "5 травня 2031", "5 мая 2031 г.",
        "5 أيار/مايو 2031", "٥ مايو ٢٠٣١", "5 setiembre 2031", "1.º de maio de 2031",
        "2031年5月5日", "２０３１年５月５日",
        "二〇三一年五月五日",
        "令和13年5月5日", "2031년 5월 5일", "2031-05-05", "2031/05/05", "2031.05.05", "20310505",
        "2031-05-05T10:00:00Z", "17/05/2031", "05/17/2031", "17-05-2031", "17.05.2031", "12. 5. 2031",
        "80101911/26.06.2031", "the 3rd of June, 2031", "quarta-feira, 5 de maio de 2031",
        "Mon., May 5th, 2031", "5-го мая 2031", "dell'11 maggio 2031",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    """A single day is read in each form as one day of the year that is printed."""
    (span,) = spans(text)
    assert span is not None
    first, last = span.split("/")
    assert first == last
    assert first.startswith("2031-")


@pytest.mark.parametrize(
    "text",
    [
        "5-7 May 2031", "5 – 7 May 2031", "5‑7 May 2031", "5 ‒ 7 May 2031", "5 — 7 May 2031", "5−7 May 2031",
        "5 to 7 May 2031", "5 through 7 May 2031", "5 till 7 May 2031", "5, 6 and 7 May 2031", "5, 6, 7 May 2031",
        "5 & 7 May 2031", "Monday 5 - Wednesday 7 May 2031", "Monday, 5 May - Wednesday, 7 May 2031", "5-7 MAY 2031",
        "5 May 2031 - 7 May 2031", "May 5 to 7, 2031", "May 5-7, 2031", "2031, May 5-7", "May 5, 6 and 7, 2031",
        "Monday May 5 – Wednesday May 7, 2031", "5th–7th May 2031", "5th to the 7th of May, 2031", "5.–7. Mai 2031",
        "5. bis 7. Mai 2031", "vom 5. bis zum 7. Mai 2031", "05.–07.05.2031", "05.05.–07.05.2031",
        "05.05.2031–07.05.2031", "du lundi 5 au mercredi 7 mai 2031", "5 al 7 de mayo de 2031", "5 a 7 de maio de 2031",
        "dal 5 al 7 maggio 2031", "5 t/m 7 mei 2031", "5 tot en met 7 mei 2031", "5–7 мая 2031 года", "5-7 maja 2031",
        "5.–7. toukokuuta 2031", "من 5 إلى 7 أيار/مايو 2031", "2031年5月5日至7日", "2031年5月5-7日", "2031-05-05/07",
        "2031-05-05/2031-05-07", "2031-05-05 to 2031-05-07", "5 (Monday) to 7 (Wednesday) May 2031",
        "5-May-2031 to 7-May-2031", "from 5 to 7 May 2031", "between 5 and 7 May 2031",
    ],
)  # fmt: skip
def test_a_range_in_many_forms(text: str) -> None:
    """A range is read whole with every dash and word, with weekdays inside, and where each end is complete."""
    assert spans(text) == ["2031-05-05/2031-05-07"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 December 2030 – 2 January 2031", ["2030-12-30/2031-01-02"]),
        ("December 30, 2030 - January 2, 2031", ["2030-12-30/2031-01-02"]),
        ("30.12.2030 – 02.01.2031", ["2030-12-30/2031-01-02"]),
        ("2030年12月30日至2031年1月2日", ["2030-12-30/2031-01-02"]),
        ("28 February and 1 March 2031", ["2031-02-28/2031-03-01"]),
        ("5/6 May 2031", ["2031-05-05/2031-05-06"]),
        ("17-19/05/2031", ["2031-05-17/2031-05-19"]),
        ("17/05 - 19/05/2031", ["2031-05-17/2031-05-19"]),
        ("1 July 2029 to 30 June 2031", ["2029-07-01/2031-06-30"]),
        ("5 mars 2031 et 7 avril 2031", ["2031-03-05/2031-03-05", "2031-04-07/2031-04-07"]),
        ("5, 12 and 19 May 2031", ["2031-05-05/2031-05-05", "2031-05-12/2031-05-12", "2031-05-19/2031-05-19"]),
        ("05/06/2031 and 17/06/2031", ["2031-06-05/2031-06-05", "2031-06-17/2031-06-17"]),
        ("Day 1 – 22 November 2031", ["2031-11-22/2031-11-22"]),
        ("Item 5, 24 November 2031", ["2031-11-24/2031-11-24"]),
        ("A/C.1/SR.3, 5 May 2031", ["2031-05-05/2031-05-05"]),
        ("Call 2031-05-05-07", ["2031-05-05/2031-05-05"]),
        ("2031-05-05 - 7 members", ["2031-05-05/2031-05-05"]),
        ("Wednesday, 5 May 1885, 10 a.m.", ["1885-05-05/1885-05-05"]),
    ],
)
def test_ranges_lists_and_numbers_beside_dates(text: str, expected: list[str]) -> None:
    """Ends in other months and years, days apart, and numbers that are no days are told from each other."""
    assert spans(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "May 5 – 7 June 2031", "5 May 2031 – 7", "Dec 30, 2030 – January 2", "Session 3 - 24 November 2031",
        "from the 5th (evening) - 7 May 2031", "05/06/2031", "17-May-31", "31 February 2031", "2031-13-01",
        "H-11-20310315-M06", "https://x.example/2031/05/05/notes", "rule 5 may apply", "from 0.1 may be stored",
        "may 2", "5 out of 7", "May-June 2031",
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_no_day(text: str) -> None:
    """Half a range, figures in two orders, codes, addresses and words that look like months give no day."""
    assert not any(spans(text))


def test_the_order_of_figures_is_that_of_the_other_dates() -> None:
    """One date that can be read in one way only shows the order of all; two that contradict each other show none."""
    assert numeric_order(["17/05/2031", "05/06/2031"]) == "day_first"
    assert numeric_order(["05/17/2031", "05/06/2031"]) == "month_first"
    assert numeric_order(["05/17/2031", "17/06/2031"]) is None
    assert numeric_order(["05/06/2031"]) is None
    assert [dates.iso() for dates in find_dates("05/06/2031", "month_first")] == ["2031-05-06"]


@given(DAYS, st.sampled_from(LANGUAGES), st.sampled_from(["long", "full"]))
def test_every_day_is_read_in_every_language(day: date, language: str, width: Literal["long", "full"]) -> None:
    """What the locale data of a language write is read as that day."""
    text = format_date(day, width, locale=language)
    assert spans(text) == [f"{day}/{day}"], text
    assert spans(f"Oslo, {text}.") == [f"{day}/{day}"]


@given(
    DAYS,
    st.integers(1, 40),
    st.sampled_from(
        ["-", "–", "—", "‑", "−", " - ", " – ", " to ", " through ", " until ", " (noon) - ", "...", " x "]
    ),
    st.sampled_from(
        ["{d} {m} {y}", "{m} {d}, {y}", "{w}, {d} {m} {y}", "{y}-{n:02}-{d:02}", "{d:02}.{n:02}.{y}", "{d}th of {m}"]
    ),
    st.sampled_from(
        ["{d} {m} {y}", "{m} {d}, {y}", "{w}, {d} {m} {y}", "{y}-{n:02}-{d:02}", "{d:02}.{n:02}.{y}", "{d} {m}, {y}"]
    ),
)
def test_a_range_is_read_whole_or_not_at_all(first: date, length: int, dash: str, left: str, right: str) -> None:
    """No range is cut to one of its days where its ends are joined, and no day is read that is not printed."""
    last = first + timedelta(days=length)
    assume(last <= LAST_DAY)
    shown = [
        form.format(d=day.day, m=f"{day:%B}", y=day.year, n=day.month, w=f"{day:%A}")
        for day, form in ((first, left), (last, right))
    ]
    found = [days for days in (dates.days() for dates in find_dates(dash.join(shown))) if days]
    for start, end in found:
        assert {start, end} <= {first, last}
    if dash.strip() in {"-", "–", "—", "‑", "−", "to", "through", "until"}:
        assert found in ([], [(first, last)])


@given(st.dates(date(1700, 1, 1), LAST_DAY - timedelta(days=27)), st.integers(1, 27))
def test_short_ranges_are_read(first: date, length: int) -> None:
    """A range within a month, over months and over years is read in the usual English forms."""
    last = first + timedelta(days=length)
    year = f" {first.year}" if first.year != last.year else ""
    expected = [f"{first}/{last}"]
    assert spans(f"{first.day} {first:%B}{year} – {last.day} {last:%B %Y}") == expected
    assert spans(f"{first:%B} {first.day}{year and ','}{year} to {last:%B} {last.day}, {last.year}") == expected
    if (first.month, first.year) == (last.month, last.year):
        assert spans(f"{first.day}–{last.day} {last:%B %Y}") == expected


@given(DAYS)
def test_a_line_with_a_date_alone_is_one(day: date) -> None:
    """A date in words is the whole line, and nothing is left without it."""
    line = f"{day:%A}, {day.day} {day:%B %Y}"
    assert is_only_date(line)
    assert not without_dates(line).strip(" ,")


@given(st.text(alphabet="0123456789 ./-–'(),MayofW年月日五", max_size=60))
def test_no_run_of_signs_trips_the_reading(text: str) -> None:
    """Whatever stands beside each other, dates lie within the text and have a day of the calendar or none."""
    for dates in find_dates(text):
        dates.days()
        assert 0 <= dates.position < dates.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["1, ", "5 May ", "5-", "1/", "5.", "5(", "May ", "2031 ", ". ", "年月日1", "五月", "' 1", "Monday "]
)
def test_work_grows_with_the_length_only(unit: str) -> None:
    """Four times the text takes less than six times as many calls of functions."""
    assert count_calls(unit, 24_000) < 6 * count_calls(unit, 6_000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 V 2031", "2031-05-05/2031-05-05"),
        ("5.XII.2031", "2031-12-05/2031-12-05"),
        ("5–7 V 2031", "2031-05-05/2031-05-07"),
        ("30 IV – 2 V 2031", "2031-04-30/2031-05-02"),
        ("the 5th day of May 1863", "1863-05-05/1863-05-05"),
        ("22 → 24 May 2031", "2031-05-22/2031-05-24"),
        ("22 ﹘ 24 May 2031", "2031-05-22/2031-05-24"),
    ],
)
def test_rare_forms_are_read_whole(text: str, expected: str) -> None:
    """Months in Roman numbers, days of months and rare dashes are read."""
    assert spans(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "5 or 6 May 2031",
        "5 May 2031 or 6 May 2031",
        "22 ... 24 May 2031",
        "22…24 May 2031",
        "May/June 5 2031",
        "Protokół nr 5.V.2031",
        "Protokół nr 5/V/2031",
        "Session 5 V 2031",
        "George V 1910",
        "World War II 1945",
        "the 3rd day of the May 2031 plenary",
    ],
)
def test_a_choice_or_a_number_is_no_day(text: str) -> None:
    """Where a text leaves the day open, or counts something with a Roman number, no day is read."""
    assert not [span for span in spans(text) if span]
