"""Describe what a draft states of its source, beside what the source says: sentences, labels and JSON."""

from __future__ import annotations

from indexer.attribution.facts import FactVerdict, JudgedFact, StatedFactKind

FACT_LABELS: dict[StatedFactKind, str] = {
    "meeting": "Meeting",
    "place": "Place",
    "session": "Session",
    "kind": "Kind of paper",
    "date": "Date",
    "speaker": "Speaker",
    "manner": "Said or planned",
}
VERDICT_LABELS: dict[FactVerdict, str] = {
    "supported": "Agrees",
    "contradicted": "Differs",
    "not_judged": "Not judged",
}
_NOT_KNOWN = "not known"


def source_text(fact: JudgedFact) -> str:
    """Return what the source says to a fact, in a few words: `not known` where it says nothing."""
    source = fact.source or _NOT_KNOWN
    return f"{source} ({fact.note})" if fact.note else source


def contradiction_sentence(fact: JudgedFact) -> str:
    """Return a sentence that sets the words of the draft beside the source's fact."""
    stated, source = fact.stated, source_text(fact)
    draft = f"Your draft says “{' '.join(stated.text.split())}”"
    if fact.contradiction == "not_for_attribution":
        return f"{draft}, but the paper does not name its speakers: its discussion is not for attribution."
    match stated.kind:
        case "session":
            return f"{draft}, but the words are in “{source}”."
        case "meeting":
            return f"{draft}, but the words are from “{source}”."
        case "place":
            return f"{draft}, but the meeting was in {source}."
        case "kind":
            return f"{draft}, but the words are in {_with_article(source)}."
        case "date":
            return f"{draft}, but the source is a {source}." if source.startswith("meeting") else f"{draft}, but the source is dated {source}."
        case "speaker":
            return f"{draft}, but the words are those of {source}."
        case _:
            kind = source.partition(": ")[2] or "plan"
            return f"{draft}, but the words are in {_with_article(kind)}, which says what was planned."


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
