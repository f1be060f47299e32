"""Make short drafts that quote the papers of an index with claims known to be true or false."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.attribution.judge_days import meeting_days
from indexer.attribution.negations import negation_in
from indexer.model import KIND_LABELS, DocumentKind, Passage
from indexer.quotes.finding import QuoteOutcome
from indexer.references import find_restrictions
from indexer.store.library import Library
from indexer.text.months import MONTHS

FRAMES = Path(__file__).with_name("frames.toml")
FrameSet = Literal["given", "aside", "fresh"]
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_WORDS = (9, 34)  # words of a sentence that is quoted
_NEGATED = re.compile(
    r"\b(?P<verb>is|are|was|were|does|do|did|should|can|could|will|must|has|have) (?:not|never|no longer) (?=[a-z])"
)
_MODAL = re.compile(r"(?<=\w )(?P<modal>must|should|may)(?= (?!not)[a-z])")
_OTHER_MODAL = {"must": "may", "should": "must", "may": "must"}
OTHER_KIND: dict[DocumentKind, tuple[DocumentKind, ...]] = {
    "minutes": ("programme", "resolution", "concept_note"),
    "meeting_note": ("programme", "resolution", "concept_note"),
    "transcript": ("programme", "resolution", "concept_note"),
    "summary": ("programme", "concept_note", "transcript"),
    "report": ("programme", "concept_note", "transcript"),
    "resolution": ("programme", "transcript", "minutes"),
    "programme": ("report", "minutes", "summary"),
    "agenda": ("report", "minutes", "summary"),
    "concept_note": ("report", "minutes", "summary"),
}
"""Which kinds of paper are certainly others than one."""
_STATED = ("session", "kind", "date", "meeting", "place", "speaker", "manner")


@dataclass(frozen=True)
class ClaimDraft:
    """A draft with one quotation, and what is known of its claim."""

    text: str
    fact: str
    """The kind of fact that it states; `negation` and `bracket` change the words, `none` states nothing."""
    is_true: bool
    expected: QuoteOutcome


class ClaimMaker:
    """Makes drafts from one library, by lot from a seed."""

    def __init__(self, library: Library, frames: FrameSet, seed: int) -> None:
        self._library = library
        self._frames: dict[str, list[str]] = tomllib.loads(FRAMES.read_text(encoding="utf-8"))[frames]
        self._lot = random.Random(seed)  # noqa: S311  # a measurement has to be repeatable
        self._index = library.word_index
        # Every collection has the same share, however large it is.
        folders: dict[str, list[Passage]] = {}
        for passage in library.passages():
            if (passage.document.language or "en").startswith("en") and self._sentences(passage):
                folders.setdefault(passage.document.source.partition("/")[0], []).append(passage)
        self._folders = folders

    def make(self, count: int) -> list[ClaimDraft]:
        """Make this many drafts, of each kind as many as the papers allow."""
        makers = [self._session, self._topic, self._kind, self._month, self._year, self._day, self._meeting, self._city]
        makers += [
            self._speaker,
            self._speaker,
            self._manner,
            self._negation,
            self._bracket,
            self._named,
            self._nothing,
        ]
        makers += [self._planned_kind, self._manner]
        drafts: list[ClaimDraft] = []
        turn = 0
        while len(drafts) < count and turn < 100 * count:
            maker = makers[turn % len(makers)]
            is_true = (turn // len(makers)) % 2 == 0
            for _ in range(40):
                passage = self._passage()
                draft = maker(passage, is_true)
                if draft and not any(draft.text == other.text for other in drafts):
                    drafts.append(draft)
                    break
            turn += 1
        return drafts

    def _passage(self) -> Passage:
        return self._lot.choice(self._folders[self._lot.choice(sorted(self._folders))])

    def _sentences(self, passage: Passage) -> list[str]:
        texts = [passage.text[start:end].strip() for start, end in passage.sentences]
        return [
            text
            for text in texts
            if passage.kind == "paragraph"
            and re.match("[A-Z]", text)
            and _WORDS[0] <= len(text.split()) <= _WORDS[1]
            and not re.search(r"[“”\"«»\[\]()…*_#|<>`]|\.\.|https?:|['‘]\w+['’]", text)
        ]

    def _quote(self, passage: Passage) -> str:
        """Return a sentence of a passage, or its end."""
        words = self._lot.choice(self._sentences(passage)).rstrip(".;:,").split()
        start = self._lot.choice((0, 0, 1, 2)) if len(words) > 14 else 0
        return " ".join(words[start:])

    def _draft(
        self, name: str, passage: Passage, fact: str, is_true: bool, expected: QuoteOutcome, **slots: object
    ) -> ClaimDraft:
        frame = self._lot.choice(self._frames[name])
        kind = KIND_LABELS[passage.document.kind].lower()
        values = {"q": self._quote(passage), "kind": kind, "Kind": kind.capitalize(), **slots}
        if ("{kind}" in frame or "{Kind}" in frame) and (passage.document.kind in ("other", "statement", "slides")):
            return self._draft(name, passage, fact, is_true, expected, **slots)
        return ClaimDraft(self._amid(frame.format(**values)), fact, is_true, "exact" if is_true else expected)

    def _amid(self, sentence: str) -> str:
        """Return a sentence amid others, which name facts that are none of its source."""
        before, after = self._lot.choice(self._frames["before"]), self._lot.choice(self._frames["after"])
        return f"{before} {sentence} {after}".strip()

    def _numbered(self, passage: Passage) -> list[int]:
        if passage.meeting is None:
            return []
        sessions = self._library.sessions(passage.meeting.id)
        return [session.number for session in sessions if session.number is not None and session.parent is None]

    def _session(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        session = passage.session
        numbers = [number for number in self._numbered(passage) if number <= len(_ORDINALS)]
        if (
            passage.document.status != "reported"
            or session is None
            or session.number not in numbers
            or session.parent
            or len(set(numbers)) < 2
        ):
            return None
        if session.label and not session.label.lower().startswith("session"):
            return None
        number = (
            session.number if is_true else self._lot.choice([other for other in numbers if other != session.number])
        )
        frames = self._frames["session_number"]
        frame = self._lot.choice([frame for frame in frames if "item" not in frame])
        text = self._amid(frame.format(q=self._quote(passage), n=number, ordinal=_ORDINALS[number - 1]))
        return ClaimDraft(text, "session", is_true, "exact" if is_true else "wrong_place")

    def _topic(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        session = passage.session
        if passage.document.status != "reported" or session is None or passage.meeting is None:
            return None
        titles = {other.title for other in self._library.sessions(passage.meeting.id) if _is_topic(other.title)}
        if session.title not in titles or len(titles) < 2:
            return None
        others = sorted(
            title for title in titles if not set(title.lower().split()) & set(session.title.lower().split())
        )
        if not is_true and not others:
            return None
        topic = session.title if is_true else self._lot.choice(others)
        return self._draft("session_topic", passage, "session", is_true, "wrong_place", topic=topic)

    def _kind(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        kind = passage.document.kind
        if kind not in OTHER_KIND:
            return None
        stated = kind if is_true else self._lot.choice(OTHER_KIND[kind])
        words = KIND_LABELS[stated].lower()
        return self._draft("kind", passage, "kind", is_true, "wrong_place", kind=words, Kind=words.capitalize())

    def _planned_kind(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        return self._kind(passage, is_true) if passage.document.status == "planned" else None

    def _dated(self, passage: Passage, name: str, is_true: bool, gap: int) -> ClaimDraft | None:
        """Make a claim of a date; a wrong one is that of another meeting at least `gap` days away."""
        meeting = passage.meeting
        if meeting is None or meeting.start is None or passage.document.status != "reported":
            return None
        day = meeting.start
        if not is_true:
            others = [other.start for other in self._library.meetings() if other.start]
            others = [other for other in others if abs((other - day).days) > gap and other.year != day.year]
            published = passage.document.published or ""
            others = [other for other in others if str(other.year) != published[:4]]
            if not others:
                return None
            day = self._lot.choice(others)
        slots = {"month": MONTHS[day.month - 1], "year": day.year, "day": day.day}
        return self._draft(name, passage, "date", is_true, "wrong_place", **slots)

    def _month(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        return self._dated(passage, "month", is_true, 45)

    def _year(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        return self._dated(passage, "year", is_true, 400)

    def _day(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        return self._dated(passage, "day", is_true, 10)

    def _meeting(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        if passage.document.status != "reported" or passage.meeting is None:
            return None
        title = passage.meeting.title
        if not is_true:
            others = sorted({other.title for other in self._library.meetings()} - {title})
            others = [
                other
                for other in others
                if not set(other.lower().split()) & set(title.lower().split()) - {"the", "of", "and", "on", "in"}
            ]
            if not others:
                return None
            title = self._lot.choice(others)
        if not 4 <= len(title.split()) <= 18 or not re.fullmatch(r"[A-Za-z][A-Za-z ,:’'-]+", title):
            return None
        return self._draft("meeting", passage, "meeting", is_true, "wrong_place", title=title)

    def _city(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        city = _city_of(passage)
        if not city or passage.document.status != "reported":
            return None
        if not is_true:
            others = sorted({(other.place or "").partition(",")[0] for other in self._library.meetings()} - {city, ""})
            city = self._lot.choice(others or ["Nairobi", "Vienna", "Bangkok"])
        return self._draft("city", passage, "place", is_true, "wrong_place", city=city)

    def _speaker(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        speakers = [person for person in passage.people if person.role == "speaker" and is_full_name(person.name)]
        if len(speakers) != 1 or passage.meeting is None:
            return None
        name = speakers[0].name
        if not is_true:
            others = sorted(each for each in self._speakers_of(passage) if not set(each.split()) & set(name.split()))
            if not others:
                return None
            name = self._lot.choice(others)
        if name.split()[-1] in passage.text and not is_true:
            return None
        return self._draft("speaker", passage, "speaker", is_true, "wrong_speaker", speaker=name)

    def _speakers_of(self, passage: Passage) -> set[str]:
        people = (person for other in self._library.document_passages(passage.document.id) for person in other.people)
        return {person.name for person in people if person.role == "speaker" and is_full_name(person.name)}

    def _manner(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        status = passage.document.status
        if status == "unknown" or (status == "reported" and not is_true):
            return None
        name = "said" if status == "reported" or not is_true else "planned"
        return self._draft(name, passage, "manner", is_true, "planned_as_said")

    def _negation(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        """Omit a negation; or, as a true claim, words without one."""
        for sentence in self._sentences(passage):
            match = _NEGATED.search(sentence)
            words = sentence.rstrip(".").split()
            if (
                not is_true
                and match
                and len(sentence[match.end() :].split()) >= 4
                and len(sentence[: match.start()].split()) >= 2
            ):
                quote = f"{sentence[: match.end('verb')]} ... {sentence[match.end() :]}".rstrip(".")
            elif is_true and len(words) >= 16 and not negation_in(" ".join(words[5:9]), "en"):
                quote = " ".join([*words[:5], "...", *words[9:]])
            else:
                continue
            text = self._lot.choice(self._frames["bare"]).format(q=quote)
            return ClaimDraft(text, "negation", is_true, "exact" if is_true else "negation_left_out")
        return None

    def _bracket(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        for sentence in self._sentences(passage):
            words = sentence.rstrip(".").split()
            match = _MODAL.search(sentence)
            if not is_true and match:
                quote = f"{sentence[: match.start()]}[{_OTHER_MODAL[match['modal']]}]{sentence[match.end() :]}".rstrip(
                    "."
                )
            elif is_true and words[0].isalpha() and words[0][0].isupper() and len(words[0]) > 1:
                quote = f"[{words[0][0].lower()}]{' '.join(words)[1:]}"
            else:
                continue
            text = self._lot.choice(self._frames["bare"]).format(q=quote)
            return ClaimDraft(text, "bracket", is_true, "exact" if is_true else "altered")
        return None

    def _named(self, passage: Passage, is_true: bool) -> ClaimDraft | None:
        """Give words that are not for attribution to somebody; there is no true claim of this kind."""
        stated = find_restrictions(self._library.document_passages(passage.document.id))
        if is_true or not any(restriction.kind == "non_attribution" for restriction in stated):
            return None
        names = [person.name for person in self._library.persons() if len(person.name.split()) == 2]
        names = [name for name in names if name.split()[-1] not in passage.text and name.replace(" ", "").isalpha()]
        return self._draft(
            "speaker", passage, "attribution", False, "not_for_attribution", speaker=self._lot.choice(names)
        )

    def _nothing(self, passage: Passage, is_true: bool) -> ClaimDraft | None:  # noqa: ARG002  # always true
        """Name facts of another meeting that are none of the source: to call this wrong is a false alarm."""
        if passage.document.status != "reported":
            return None
        other = self._lot.choice([meeting for meeting in self._library.meetings() if meeting.start])
        speakers = [person.name for person in self._library.persons() if len(person.name.split()) == 2]
        start = other.start
        days = meeting_days(passage.meeting)
        if start is None or not speakers or (days and days[0].year == start.year):
            return None
        slots = {"month": MONTHS[start.month - 1], "year": start.year, "n": self._lot.randint(1, 6)}
        return self._draft("none", passage, "none", True, "exact", speaker=self._lot.choice(speakers), **slots)


def _is_topic(title: str) -> bool:
    return 2 <= len(title.split()) <= 9 and bool(re.fullmatch(r"[A-Za-z][A-Za-z ,'’&-]+", title))


def is_full_name(name: str) -> bool:
    """Return whether a name is of two or three words, without signs."""
    return 2 <= len(name.split()) <= 3 and name.replace(" ", "").replace(".", "").replace("-", "").isalpha()


def _city_of(passage: Passage) -> str:
    place = (passage.meeting.place if passage.meeting else None) or ""
    return place.partition(",")[0]


def facts_stated() -> Iterator[str]:
    """Yield the kinds of claims in the order of the table."""
    yield from (*_STATED, "attribution", "negation", "bracket", "none")
