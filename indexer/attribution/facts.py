"""What a draft states of the source of a quotation, and what the papers say to it. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from indexer.model import DocumentKind, Passage
from indexer.speech.translation import gettext

StatedFactKind = Literal[
    "meeting", "place", "session", "kind", "date", "speaker", "manner", "voice", "number", "denial", "body", "stance"
]
"""`kind` is the kind of paper, `number` the number of a resolution or the symbol of a paper; `manner` is
whether something was said or is planned, `voice` which group spoke: all participants, or one of them, and `body` which
body adopted the words; `stance` is whether somebody was for or against them."""
FactVerdict = Literal["supported", "contradicted", "not_judged"]
ContradictionKind = Literal[
    "place", "speaker", "voice", "planned", "not_for_attribution", "denied", "elsewhere", "stance"
]
"""What a contradicted fact means for the quotation: `place` is right words in the wrong place, as is `elsewhere`, the
place of another meeting where that of the source is not known."""
Manner = Literal["said", "planned"]
DraftStretch = tuple[int, int]
"""Offsets in the draft: the first character and the one behind the last."""
StanceSide = Literal["for", "against"]


@dataclass(frozen=True)
class SourceWords:
    """The words of a quotation where they stand in a passage; offsets are those of its text."""

    passage: Passage
    start: int
    end: int

    @property
    def first_sentence(self) -> tuple[int, int] | None:
        """Start and end of the sentence in which the words begin, None where they begin in none."""
        return next((span for span in self.passage.sentences if span[0] <= self.start < span[1]), None)

    @property
    def sentence(self) -> str:
        """The sentences that have the words."""
        spans = [span for span in self.passage.sentences if span[0] < self.end and self.start < span[1]]
        return self.passage.text[spans[0][0] : spans[-1][1]] if spans else self.passage.text


@dataclass(frozen=True)
class StatedPeriod:
    """A stretch of days; without a year, the days of any year that the months and days of `first` and `last` mean."""

    first: date
    last: date
    has_year: bool = True
    vague: bool = False
    """Whether only its years are certain: a season falls in other months in the south."""
    weekday: int | None = None
    """For a day of the week without a date, or with a date that is none: 0 for Monday."""


@dataclass(frozen=True)
class StatedSession:
    """A session by its number and the word for it, or by words of its title."""

    word: str = ""
    """The folded word: `session`, `roundtable`, `item`."""
    number: int | None = None
    topic: frozenset[str] = frozenset()
    """Stems of the words of its title."""


@dataclass(frozen=True)
class StatedSpeaker:
    """Whose the words are said to be: a person, a country, an organisation, an office or a role; the rest is empty."""

    name: tuple[str, ...] = ()
    """The folded words of the name, as the draft has them."""
    persons: frozenset[str] = frozenset()
    """Ids of the persons who have this name in the papers."""
    country: str = ""
    organisation: str = ""
    role: str = ""
    office: str = ""
    """An office that one person holds at a time: `Secretary-General`."""

    @property
    def is_named(self) -> bool:
        """Whether it says who spoke, or for whom: a role at a meeting does not."""
        return bool(self.name or self.country or self.organisation or self.office)


VoicePeople = Literal["participants", "states", "members", "panel", "secretariat", "body"]
"""What a group is: those who take part, delegations of States, members of a body, a panel, a secretariat, a meeting."""
VoiceNumber = Literal["one", "several", "most", "all"]


@dataclass(frozen=True)
class StatedVoice:
    """A group that is said to have spoken, or one of it, without a name."""

    text: str
    people: VoicePeople | None
    """None where nobody is said to have spoken: `it was agreed`."""
    number: VoiceNumber | None
    """How many of the group; None where that is not said: `participants noted`."""
    agrees: bool = False
    """Whether its verb says that the group was of one mind."""
    noun: str = ""
    """The word for those who are in it, empty where it is called by a number alone."""
    narrowed: str = ""
    """The words that make it a smaller group: `Troop` of `Troop contributors`, `from Africa`."""


@dataclass(frozen=True)
class StatedMeetingNumber:
    """A meeting by its number: the 119th that is called `ietf`, or the 7148th `meeting` of a council."""

    noun: str
    """What is counted, folded: an acronym, or a word for meetings."""
    number: int
    body: frozenset[str] = frozenset()
    """The folded words for the body that met; empty where that is not said."""


@dataclass(frozen=True)
class StatedBody:
    """A body that is said to have adopted words, by the folded words of its name that tell it from others."""

    words: frozenset[str]


@dataclass(frozen=True)
class StatedStance:
    """That somebody was for or against quoted words."""

    side: StanceSide
    speaker: StatedSpeaker | None
    """Who it is said of, None where that is not clear."""
    body: str = ""
    """The folded name of the body that it is said of, without its article: `committee`."""


@dataclass(frozen=True)
class StatedAct:
    """Whether an act of which words are quoted is right, possible or needed."""

    scale: str
    """What is said of it: `right`, `possible` or `needed`."""
    holds: bool
    """False where it is said to be wrong, impossible or needless."""


FactValue = (
    DocumentKind
    | StatedPeriod
    | StatedSession
    | StatedSpeaker
    | StatedVoice
    | StatedMeetingNumber
    | StatedBody
    | StatedStance
    | StatedAct
    | Manner
    | frozenset[str]
    | str
)


@dataclass(frozen=True)
class StatedFact:
    """One thing that a draft states of the source of a quotation.

    The value of a meeting is the ids of all meetings that have the name, and that of a place its folded name.
    """

    kind: StatedFactKind
    text: str
    """The words of the draft that state it."""
    value: FactValue
    start: int | None = None
    """Offset of the words in the draft; None where they are in a footnote."""
    of_paper: bool = False
    """Whether a date is that of a paper, not of a meeting."""
    of_name: str = ""
    """The word for the meeting or the paper in whose name a place or a date stands: `conference`."""
    of_day: bool = False
    """Whether a date in a reference is a day of the meeting: the reference names no paper, or a session."""
    beside: tuple[StatedPeriod, ...] = ()
    """Other dates in the sentence of a date: if one of them is the source's, this one may be of something else."""
    open: bool = False
    """Whether the sentence leaves open that it is one of the source: then it is held against no paper."""
    papers: frozenset[str] = frozenset()
    """Ids of the documents that have the name, for a meeting that is named by the title of a paper."""
    stands_for: str = ""
    """The words of an earlier sentence that the words stand for, where they are `she` or `the same meeting`."""

    @property
    def shown(self) -> str:
        """The words as a report shows them, with what they stand for."""
        words = " ".join(self.text.split())
        return f"{words} ({' '.join(self.stands_for.split())})" if self.stands_for else words

    @property
    def end(self) -> int | None:
        """Offset in the draft where the words end."""
        return None if self.start is None else self.start + len(self.text)

    def begins_in(self, stretch: DraftStretch | None) -> bool:
        """Return whether its words begin in a stretch of the draft."""
        return stretch is not None and self.start is not None and stretch[0] <= self.start < stretch[1]

    def meets(self, stretch: DraftStretch | None) -> bool:
        """Return whether its words share a character with a stretch of the draft."""
        if stretch is None or self.start is None or self.end is None:
            return False
        return self.start < stretch[1] and stretch[0] < self.end


@dataclass(frozen=True)
class SourceDays:
    """The first and last day of the source's meeting, and of its own date: None where that does not matter."""

    held: tuple[date, date] | None = None
    dated: tuple[date, date] | None = None
    of_session: tuple[date, date] | None = None
    """The days of the session, where the draft has another day of its meeting."""


@dataclass(frozen=True)
class JudgedFact:
    """A stated fact beside what the papers say."""

    stated: StatedFact
    verdict: FactVerdict
    source: str = ""
    """What the papers say, in words; empty where they do not say it."""
    contradiction: ContradictionKind | None = None
    guessed_from: str = ""
    """What the papers' fact was guessed from; empty where it is no guess."""
    known: SourceDays | DocumentKind | None = None
    """What the papers say of a day or of the kind of paper, for sentences in any language."""

    @property
    def note(self) -> str:
        """How the papers' fact is known, where it is a guess; else empty."""
        return gettext("guessed from “%(words)s”", words=self.guessed_from) if self.guessed_from else ""
