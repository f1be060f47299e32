"""Describe what a draft states of its source, beside what the source says: sentences, labels and JSON."""

from __future__ import annotations

from indexer.attribution.facts import FactVerdict, JudgedFact, StatedFactKind

VERDICT_LABELS: dict[FactVerdict, str] = {
    "supported": "Agrees",
    "contradicted": "Differs",
    "not_judged": "Not judged",
}
_NOT_KNOWN = "not known"
_SENTENCES: dict[StatedFactKind, str] = {
    "session": "the words are in “{}”",
    "meeting": "the words are from “{}”",
    "place": "the meeting was in {}",
    "kind": "the words are in {}",
    "number": "the words are in {}",
    "date": "the source is a {}",
    "denial": "the papers have these words: {}",
    "speaker": "the words are those of {}",
}


def source_text(fact: JudgedFact) -> str:
    """Return what the source says to a fact, in a few words: `not known` where it says nothing."""
    source = fact.source or _NOT_KNOWN
    return f"{source} ({fact.note})" if fact.note else source


def contradiction_sentence(fact: JudgedFact) -> str:
    """Return a sentence that sets the words of the draft beside the source's fact."""
    stated, source = fact.stated, source_text(fact)
    draft = f"Your draft says “{' '.join(stated.text.split())}”"
    if fact.contradiction == "denied":
        return f"{draft}, but the papers have these words" + (f", and give them to {source}." if fact.source else ".")
    if fact.contradiction == "not_for_attribution":
        return f"{draft}, but the paper does not name its speakers: its discussion is not for attribution."
    if stated.kind == "manner":
        kind = source.partition(": ")[2] or "plan"
        return f"{draft}, but the words are in {_with_article(kind)}, which says what was planned."
    if stated.kind == "date" and not source.startswith("meeting"):
        return f"{draft}, but the source is dated {source}."
    if stated.kind == "kind":
        source = _with_article(source)
    return f"{draft}, but {_SENTENCES[stated.kind].format(source)}."


def _with_article(kind: str) -> str:
    words = kind[:1].lower() + kind[1:]
    if words.startswith(("minutes", "slides")):
        return words
    return f"an {words}" if words[:1] in "aeiou" else f"a {words}"


def fact_json(fact: JudgedFact) -> dict[str, object]:
    """Return a judged fact as a JSON object."""
    stated = fact.stated
    return {
        "fact": stated.kind,
        "stated": {"text": stated.text, "start": stated.start, "end": stated.end},
        "verdict": fact.verdict,
        "source": fact.source or None,
        "note": fact.note or None,
    }
