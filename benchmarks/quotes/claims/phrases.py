"""Make drafts that quote one to three words of the papers of an index, with claims known to be true or false.

A claim is true where the passage from which the phrase was taken has the fact, and false where no passage with these
words has it. Passages with a phrase are found by looking through all texts, not with the index of words.
"""

from __future__ import annotations

import random
import re
import tomllib

from indexer.attribution.judge_days import meeting_days
from indexer.model import KIND_LABELS, Passage
from indexer.store.library import Library
from indexer.text.months import MONTHS
from indexer.text.stopwords import is_function_word

from .make import FRAMES, OTHER_KIND, ClaimDraft, is_full_name

_MOST_PLACES = 60  # passages with a phrase
_TRIES = 60


class PhraseMaker:
    """Makes drafts from one library, by lot from a seed."""

    def __init__(self, library: Library, seed: int) -> None:
        self._library = library
        self._frames: dict[str, list[str]] = tomllib.loads(FRAMES.read_text(encoding="utf-8"))["phrases"]
        self._lot = random.Random(seed)  # noqa: S311  # a measurement has to be repeatable
        self._texts = [
            (passage, " ".join(["", *re.findall(r"[^\W_]+", passage.text.casefold()), ""]))
            for passage in library.passages()
        ]
        folders: dict[str, list[Passage]] = {}
        for passage in library.passages():
            if (passage.document.language or "en").startswith("en") and passage.kind == "paragraph":
                folders.setdefault(re.split("_papers|/", passage.document.source)[0], []).append(passage)
        self._folders = folders

    def make(self, count: int) -> list[ClaimDraft]:
        """Make this many drafts, of each kind as many as the papers allow."""
        makers = (self._date, self._kind, self._speaker, self._session, self._manner, self._nothing, self._date)
        drafts: dict[str, ClaimDraft] = {}
        for turn in range(100 * count):
            if len(drafts) == count:
                break
            maker, is_true = makers[turn % len(makers)], (turn // len(makers)) % 2 == 0
            for _ in range(_TRIES):
                passage = self._lot.choice(self._folders[self._lot.choice(sorted(self._folders))])
                phrase = self._phrase(passage)
                draft = phrase and maker(passage, phrase, is_true)
                if draft and draft.text not in drafts:
                    drafts[draft.text] = draft
                    break
        return list(drafts.values())

    def _phrase(self, passage: Passage) -> str:
        """Return some words in a row, in lower case and not all of them small; empty where there are none."""
        runs = re.findall(r"(?<![\w’'-])[a-z]+(?: [a-z]+){0,2}(?![\w’'-])", passage.text)
        if not runs:
            return ""
        words = self._lot.choice(runs).split()
        first = self._lot.randrange(len(words))
        chosen = words[first:]
        is_telling = any(not is_function_word(word) and len(word) > 3 for word in chosen)
        return " ".join(chosen) if is_telling else ""

    def _places(self, phrase: str) -> list[Passage]:
        """Return the passages with a phrase, none where it is in very many."""
        places = [passage for passage, text in self._texts if f" {phrase} " in text]
        return places if len(places) <= _MOST_PLACES else []

    def _draft(self, name: str, phrase: str, fact: str, is_true: bool, expected: str, **slots: object) -> ClaimDraft:
        text = self._lot.choice(self._frames[name]).format(q=phrase, **slots)
        outcome = "fitting" if is_true else expected
        return ClaimDraft(text, fact, is_true, outcome)  # type: ignore[arg-type]  # the outcomes are spelled out here

    def _date(self, passage: Passage, phrase: str, is_true: bool) -> ClaimDraft | None:
        meeting, kind = passage.meeting, passage.document.kind
        if meeting is None or meeting.start is None or kind not in OTHER_KIND or passage.document.status != "reported":
            return None
        day = meeting.start
        places = self._places(phrase)
        if not is_true:
            days = [meeting_days(place.meeting) for place in places]
            if not places or not all(days):
                return None
            years = {day.year for held in days if held for day in held}
            years |= {int(place.document.published[:4]) for place in places if place.document.published}
            others = [other.start for other in self._library.meetings() if other.start]
            others = [other for other in others if not {other.year - 1, other.year, other.year + 1} & years]
            if not others or any(place.document.kind != kind for place in places):
                return None
            day = self._lot.choice(others)
        slots = {"month": MONTHS[day.month - 1], "year": day.year, "kind": KIND_LABELS[kind].lower()}
        return self._draft("date", phrase, "date", is_true, "wrong_place", **slots)

    def _kind(self, passage: Passage, phrase: str, is_true: bool) -> ClaimDraft | None:
        kind, places = passage.document.kind, self._places(phrase)
        if kind not in OTHER_KIND or not places:
            return None
        if not is_true:
            wrong = set.intersection(*(set(OTHER_KIND.get(place.document.kind, ())) for place in places))
            if not wrong:
                return None
            kind = self._lot.choice(sorted(wrong))
        words = KIND_LABELS[kind].lower()
        return self._draft("kind", phrase, "kind", is_true, "wrong_place", kind=words, Kind=words.capitalize())

    def _speaker(self, passage: Passage, phrase: str, is_true: bool) -> ClaimDraft | None:
        places = self._places(phrase)
        speakers = [_speaker_of(place) for place in (passage, *places)]
        if not places or not speakers[0] or (not is_true and not all(speakers)):
            return None
        name = speakers[0]
        if not is_true:
            here = self._library.document_passages(passage.document.id)
            others = {_speaker_of(other) for other in here} - {""}
            taken = {word for speaker in speakers for word in speaker.casefold().split()}
            text = " ".join(place.text for place in places).casefold()
            others = {
                other
                for other in others
                if not set(other.casefold().split()) & taken and other.casefold().split()[-1] not in text
            }
            if not others:
                return None
            name = self._lot.choice(sorted(others))
        return self._draft("speaker", phrase, "speaker", is_true, "wrong_speaker", speaker=name)

    def _session(self, passage: Passage, phrase: str, is_true: bool) -> ClaimDraft | None:
        places = self._places(phrase)
        numbers = {_session_of(place) for place in places}
        number = _session_of(passage)
        if not number or not places or passage.document.status != "reported":
            return None
        if not is_true:
            if 0 in numbers:
                return None
            number = self._lot.choice(sorted(set(range(1, 13)) - numbers))
        return self._draft("session", phrase, "session", is_true, "wrong_place", n=number)

    def _manner(self, passage: Passage, phrase: str, is_true: bool) -> ClaimDraft | None:
        statuses = {place.document.status for place in self._places(phrase)}
        wanted = "reported" if is_true else "planned"
        if passage.document.status != wanted or not statuses or (not is_true and statuses != {"planned"}):
            return None
        return self._draft("said", phrase, "manner", is_true, "planned_as_said")

    def _nothing(self, passage: Passage, phrase: str, is_true: bool) -> ClaimDraft | None:  # noqa: ARG002  # always true
        """Name facts that are none of the source: to call this wrong is a false alarm."""
        speakers = [person.name for person in self._library.persons() if is_full_name(person.name)]
        other = self._lot.choice([meeting for meeting in self._library.meetings() if meeting.start])
        if not speakers or not other.start or not self._places(phrase):
            return None
        slots = {"month": MONTHS[other.start.month - 1], "year": other.start.year, "n": self._lot.randint(1, 6)}
        return self._draft("none", phrase, "none", True, "counted", speaker=self._lot.choice(speakers), **slots)


def _speaker_of(passage: Passage) -> str:
    """Return the name of the only speaker of a passage, empty where there is none or several."""
    speakers = [person.name for person in passage.people if person.role == "speaker"]
    return speakers[0] if len(speakers) == 1 and is_full_name(speakers[0]) else ""


def _session_of(passage: Passage) -> int:
    """Return the number of a session that is called one, 0 where there is none."""
    session = passage.session
    if session is None or not session.number or session.parent:
        return 0
    return session.number if re.fullmatch(r"Session( \d+)?", session.label or "Session") else 0
