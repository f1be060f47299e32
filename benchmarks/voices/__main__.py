"""Print sentences of indexed reports to be judged by hand, or score those that were judged (`judged.json`).

A paper is read while the rules are written, or set aside, by a hash of its name; only those set aside are sampled.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.model import Passage
from indexer.store.builds import open_library
from indexer.store.library import Library
from indexer.voices.passage import is_reported_text

JUDGED = Path(__file__).parent / "judged.json"
_GROUP_NOUNS = re.compile(
    r"\b(?:participants?|delegations?|delegates?|members?|representatives?|attendees?|discussants?|panell?ists?"
    r"|presenters?|speakers?|(?:co-?)?chairs?|moderators?|facilitators?|secretariat|staff|committee|(?:working )?group"
    r"|discussions?|meeting|workshop|session|states|experts?|it was|there was|concerns? (?:was|were)|others|several"
    r"|some|many|most)\b",
    re.IGNORECASE,
)


class ReportedSentence(NamedTuple):
    """A sentence of a report, with the kinds and the words of its voices."""

    paper: str
    text: str
    voices: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """What names it in the file of judgements, which has no texts."""
        return sha256_hex([self.text.encode()])[:16]


def is_set_aside(paper: str) -> bool:
    """Return whether nobody looked into a paper while the rules were written."""
    return int(sha256_hex([paper.encode()]), 16) % 2 == 1


def sentences(library: Library) -> Iterator[ReportedSentence]:
    """Yield the sentences of the set-aside papers that report; a turn of speech in minutes is told by its speaker."""
    for passage in library.passages():
        spoken = not passage.voices and any(person.role == "speaker" for person in passage.people)
        if is_set_aside(passage.document.source) and is_reported_text(passage) and not spoken:
            yield from _sentences_of(passage)


def _sentences_of(passage: Passage) -> Iterator[ReportedSentence]:
    for start, end in passage.sentences:
        voices = tuple((voice.kind, voice.words) for voice in passage.voices if start <= voice.start < end)
        yield ReportedSentence(passage.document.source, " ".join(passage.text[start:end].split()), voices)


def sample(found: list[ReportedSentence], number: int, *, most_of_a_paper: int) -> list[ReportedSentence]:
    """Return sentences by chance, the same ones each time, of no paper more than some."""
    chance = random.Random(14)  # noqa: S311  # chance here is variety, not secrecy
    chance.shuffle(found)
    taken: Counter[str] = Counter()
    chosen: list[ReportedSentence] = []
    for each in found:
        if taken[each.paper] < most_of_a_paper and len(chosen) < number:
            taken[each.paper] += 1
            chosen.append(each)
    return chosen


class Judgement(msgspec.Struct, frozen=True):
    """What a reader says of a sentence."""

    voices: tuple[str, ...]
    """The kinds of all voices that it has."""
    weight: float
    """How many sentences of its sample it stands for."""


def score(found: list[ReportedSentence], judged: dict[str, Judgement]) -> str:
    """Return how many voices were right, wrong and missed in the sentences that were judged, and the rates for all."""
    counts: dict[str, Counter[str]] = {"right": Counter(), "wrong": Counter(), "missed": Counter()}
    weighed: Counter[str] = Counter()
    for each in {each.key: each for each in found if each.key in judged}.values():
        judgement = judged[each.key]
        read, true = Counter(kind for kind, _ in each.voices), Counter(judgement.voices)
        for name, kinds in (("right", read & true), ("wrong", read - true), ("missed", true - read)):
            counts[name] += kinds
            weighed[name] += round(1_000 * judgement.weight * kinds.total())
    present = sorted(set().union(*counts.values()))
    lines = [", ".join((kind, *(f"{counts[name][kind]} {name}" for name in counts))) for kind in present]
    totals = ", ".join(f"{counter.total()} {name}" for name, counter in counts.items())
    precision = weighed["right"] / (weighed["right"] + weighed["wrong"])
    recall = weighed["right"] / (weighed["right"] + weighed["missed"])
    return "\n".join((*lines, f"together, {totals}", f"precision {precision:.3f}, recall {recall:.3f}"))


def main() -> None:
    """Print the samples, and the score of what was judged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("indexes", nargs="+", type=Path, help="folders of indexes")
    parser.add_argument("--number", type=int, default=160, help="sentences with a voice, and as many without")
    parser.add_argument("--most", type=int, default=75, help="the most sentences of one paper in each sample")
    options = parser.parse_args()
    found = [each for index in options.indexes for each in sentences(open_library(index))]
    tagged = [each for each in found if each.voices]
    untagged = [each for each in found if not each.voices and _GROUP_NOUNS.search(each.text)]
    for group in (tagged, untagged):
        for each in sample(list(group), options.number, most_of_a_paper=options.most):
            print(each.key, list(each.voices), each.text, sep="\t")
    print(f"{len(tagged)} sentences with a voice, {len(untagged)} without one that name a group")
    if JUDGED.exists():
        print(score(found, msgspec.json.decode(JUDGED.read_bytes(), type=dict[str, Judgement])))


if __name__ == "__main__":
    main()
