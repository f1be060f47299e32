"""Dates, counts and names as text in the language of the request.

Only words for facts; whole sentences belong to the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from indexer.meetings.labels import NO_MEETING_LABEL, STATUS_LABELS
from indexer.model import KIND_LABELS, Document, FactBasis, FactName, Meeting, Participation, Passage, Status
from indexer.query.results import NO_MEETING, UNDATED, FacetName, Sort, WordsNeeded
from indexer.speech.dates_in_words import day_month as day_month  # noqa: PLC0414  # pages take days from here
from indexer.speech.dates_in_words import day_range
from indexer.speech.dates_in_words import full_date as full_date  # noqa: PLC0414
from indexer.speech.dates_in_words import month_and_year as month_and_year  # noqa: PLC0414
from indexer.speech.marking import marked, marked_plural
from indexer.speech.translation import ENGLISH, MessageTable, current_speech, gettext
from indexer.speech.value_names import country_name, language_name, mention_title
from indexer.text.plurals import counted as counted  # noqa: PLC0414  # pages take it from here
from indexer.text.plurals import plural
from webapp.address.facet_titles import FACET_TITLES as FACET_TITLES  # noqa: PLC0414  # and titles of facets

SORT_TITLES: Mapping[Sort, str] = MessageTable(
    {
        "relevance": marked("Best match"),
        "newest": marked("Newest"),
        "oldest": marked("Oldest"),
        "document": marked("Paper order"),
    }
)
WORDS_TITLES: Mapping[WordsNeeded, str] = MessageTable({"most": marked("Some or all"), "all": marked("All of them")})
"""How many words of a query a passage must have."""
STATUS_TITLES: Mapping[Status, str] = MessageTable(
    {**STATUS_LABELS, "unknown": marked("Planned or reported: not known")}
)
"""What stands beside a paper. In the facet, which has a title of its own, the labels alone are enough."""
ROLE_TITLES: Mapping[str, tuple[str, str]] = {
    "chair": (marked("Chair"), marked("Chairs")),
    "moderator": (marked("Moderator"), marked("Moderators")),
    "panelist": (marked("Panelist"), marked("Panelists")),
    "speaker": (marked("Speaker"), marked("Speakers")),
    "keynote": (marked("Keynote"), marked("Keynotes")),
    "discussant": (marked("Discussant"), marked("Discussants")),
    "opening remarks": (marked("Opening remarks"), marked("Opening remarks")),
    "closing remarks": (marked("Closing remarks"), marked("Closing remarks")),
    "remarks": (marked("Remarks"), marked("Remarks")),
    "rapporteur": (marked("Rapporteur"), marked("Rapporteurs")),
    "vice-chair": (marked("Vice-chair"), marked("Vice-chairs")),
    "secretary": (marked("Secretary"), marked("Secretaries")),
    "host": (marked("Host"), marked("Hosts")),
    "participant": (marked("Participant"), marked("Participants")),
    "interpreter": (marked("Interpreter"), marked("Interpreters")),
}
"""Each role as a title, for one person and for several."""
FACT_TITLES: Mapping[FactName, str] = MessageTable(
    {
        "title": marked("Title"),
        "kind": marked("Kind of paper"),
        "status": marked("Planned or reported"),
        "author": marked("Author"),
        "publisher": marked("Publisher"),
        "symbol": marked("Symbol"),
        "day": marked("Day"),
        "place": marked("Place"),
        "meeting": marked("Meeting"),
        "speakers": marked("Speakers"),
        "encoding": marked("Text encoding"),
    }
)
BASIS_TITLES: Mapping[FactBasis, str] = MessageTable(
    {
        "settings": marked("stated in corpus.toml"),
        "stated": marked("stated in the paper"),
        "path": marked("from the file name"),
        "sibling": marked("from another paper of the same meeting"),
        "guessed": marked("guessed"),
        "unknown": marked("not known"),
    }
)
"""How a fact of a paper is known."""
OUTSIDE_MEETINGS = marked_plural("%(num)s paper not linked to a meeting", "%(num)s papers not linked to a meeting")

_MOST_INITIALS = 3  # capitals; a longer word in capitals is a surname as often as not

_ALL_VALUES: Mapping[FacetName, tuple[str, str]] = {
    "meeting": marked_plural("The meeting", "All %(num)s meetings"),
    "year": marked_plural("The year", "All %(num)s years"),
    "session": marked_plural("The session", "All %(num)s sessions"),
    "kind": marked_plural("The kind of paper", "All %(num)s kinds of paper"),
    "status": marked_plural("The value", "All %(num)s values"),
    "person": marked_plural("The person", "All %(num)s people"),
    "organisation": marked_plural("The organisation", "All %(num)s organisations"),
    "country": marked_plural("The country", "All %(num)s countries"),
    "place": marked_plural("The place", "All %(num)s places"),
    "language": marked_plural("The language", "All %(num)s languages"),
    "mention": marked_plural("The document", "All %(num)s documents"),
    "voice": marked_plural("The voice", "All %(num)s voices"),
}


def all_values(name: FacetName, total: int) -> str:
    """Return what a link to all values of a facet says: `All 16 meetings`."""
    return plural(*_ALL_VALUES[name], total)


_COUNTED_VALUES: Mapping[FacetName, tuple[str, str]] = {
    "meeting": marked_plural("%(num)s meeting", "%(num)s meetings"),
    "year": marked_plural("%(num)s year", "%(num)s years"),
    "session": marked_plural("%(num)s session", "%(num)s sessions"),
    "kind": marked_plural("%(num)s kind of paper", "%(num)s kinds of paper"),
    "status": marked_plural("%(num)s value", "%(num)s values"),
    "person": marked_plural("%(num)s person", "%(num)s people"),
    "organisation": marked_plural("%(num)s organisation", "%(num)s organisations"),
    "country": marked_plural("%(num)s country", "%(num)s countries"),
    "place": marked_plural("%(num)s place", "%(num)s places"),
    "language": marked_plural("%(num)s language", "%(num)s languages"),
    "mention": marked_plural("%(num)s document", "%(num)s documents"),
    "voice": marked_plural("%(num)s voice", "%(num)s voices"),
}


def counted_values(name: FacetName, total: int) -> str:
    """Return how many values of a facet there are, by what they are: `16 people`."""
    return plural(*_COUNTED_VALUES[name], total)


def value_label(name: FacetName, value: str, label: str) -> str:
    """Return the label of a value of a facet in the language of the page; names that papers state stay as they are."""
    if current_speech() is ENGLISH:
        return label
    if name in {"kind", "status", "voice"} or value in {UNDATED, NO_MEETING}:
        return gettext(label)
    own_name = _NAMES.get(name)
    return own_name(value, label) if own_name else label


_NAMES: Mapping[FacetName, Callable[[str, str], str]] = {
    "language": lambda tag, _: language_name(tag),
    "country": lambda _, name: country_name(name),
    "mention": lambda symbol, _: mention_title(symbol),
}
"""What names the values of facets whose labels are no words of the papers, given a value and its label in English."""


def day_of_timestamp(stamp: str) -> str:
    """Return the day of a build's timestamp: `31 January 2026` for `2026-01-31T12:00:00Z`."""
    return full_date(date.fromisoformat(stamp[:10]))


