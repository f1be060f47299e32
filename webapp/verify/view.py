"""The models of the pages that check quotations: the form, and each finding in its place in the draft.

What was found is `indexer.quotes`' business; who calls it, and in what steps, is `verify`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.model import Passage
from indexer.quotes import OUTCOME_LABELS, SOUND, Change, Finding, Outcome, Place
from indexer.quotes.draft_files import Manuscript
from indexer.quotes.report import permanent_path, sentence, tally, version
from indexer.references import WARNINGS, Reference, cite, plain
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.origin import Origin, origin, place_of

_AROUND = 160  # characters of a passage that are shown before and after the words that were found
SIGNS: dict[Outcome, str] = {
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
class Count:
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
    origin: Origin
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
    changes: tuple[Change, ...]
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
    counts: tuple[Count, ...]
    findings: tuple[FindingView, ...]
    heeded: int
    """How many need attention."""
    notices: tuple[str, ...]


Refer = Callable[[Passage], Reference]


def report_page(manuscript: Manuscript, found: Sequence[Finding], library: Library, refer: Refer) -> ReportPage:
    """The report of a draft; `refer` makes the reference to a passage."""
    desk = _Desk(manuscript, library, refer)
    return ReportPage(
        name=manuscript.name,
        counts=tuple(
            Count(outcome, OUTCOME_LABELS[outcome], SIGNS[outcome], number, f"#only-{outcome.replace('_', '-')}")
            for outcome, number in tally(found).items()
        ),
        findings=tuple(desk.finding(number, one) for number, one in enumerate(found, start=1)),
        heeded=sum(one.outcome not in SOUND for one in found),
        notices=notices_of(manuscript, len(found)),
    )


def notices_of(manuscript: Manuscript, checked: int) -> tuple[str, ...]:
    """What a reader should know of the draft before the findings."""
    told = [f"{manuscript.name} {warning}." for warning in manuscript.warnings]
    rest = len(manuscript.quotations) - checked
    if rest > 0:
        told.append(f"Only the first {checked:,} quotations were checked, {rest:,} were not: take the draft in parts.")
    return tuple(told)


class _Desk:
    """What findings of one draft have in common."""

    def __init__(self, manuscript: Manuscript, library: Library, refer: Refer) -> None:
        self._manuscript = manuscript
        self._library = library
        self._refer = lru_cache(maxsize=1000)(lambda passage: replace(refer(passage), version=version(passage)))
        self._written = lru_cache(maxsize=1000)(lambda reference: plain(cite(reference, "un-footnote")))

    def finding(self, number: int, finding: Finding) -> FindingView:
        """A finding with its surroundings in the draft and its places."""
        quotation = finding.quotation
        before, after = self._manuscript.around(quotation)
        places = finding.places or finding.nearest
        return FindingView(
            number=number,
            outcome=finding.outcome,
            label=OUTCOME_LABELS[finding.outcome],
            sign=SIGNS[finding.outcome],
            sound=finding.outcome in SOUND,
            before=before,
            words=quotation.text,
            after=after,
            block=quotation.manner == "block",
            message=sentence(finding, self._library),
            changes=finding.changes if any(not change.same for change in finding.changes) else (),
            places=tuple(self._places(places)),
            nearest=not finding.places,
            claimed=self._claimed(finding),
            titled=Link(finding.title.text, finding.title.path) if finding.title else None,
        )

    def _places(self, places: Iterable[Place]) -> Iterable[PlaceView]:
        seen: set[str] = set()
        for place in places:
            passage = place.passage
            reference = self._refer(passage)
            yield PlaceView(
                url=permanent_path(passage),
                title=place_of(passage),
                origin=origin(passage),
                before=_last(passage.text[: place.start]),
                words=place.text,
                after=_first(passage.text[place.end :]),
                link=reference.link,
                reference=self._written(reference) if passage.id not in seen else "",
                cautions=tuple(WARNINGS[one.kind] for one in reference.restrictions),
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
