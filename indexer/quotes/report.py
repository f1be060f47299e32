"""Describe a finding: as a sentence for people and as JSON for programs.

Layout does not belong here: pages and commands decide where a sentence stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from urllib.parse import urlencode

from indexer.model import Meeting, Passage, passage_url
from indexer.registry.rows import VERSION_LENGTH, hash_text
from indexer.speech.joined import listed
from indexer.speech.marking import marked, marked_plural
from indexer.speech.translation import current_speech, gettext
from indexer.text.plurals import counted, plural

from .claims import LinkClaim, PassageLookup, removal_behind
from .fact_text import contradiction_sentence, fact_json, voice_remarks
from .finding import OUTCOMES, SHORT_OUTCOMES, SOUND_OUTCOMES, Finding, Occurrences, PlaceFit, QuoteOutcome
from .messages.meaning import MAX_QUOTED_OMISSION, meaning_sentence
from .places import QuotePlace
from .short_phrases import NEAR_WORDS
from .spans import split_spans
from .titles import Title

_PUNCTUATION = " ,;:.–—-"
_COUNT_LABELS: dict[QuoteOutcome, tuple[str, str]] = {
    "not_found": ("not found", "not found"),
    "altered": ("differs in its wording", "differ in their wording"),
    "negation_left_out": ("leaves out a negation", "leave out a negation"),
    "sense_changed": ("changes what the source says", "change what the source says"),
    "stitched": ("joined from several places", "joined from several places"),
    "denied": ("denied, but in the papers", "denied, but in the papers"),
    "not_for_attribution": ("names a speaker the paper does not name", "name speakers the papers do not name"),
    "planned_as_said": ("planned, but quoted as said", "planned, but quoted as said"),
    "wrong_place": ("in the wrong place", "in the wrong place"),
    "wrong_speaker": ("given to the wrong speaker", "given to the wrong speaker"),
    "other_meeting": ("with the wrong link", "with the wrong link"),
    "near_exact": ("differs only in punctuation or spelling", "differ only in punctuation or spelling"),
    "exact": ("matches the source", "match the source"),
    "title": ("is a title", "are titles"),
    "fitting": ("short phrase that fits what the draft says", "short phrases that fit what the draft says"),
    "undecided": ("short phrase not decided", "short phrases not decided"),
    "counted": ("short phrase counted", "short phrases counted"),
}
"""For one quotation and for several."""


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
    """Return the counts in words: `1 differs in its wording, 3 match the source`."""
    return ", ".join(f"{number:,} {_COUNT_LABELS[outcome][number != 1]}" for outcome, number in counts.items())


def all_sound(findings: Iterable[Finding]) -> bool:
    """Return whether no finding needs attention."""
    return all(finding.outcome in SOUND_OUTCOMES for finding in findings)


def finding_message(finding: Finding, lookup: PassageLookup) -> str:
    """Return what a finding means, in one or two sentences. The words that differ are shown separately."""
    if finding.outcome in SHORT_OUTCOMES:
        remarks = voice_remarks(finding.facts) if finding.places else ()
        return " ".join(filter(None, (_counted_message(finding), _fit_sentence(finding.fit), *remarks)))
    if finding.outcome == "other_meeting":
        return _other_meeting_message(finding, lookup)
    if finding.title:
        return _title_message(finding.title, lookup)
    if finding.outcome == "not_found":
        return _not_found_message(finding, lookup)
    if finding.outcome == "stitched":
        return _stitched_message(finding.places)
    sentences = [_wording_sentence(finding)] if finding.outcome in _WORDING_SENTENCES else []
    sentences += map(meaning_sentence, finding.meaning)
    sentences += map(contradiction_sentence, finding.contradicted)
    sentences += voice_remarks(finding.facts)
    sentences += _count_sentences(finding)
    omitted = _omitted_words(finding) if finding.outcome in SOUND_OUTCOMES else ""
    if omitted:
        sentences.append(gettext("The quotation leaves out: %(words)s.", words=omitted))
    return " ".join(filter(None, sentences))


_WORDING_SENTENCES: dict[QuoteOutcome, str] = {
    "exact": marked("Matches the source."),
    "near_exact": marked("Only punctuation, capitals or spelling differ."),
    "altered": marked("The wording differs from the source."),
}


def _wording_sentence(finding: Finding) -> str:
    if finding.outcome == "altered" and finding.wording != "altered":
        return ""  # only a bracket says something else
    return gettext(_WORDING_SENTENCES[finding.outcome])


def _count_sentences(finding: Finding) -> Iterable[str]:
    if finding.passage_count < 2:
        return
    if finding.contradicted:
        sentence = _NONE_FITS
    elif finding.claim:
        sentence = _CLOSEST
    elif any(fact.verdict == "supported" for fact in finding.facts):
        sentence = _FITTING
    else:
        sentence = _FIRST
    yield plural(*sentence, finding.passage_count)


_NONE_FITS = marked_plural(
    "The %(num)s passage with these words does not fit what your draft says.",
    "None of the %(num)s passages with these words fits what your draft says.",
)
_CLOSEST = marked_plural(
    "%(num)s passage has these words; this one is closest to the link.",
    "%(num)s passages have these words; this one is closest to the link.",
)
_FITTING = marked_plural(
    "%(num)s passage has these words; this one fits what the draft says.",
    "%(num)s passages have these words; this one fits what the draft says.",
)
_FIRST = marked_plural(
    "%(num)s passage has these words; this is the first.", "%(num)s passages have these words; this is the first."
)


def _counted_message(finding: Finding) -> str:
    """Return how often a short phrase occurs: what everybody says is no evidence of a source."""
    found = finding.occurrences
    if found is None or not found.times:
        return gettext("There are no words here to look up.")
    papers = counted(found.papers, "paper")
    if found.more:
        return plural(
            "This phrase appears at least once in the text of %(papers)s.",
            "This phrase appears at least %(num)s times in the text of %(papers)s.",
            found.times,
            papers=papers,
        )
    if found.times == 2:  # twice
        return gettext("This phrase appears twice in the text of %(papers)s.", papers=papers)
    return plural(
        "This phrase appears once in the text of %(papers)s.",
        "This phrase appears %(num)s times in the text of %(papers)s.",
        found.times,
        papers=papers,
    )


def _fit_sentence(fit: PlaceFit | None) -> str:
    """Return at how many places of a short phrase what the draft says of it fits, which proves none of them."""
    if fit is None:
        return ""
    if fit.fitting and fit.judged == 1:
        return gettext("What your draft says fits that place, which does not prove that the words are from there.")
    if fit.fitting:
        return plural(
            "What your draft says fits %(num)s of %(of)s places looked at; that does not prove it is from there.",
            "What your draft says fits %(num)s of %(of)s places looked at; that does not prove it is from there.",
            fit.fitting,
            of=current_speech().number(fit.judged),
        )
    if fit.more:
        return plural(
            "Left open: it is in very many places, and fits what your draft says at none of the %(num)s looked at.",
            "Left open: it is in very many places, and fits what your draft says at none of the %(num)s looked at.",
            fit.judged,
        )
    return gettext("Whether what your draft says of it is right is not known.")


def _not_found_message(finding: Finding, lookup: PassageLookup) -> str:
    if finding.former:
        message = finding.former.sentence
    elif finding.occurrences:
        message = gettext("This phrase does not appear in any paper.")
    else:
        message = gettext("No paper has these words or anything close to them.")
    removals = (removal_behind(lookup, url) for url in finding.quotation.links)
    if removal := next(filter(None, removals), None):
        told = gettext("About the passage that the link cites: %(removal)s", removal=removal.sentence)
        return f"{message} {told}"
    if not finding.nearest:
        return message
    share = current_speech().percent(round(finding.similarity * 100))
    closest = gettext("The closest passage has %(share)s of its words.", share=share)
    return f"{message} {closest}"


def _other_meeting_message(finding: Finding, lookup: PassageLookup) -> str:
    claimed, actual = _claimed_meeting(finding.claim, lookup), finding.places[0].passage.meeting
    leads_to = claimed_title(finding.claim, lookup)
    actual_title = actual.title if actual else finding.places[0].passage.document.title
    if claimed and actual and leads_to == actual_title and claimed.start and actual.start:
        leads_to, actual_title = f"{leads_to}, {claimed.start}", f"{actual_title}, {actual.start}"
    message = gettext(
        "The link leads to “%(claimed)s”, but the words are in “%(actual)s”.", claimed=leads_to, actual=actual_title
    )
    if finding.wording == "near_exact":
        differing = _WORDING_SENTENCES["near_exact"]
        return " ".join((message, gettext(differing)))
    if finding.wording == "altered":
        return " ".join((message, gettext("The wording differs too.")))
    return message


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
        return gettext(
            "These words are from the title of a meeting, not from a passage: “%(title)s”.", title=title.text
        )
    if title.meeting:
        sentence = (
            marked("These words are from the title of a paper of “%(meeting)s”, not from a passage: “%(title)s”.")
            if title.kind == "document"
            else marked(
                "These words are from the title of a session of “%(meeting)s”, not from a passage: “%(title)s”."
            )
        )
        return gettext(sentence, meeting=lookup.meeting(title.meeting).title, title=title.text)
    sentence = (
        marked("These words are from the title of a paper, not from a passage: “%(title)s”.")
        if title.kind == "document"
        else marked("These words are from the title of a session, not from a passage: “%(title)s”.")
    )
    return gettext(sentence, title=title.text)


def _omitted_words(finding: Finding) -> str:
    """Return the words of the source that omissions and brackets hide: a `not` may be among them."""
    gaps = [
        place.passage.text[place.end : following.start].strip(_PUNCTUATION).split()
        for place, following in pairwise(finding.places)
        if place.passage.id == following.passage.id and place.quoted != following.quoted
    ]
    told = [
        gettext("“%(words)s”", words=" ".join(gap)) if len(gap) <= MAX_QUOTED_OMISSION else counted(len(gap), "word")
        for gap in gaps
        if gap
    ]
    return listed(told) if told else ""


def _stitched_message(places: Sequence[QuotePlace]) -> str:
    if len({place.passage.id for place in places}) == 1:
        return plural(
            "The words come from %(num)s place in one passage and do not follow each other there.",
            "The words come from %(num)s places in one passage and do not follow each other there.",
            len(places),
        )
    return plural(
        "The words come from %(num)s place and do not follow each other.",
        "The words come from %(num)s places and do not follow each other.",
        len(places),
    )


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
        "former": finding.former.as_json() if finding.former else None,
        "changes": [
            {"quoted": change.quoted, "found": change.found, "same": change.same} for change in finding.changes
        ],
        "title": _title_json(finding.title),
        "claim": _claim_json(finding),
        "facts": [fact_json(fact) for fact in finding.facts],
        "unread": list(finding.unread),
        "meaning": [
            {
                "kind": change.kind,
                "quoted": change.own,
                "found": change.source,
                "negation": change.word or None,
                "decided": not change.told_only,
            }
            for change in finding.meaning
        ],
        "occurrences": _occurrences_json(finding.occurrences),
        "fit": _fit_json(finding.fit),
        "search": phrase_search_path(finding) if finding.occurrences else None,
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


def _occurrences_json(occurrences: Occurrences | None) -> dict[str, object] | None:
    if occurrences is None:
        return None
    return {"times": occurrences.times, "papers": occurrences.papers, "more": occurrences.more}


def _fit_json(fit: PlaceFit | None) -> dict[str, object] | None:
    return {"fitting": fit.fitting, "judged": fit.judged, "more": fit.more} if fit else None


def phrase_search_path(finding: Finding) -> str:
    """Return the path of the search for the words of a short phrase."""
    return "/search?" + urlencode({"q": phrase_query(finding)})


def phrase_query(finding: Finding) -> str:
    """Return the query for the words of a short phrase; its parts near each other where it leaves words out."""
    text = finding.quotation.text
    parts = [" ".join(word.text for word in span.words) for span in split_spans(text)]
    if len(parts) < 2 and "[" not in text:
        parts = [" ".join(text.replace('"', " ").split())]
    return f" NEAR/{NEAR_WORDS} ".join(f'"{part}"' for part in parts)


def _claim_json(finding: Finding) -> dict[str, object] | None:
    claim = finding.claim
    if claim is None:
        return None
    return {"url": claim.url, "meeting": claim.meeting, "document": claim.document, "passage": claim.passage}
