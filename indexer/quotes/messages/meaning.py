"""Sentences on what a quotation leaves out of its source, beside it or within it."""

from __future__ import annotations

from indexer.quotes.gaps import MeaningChange
from indexer.speech.marking import marked
from indexer.speech.translation import gettext

MAX_QUOTED_OMISSION = 12
"""Omitted words up to this many are quoted; of more, only their number is given."""


def meaning_sentence(change: MeaningChange) -> str:
    """Return how a quotation changes what its source says, or what the source has beside it."""
    if change.kind in ("question", "condition") or change.told_only:
        return _sentence_on_distance(change)
    if change.kind == "bracket":
        sentence = (
            marked("The words “[%(words)s]” in brackets change the meaning: the source has “%(source)s”.")
            if change.source
            else marked("The words “[%(words)s]” in brackets change the meaning: the source has nothing there.")
        )
        return gettext(sentence, words=change.own, source=change.source)
    if change.at_edge and change.word == change.source:
        return gettext(
            "The source has “%(source)s” right beside these words, and your draft leaves it out.",
            source=_shortened(change.source),
        )
    if change.at_edge and not change.own:
        return gettext(
            "The quotation leaves out “%(word)s” right beside it: the source has “%(source)s” there.",
            word=change.word,
            source=_shortened(change.source),
        )
    return gettext(
        "The omission leaves out “%(word)s”: the source has “%(source)s” there.",
        word=change.word,
        source=_shortened(change.source),
    )


def _sentence_on_distance(change: MeaningChange) -> str:
    """Return what the source has beside the words, and that the draft has to say so where that is not clear."""
    source = _shortened(change.source)
    if change.source == "?":
        return gettext("The source asks this: its sentence ends with a question mark.")
    if change.told_only:
        return gettext("The source has “%(source)s” beside these words. Check that your draft says so.", source=source)
    if change.kind == "question":
        return gettext("The source leaves this open: it has “%(source)s” right before the words.", source=source)
    return gettext("The source only supposes this: it has “%(source)s” right before the words.", source=source)


def _shortened(text: str) -> str:
    words = text.split()
    most = 2 * MAX_QUOTED_OMISSION
    return " ".join(words) if len(words) <= most else " ".join([*words[:most], "…"])
