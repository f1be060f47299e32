"""The text around a result that has a word of the query which nothing else of the result shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.model import Participation, Passage, TextSpan
from indexer.query.results import Hit, MatchPlace, Reason
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable, gettext
from webapp.shared import labels
from webapp.shared.models import RenderContext

_TextAround = Literal["heading", "people"]
_SOURCE_TEXT: Mapping[_TextAround, str] = MessageTable(
    {"heading": marked("Found in the heading:"), "people": marked("Found in the list of people:")}
)
_MEETING_SOURCE = marked("Found in the name of the meeting:")
_SHOWN: frozenset[MatchPlace] = frozenset({"text", "session"})


@dataclass(frozen=True)
class OutsideMatch:
    """Where the text stands, in words, and the text."""

    place: str
    spans: tuple[TextSpan, ...]


def outside_match(
    hit: Hit, title: Sequence[TextSpan], spoken: Sequence[Participation], context: RenderContext
) -> OutsideMatch | None:
    """Return the first text around a passage with a term that neither its words nor its title and speakers have.

    The name of the meeting stands on every result: it is returned only where nothing else matches.
    """
    terms = {reason.typed for reason in hit.reasons}
    seen = {reason.typed for reason in hit.reasons if reason.place in _SHOWN}
    if terms == seen:
        return None
    language = hit.passage.document.language
    shown = [span for person in spoken for span in context.mark(labels.person_line(person), language)]
    seen |= {reason.typed for reason in hit.reasons if _has(reason, [*shown, *title])}
    hidden = [reason for reason in hit.reasons if reason.typed not in seen]
    for place, text in _texts_around(hit.passage):
        spans = tuple(context.mark(text, language))
        if any(_has(reason, spans) for reason in hidden):
            return OutsideMatch(_SOURCE_TEXT[place], spans)
    names = [] if seen else [text for reason in hidden if reason.kind == "meeting" for text in reason.found]
    return OutsideMatch(gettext(_MEETING_SOURCE), (TextSpan(names[0], True),)) if names else None


def _has(reason: Reason, spans: Iterable[TextSpan]) -> bool:
    """Return whether matching spans have words of a reason; those of a phrase may be marked one by one."""
    found = [text.casefold() for text in reason.found]
    return any(span.text.casefold() in text for span in spans if span.match for text in found)


def _texts_around(passage: Passage) -> Iterator[tuple[_TextAround, str]]:
    """Yield the headings over a passage, the nearest first, and the people named with it."""
    yield from (("heading", head.text) for head in passage.heads)
    yield from (("heading", heading) for heading in reversed(passage.headings))
    yield from (("people", labels.person_line(person)) for person in passage.people)
