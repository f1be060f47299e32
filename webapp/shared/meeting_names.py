"""Short names of meetings, each different from that of every other meeting of the library.

A meeting with a place is called by it: `Montevideo 2024`. One without is called by its month where that tells all
meetings of the library apart and no dates stand beside it, and else by its title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from indexer.model import Meeting
from indexer.speech.translation import current_speech
from webapp.translations.catalogues import LANGUAGES

from . import labels

TITLE_LENGTH = 48
"""Characters of a title in a name, at most."""
_DATED_TITLE_LENGTH = 36
"""The same where a date follows."""

_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"

Naming = Callable[[Meeting], str]


def distinct_names(meetings: Iterable[Meeting], *, by_month: bool = True) -> Mapping[str, str]:
    """Return a short name for each meeting, by its id; no two meetings have the same.

    Where the dates stand beside the names, a month (`by_month`) would only say them twice.
    """
    placed: list[Meeting] = []
    unplaced: list[Meeting] = []
    for meeting in meetings:
        (placed if meeting.place and meeting.year else unplaced).append(meeting)
    names = _first_distinct(placed, (labels.short_meeting_name, _place_and_month, _place_and_day, _place_and_title))
    short = Counter(map(labels.short_meeting_name, unplaced))
    if not by_month or len(short) < len(unplaced) or not short.keys().isdisjoint(names.values()):
        names |= _first_distinct(unplaced, (_title, _dated_title, _full_title), names.values())
    else:
        names |= {meeting.id: labels.short_meeting_name(meeting) for meeting in unplaced}
    return names


def distinct_titles(meetings: Iterable[Meeting], files: Mapping[str, str]) -> Mapping[str, str]:
    """Return the title of each meeting, by its id, with its dates where others have the same title.

    Where those do not tell meetings apart, the file of their first paper does, which `files` has by their ids.
    """

    def with_file(meeting: Meeting) -> str:
        """Return the title with the name of the file."""
        return f"{_full_title(meeting)} ({files.get(meeting.id, meeting.id).rpartition('/')[2]})"

    def with_path(meeting: Meeting) -> str:
        """Return the title with the whole path of the file."""
        return f"{_full_title(meeting)} ({files.get(meeting.id, meeting.id)})"

    return _first_distinct(meetings, (lambda meeting: meeting.title, _full_title, with_file, with_path))


def shortened(text: str, length: int) -> str:
    """Return a text cut at a word to a length, with an ellipsis where something was cut off."""
    if len(text) <= length:
        return text
    return (text[:length].rpartition(" ")[0] or text[: length - 1]).rstrip(" ,;:.–—-") + "…"


def _first_distinct(
    meetings: Iterable[Meeting], namings: Iterable[Naming], taken: Iterable[str] = ()
) -> dict[str, str]:
    """Return for each meeting the first of several names that no other meeting has, and at last its id too."""
    names: dict[str, str] = {}
    used, left = set(taken), list(meetings)
    for naming in namings:
        counts = Counter(map(naming, left))
        named = [meeting for meeting in left if counts[naming(meeting)] == 1 and naming(meeting) not in used]
        names |= {meeting.id: naming(meeting) for meeting in named}
        used |= counts.keys()
        left = [meeting for meeting in left if meeting.id not in names]
    return names | {meeting.id: f"{_dated_title(meeting)} ({meeting.id})" for meeting in left}


def _city(meeting: Meeting) -> str:
    return (meeting.place or "").partition(",")[0]


def _place_and_month(meeting: Meeting) -> str:
    month = labels.month_and_year(meeting.start) if meeting.start else str(meeting.year)
    return _with_date(_city(meeting), month)


def _place_and_day(meeting: Meeting) -> str:
    return _with_date(_city(meeting), labels.meeting_dates(meeting))


def _place_and_title(meeting: Meeting) -> str:
    return f"{labels.short_meeting_name(meeting)}: {shortened(meeting.title, TITLE_LENGTH)}"


def _title(meeting: Meeting) -> str:
    return shortened(meeting.title, TITLE_LENGTH)


def _dated_title(meeting: Meeting) -> str:
    dates = labels.meeting_dates(meeting)
    return _with_date(shortened(meeting.title, _DATED_TITLE_LENGTH), dates) if dates else meeting.title


def _full_title(meeting: Meeting) -> str:
    dates = labels.meeting_dates(meeting)
    return _with_date(meeting.title, dates) if dates else meeting.title


def _with_date(name: str, date_text: str) -> str:
    """Return a name with a date behind it; one in the letters of the page does not turn around what is before it."""
    language = LANGUAGES.get(current_speech().code)
    if language and language.is_right_to_left:
        date_text = f"{_ISOLATE}{date_text}{_END_OF_ISOLATE}"
    return f"{name}, {date_text}"
