"""The models of the pages that check quotations: the form, and each finding in its place in the draft.

What was found is `indexer.quotes`' business; who calls it, and in what steps, is `verify`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.model import Passage
from indexer.quotes import OUTCOME_LABELS, SOUND_OUTCOMES, Finding, Outcome, QuotePlace, WordChange
from indexer.quotes.draft_files import SubmittedDraft
from indexer.quotes.report import count_outcomes, finding_message, passage_version, permanent_path
from indexer.references import RESTRICTION_WARNINGS, Reference, cite, plain_text
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.origin import PassageOrigin, passage_origin, place_title

_AROUND = 160  # characters of a passage that are shown before and after the words that were found
OUTCOME_SIGNS: dict[Outcome, str] = {
    "exact": "=",
    "near_exact": "≈",
    "altered": "≠",
    "stitched": "+",
    "other_meeting": "↷",
    "title": "T",
    "not_found": "?",
    "too_short": "·",
}
"""A sign for each outcome, beside its words."""


@dataclass(frozen=True)
class FormPage:
    """The form: what was typed, what is wrong with it, and how much it takes."""

    most: str
    text: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class OutcomeCount:
    """How many quotations came out in one way, and the address that shows these alone."""

    outcome: Outcome
    label: str
    sign: str
    number: int
    url: str


@dataclass(frozen=True)
class PlaceView:
    """Where words of a quotation stand."""

    url: str
    title: str
    origin: PassageOrigin
    before: str
    words: str
    after: str
    link: str
    """The whole permanent address, with the version of the wording."""
    reference: str
    cautions: tuple[str, ...]
    """What to mind before citing."""
    first: bool
    """Whether the passage was not named before in this finding."""


@dataclass(frozen=True)
class FindingView:
    """A quotation in its place in the draft, and what became of it."""

    number: int
    outcome: Outcome
    label: str
    sign: str
    sound: bool
    before: str
    words: str
    after: str
    block: bool
    """Whether the draft sets it apart as a quotation."""
    message: str
    changes: tuple[WordChange, ...]
    places: tuple[PlaceView, ...]
    nearest: bool
    """Whether the place is only the one most like it."""
    claimed: Link | None
    """Where the link beside it leads, if that is a page of this site."""
    titled: Link | None
    """What it is the title of."""


@dataclass(frozen=True)
class ReportPage:
    """All findings of a draft."""

    name: str
    counts: tuple[OutcomeCount, ...]
    findings: tuple[FindingView, ...]
    heeded: int
    """How many need attention."""
    notices: tuple[str, ...]


MakeReference = Callable[[Passage], Reference]


def report_page(
    draft: SubmittedDraft, results: Sequence[Finding], library: Library, make_reference: MakeReference
) -> ReportPage:
    """The report of a draft; `refer` makes the reference to a passage."""
    desk = _FindingViews(draft, library, make_reference)
    return ReportPage(
        name=draft.name,
        counts=tuple(
            OutcomeCount(
                outcome, OUTCOME_LABELS[outcome], OUTCOME_SIGNS[outcome], number, f"#only-{outcome.replace('_', '-')}"
            )
            for outcome, number in count_outcomes(results).items()
        ),
        findings=tuple(desk.finding(number, one) for number, one in enumerate(results, start=1)),
        heeded=sum(one.outcome not in SOUND_OUTCOMES for one in results),
        notices=draft_notices(draft, len(results)),
    )


def draft_notices(draft: SubmittedDraft, checked: int) -> tuple[str, ...]:
    """What a reader should know of the draft before the findings."""
    told = [f"{draft.name} {warning}." for warning in draft.warnings]
    rest = len(draft.quotations) - checked
    if rest > 0:
        told.append(f"Only the first {checked:,} quotations were checked, {rest:,} were not: take the draft in parts.")
    return tuple(told)


class _FindingViews:
    """What findings of one draft have in common."""

    def __init__(self, manuscript: SubmittedDraft, library: Library, refer: MakeReference) -> None:
        self._manuscript = manuscript
        self._library = library
        self._refer = lru_cache(maxsize=1000)(lambda passage: replace(refer(passage), version=passage_version(passage)))
        self._written = lru_cache(maxsize=1000)(lambda reference: plain_text(cite(reference, "un-footnote")))

    def finding(self, number: int, finding: Finding) -> FindingView:
        """A finding with its surroundings in the draft and its places."""
        quotation = finding.quotation
        before, after = self._manuscript.context_of(quotation)
        places = finding.places or finding.nearest
        return FindingView(
            number=number,
            outcome=finding.outcome,
            label=OUTCOME_LABELS[finding.outcome],
            sign=OUTCOME_SIGNS[finding.outcome],
            sound=finding.outcome in SOUND_OUTCOMES,
            before=before,
            words=quotation.text,
            after=after,
            block=quotation.style == "block",
            message=finding_message(finding, self._library),
            changes=finding.changes if any(not change.same for change in finding.changes) else (),
            places=tuple(self._places(places)),
            nearest=not finding.places,
            claimed=self._claimed(finding),
            titled=Link(finding.title.text, finding.title.path) if finding.title else None,
        )

    def _places(self, places: Iterable[QuotePlace]) -> Iterable[PlaceView]:
        seen: set[str] = set()
        for place in places:
            passage = place.passage
            reference = self._refer(passage)
            yield PlaceView(
                url=permanent_path(passage),
                title=place_title(passage),
                origin=passage_origin(passage),
                before=_last(passage.text[: place.start]),
                words=place.text,
                after=_first(passage.text[place.end :]),
                link=reference.link,
                reference=self._written(reference) if passage.id not in seen else "",
                cautions=tuple(RESTRICTION_WARNINGS[one.kind] for one in reference.restrictions),
                first=passage.id not in seen,
            )
            seen.add(passage.id)

    def _claimed(self, finding: Finding) -> Link | None:
        claim = finding.claim
        if claim is None or finding.outcome != "other_meeting":
            return None
        path = urls.meeting_path(claim.meeting)
        if claim.document:
            path = urls.document_path(claim.document)
        if claim.passage:
            path = urls.passage_path(claim.passage)
        return Link(self._library.meeting(claim.meeting).title, path)


def _last(text: str) -> str:
    """The end of a text, from a word on."""
    return text if len(text) <= _AROUND else "… " + text[-_AROUND:].partition(" ")[2]


def _first(text: str) -> str:
    """The beginning of a text, up to the end of a word."""
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + " …"
