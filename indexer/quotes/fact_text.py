"""Describe what a draft states of its source, beside what the source says: sentences, labels and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.attribution.facts import FactVerdict, JudgedFact, SourceDays, StatedFactKind
from indexer.attribution.judge_days import days_in_words
from indexer.model import DocumentKind
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.text.plurals import plural

VERDICT_LABELS: dict[FactVerdict, str] = {
    "supported": "Agrees",
    "contradicted": "Differs",
    "not_judged": "Not judged",
}
_NOT_KNOWN = marked("not known")
_SENTENCES: dict[StatedFactKind, str] = {
    "session": marked("Your draft says “%(draft)s”, but the words are in “%(source)s”."),
    "meeting": marked("Your draft says “%(draft)s”, but the words are from “%(source)s”."),
    "body": marked("Your draft says “%(draft)s”, but the words are from “%(source)s”."),
    "place": marked("Your draft says “%(draft)s”, but the meeting was in %(source)s."),
    "kind": marked("Your draft says “%(draft)s”, but the words are in %(source)s."),
    "number": marked("Your draft says “%(draft)s”, but the words are in %(source)s."),
    "manner": marked("Your draft says “%(draft)s”, but the words are in %(source)s, which says what was planned."),
    "date": marked("Your draft says “%(draft)s”, but the source is dated %(source)s."),
    "denial": marked("Your draft says “%(draft)s”, but the papers have these words, and give them to %(source)s."),
    "speaker": marked("Your draft says “%(draft)s”, but the words are those of %(source)s."),
    "stance": marked("Your draft says “%(draft)s”, but the source has “%(source)s” right before these words."),
    "voice": marked("Your draft says “%(draft)s”, but the paper gives these words to “%(source)s”."),
}
_DENIED = marked("Your draft says “%(draft)s”, but the papers have these words.")
_NOT_FOR_ATTRIBUTION = marked(
    "Your draft says “%(draft)s”, but the paper does not name its speakers: its discussion is not for attribution."
)
_OF_MEETING = marked("Your draft says “%(draft)s”, but the source is a meeting of %(source)s.")
_OF_SESSION = marked("Your draft says “%(draft)s”, but the session was on %(source)s.")
_OF_MEETING_AND_DATED = marked(
    "Your draft says “%(draft)s”, but the source is a meeting of %(source)s, published %(published)s."
)
_KINDS: dict[DocumentKind, str] = {
    "programme": marked("a programme"),
    "agenda": marked("an agenda"),
    "concept_note": marked("a concept note"),
    "summary": marked("a summary"),
    "report": marked("a report"),
    "meeting_note": marked("a meeting note"),
    "minutes": marked("minutes"),
    "transcript": marked("a transcript"),
    "statement": marked("a statement"),
    "slides": marked("slides"),
    "resolution": marked("a resolution"),
    "other": marked("another paper"),
}
"""A paper of each kind, as sentences have it."""


def source_text(fact: JudgedFact) -> str:
    """Return what the source says to a fact, in a few words: `not known` where it says nothing."""
    return _with_note(fact, fact.source)


def contradiction_sentence(fact: JudgedFact) -> str:
    """Return a sentence that sets the words of the draft beside the source's fact."""
    draft = " ".join(fact.stated.text.split())
    if fact.contradiction == "not_for_attribution":
        return gettext(_NOT_FOR_ATTRIBUTION, draft=draft)
    if fact.contradiction == "denied" and not fact.source:
        return gettext(_DENIED, draft=draft)
    if fact.contradiction == "elsewhere":
        sentence = _SENTENCES["meeting"]
        return gettext(sentence, draft=draft, source=fact.source)
    if isinstance(fact.known, SourceDays):
        return _sentence_on_days(draft, fact.known)
    return gettext(_SENTENCES[fact.stated.kind], draft=draft, source=_shown_source(fact))


def voice_remarks(facts: Iterable[JudgedFact]) -> Iterator[str]:
    """Yield to whom the paper gives the words, where that is not what the draft says, but does not contradict it."""
    for fact in facts:
        if fact.stated.kind == "voice" and fact.verdict == "not_judged" and fact.source:
            yield gettext("The paper gives these words to “%(source)s”.", source=fact.source)


def _sentence_on_days(draft: str, days: SourceDays) -> str:
    if days.of_session:
        return gettext(_OF_SESSION, draft=draft, source=days_in_words(days.of_session))
    dated = days_in_words(days.dated) if days.dated else ""
    if days.held is None:
        sentence = _SENTENCES["date"]
        return gettext(sentence, draft=draft, source=dated)
    if dated:
        return gettext(_OF_MEETING_AND_DATED, draft=draft, source=days_in_words(days.held), published=dated)
    return gettext(_OF_MEETING, draft=draft, source=days_in_words(days.held))


def _shown_source(fact: JudgedFact) -> str:
    """Return what the source says as a sentence has it: a kind of paper with its article."""
    known = fact.known
    return _with_note(fact, gettext(_KINDS[known]) if known and not isinstance(known, SourceDays) else fact.source)


def _with_note(fact: JudgedFact, source: str) -> str:
    source = source or gettext(_NOT_KNOWN)
    return gettext("%(source)s (%(note)s)", source=source, note=fact.note) if fact.note else source


def fact_json(fact: JudgedFact) -> dict[str, object]:
    """Return a judged fact as a JSON object."""
    stated = fact.stated
    return {
        "fact": stated.kind,
        "stated": {"text": stated.text, "start": stated.start, "end": stated.end},
        "verdict": fact.verdict,
        "source": fact.source or None,
        "note": fact.note or None,
    }


def partly_checked_sentence(number: int) -> str:
    """Return a sentence on a number of quotations that match, while the draft says more of them than was checked."""
    return plural(
        "Around %(num)s quotation that matches, part of what the draft says could not be checked.",
        "Around %(num)s quotations that match, part of what the draft says could not be checked.",
        number,
    )
