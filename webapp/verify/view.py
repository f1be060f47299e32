"""The models of the pages that check quotations: the form, where a draft stands, and each finding in its place in it.

The checks belong to `indexer.quotes`, and the steps of the work to `checking`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.model import Passage, TextSpan
from indexer.quotes.draft_files import SubmittedDraft, draft_remark
from indexer.quotes.find import Quotation
from indexer.quotes.finding import OUTCOME_LABELS, SHORT_OUTCOMES, SOUND_OUTCOMES, Finding, QuoteOutcome
from indexer.quotes.places import QuotePlace
from indexer.quotes.report import (
    claimed_title,
    count_outcomes,
    finding_message,
    passage_version,
    permanent_path,
)
from indexer.quotes.wording import WordChange
from indexer.references import Reference, cite, plain_text
from indexer.speech.translation import gettext
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.urls import Link
from webapp.citing.wholes import restriction_warnings
from webapp.desks.messages import Pending
from webapp.shared.formats import DEFAULT_STYLE
from webapp.shared.origin import PassageOrigin, passage_origin, place_title

from .beside import (
    agreeing_facts,
    end_of,
    marked_draft,
    search_path,
    shows_changes,
    start_of,
    undecided_facts,
    unread_facts,
    unstated_facts,
)
from .summary import report_summary

_MAX_REFRESH = 10  # seconds
OUTCOME_SIGNS: dict[QuoteOutcome, str] = {
    "not_found": "?",
    "altered": "≠",
    "negation_left_out": "¬",
    "sense_changed": "⇄",
    "stitched": "+",
    "denied": "!",
    "not_for_attribution": "⊘",
    "planned_as_said": "◷",
    "wrong_place": "↷",
    "wrong_speaker": "↷",
    "other_meeting": "↷",
    "near_exact": "≈",
    "exact": "=",
    "title": "T",
    "fitting": "∴",
    "undecided": "·",
    "counted": "·",
}
"""A sign for each outcome, beside its words."""


@dataclass(frozen=True)
class FormPage:
    """The form: its text, the error, the size limit, and how long a report is kept."""

    size_limit: str
    kept: str
    text: str = ""
    error: str = ""


@dataclass(frozen=True)
class WaitingPage:
    """Where a draft stands for which there is no report yet."""

    ahead: int
    """Drafts that wait before it."""
    stage: str
    """What is being done with it; empty while it waits."""
    done: int
    total: int
    refresh: int
    """Seconds after which the page looks again."""
    cancel_url: str
    """Where it is withdrawn."""
    forsaken: str
    """How long its page may be closed while it waits."""

    @classmethod
    def of(cls, pending: Pending, ticket: str, forsaken: str) -> WaitingPage:
        """Return the page for what a desk says; those who wait longer look less often."""
        refresh = 1 if pending.stage else min(_MAX_REFRESH, 2 + pending.ahead)
        cancel_url = urls.report_deletion_path(ticket)
        return cls(pending.ahead, pending.stage, pending.done, pending.total, refresh, cancel_url, forsaken)


@dataclass(frozen=True)
class ChosenQuotations:
    """The quotations of a draft that are checked, in its order."""

    quotations: tuple[Quotation, ...]
    short_left_out: int = 0
    """Quotations among them that are too short to be checked, and are not even listed."""
    goes_on: bool = False
    """Whether the draft has others after them."""


@dataclass(frozen=True)
class CheckedDraft:
    """A draft with what was found."""

    draft: SubmittedDraft
    findings: tuple[Finding, ...]
    chosen: ChosenQuotations
    ticket: str = ""
    kept: str = ""


@dataclass(frozen=True)
class OutcomeCount:
    """How many quotations had one outcome, and the address that shows only these."""

    outcome: QuoteOutcome
    label: str
    sign: str
    number: int
    url: str


@dataclass(frozen=True)
class PlaceView:
    """A place in the papers that has words of a quotation."""

    url: str
    title: str
    origin: PassageOrigin
    before: str
    words: str
    after: str
    link: str
    """The absolute permanent address, with the version of the wording."""
    reference: str
    cautions: tuple[str, ...]
    """Warnings to heed before citing."""
    first: bool
    """Whether this is the first place in its passage in this finding."""


@dataclass(frozen=True)
class FindingView:
    """A quotation in its place in the draft, and the outcome of its check."""

    number: int
    outcome: QuoteOutcome
    label: str
    sign: str
    sound: bool
    before: tuple[TextSpan, ...]
    """The draft before the quotation; words that the source contradicts are marked."""
    words: str
    after: tuple[TextSpan, ...]
    block: bool
    """Whether the draft sets it apart as a quotation."""
    message: str
    agreeing: str
    """What else the draft says of the source, and the source agrees with."""
    unstated: str
    """What it says that the papers say nothing of."""
    undecided: str
    """What it says that the papers neither support nor contradict."""
    unread: str
    """Names, days and numbers in its sentence that were not read."""
    search_url: str
    """Of the concordance of a short phrase that the papers have; else empty."""
    former_url: str
    """Of the passage that had the words once, as it was; else empty."""
    changes: tuple[WordChange, ...]
    places: tuple[PlaceView, ...]
    partly_checked: bool
    """Whether the words match, but not all that the draft says of them was checked."""
    nearest: bool
    """Whether the place is only the most similar one."""
    claimed: Link | None
    """Where the link beside it leads, if that is a page of this site."""
    titled: Link | None
    """The paper, session or meeting that it is the title of."""


@dataclass(frozen=True)
class FindingGroup:
    """Findings under one heading, in the order of the draft."""

    title: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class ReportPage:
    """All findings of a draft."""

    name: str
    counts: tuple[OutcomeCount, ...]
    groups: tuple[FindingGroup, ...]
    """Those that need attention first."""
    checked: int
    """The number of all findings."""
    summary: str
    """What a reader should know first."""
    notices: tuple[str, ...]
    delete_url: str
    """Where the report can be deleted before its time."""
    kept: str
    """How long it is kept."""


MakeReference = Callable[[Passage], Reference]


def report_page(checked: CheckedDraft, library: Library, make_reference: MakeReference) -> ReportPage:
    """Return the report of a draft. `make_reference` makes the reference to a passage."""
    views = _FindingViews(checked.draft, library, make_reference)
    results = checked.findings
    return ReportPage(
        name=checked.draft.name,
        counts=tuple(
            OutcomeCount(
                outcome,
                gettext(OUTCOME_LABELS[outcome]),
                OUTCOME_SIGNS[outcome],
                number,
                f"#only-{outcome.replace('_', '-')}",
            )
            for outcome, number in count_outcomes(results).items()
        ),
        groups=_groups(views.finding(number, finding) for number, finding in enumerate(results, start=1)),
        checked=len(results),
        summary=report_summary(results),
        notices=draft_notices(checked),
        delete_url=urls.report_deletion_path(checked.ticket),
        kept=checked.kept,
    )


def _groups(views: Iterable[FindingView]) -> tuple[FindingGroup, ...]:
    listed = tuple(views)
    heeded = tuple(view for view in listed if not view.sound)
    short = tuple(view for view in listed if view.outcome in SHORT_OUTCOMES)
    sound = tuple(view for view in listed if view.sound and view not in short)
    groups = (
        FindingGroup(gettext("Needs attention"), heeded),
        FindingGroup(
            gettext("Short phrases: checked, but no proof"),
            tuple(view for view in short if view.outcome != "counted"),
        ),
        FindingGroup(gettext("Only counted, not checked"), tuple(view for view in short if view.outcome == "counted")),
        FindingGroup(
            gettext("The words match: check the rest yourself"), tuple(view for view in sound if view.partly_checked)
        ),
        FindingGroup(gettext("No problem found"), tuple(view for view in sound if not view.partly_checked)),
    )
    return tuple(group for group in groups if group.findings)


def draft_notices(checked: CheckedDraft) -> tuple[str, ...]:
    """Return what a reader should know about the draft before the findings."""
    notices = [draft_remark(checked.draft.name, warning) for warning in checked.draft.warnings]
    done, chosen = len(checked.findings), checked.chosen
    if done < len(chosen.quotations):
        notices.append(
            plural(
                "Only the first quotation was checked before time ran out. Check the rest in shorter parts.",
                "Only the first %(num)s quotations were checked before time ran out. Check the rest in shorter parts.",
                done,
            )
        )
    elif chosen.goes_on:
        notices.append(
            plural(
                "Only the first quotation was checked. Check the rest in shorter parts.",
                "Only the first %(num)s quotations were checked. Check the rest in shorter parts.",
                done + chosen.short_left_out,
            )
        )
    if chosen.short_left_out:
        notices.append(
            plural(
                "%(num)s more quotation is too short to check, and is not listed.",
                "%(num)s more quotations are too short to check, and are not listed.",
                chosen.short_left_out,
            )
        )
    return tuple(notices)


class _FindingViews:
    """Makes the views of the findings of one draft, and keeps references that it has made."""

    def __init__(self, draft: SubmittedDraft, library: Library, make_reference: MakeReference) -> None:
        self._draft = draft
        self._library = library
        self._reference_to = lru_cache(maxsize=1000)(
            lambda passage: replace(make_reference(passage), version=passage_version(passage))
        )
        self._footnote = lru_cache(maxsize=1000)(lambda reference: plain_text(cite(reference, DEFAULT_STYLE)))

    def finding(self, number: int, finding: Finding) -> FindingView:
        """Return a finding with its context in the draft and its places."""
        quotation = finding.quotation
        before, after = self._draft.context_of(quotation)
        places = finding.places or finding.nearest
        return FindingView(
            number=number,
            outcome=finding.outcome,
            label=gettext(OUTCOME_LABELS[finding.outcome]),
            sign=OUTCOME_SIGNS[finding.outcome],
            sound=finding.outcome in SOUND_OUTCOMES,
            before=marked_draft(before, quotation.start - len(before), finding),
            words=quotation.text,
            after=marked_draft(after, quotation.end, finding),
            block=quotation.style == "block",
            message=finding_message(finding, self._library),
            agreeing=agreeing_facts(finding),
            unstated=unstated_facts(finding),
            undecided=undecided_facts(finding),
            unread=unread_facts(finding),
            search_url=search_path(finding),
            former_url=finding.former.path if finding.former else "",
            changes=finding.changes if shows_changes(finding) else (),
            places=tuple(self._places(places)),
            partly_checked=finding.is_partly_checked,
            nearest=not finding.places,
            claimed=self._claimed_link(finding),
            titled=Link(finding.title.text, finding.title.path) if finding.title else None,
        )

    def _places(self, places: Iterable[QuotePlace]) -> Iterable[PlaceView]:
        seen: set[str] = set()
        for place in places:
            passage = place.passage
            reference = self._reference_to(passage)
            yield PlaceView(
                url=permanent_path(passage),
                title=place_title(passage),
                origin=passage_origin(passage),
                before=end_of(passage.text[: place.start]),
                words=place.text,
                after=start_of(passage.text[place.end :]),
                link=reference.link,
                reference=self._footnote(reference) if passage.id not in seen else "",
                cautions=restriction_warnings(reference.restrictions),
                first=passage.id not in seen,
            )
            seen.add(passage.id)

    def _claimed_link(self, finding: Finding) -> Link | None:
        claim = finding.claim
        if claim is None or finding.outcome != "other_meeting":
            return None
        path = urls.meeting_path(claim.meeting or "")
        if claim.document:
            path = urls.document_path(claim.document)
        if claim.passage:
            path = urls.passage_path(claim.passage)
        return Link(claimed_title(claim, self._library), path)
