"""Score the reader of voices: made papers give sentences to groups, and drafts to the same, to more or to others."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import SOUND_OUTCOMES, Finding
from indexer.quotes.verify import Verifier
from indexer.store.builds import open_library
from indexer.store.library import Library

from .make import FRAMES

Wanted = Literal["supported", "wrong", "told", "silent"]
_LABELS: dict[Wanted, str] = {
    "supported": "the same group: agrees",
    "wrong": "more than the paper says: wrong",
    "told": "another group: told",
    "silent": "the paper gives them to nobody: nothing said",
}
_WRONG = {("all", "one"), ("several", "one"), ("all", "several")}
_PAIRS: tuple[tuple[str, str], ...] = (
    *(("all", source) for source in ("one", "several", "all", "secretariat", "panel", "silent")),
    *(("several", source) for source in ("one", "several", "panel", "silent")),
    *(("one", source) for source in ("one", "several", "all", "silent")),
    *((group, group) for group in ("secretariat", "panel")),
    ("all", "one"), ("all", "several"), ("panel", "all"), ("panel", "silent"),
)  # fmt: skip
"""Claims and sources; those that hurt most stand twice."""
_TITLES = {
    "": "Voices in made papers, with frames that showed what the rules lacked",
    "fresh_": "Voices in made papers, with frames that showed what was still lacking",
    "last_": "Voices in made papers, with frames written last",
}
VOICE_FRAMES = tuple(_TITLES)
"""The sets of frames, in the order in which they were written."""
_PER_PAPER = 20
_COMMAND = [sys.executable, "-c", "from webapp.cli import main; main()"]
_HEAD = "# Summary report of the seminar\n\nGeneva, {day} May 20{year:02}\n\n"


@dataclass(frozen=True)
class VoiceDraft:
    """A draft with one quotation, the sentence that a made paper has, and what should be said."""

    text: str
    source: str
    wanted: Wanted


def make_voices(library: Library, prefix: str, count: int, seed: int) -> list[VoiceDraft]:
    """Make drafts and sentences of papers around sentences of a library; `prefix` names the set of frames."""
    frames = tomllib.loads(FRAMES.read_text(encoding="utf-8"))
    lot = random.Random(seed)  # noqa: S311  # a measurement has to be repeatable
    sentences = sorted(_sentences(library))
    drafts = []
    for number, sentence in enumerate(lot.sample(sentences, count)):
        stated, source = _PAIRS[number % len(_PAIRS)]
        told = sentence[0].lower() + sentence[1:]
        text = lot.choice(frames[f"{prefix}voice_claims"][stated]).format(q=told)
        paper = lot.choice(frames[f"{prefix}voice_sources"][source]).format(q=told, Q=sentence)
        drafts.append(VoiceDraft(text, paper, _wanted(stated, source, text)))
    return drafts


def _wanted(stated: str, source: str, text: str) -> Wanted:
    if source == "secretariat" and "delega" in text.casefold():
        return "wrong"  # the Secretariat is no delegation
    if source == "silent":
        return "silent"
    if stated == source:
        return "supported"
    return "wrong" if (stated, source) in _WRONG else "told"


def _sentences(library: Library) -> set[str]:
    """Return sentences of a paper without quotations, names at their start or words of another voice."""
    texts = (
        passage.text[start:end].strip().rstrip(".")
        for passage in library.passages()
        if passage.kind == "paragraph" and (passage.document.language or "en").startswith("en")
        for start, end in passage.sentences
    )
    return {
        text
        for text in texts
        if 9 <= len(text.split()) <= 24
        and re.match(r"(?:The|We|This|That|There|It|These|In|They|Some|Each|All|If) [a-z]", text)
        and re.fullmatch(r"[\w ,’'-]+", text)
    }


def score_voices(library: Library, prefix: str, count: int, seed: int, show: bool) -> str:
    """Return a table of what is said of drafts about made papers, in whose sentences the voices are known."""
    drafts = make_voices(library, prefix, count, seed)
    counts: Counter[tuple[Wanted, str]] = Counter()
    with tempfile.TemporaryDirectory() as home:
        papers, index_dir = Path(home, "papers"), Path(home, "index")
        papers.mkdir()
        for number in range(0, count, _PER_PAPER):
            sources = [draft.source for draft in drafts[number : number + _PER_PAPER]]
            head = _HEAD.format(day=1 + number % 28, year=1 + number // _PER_PAPER)
            Path(papers, f"summary-{number}.md").write_text(head + "\n\n".join(sources) + "\n", encoding="utf-8")
        subprocess.run([*_COMMAND, "index", str(papers), "--index-dir", str(index_dir)], check=True)
        made = open_library(index_dir)
        verifier = Verifier(made.word_index, made, titles=made.titles, names=KnownNames(made))
        for draft in drafts:
            (quotation,) = draft_from_text(draft.text).quotations
            finding = verifier.check(quotation, verifier.stated(quotation))
            verdict = _verdict(draft, finding)
            counts[draft.wanted, verdict] += 1
            if show and verdict != "right":
                print(
                    f"{draft.wanted} {verdict}: {draft.text}\n    {draft.source}\n    {finding.outcome} {finding.facts}"
                )
        made.close()
    rows = [
        f"| {label} | "
        + " | ".join(str(counts[wanted, verdict]) for verdict in ("right", "not judged", "wrong"))
        + " |"
        for wanted, label in _LABELS.items()
    ]
    head = f"### {_TITLES[prefix]}: {count} drafts\n"
    return (
        "\n".join([head, "| the draft names | right | not judged | **wrong** |", "|---|---:|---:|---:|", *rows]) + "\n"
    )


def _verdict(draft: VoiceDraft, finding: Finding) -> str:
    voices = [fact for fact in finding.facts if fact.stated.kind == "voice"]
    said = next((fact.verdict for fact in voices if fact.source), None)
    # That a question of one delegation is quoted as what was agreed is said as such, and is no judgement of the voice.
    is_told = finding.outcome == "sense_changed" and draft.wanted == "silent"
    if finding.outcome not in SOUND_OUTCOMES and finding.outcome != "wrong_speaker" and not is_told:
        return "wrong"  # it fails for another reason
    expected = {"supported": "supported", "wrong": "contradicted", "told": "not_judged", "silent": None}[draft.wanted]
    if said == expected:
        return "right"
    return "not judged" if said is None or (draft.wanted == "wrong" and said == "not_judged") else "wrong"
