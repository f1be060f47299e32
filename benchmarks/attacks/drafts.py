"""Drafts that cost much to read or to check, and many drafts at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from .made_drafts import docx
from .served import Answer, Target, slowest_meanwhile

SEARCH = "/search?q=training+women"
_UPLOADS = 20


@cache
def empty_paragraphs() -> bytes:
    """Return a DOCX of fourteen million empty paragraphs."""
    return docx(b"<w:p/>" * 14_000_000)


DRAFTS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "0.5 MB DOCX of empty paragraphs": lambda: ("draft.docx", empty_paragraphs()),
    "5 MB HTML of `<div>`s": lambda: ("draft.html", b"<div>" * 1_000_000),
    '8 MB of `"a" `, pasted': lambda: ("", b'"a" ' * 2_000_000),
    '8 MB of `"a" `, a file': lambda: ("draft.txt", b'"a" ' * 2_000_000),
}
"""Each with its file, or pasted where the name is empty."""


def drafts(target: Target) -> Iterator[tuple[str, str]]:
    """Send each draft alone; tell when and how it ended, and what a search took meanwhile."""
    before = target.memory()
    for name, make in DRAFTS.items():
        file, data = make()
        answers: list[Answer] = []
        slowest, _ = slowest_meanwhile(
            lambda: target.get(SEARCH),
            lambda file=file, data=data, answers=answers: answers.append(target.check(file, data)),  # type: ignore[misc]
        )
        (answer,) = answers
        told = f"{answer.seconds:.0f} s, {answer.status or 'no answer'}"
        told += f": “{answer.word}”" if answer.word else ""
        yield name, f"{told}; slowest search meanwhile {slowest:.1f} s"
    time.sleep(2)
    yield "memory of the server after these", f"{before:.0f} → {target.memory():.0f} MB"


def uploads(target: Target) -> Iterator[tuple[str, str]]:
    """Send many drafts at a time that take long, and search meanwhile."""
    file, data = "draft.html", b"<div>a</div>" * 60_000

    def attack() -> None:
        with ThreadPoolExecutor(_UPLOADS) as pool:
            ended.extend(pool.map(lambda _: target.check(file, data), range(_UPLOADS)))

    ended: list[Answer] = []
    slowest, count = slowest_meanwhile(lambda: target.get(SEARCH), attack)
    statuses = sorted({answer.status for answer in ended})
    last = max(answer.seconds for answer in ended)
    yield (
        f"{_UPLOADS} uploads at a time of a draft that takes seconds",
        f"slowest of {count} searches {slowest:.1f} s; uploads answered {statuses} within {last:.0f} s",
    )