def date_range(start: date | None, end: date | None, year: int | None = None) -> str:
    """Return `10–11 December 2024`, `30 April – 2 May 2024`, `2024` if only the year is known, or an empty string."""
    if start is None:
        return str(year) if year else ""
    if end is None or end <= start:
        return full_date(start)
    return day_range(start, end)


def meeting_dates(meeting: Meeting | None) -> str:
    """Return the dates of a meeting, as far as they are known; an empty string for none."""
    return date_range(meeting.start, meeting.end, meeting.year) if meeting else ""


def meeting_link_text(meeting: Meeting) -> str:
    """Return the title of a meeting with its dates, as far as they are known."""
    when = meeting_dates(meeting)
    return f"{meeting.title} ({when})" if when else meeting.title


def short_meeting_name(meeting: Meeting) -> str:
    """Return a short name of a meeting: `Montevideo 2024`, `May 2024`, or its title."""
    city = (meeting.place or "").partition(",")[0]
    date_text = month_and_year(meeting.start) if meeting.start else str(meeting.year or "")
    if city and meeting.year:
        return f"{city} {meeting.year}"
    return date_text or meeting.title


def publication_date(stated: str | None) -> str:
    """Return an ISO date of any precision in words: `February 2020` for `2020-02`; an empty string for none."""
    parts = [int(part) for part in (stated or "").split("-") if part.isdigit()]
    if not parts:
        return stated or ""
    if len(parts) == 1 or not 1 <= parts[1] <= 12:
        return str(parts[0])
    try:
        if len(parts) > 2:
            return full_date(date(parts[0], parts[1], parts[2]))
        return month_and_year(date(parts[0], parts[1], 1))
    except ValueError:  # no calendar has it
        return stated or ""


def kind_title(document: Document) -> str:
    """Return the kind of a document in words."""
    return gettext(KIND_LABELS[document.kind])


def known_kind(document: Document) -> str:
    """Return the kind of a document in words, empty where it is not known."""
    return "" if document.kind == "other" else kind_title(document)


def status_title(document: Document) -> str:
    """Return whether a document says what was planned or what was held; of no meeting neither can be known."""
    if document.status == "unknown" and not document.meetings:
        return gettext(NO_MEETING_LABEL)
    return STATUS_TITLES[document.status]


def page_label(passage: Passage) -> str:
    """Return `p. 4`, or `p. iv` where that is printed on the page, or an empty string."""
    number = passage.page_label or (str(passage.page) if passage.page is not None else "")
    return gettext("p. %(number)s", number=number) if number else ""


def person_name(person: Participation) -> str:
    """Return a name with its honorific in front; letters that stand for a name are said to be a label."""
    if not is_name(person.name):
        return gettext("labelled “%(label)s”", label=person.name)
    return f"{person.honorific} {person.name}" if person.honorific else person.name


@lru_cache(maxsize=10_000)
def is_name(text: str) -> bool:
    """Return whether the label of a speaker can be a name: letters alone, such as `MT` or `A.B.`, stand for one."""
    letters = [letter for letter in text if letter.isalpha()]
    is_written_small = any(letter.islower() or not letter.isupper() for letter in letters)
    return len(letters) > (1 if is_written_small else _MOST_INITIALS)


def person_line(person: Participation) -> str:
    """Return a name and an affiliation."""
    return ", ".join(part for part in (person_name(person), person.affiliation) if part)


def role_title(role: str, number: int = 1) -> str:
    """Return a role as a title: `Panelists` for the role `panelist` held by several."""
    if role in ROLE_TITLES:
        return gettext(ROLE_TITLES[role][number != 1])
    words = role.replace("_", " ").strip()
    title = words[:1].upper() + words[1:]
    return title if number == 1 or not title or title.endswith("s") else title + "s"


def share(part: float) -> str:
    """Return a share as full per cent, rounded down: `70%`."""
    return current_speech().percent(int(part * 100))
