"""The data that every evidence format is written from: one quotation with its reference, and a titled list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from indexer.references import RESTRICTION_WARNINGS, Reference, ReferenceRun, StyleName, cite_all
from indexer.speech.translation import gettext

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Evidence:
    """A quotation with its reference and what a reader needs to know about it."""

    quotation: str
    """The words as collected, when known; empty when no words are known."""
    cited: tuple[ReferenceRun, ...]
    """The reference in a style, or what is known of it when the passage is gone."""
    link: str
    note: str = ""
    """The collector's note; each line is a paragraph."""
    remarks: tuple[str, ...] = ()
    """The heads over a table row, later changes of the passage and restrictions on citing it, as sentences."""
    reference: Reference | None = None
    """None when the passage is gone."""


@dataclass(frozen=True)
class Dossier:
    """A titled list of evidence, in order."""

    title: str
    items: Iterable[Evidence]
    """Iterated once."""
    day: date
    """The day of writing."""
    statement: str = ""
    """What the list is of, as a sentence."""
    facts: tuple[tuple[str, str], ...] = ()
    """The same fact by fact, each with its name."""
    left_out: str = ""
    """What the file leaves out, as a sentence; empty where it has everything."""


def evidence_from(references: Iterable[Reference], style: StyleName | None) -> Iterator[Evidence]:
    """Yield evidence from references; the quotation is the whole passage unless the reference names other words.

    Without a style the references are not formatted as text, which is the slowest part.
    """
    for reference, cited in _with_citations(references, style):
        yield Evidence(
            quotation=reference.quoted or reference.passage.text,
            cited=cited,
            link=reference.link,
            remarks=(*reference.table_notes, *citation_warnings(reference)),
            reference=reference,
        )


def _with_citations(
    references: Iterable[Reference], style: StyleName | None
) -> Iterator[tuple[Reference, tuple[ReferenceRun, ...]]]:
    """Yield each reference with its text, one at a time: there can be very many."""
    for reference in references:
        yield reference, next(cite_all((reference,), style)) if style else ()


def citation_warnings(reference: Reference) -> tuple[str, ...]:
    """Return the restrictions on citing a paper, as sentences for somebody who is about to cite it."""
    planned = (gettext("The paper says what was planned, not what took place."),) if reference.planned else ()
    return planned + tuple(gettext(RESTRICTION_WARNINGS[restriction.kind]) for restriction in reference.restrictions)


def clean_lines(text: str) -> list[str]:
    """Split a text into its non-empty lines, with single spaces and without characters that a file cannot hold."""
    cleaned = (" ".join(_NOT_XML.sub(" ", line).split()) for line in re.split(r"[\r\n\x85\u2028\u2029]+", text))
    return [line for line in cleaned if line]
