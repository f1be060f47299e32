"""One piece of evidence, and a row of them under a title: plain data that every format is written from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import repeat

from indexer.references import RESTRICTION_WARNINGS, Reference, ReferenceRun, StyleName, cite_all

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Evidence:
    """A quotation with its reference, and what a reader of it must know."""

    quotation: str
    """The words, as they were collected where those are known; empty where no words are known."""
    cited: tuple[ReferenceRun, ...]
    """The reference in a style, or what is left of it where the passage is gone."""
    link: str
    note: str = ""
    """What the collector wrote beside it; its lines are paragraphs."""
    remarks: tuple[str, ...] = ()
    """What became of the passage since, and how it may be cited, as sentences."""
    reference: Reference | None = None
    """None where the passage is gone."""


@dataclass(frozen=True)
class Dossier:
    """Pieces of evidence in order."""

    title: str
    items: Iterable[Evidence]
    """Gone through once."""
    day: date
    """When it was written out."""


def evidence_from(references: Iterable[Reference], style: StyleName | None) -> Iterator[Evidence]:
    """Take passages as evidence, their whole text as the quotation unless the reference names other words.

    Without a style the references are not written as text, which takes the most time.
    """
    every = tuple(references)
    written = cite_all(every, style) if style else repeat((), len(every))
    for reference, cited in zip(every, written, strict=True):
        yield Evidence(
            quotation=reference.quoted or reference.passage.text,
            cited=cited,
            link=reference.link,
            remarks=citation_warnings(reference),
            reference=reference,
        )


def citation_warnings(reference: Reference) -> tuple[str, ...]:
    """How a paper may be cited, as sentences to somebody who is about to."""
    planned = ("The paper says what was planned, not what took place.",) if reference.planned else ()
    return planned + tuple(RESTRICTION_WARNINGS[one.kind] for one in reference.restrictions)


def clean_lines(text: str) -> list[str]:
    """The lines of a text that have words, each with single spaces and without signs that a file cannot hold."""
    every = (" ".join(_UNFIT.sub(" ", line).split()) for line in re.split(r"[\r\n\x85\u2028\u2029]+", text))
    return [line for line in every if line]
