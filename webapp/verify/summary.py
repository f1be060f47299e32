"""What a report says first: how many quotations need attention, and around how many something is left to check."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.quotes.fact_text import partly_checked_sentence
from indexer.quotes.finding import SHORT_OUTCOMES, SOUND_OUTCOMES, Finding, QuoteOutcome
from indexer.quotes.report import count_outcomes
from indexer.speech.marking import marked_plural
from indexer.speech.translation import gettext
from indexer.text.plurals import counted, plural

_SHORT_SENTENCES: dict[QuoteOutcome, tuple[str, str]] = {
    "fitting": marked_plural(
        "%(num)s short phrase fits what your draft says of it.",
        "%(num)s short phrases fit what your draft says of them.",
    ),
    "undecided": marked_plural(
        "%(num)s short phrase could not be decided.", "%(num)s short phrases could not be decided."
    ),
    "counted": marked_plural("%(num)s short phrase was only counted.", "%(num)s short phrases were only counted."),
}


def report_summary(findings: Sequence[Finding]) -> str:
    """Return in sentences what a reader should know first."""
    heeded = sum(finding.outcome not in SOUND_OUTCOMES for finding in findings)
    of = counted(len(findings), "quotation")
    attention = plural("%(num)s of %(of)s needs attention.", "%(num)s of %(of)s need attention.", heeded, of=of)
    sentences = [attention] if heeded else _sound_sentences(findings)
    if partly := sum(finding.is_partly_checked for finding in findings):
        sentences.append(partly_checked_sentence(partly))
    return " ".join(sentences)


def _sound_sentences(findings: Sequence[Finding]) -> list[str]:
    """Return what was found where nothing needs attention; short phrases match nothing, even where they fit."""
    numbers = count_outcomes(findings)
    if findings and numbers.get("counted") == len(findings):
        return [gettext("Only short phrases: they were counted, not checked.")]
    sentences = [
        plural(*_SHORT_SENTENCES[outcome], numbers[outcome]) for outcome in _SHORT_SENTENCES if outcome in numbers
    ]
    looked_up = len(findings) - sum(numbers.get(outcome, 0) for outcome in SHORT_OUTCOMES)
    if looked_up:
        found = plural("The quotation matches the papers.", "All %(num)s quotations match the papers.", looked_up)
        sentences.insert(0, found)
    return sentences
