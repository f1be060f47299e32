"""Describe a finding: as a sentence for people and as JSON for programs.

Layout does not belong here: pages and commands decide where a sentence stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from indexer.model import Meeting, Passage, passage_url
from indexer.registry.rows import VERSION_LENGTH, hash_text

from .claims import LinkClaim, PassageLookup, removal_behind
from .find import MINIMUM_WORDS
from .finding import OUTCOMES, SOUND_OUTCOMES, Finding, QuoteOutcome
from .places import QuotePlace
from .titles import Title

_MAX_QUOTED_OMISSION = 12
"""Omitted words up to this many are quoted; of more, only their number is given."""
_PUNCTUATION = " ,;:.–—-"
_COUNT_LABELS: dict[QuoteOutcome, str] = {
    "exact": "exact",
    "near_exact": "with only punctuation or spelling different",
    "altered": "with different wording",
    "stitched": "joined from several places",
    "other_meeting": "found in another meeting",
    "title": "of a title",
    "not_found": "not found",
    "too_short": "too short to check",
}


def passage_version(passage: Passage) -> str:
    """Return the version that a link to the current wording of a passage carries."""
    return hash_text(passage.text)[:VERSION_LENGTH]


def permanent_path(passage: Passage) -> str:
    """Return the path of a passage on the site, with the version of its wording."""
    return f"{passage_url(passage.id)}?v={passage_version(passage)}"


def count_outcomes(findings: Iterable[Finding]) -> dict[QuoteOutcome, int]:
    """Count the quotations by outcome, in the order of OUTCOMES; outcomes without a quotation are left out."""
    counts = Counter(finding.outcome for finding in findings)
    return {outcome: counts[outcome] for outcome in OUTCOMES if counts[outcome]}


def outcomes_text(counts: dict[QuoteOutcome, int]) -> str:
    """Return the counts in words: `3 exact, 1 altered`."""
    return ", ".join(f"{number:,} {_COUNT_LABELS[outcome]}" for outcome, number in counts.items())


def all_sound(findings: Iterable[Finding]) -> bool:
    """Return whether no finding needs attention."""
    return all(finding.outcome in SOUND_OUTCOMES for finding in findings)


def finding_message(finding: Finding, lookup: PassageLookup) -> str:
    """Return what a finding means, in one or two sentences. The words that differ are shown separately."""
    messages = {
        "exact": "Matches the source.",
        "near_exact": "Only punctuation, capitals or spelling differ.",
        "altered": "The wording differs from the source.",
        "stitched": _stitched_message(finding.places),
        "not_found": "No passage has these words or anything close to them.",
        "too_short": f"Quotations of fewer than {MINIMUM_WORDS} words are not checked.",
    }
    if finding.outcome == "other_meeting":
        return _other_meeting_message(finding, lookup)
    if finding.title:
        return _title_message(finding.title, lookup)
    message = messages[finding.outcome]
    removals = (removal_behind(lookup, url) for url in finding.quotation.links)
    if finding.outcome == "not_found" and (removal := next(filter(None, removals), None)):
        return f"{message} About the passage that the link cites: {removal.sentence}"
    if finding.passage_count > 1 and finding.claim:
        message += f" {finding.passage_count:,} passages have these words; this one is closest to the link."
    elif finding.passage_count > 1:
        message += f" {finding.passage_count:,} passages have these words; this is the first."
    omitted = _omitted_words(finding) if finding.outcome in SOUND_OUTCOMES else ""
    if omitted:
        message += f" The quotation leaves out: {omitted}."
    if finding.outcome == "not_found" and finding.nearest:
        message += f" The closest passage has {finding.similarity:.0%} of its words."
    return message


def _other_meeting_message(finding: Finding, lookup: PassageLookup) -> str:
    claimed, actual = _claimed_meeting(finding.claim, lookup), finding.places[0].passage.meeting
    leads_to = claimed_title(finding.claim, lookup)
    actual_title = actual.title if actual else finding.places[0].passage.document.title
    if claimed and actual and leads_to == actual_title and claimed.start and actual.start:
        leads_to, actual_title = f"{leads_to}, {claimed.start}", f"{actual_title}, {actual.start}"
    wording_notes = {
        "exact": "",
        "near_exact": " Only punctuation, capitals or spelling differ.",
        "altered": " The wording differs too.",
    }
    message = f"The link leads to “{leads_to}”, but the words are in “{actual_title}”."
    return f"{message}{wording_notes[finding.wording or 'exact']}"


def _claimed_meeting(claim: LinkClaim | None, lookup: PassageLookup) -> Meeting | None:
    return lookup.meeting(claim.meeting) if claim and claim.meeting else None


def claimed_title(claim: LinkClaim | None, lookup: PassageLookup) -> str:
    """Return the title of the meeting that a link leads to, or of the document where that is of no one meeting."""
    meeting = _claimed_meeting(claim, lookup)
    if meeting:
        return meeting.title
    return lookup.document(claim.document).title if claim and claim.document else ""


def _title_message(title: Title, lookup: PassageLookup) -> str:
    if title.kind == "meeting":
        return f"These words are from the title of a meeting, not from a passage: “{title.text}”."
    what = "a paper" if title.kind == "document" else "a session"
    if title.meeting:
        meeting = lookup.meeting(title.meeting).title
        return f"These words are from the title of {what} of “{meeting}”, not from a passage: “{title.text}”."
    return f"These words are from the title of {what}, not from a passage: “{title.text}”."


def _omitted_words(finding: Finding) -> str:
    """Return the words of the source that omissions and brackets hide: a `not` may be among them."""
    gaps = [
        place.passage.text[place.end : following.start].strip(_PUNCTUATION).split()
        for place, following in pairwise(finding.places)
        if place.passage.id == following.passage.id and place.quoted != following.quoted
    ]
    return ", ".join(
        f"“{' '.join(gap)}”" if len(gap) <= _MAX_QUOTED_OMISSION else f"{len(gap):,} words" for gap in gaps if gap
    )


def _stitched_message(places: Sequence[QuotePlace]) -> str:
    if len({place.passage.id for place in places}) == 1:
        return f"The words come from {len(places)} places in one passage and do not follow each other there."
    return f"The words come from {len(places)} places and do not follow each other."


def finding_json(finding: Finding, lookup: PassageLookup) -> dict[str, object]:
    """Return a finding as a JSON object."""
    quotation = finding.quotation
    return {
        "outcome": finding.outcome,
        "sound": finding.outcome in SOUND_OUTCOMES,
        "message": finding_message(finding, lookup),
        "quotation": {
            "text": quotation.text,
            "start": quotation.start,
            "end": quotation.end,
            "links": list(quotation.links),
        },
        "wording": finding.wording,
        "similarity": round(finding.similarity, 4),
        "passages": finding.passage_count,
        "places": [_place_json(place) for place in finding.places],
        "nearest": [_place_json(place) for place in finding.nearest],
        "changes": [
            {"quoted": change.quoted, "found": change.found, "same": change.same} for change in finding.changes
        ],
        "title": _title_json(finding.title),
        "claim": _claim_json(finding),
    }


def _place_json(place: QuotePlace) -> dict[str, object]:
    return {
        "passage": place.passage.id,
        "url": permanent_path(place.passage),
        "meeting": place.passage.meeting.id if place.passage.meeting else None,
        "text": place.text,
        "start": place.start,
        "end": place.end,
    }


def _title_json(title: Title | None) -> dict[str, object] | None:
    if title is None:
        return None
    return {"kind": title.kind, "id": title.id, "text": title.text, "meeting": title.meeting, "url": title.path}


def _claim_json(finding: Finding) -> dict[str, object] | None:
    claim = finding.claim
    if claim is None:
        return None
    return {"url": claim.url, "meeting": claim.meeting, "document": claim.document, "passage": claim.passage}
