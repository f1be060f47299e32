"""What a report shows beside a quotation: marks in the draft, facts that agree, and the text around the words found.

The models of the pages are in `view`.
"""

from __future__ import annotations

from collections.abc import Iterable

from indexer.attribution.facts import JudgedFact
from indexer.model import TextSpan
from indexer.quotes.finding import SOUND_OUTCOMES, Finding
from indexer.quotes.report import phrase_query
from indexer.speech.joined import listed
from indexer.speech.translation import gettext
from webapp.address import urls
from webapp.address.params import SearchRequest

_CONTEXT_LENGTH = 160  # characters of a passage that are shown before and after the words that were found


def marked_draft(text: str, start: int, finding: Finding) -> tuple[TextSpan, ...]:
    """Return a piece of the draft that begins at an offset, with what the source contradicts marked."""
    runs: list[TextSpan] = []
    done = 0
    spans = sorted(
        {(fact.stated.start, fact.stated.end) for fact in finding.contradicted if fact.stated.start is not None}
    )
    for first, last in ((first - start, (last or first) - start) for first, last in spans if first is not None):
        if done <= first and last <= len(text):
            runs += [TextSpan(text[done:first], False), TextSpan(text[first:last], True)]
            done = last
    return (*runs, TextSpan(text[done:], False))


def agreeing_facts(finding: Finding) -> str:
    """Return the words around a quotation that the source agrees with; that it was said goes without saying."""
    return _listed(finding.agreeing)


def unstated_facts(finding: Finding) -> str:
    """Return the words around a quotation on which the papers say nothing."""
    return _listed(fact for fact in finding.not_judged if not fact.source and fact.stated.kind != "stance")


def undecided_facts(finding: Finding) -> str:
    """Return the words around a quotation on which the papers say something that neither supports nor contradicts, and
    those that say whether somebody was for or against it.
    """
    return _listed(fact for fact in finding.not_judged if fact.source or fact.stated.kind == "stance")


def unread_facts(finding: Finding) -> str:
    """Return the names, days and numbers around a quotation that were not read."""
    return listed(gettext("“%(words)s”", words=words) for words in finding.unread) if finding.unread else ""


def _listed(judged: Iterable[JudgedFact]) -> str:
    stated = [fact.stated.shown for fact in judged]
    return listed(gettext("“%(words)s”", words=words) for words in stated) if stated else ""


def shows_changes(finding: Finding) -> bool:
    """Return whether the words are shown side by side: where they differ, and nothing graver is wrong."""
    differ = any(not change.same for change in finding.changes)
    return differ and (finding.wording == "altered" or finding.outcome in SOUND_OUTCOMES)


def search_path(finding: Finding) -> str:
    """Return the path of the concordance of a short phrase that the papers have, empty for other quotations.

    It has the occurrences that were counted, where a search finds passages by their headings and names, too.
    """
    if not finding.occurrences or not finding.occurrences.times:
        return ""
    return urls.concordance_path(SearchRequest(phrase_query(finding)))


def end_of(text: str) -> str:
    """Return the end of a text, from the start of a word."""
    return text if len(text) <= _CONTEXT_LENGTH else "… " + text[-_CONTEXT_LENGTH:].partition(" ")[2]


def start_of(text: str) -> str:
    """Return the beginning of a text, up to the end of a word."""
    return text if len(text) <= _CONTEXT_LENGTH else text[:_CONTEXT_LENGTH].rpartition(" ")[0] + " …"
