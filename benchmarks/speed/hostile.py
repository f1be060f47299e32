"""Ask for pages with queries that are made to cost much: `python -m benchmarks.speed.hostile --index-dir DIR`.

It writes HOSTILE.md: for each kind of query the processor time of the page that takes longest, and whether the search
was cut. `make_query` never goes beyond the characters that the grammar reads.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from flask.testing import FlaskClient

from benchmarks.links.__main__ import machine
from indexer.engine.whoosh.engine import WhooshEngine
from indexer.query.parser import MAX_QUERY_LENGTH
from webapp.app import create_app

from .measured import time_work

RESULTS = Path(__file__).with_name("HOSTILE.md")
FREQUENT = (
    "the of and to in a that is for we our this be as on it with by have are has not will which from all an its i must "
    "these their united nations international"
).split()
LETTERS = "acspdiotem"
PAGES = (
    "/search?q={}",
    "/search?words=all&q={}",
    "/search?group=session&q={}",
    "/api/search?q={}",
    "/concordance?q={}",
    "/chart?q={}",
    "/matrix?q={}",
    "/words?q={}",
    "/words?terms=the,of,and,to,in,that&q={}",
    "/search.csv?q={}",
)
Piece = Callable[[random.Random], str]


class HostileKind(NamedTuple):
    """A kind of query: pieces that are repeated up to a length, and what stands between them."""

    piece: Piece
    between: str = " "
    before: str = ""
    after: str = ""
    most: int = MAX_QUERY_LENGTH


def _word(chance: random.Random) -> str:
    return chance.choice(FREQUENT)


def _words(count: int, shape: str = '"{}"') -> Piece:
    return lambda chance: shape.format(" ".join(_word(chance) for _ in range(count)))


KINDS: Mapping[str, HostileKind] = {
    "words": HostileKind(_word),
    "words, OR": HostileKind(_word, " OR "),
    "names in capitals": HostileKind(lambda chance: _word(chance).upper()),
    "exclusions": HostileKind(lambda chance: f"-{_word(chance)}"),
    "exclusions, OR": HostileKind(lambda chance: f"-{_word(chance)}", " OR "),
    "phrases": HostileKind(_words(2)),
    "phrases, OR": HostileKind(_words(2), " OR "),
    "one long phrase": HostileKind(_word, before='"', after='"'),
    "loose phrases": HostileKind(_words(3, '"{}"~100')),
    "loose phrases, OR": HostileKind(_words(3, '"{}"~100'), " OR "),
    "one long loose phrase": HostileKind(_word, before='"', after='"~100'),
    "NEAR/100 in a chain": HostileKind(_word, " NEAR/100 "),
    "NEAR/100 of two words in a chain": HostileKind(lambda _: "the NEAR/100 of", " NEAR/100 "),
    "NEAR/1 in a chain": HostileKind(_word, " NEAR/1 "),
    "NEAR of phrases": HostileKind(_words(2), " NEAR/100 "),
    "many NEAR": HostileKind(lambda chance: f"({_word(chance)} NEAR/50 {_word(chance)})"),
    "many NEAR, OR": HostileKind(lambda chance: f"({_word(chance)} NEAR/50 {_word(chance)})", " OR "),
    "NEAR of alternatives": HostileKind(
        _word, " OR ", f"({' OR '.join(FREQUENT)}) NEAR/100 (", ")", MAX_QUERY_LENGTH // 2
    ),
    "NEAR of wildcards": HostileKind(lambda chance: f"{chance.choice(LETTERS)}*", " NEAR/100 "),
    "wildcards": HostileKind(lambda chance: f"{chance.choice(LETTERS)}*"),
    "wildcards on both sides": HostileKind(lambda chance: f"*{chance.choice(LETTERS)}*"),
    "misspelt words": HostileKind(lambda chance: f"{chance.choice(['development', 'security', 'which'])}~"),
    "brackets": HostileKind(lambda _: "NEAR/9 of)", " ", "(" * 20 + "the "),
    "ranges of years": HostileKind(lambda chance: f"year:{chance.randint(1970, 2000)}..{chance.randint(1990, 2020)}"),
    "a mixture": HostileKind(
        lambda chance: f'+{_word(chance)} ({_word(chance)} OR "{_word(chance)} of") NEAR/100 {_word(chance)}'
    ),
}


class HostileTime(NamedTuple):
    """The page that took longest of those with one kind of query."""

    kind: str
    typed: str
    page: str
    seconds: float
    is_cut: bool


def make_query(kind: HostileKind, chance: random.Random) -> str:
    """Return a query as long as the grammar reads."""
    pieces: list[str] = []
    room = kind.most - len(kind.before) - len(kind.after)
    while (room := room - len(piece := kind.piece(chance)) - len(kind.between)) >= 0:
        pieces.append(piece)
    return f"{kind.before}{kind.between.join(pieces)}{kind.after}"


def time_kinds(client: FlaskClient, forget: Callable[[], None], seed: int) -> list[HostileTime]:
    """Ask for every page with a query of each kind; `forget` drops what is kept of earlier answers."""
    chance, times = random.Random(seed), []  # noqa: S311  # not for secrets
    for name, kind in KINDS.items():
        typed = make_query(kind, chance)
        worst = HostileTime(name, typed, "", 0.0, is_cut=False)
        for page in PAGES:
            forget()
            answers: list[str] = []
            address = page.format(quote(typed, safe=""))
            _, seconds = time_work(lambda a=address, into=answers: into.append(client.get(a).text))  # type: ignore[misc]
            is_cut = worst.is_cut or "not all papers" in answers[0] or '"cut":true' in answers[0]
            worst = HostileTime(name, typed, page, seconds, is_cut) if seconds > worst.seconds else worst
            worst = worst._replace(is_cut=is_cut)
        times.append(worst)
    return times


def main() -> None:
    """Time all kinds, then print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.hostile", description=__doc__)
    parser.add_argument("--index-dir", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3, help="how many queries of each kind")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    app = create_app(options.index_dir)
    client = app.test_client()
    passages = client.get("/api/search?q=").json["total"]  # type: ignore[index]
    engines = [item for item in gc.get_objects() if isinstance(item, WhooshEngine)]

    def forget() -> None:
        for engine in engines:
            engine.forget()

    rounds = [time_kinds(client, forget, seed) for seed in range(options.seeds)]
    text = _report(passages, [max(times, key=lambda time: time.seconds) for times in zip(*rounds, strict=True)])
    options.output.write_text(text, encoding="utf-8")
    print(text)


def _report(passages: int, times: Sequence[HostileTime]) -> str:
    rows = [
        f"| {time.kind} | {time.page.partition('?')[0]} | {time.seconds:.2f} s | {'yes' if time.is_cut else ''} |"
        for time in sorted(times, key=lambda time: -time.seconds)
    ]
    return f"""# Queries that are made to cost much

Written by `python -m benchmarks.speed.hostile --index-dir DIR`: queries of up to {MAX_QUERY_LENGTH:,} characters,
several of each kind below, over {passages:,} passages. Told is the processor time of the page that took longest of
{len(PAGES)} kinds of page, nothing kept of earlier answers, and whether the search was cut: all searches of a page
together may look at a certain number of positions of words (`PAGE_POSITIONS` in `webapp/site.py`), and the page says
when they would be more.

| kind of query | slowest page | processor | cut |
|---|---|--:|---|
{chr(10).join(rows)}

Run on {date.today():%-d %B %Y}: {machine()}; load average when it ended {os.getloadavg()[0]:.1f}.
"""


if __name__ == "__main__":
    main()
