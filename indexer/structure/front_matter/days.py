"""Find the days of the meeting in a paper: on its title page, in dated headings, or in a sentence that it was held.

Whose day one date is, is told in `day_context`. Days in the path of a file are not read here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from indexer.model import FactEvidence
from indexer.structure.dates import DayOrder, StatedDates, find_dates, is_only_date, numeric_order, without_dates
from indexer.structure.draft import RUNNING_HEADS, Piece
from indexer.structure.speakers.turns import is_speech_turn
from indexer.text.language_id import document_language
from indexer.text.prose import is_prose, split_words

from .day_context import EVENT, RESOLUTION, DayOwner, day_owner, is_label_of_day, owner_of_line_below
from .kind_names import named_kind
from .places import find_place_line

_FIRST_LINES = 8  # pieces: those that can state the day even where the body begins before
_LAST_LINES = 8  # pieces: those that can state when a resolution was adopted
_LINES_OF_DISTRIBUTION = 3  # lines under `Distr.: General` that hold the day of the paper
_OPENING_PROSE = 8  # paragraphs before the first dated heading of a paper that is divided by days
_LONGEST_LABEL = 6  # words: a line that says what the day below it is
_LONGEST_ADOPTION = 40  # words: a line that says by whom and when a resolution was adopted
_LONGEST_MEETING = 10  # days from the first to the last of the days that headings state
_LONGEST_PAUSE = 6  # days between two days of one meeting; a weekly meeting has 7
_LONGEST_STATED = 45  # days: a longer range on a title page is a period, not a meeting
_LONGEST_HELD = 200  # days: the longest session that a sentence can say was held
_EVIDENCE_LENGTH = 160  # characters
_HOUR = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}[:h]\d\d\b|\b\d{1,2}(?:[.:]\d\d)?\s?uhr\b|[上下]午", re.IGNORECASE
)
_HOURS_ONLY = re.compile(
    r"[\W\d]*(?:(?:[ap]\.?m|utc|gmt|z|[cew]es?t|[ecmp][sd]?t|[ck]st|jst|ist|uhr|h|hrs|hours|local|time)\b[\W\d]*)*",
    re.IGNORECASE,
)
_SITTING = re.compile(
    r"\b(?:meeting|session|sitting|séance(?: plénière)?|sesión(?: plenaria)?|sitzung|заседание|جلسة)\b|次(?:全体)?会议",
    re.IGNORECASE,
)
_DISTRIBUTION = re.compile(r"^\W*distr\b", re.IGNORECASE)
_DECLARED_DAY = re.compile(
    r"^\s*[\"']?(?P<key>(?:meeting[-_ ]?|event[-_ ]?|start[-_ ]?)?(?:date|day)|when)[\"']?\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class MeetingDays:
    """What a paper states about the days of its meeting, and how that is known."""

    days: tuple[date, date] | None = None
    partial_dates: StatedDates | None = None
    """Day and month without a year."""
    published: str | None = None
    """The date of the paper itself, where it is another one."""
    evidence: FactEvidence | None = None


@dataclass(frozen=True)
class _Candidate:
    """A date that may be the day of the meeting."""

    dates: StatedDates
    line: str
    weight: int
    """3: the text says that it is; 2: beside an event, a place, an hour or a weekday; 1: alone."""
    owner: DayOwner = "open"
    divides: bool = False
    """Whether its line states nothing else, as do headings that divide a paper into days."""

    @property
    def span(self) -> tuple[date, date]:
        """The days; candidates always have some."""
        return self.dates.days() or (date.min, date.min)


def read_days(pieces: Sequence[Piece], lines: Sequence[str], prose: Sequence[str], start: int) -> MeetingDays:
    """Return the days of the meeting that a paper states, or none where it does not decide between several.

    `lines` are those of the title page, `prose` the first paragraphs that are about the meeting, and `start` is the
    index of the first piece of the body.
    """
    read = partial(find_dates, order=_order(pieces))
    front = [*_front(pieces, start)]
    candidates = [candidate for text, above, piece in front for candidate in _candidates(text, above, piece, read)]
    spoken = {text for text, _, _ in front}
    candidates += [found for line in lines if line not in spoken for found in _candidates(line, (), None, read)]
    own = [candidate for candidate in candidates if candidate.owner in {"meeting", "open"}]
    papers = [candidate for candidate in candidates if candidate.owner == "paper"]
    months = [dates for line in lines for dates in read(line) if dates.first is None and dates.iso()]
    published = papers[0].dates.iso() if papers else months[0].iso() if months else None
    adopted = _adoption(pieces, candidates, read)
    if adopted:
        return _result(adopted, published)
    headings = list(_dividing(pieces, read))
    chosen = _choose(own, [] if _is_resolution(front) else _held(prose, read), headings)
    if chosen is None and not own and not headings:
        chosen = _from_margins(pieces, read)
    if chosen:
        later = [found for found in own if found.span[0] > chosen.span[1] and found.dates.last is None]
        return _result(chosen, published or (later[0].dates.iso() if later else None))
    partial_dates = None if own or headings else _partial([dates for line in lines for dates in read(line)])
    return MeetingDays(None, partial_dates, published)


Reader = Callable[[str], Iterator[StatedDates]]


def _result(chosen: _Chosen, published: str | None) -> MeetingDays:
    own = {day.isoformat() for day in chosen.span}
    evidence = FactEvidence("day", "guessed" if chosen.guessed else "stated", chosen.line[:_EVIDENCE_LENGTH])
    return MeetingDays(chosen.span, None, None if published in own else published, evidence)


@dataclass(frozen=True)
class _Chosen:
    """The days that were chosen, with the printed words."""

    span: tuple[date, date]
    line: str
    guessed: bool = False


def _order(pieces: Sequence[Piece]) -> DayOrder | None:
    """Return how figures such as `5/6/2031` are read in a paper: as other dates show, or as its language has it."""
    texts = [piece.text for piece in pieces if "/" in piece.text or "-" in piece.text]
    order = numeric_order(texts)
    if order or not any(re.search(r"\d[/-]\d{1,2}[/-]\d{4}", text) for text in texts):
        return order
    language = document_language([piece.text for piece in pieces if is_prose(piece.text)])
    return "day_first" if language and language != "en" else None


def _front(pieces: Sequence[Piece], start: int) -> Iterator[tuple[str, tuple[str, ...], Piece]]:
    """Yield the lines of the title page and the first lines of the paper, each with the lines above it."""
    above: tuple[str, ...] = ()
    seen = 0
    for index, piece in enumerate(pieces):
        if not piece.text or piece.block.drop:
            continue
        is_first = seen < _FIRST_LINES and not is_speech_turn(piece.text) and not piece.block.speaker
        if index >= start and not is_first:
            return
        seen += 1
        if piece.role != "body" or not is_prose(piece.text) or index < start:
            yield piece.text, above, piece
        above = (*above, piece.text)[-_LINES_OF_DISTRIBUTION:]


def _candidates(text: str, above: Sequence[str], piece: Piece | None, read: Reader) -> Iterator[_Candidate]:
    """Yield the full dates of a line of the title page that can be the day of the meeting or of the paper."""
    if is_prose(text) and piece is not None and len(split_words(text)) > _LONGEST_ADOPTION:
        return
    alone = _is_day_line(text)
    is_item = piece is not None and piece.is_list_item and not is_label_of_day(text)
    for dates in read(text):
        days = dates.days()
        if not days:
            continue
        owner = day_owner(text, dates, is_item=is_item)
        if owner == "open" and alone:
            owner = _owner_above(above)
        if (days[1] - days[0]).days > (_LONGEST_HELD if owner == "meeting" else _LONGEST_STATED):
            continue
        yield _Candidate(dates, text, _weight(text, dates, owner), owner, alone)


def _is_day_line(text: str) -> bool:
    """Return whether a line states a day, perhaps with hours, and nothing else."""
    return is_only_date(text) or (any(find_dates(text)) and _HOURS_ONLY.fullmatch(without_dates(text)) is not None)


def _owner_above(above: Sequence[str]) -> DayOwner:
    """Return whose day a bare date is, by the lines above it."""
    if any(_DISTRIBUTION.match(line) for line in above):
        return "paper"
    if above and len(split_words(above[-1])) <= _LONGEST_LABEL:
        return owner_of_line_below(above[-1])
    return "open"


def _weight(text: str, dates: StatedDates, owner: DayOwner) -> int:
    if owner == "meeting":
        return 3
    is_placed = dates.weekday is not None or EVENT.search(text) or _HOUR.search(text) or named_kind(text)
    return 2 if is_placed or find_place_line(text) else 1


def _is_resolution(front: Sequence[tuple[str, tuple[str, ...], Piece]]) -> bool:
    return any(RESOLUTION.search(text) for text, _, _ in front if len(split_words(text)) <= _LONGEST_ADOPTION)


def _adoption(pieces: Sequence[Piece], candidates: Sequence[_Candidate], read: Reader) -> _Chosen | None:
    """Return the day on which a resolution was adopted, as stated above it or below: `55th plenary meeting, 5 May`."""
    above = [found for found in candidates if found.owner == "adoption"]
    if above:
        spans = {found.span for found in above}
        return _Chosen(above[0].span, above[0].line) if len(spans) == 1 else None
    shown = [piece.text for piece in pieces if piece.text and not piece.block.drop]
    if not any(RESOLUTION.search(text) for text in shown[:_FIRST_LINES]):
        return None
    for earlier, text in itertools.pairwise(["", *shown[-_LAST_LINES:]]):
        is_below = _SITTING.search(earlier) and len(split_words(earlier)) <= _LONGEST_LABEL and is_only_date(text)
        is_beside = _SITTING.search(text) and len(split_words(text)) <= 2 * _LONGEST_LABEL
        dates = next((found for found in read(text) if found.days() and found.last is None), None)
        if dates and (span := dates.days()) and (is_below or is_beside):
            return _Chosen(span, f"{earlier} {text}" if is_below else text)
    return None


def _dividing(pieces: Sequence[Piece], read: Reader) -> Iterator[_Candidate]:
    """Yield the headings that state a day and nothing else, where they divide the paper from its beginning on."""
    seen, above, found = 0, "", False
    for piece in pieces:
        if not piece.text or piece.block.drop:
            continue
        is_heading = "heading" in {piece.role, piece.block.kind} or "day_of_programme" in piece.reasons
        if is_heading and (found or seen < _OPENING_PROSE) and _is_day_line(piece.text):
            is_other = len(split_words(above)) <= _LONGEST_LABEL and owner_of_line_below(above) != "open"
            for dates in read(piece.text):
                if dates.days() and not is_other:
                    found = True
                    yield _Candidate(dates, piece.text, 1, divides=True)
        seen += is_prose(piece.text)
        above = piece.text


def _held(prose: Sequence[str], read: Reader) -> list[_Candidate]:
    """Return the days on which sentences at the beginning of the body say that the meeting was held."""
    return [
        _Candidate(dates, sentence, 3, "meeting")
        for text in prose
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", text)
        for dates in read(sentence)
        if (days := dates.days())
        and (days[1] - days[0]).days <= _LONGEST_HELD
        and day_owner(sentence, dates) == "meeting"
    ]


def _choose(own: Sequence[_Candidate], held: Sequence[_Candidate], headings: Sequence[_Candidate]) -> _Chosen | None:
    """Return the days of the meeting; None where the paper does not decide."""
    plain = [found for found in own if not (found.divides and headings)]
    best = max((found.weight for found in plain), default=0)
    top = [found for found in plain if found.weight == best]
    stated = _one_of(top)
    if top and stated is None and best > 1:
        return None
    if best <= 1 and held:  # the date of a paper can stand alone, and a sentence tells the meeting's
        spans = {found.span for found in held}
        if stated and stated.span in spans:
            return stated
        return _Chosen(held[0].span, held[0].line, guessed=len(spans) > 1)
    if top and stated is None:
        return None
    if headings:
        return _with_headings(stated, headings)
    return stated


def _one_of(top: Sequence[_Candidate]) -> _Chosen | None:
    """Return the one span that candidates of the same weight state; None where they contradict each other."""
    spans = sorted({found.span for found in top})
    if not spans:
        return None
    if len(spans) == 1:
        return _Chosen(spans[0], top[0].line)
    longest = max(spans, key=lambda span: span[1] - span[0])
    inside = all(longest[0] <= span[0] and span[1] <= longest[1] for span in spans)
    ranges = [span for span in spans if span[0] != span[1]]
    if inside or (len(ranges) == 1 and longest[1] <= max(spans)[1]):
        return _Chosen(longest, next(found.line for found in top if found.span == longest), guessed=not inside)
    return None


def _with_headings(stated: _Chosen | None, headings: Sequence[_Candidate]) -> _Chosen | None:
    """Return the days from the first to the last that the title page and dated headings state, where they are near."""
    spans = {found.span for found in headings} | ({stated.span} if stated else set())
    first, last = min(spans)[0], max(span[1] for span in spans)
    ordered = sorted(spans)
    is_one = (last - first).days <= _LONGEST_MEETING and all(
        (later[0] - earlier[1]).days <= _LONGEST_PAUSE for earlier, later in itertools.pairwise(ordered)
    )
    if is_one:
        lines = dict.fromkeys(found.line for found in headings)
        return _Chosen((first, last), "; ".join(([stated.line] if stated else []) + list(lines)))
    return stated


def _from_margins(pieces: Sequence[Piece], read: Reader) -> _Chosen | None:
    """Return the one day that running heads or the front matter of the file state."""
    for text in (piece.text or piece.block.raw for piece in pieces if RUNNING_HEADS.intersection(piece.reasons)):
        for dates in read(text):
            if (span := dates.days()) and day_owner(text, dates) in {"open", "meeting"}:
                return _Chosen(span, text)
    for piece in pieces:
        if piece.block.drop == "front_matter" and (match := _DECLARED_DAY.search(piece.block.raw)):
            span = next((days for dates in read(match["value"]) if (days := dates.days())), None)
            if span:
                return _Chosen(span, match[0].strip(), guessed=match["key"].casefold() == "date")
    return None


def _partial(dates: Sequence[StatedDates]) -> StatedDates | None:
    """Return the day and month that the title page states without a year, with the weekday that it prints beside it."""
    found = [stated for stated in dates if stated.first and stated.year is None]
    if not found:
        return None
    first = max(found, key=lambda stated: stated.last is not None)
    same_day = [other for other in found if (other.first, other.month) == (first.first, first.month)]
    weekday = next((other.weekday for other in same_day if other.weekday is not None), None)
    return StatedDates(first.month, first.first, first.last, first.last_month, None, weekday)
