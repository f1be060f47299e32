"""Score the reader of claims on made drafts: right, wrong and not judged, false alarms apart from misses.

`python -m benchmarks.quotes.claims --given INDEX --aside INDEX` prints tables, and with `--output` replaces
them in `benchmarks/quotes/RESULTS.md`. The rules were developed on the first index with the frames `given`; the second
holds papers that were set aside.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import SOUND_OUTCOMES, Finding
from indexer.quotes.verify import Verifier
from indexer.store.builds import open_library
from indexer.store.library import Library

from .make import ClaimDraft, ClaimMaker, FrameSet, facts_stated
from .section import replace_claims
from .written import score_written

RESULTS = Path(__file__).parent.parent / "RESULTS.md"
_LABELS = {
    "session": "session", "kind": "kind of paper", "date": "date", "meeting": "meeting", "place": "city",
    "speaker": "speaker", "manner": "said or planned", "attribution": "speaker, not for attribution",
    "negation": "omission (... )", "bracket": "words in [brackets]", "none": "other facts in the sentence",
}  # fmt: skip
_TITLES: dict[FrameSet, str] = {
    "given": "The papers and frames that the rules were developed on",
    "aside": "Papers set aside, with frames that showed what the rules lacked",
    "fresh": "Papers set aside, with frames written afterwards",
}
_REPEAT = """Repeat it with (the papers are not in the repository):

    python -m benchmarks.quotes.claims --given INDEX --aside INDEX --seeds INDEX --output benchmarks/quotes/RESULTS.md
"""
_ABOUT = """What a draft says around a quotation, held against the papers: drafts made from real papers, each with one
claim that is known to be true or false by the facts of the index (errors in reading the papers do not count here),
amid sentences that name other facts. *Right* is a true claim whose fact agrees, or a false one that fails under its own
name; *not judged* is a quotation that is sound and says nothing of the claim. A **false alarm**, a true claim that
fails, is worse than a miss.

Developed on seven collections of real papers and `seeds/`; five collections were chosen by name and set aside unread.
The frames `aside` were first scored before the rules were widened for them: 136 right, no false alarm, no false claim
judged wrongly, 64 not judged. The frames `fresh` were written after that and scored once before the rules were widened
again: 147 right, none wrong, 53 not judged. The tables are of the rules as they are now, so of the last two only the
papers are still unseen.
"""
Verdict = str


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quotes.claims", description=__doc__)
    parser.add_argument("--given", type=Path, help="index of the papers that the rules were developed on")
    parser.add_argument("--aside", type=Path, help="index of papers that were set aside")
    parser.add_argument("--seeds", type=Path, help="index of seeds/, for the drafts written by hand")
    parser.add_argument("--drafts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--show", action="store_true", help="print each draft that was not judged right")
    parser.add_argument("--output", type=Path, help=f"file whose section on claims is replaced, such as {RESULTS.name}")
    options = parser.parse_args()
    sections = []
    runs: list[tuple[FrameSet, Path | None]] = [
        ("given", options.given),
        ("aside", options.aside),
        ("fresh", options.aside),
    ]
    for frames, index_dir in runs:
        if index_dir:
            library = open_library(index_dir)
            drafts = ClaimMaker(library, frames, options.seed).make(options.drafts)
            counts = _score(library, drafts, options.show)
            sections.append(_table(frames, counts, len(drafts)))
            library.close()
    if options.seeds:
        library = open_library(options.seeds)
        sections.append(score_written(library))
        library.close()
    report = "\n".join([_ABOUT, *sections, _REPEAT])
    print(report)
    if options.output:
        replace_claims(options.output, report)


def _score(library: Library, drafts: list[ClaimDraft], show: bool) -> Counter[tuple[str, bool, Verdict]]:
    verifier = Verifier(library.word_index, library, titles=library.titles, names=KnownNames(library))
    counts: Counter[tuple[str, bool, Verdict]] = Counter()
    for draft in drafts:
        quotation = max(draft_from_text(draft.text).quotations, key=lambda quotation: quotation.words)
        finding = verifier.check(quotation, verifier.stated(quotation))
        verdict = _verdict(draft, finding)
        counts[draft.fact, draft.is_true, verdict] += 1
        if show and verdict != "right":
            facts = [(fact.stated.kind, fact.stated.text, fact.verdict, fact.source) for fact in finding.facts]
            print(f"{draft.fact} {draft.is_true} {verdict}: {draft.text}\n    {finding.outcome} {facts}")
            if finding.meaning:
                print(f"    {finding.meaning}")
    return counts


def _verdict(draft: ClaimDraft, finding: Finding) -> Verdict:
    """Return whether a claim was judged right; a true claim counts as judged when the fact that it states agrees."""
    judged = [fact for fact in finding.facts if fact.stated.kind == draft.fact]
    if draft.is_true:
        if finding.outcome not in SOUND_OUTCOMES:
            return "wrong"
        needs_fact = draft.fact not in ("none", "negation", "bracket", "attribution")
        return "right" if not needs_fact or any(fact.verdict == "supported" for fact in judged) else "not judged"
    if finding.outcome == draft.expected:
        return "right"
    if finding.outcome not in SOUND_OUTCOMES:
        return "wrong"  # it fails, but under another name
    return "wrong" if any(fact.verdict == "supported" for fact in judged) else "not judged"


def _table(frames: FrameSet, counts: Counter[tuple[str, bool, Verdict]], drafts: int) -> str:
    lines = [
        f"### {_TITLES[frames]}: {drafts} drafts\n",
        "| claim | true: right | not judged | **false alarm** | false: named | not judged (missed) | wrongly judged |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    total: Counter[tuple[bool, str]] = Counter()
    for fact in facts_stated():
        row = [
            counts[fact, is_true, verdict] for is_true in (True, False) for verdict in ("right", "not judged", "wrong")
        ]
        if any(row):
            lines.append(f"| {_LABELS[fact]} | " + " | ".join(map(str, row)) + " |")
        for (kind, is_true, verdict), count in counts.items():
            if kind == fact:
                total[is_true, verdict] += count
    row = [total[is_true, verdict] for is_true in (True, False) for verdict in ("right", "not judged", "wrong")]
    lines.append("| **all** | " + " | ".join(map(str, row)) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
