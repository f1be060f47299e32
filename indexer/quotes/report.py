"""What to say of a finding: a sentence for a reader, and the same as JSON for a program.

Where it is said, and how it is set, is for the page or the command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from indexer.model import Passage, passage_url
from indexer.registry.rows import VERSION_LENGTH, hash_text

from .claims import PassageLookup
from .find import MINIMUM_WORDS
from .finding import OUTCOMES, SOUND_OUTCOMES, Finding, Outcome
from .places import QuotePlace
from .titles import Title

_FEW = 12
"""Words left out that are said; of more, how many they are."""
_SIGNS = " ,;:.–—-"
_COUNTED: dict[Outcome, str] = {
    "exact": "exact",
    "near_exact": "exact but for punctuation or spelling",
    "altered": "altered",
    "stitched": "stitched together",
    "other_meeting": "attributed to another meeting",
    "title": "words of a title",
    "not_found": "not found",
    "too_short": "too short to look up",
}


def passage_version(passage: Passage) -> str:
    """What a link to the present wording of a passage carries."""
    return hash_text(passage.text)[:VERSION_LENGTH]


def permanent_path(passage: Passage) -> str:
    """The path of a passage on the site, with the version of its wording."""
    return f"{passage_url(passage.id)}?v={passage_version(passage)}"


def count_outcomes(findings: Iterable[Finding]) -> dict[Outcome, int]:
    """How many quotations came out how, worst last; outcomes that none has are left out."""
    count = Counter(one.outcome for one in findings)
    return {outcome: count[outcome] for outcome in OUTCOMES if count[outcome]}


def outcomes_text(count: dict[Outcome, int]) -> str:
    """A tally in words: `3 exact, 1 altered`."""
    return ", ".join(f"{number:,} {_COUNTED[outcome]}" for outcome, number in count.items())


def all_sound(findings: Iterable[Finding]) -> bool:
    """Whether no finding needs anybody's attention."""
    return all(one.outcome in SOUND_OUTCOMES for one in findings)


def finding_message(finding: Finding, papers: PassageLookup) -> str:
    """What a finding means, in a sentence or two; what differs is shown beside it."""
    said = {
        "exact": "The words stand in the papers as they are quoted.",
        "near_exact": "The words stand in the papers; only signs, capitals or spelling differ.",
        "altered": "The papers have other words here.",
        "stitched": f"The words stand in {_passages(finding.places)}, which do not follow each other like this.",
        "not_found": "No passage has these words, or nearly these.",
        "too_short": f"Fewer than {MINIMUM_WORDS} words are said by everybody, so they were not looked up.",
    }
    if finding.outcome == "other_meeting":
        return _elsewhere(finding, papers)
    if finding.title:
        return _titled(finding.title, papers)
    words = said[finding.outcome]
    if finding.passage_count > 1:
        words += f" {finding.passage_count:,} passages have them; "
        words += "this is the one nearest to what the link says." if finding.claim else "this is the first."
    left_out = _left_out(finding) if finding.outcome in SOUND_OUTCOMES else ""
    if left_out:
        words += f" What its omissions and brackets leave out: {left_out}."
    if finding.outcome == "not_found" and finding.nearest:
        words += f" The passage most like it has {finding.similarity:.0%} of its words."
    return words


def _elsewhere(finding: Finding, papers: PassageLookup) -> str:
    claimed = papers.meeting(finding.claim.meeting).title if finding.claim else ""
    found = finding.places[0].passage.meeting.title
    how = {"exact": "", "near_exact": " but for signs or spelling", "altered": ", though with other words"}
    words = f"The link beside it leads to “{claimed}”, but the words stand in “{found}”"
    return f"{words}{how[finding.wording or 'exact']}."


def _titled(title: Title, papers: PassageLookup) -> str:
    meeting = papers.meeting(title.meeting).title
    if title.kind == "meeting":
        return f"No passage has these words; they are the title of the meeting “{title.text}”, or a part of it."
    what = "a paper" if title.kind == "document" else "a session"
    return f"No passage has these words; they are the title of {what} of “{meeting}”, or a part of it: “{title.text}”."


def _left_out(finding: Finding) -> str:
    """The words of the papers that the writer says are left out or replaced: a `not` may be among them."""
    gaps = [
        " ".join(one.passage.text[one.end : other.start].strip(_SIGNS).split())
        for one, other in pairwise(finding.places)
        if one.passage.id == other.passage.id and one.quoted != other.quoted
    ]
    told = [gap if len(gap.split()) <= _FEW else f"{len(gap.split()):,} words" for gap in gaps if gap]
    return ", ".join(one if one.endswith(" words") else f"“{one}”" for one in told)


def _passages(places: Sequence[QuotePlace]) -> str:
    count = len({place.passage.id for place in places})
    return f"{len(places)} places of one passage" if count == 1 else f"{len(places)} places"


def finding_json(finding: Finding, papers: PassageLookup) -> dict[str, Any]:
    """A finding as JSON."""
    quotation = finding.quotation
    return {
        "outcome": finding.outcome,
        "sound": finding.outcome in SOUND_OUTCOMES,
        "message": finding_message(finding, papers),
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


def _place_json(place: QuotePlace) -> dict[str, Any]:
    return {
        "passage": place.passage.id,
        "url": permanent_path(place.passage),
        "meeting": place.passage.meeting.id,
        "text": place.text,
        "start": place.start,
        "end": place.end,
    }


def _title_json(title: Title | None) -> dict[str, Any] | None:
    if title is None:
        return None
    return {"kind": title.kind, "id": title.id, "text": title.text, "meeting": title.meeting, "url": title.path}


def _claim_json(finding: Finding) -> dict[str, Any] | None:
    claim = finding.claim
    if claim is None:
        return None
    return {"url": claim.url, "meeting": claim.meeting, "document": claim.document, "passage": claim.passage}
