"""The possible outcomes of checking a quotation, and the finding that holds the outcome of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from indexer.attribution.facts import ContradictionKind, JudgedFact
from indexer.speech.marking import marked

from .claims import LinkClaim
from .find import Quotation
from .former.words import FormerPlace
from .gaps import MeaningChange, MeaningChangeKind
from .places import QuotePlace
from .titles import Title
from .wording import WordChange, WordingMatch

QuoteOutcome = Literal[
    "not_found", "altered", "negation_left_out", "sense_changed", "stitched", "denied", "not_for_attribution",
    "planned_as_said", "wrong_place", "wrong_speaker", "other_meeting", "near_exact", "exact", "title", "fitting",
    "undecided", "counted",
]  # fmt: skip
OUTCOMES: tuple[QuoteOutcome, ...] = get_args(QuoteOutcome)
"""All outcomes, those that need attention first."""
OUTCOME_LABELS: dict[QuoteOutcome, str] = {
    "not_found": marked("Not found"),
    "altered": marked("Wording differs"),
    "negation_left_out": marked("Leaves out a negation"),
    "sense_changed": marked("Changes what the source says"),
    "stitched": marked("Joined from several places"),
    "denied": marked("Denied, but in the papers"),
    "not_for_attribution": marked("Names a speaker the paper does not name"),
    "planned_as_said": marked("Planned, but quoted as said"),
    "wrong_place": marked("Right words, wrong place"),
    "wrong_speaker": marked("Right words, wrong speaker"),
    "other_meeting": marked("Right words, wrong link"),
    "near_exact": marked("Only punctuation or spelling differs"),
    "exact": marked("Matches the source"),
    "title": marked("Title, not a passage"),
    "fitting": marked("Short phrase that fits"),
    "undecided": marked("Short phrase, not decided"),
    "counted": marked("Short phrase"),
}
SOUND_OUTCOMES: frozenset[QuoteOutcome] = frozenset({"exact", "near_exact", "title", "fitting", "undecided", "counted"})
"""Outcomes that need no attention."""
SHORT_OUTCOMES: frozenset[QuoteOutcome] = frozenset({"fitting", "undecided", "counted"})
"""Outcomes of phrases of few words that need no attention: none shows that the words are from a certain place."""
_FOUND: frozenset[QuoteOutcome] = frozenset({"exact", "near_exact", "title", "fitting", "undecided"})
_BY_CONTRADICTION: dict[ContradictionKind, QuoteOutcome] = {
    "denied": "denied",
    "not_for_attribution": "not_for_attribution",
    "planned": "planned_as_said",
    "place": "wrong_place",
    "elsewhere": "wrong_place",
    "speaker": "wrong_speaker",
    "voice": "wrong_speaker",
    "stance": "sense_changed",
}
"""The outcome of each contradiction of what a draft states, the gravest first."""


_BY_MEANING: dict[MeaningChangeKind, QuoteOutcome] = {
    "negation": "negation_left_out",
    "question": "sense_changed",
    "condition": "sense_changed",
    "bracket": "altered",
}
"""The outcome of each change of meaning, the gravest first."""


@dataclass(frozen=True)
class Occurrences:
    """How often words occur, in how many papers."""

    times: int
    papers: int
    more: bool = False
    """Whether they occur more often than is counted."""


@dataclass(frozen=True)
class PlaceFit:
    """At how many places of a short phrase what the draft says of its source fits."""

    fitting: int
    judged: int
    """Places that were held against the draft."""
    more: bool = False
    """Whether there are places that were not, because they are very many."""


@dataclass(frozen=True)
class Finding:
    """The result of checking one quotation."""

    quotation: Quotation
    outcome: QuoteOutcome
    places: tuple[QuotePlace, ...] = ()
    """Where it is, in the order of the quotation: one place for each span and passage."""
    wording: WordingMatch | None = None
    """How the words differ there; the outcomes about the place and the speaker do not say."""
    changes: tuple[WordChange, ...] = ()
    """The words of the quotation beside those of the source, in order; empty when there is nothing to compare."""
    passage_count: int = 0
    """Number of passages with exactly these words."""
    similarity: float = 0.0
    """Share of the words in the best place, 0 to 1."""
    claim: LinkClaim | None = None
    """What the link near it claims."""
    nearest: tuple[QuotePlace, ...] = ()
    """For a quotation that was not found: the most similar place, if it is similar enough to show."""
    former: FormerPlace | None = None
    """For a quotation that was not found: the passage that had its words once."""
    title: Title | None = None
    """For a quotation that is in no passage: the title with the same words."""
    facts: tuple[JudgedFact, ...] = ()
    """What the draft states of the source, beside what the source says."""
    unread: tuple[str, ...] = ()
    """Names, days and numbers of its sentence that are part of no fact, if it is found."""
    meaning: tuple[MeaningChange, ...] = ()
    """Where an omission or a bracket changes what the source says."""
    occurrences: Occurrences | None = None
    """For a quotation of few words that is no title: how often they occur."""
    fit: PlaceFit | None = None
    """For a quotation of few words of whose source the draft says something; its places are some of those that fit, or
    of all where none does.
    """

    @property
    def is_found(self) -> bool:
        """Whether the outcome may be taken for a judgement of all that the sentence says."""
        return self.outcome in _FOUND

    @property
    def contradicted(self) -> tuple[JudgedFact, ...]:
        """The facts of the draft that the source contradicts."""
        return tuple(fact for fact in self.facts if fact.verdict == "contradicted")

    @property
    def agreeing(self) -> tuple[JudgedFact, ...]:
        """The facts that the source agrees with, without that something was said, which goes without saying: beside
        `Anna Berg said` it would be read as agreement on the speaker.
        """
        return tuple(fact for fact in self.facts if fact.verdict == "supported" and fact.stated.kind != "manner")

    @property
    def not_judged(self) -> tuple[JudgedFact, ...]:
        """The facts that the papers neither support nor contradict, without those that a report tells otherwise: to
        whom the paper gives the words is in the message, and that something was said goes without saying.
        """
        untold = ("manner", "voice")
        return tuple(fact for fact in self.facts if fact.verdict == "not_judged" and fact.stated.kind not in untold)

    @property
    def is_partly_checked(self) -> bool:
        """Whether its words match a passage or a title, but something that the draft says of them was not checked."""
        return self.outcome in ("exact", "near_exact", "title") and bool(self.not_judged or self.unread)


def outcome_of(
    wording: WordingMatch, in_other_meeting: bool, facts: Sequence[JudgedFact], meaning: Sequence[MeaningChange]
) -> QuoteOutcome:
    """Return the outcome for words that were found: the gravest of their wording, their meaning and their source."""
    if wording == "altered" and not in_other_meeting:
        return "altered"
    changed = {change.kind for change in meaning if not change.told_only}
    if by_meaning := next((outcome for kind, outcome in _BY_MEANING.items() if kind in changed), None):
        return by_meaning
    kinds = {fact.contradiction for fact in facts if fact.verdict == "contradicted"}
    by_fact = next((outcome for kind, outcome in _BY_CONTRADICTION.items() if kind in kinds), None)
    return by_fact or ("other_meeting" if in_other_meeting else wording)
