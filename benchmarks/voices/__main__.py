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


def score(chosen: list[ReportedSentence], judged: dict[str, list[str]]) -> str:
    """Return how many voices were right, wrong and missed, of the sentences that were judged."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for each in chosen:
        if each.key in judged:
            read, true = Counter(kind for kind, _ in each.voices), Counter(judged[each.key])
            right += read & true
            wrong += read - true
            missed += true - read
    kinds = right | wrong | missed
    lines = [f"{kind}: {right[kind]} right, {wrong[kind]} wrong, {missed[kind]} missed" for kind in kinds]
    total = (right.total(), wrong.total(), missed.total())
    precision, recall = total[0] / (total[0] + total[1]), total[0] / (total[0] + total[2])
    return "\n".join((*lines, f"{total} precision {precision:.3f}, recall {recall:.3f}"))


def main() -> None:
    """Print the sample, with what was judged of it where that is known, and the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("indexes", nargs="+", type=Path, help="folders of indexes")
    parser.add_argument("--tagged", type=int, default=160)
    parser.add_argument("--untagged", type=int, default=160)
    parser.add_argument("--most", type=int, default=60, help="the most sentences of one paper in each sample")
    options = parser.parse_args()
    found = [each for index in options.indexes for each in sentences(open_library(index))]
    tagged = [each for each in found if each.voices]
    untagged = [each for each in found if not each.voices and _GROUP_NOUNS.search(each.text)]
    chosen = sample(tagged, options.tagged, most_of_a_paper=options.most)
    chosen += sample(untagged, options.untagged, most_of_a_paper=options.most)
    judged = msgspec.json.decode(JUDGED.read_bytes(), type=dict[str, list[str]]) if JUDGED.exists() else {}
    for each in chosen:
        print(each.key, judged.get(each.key, "?"), list(each.voices), each.text, sep="\t")
    print(f"{len(tagged)} sentences with a voice, {len(untagged)} without one that name a group")
    if judged:
        print(score(chosen, judged))


if __name__ == "__main__":
    main()
