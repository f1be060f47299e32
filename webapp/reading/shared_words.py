"""Chooses what the card of a shared link quotes: the words as the link cites them, with a note where they have changed.

How a card looks is decided in `webapp.operations.oembed` and in the head of the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.references import Reference
from indexer.registry.resolve import Resolution
from indexer.speech.translation import gettext
from webapp.address import urls

from .address import CitedAddress
from .cited import state_since_cited
from .words import WordsView


@dataclass(frozen=True)
class SharedWords:
    """What a card quotes."""

    text: str
    link: str
    """The absolute link to these words."""
    address: str
    """The absolute address that was shared."""
    note: str = ""
    """What happened to the words since the link was made; empty where they are as they were."""


def shared_words(
    reference: Reference, address: CitedAddress, resolution: Resolution | None, words: WordsView | None = None
) -> SharedWords:
    """Return what the card of a link to a passage quotes. `words` are those that its address names.

    Where the cited wording is not known, the current one is quoted, and the note says so.
    """
    passage = reference.passage
    shared = urls.with_arguments(reference.url, dict(address.kept_params))
    wording, note = _known_wording(address, resolution), _passage_note(reference, address, resolution)
    if words:
        return _named_words(
            words, SharedWords(wording or passage.text, shared, shared, note), has_wording=bool(wording)
        )
    if note and wording:
        return SharedWords(wording, shared, shared, note)
    return SharedWords(passage.text, reference.link, shared, f"{note} {_is_current()}" if note else "")


def _named_words(words: WordsView, whole: SharedWords, *, has_wording: bool) -> SharedWords:
    """Return the words that an address names; words that the passage never had are not quoted."""
    selected, address = words.selected, whole.address
    current = " ".join(span.text for span in selected.spans) if selected else ""
    if selected and words.outcome in {"exact", "alike"}:
        return SharedWords(current, words.link, address, "" if has_wording else whole.note)
    if words.verified and not (selected and selected.chosen.to):
        return SharedWords(words.cited, address, address, _changed() if selected else _gone())
    if selected:
        return SharedWords(current, words.link, address, f"{_changed()} {_is_current()}")
    missing = _gone() if words.verified else gettext("The words in this link are not in this passage.")
    return SharedWords(whole.text, address, address, f"{whole.note} {missing}".strip())


def _known_wording(address: CitedAddress, resolution: Resolution | None) -> str | None:
    """Return the wording that a link cites, None where it cites none or that is not known."""
    if resolution is None or resolution.cited is None or not resolution.version_known:
        return None
    return resolution.cited.text if address.version or resolution.state == "merged" else None


def _passage_note(reference: Reference, address: CitedAddress, resolution: Resolution | None) -> str:
    state = state_since_cited(reference.passage, address, resolution)
    return "" if state is None or state.outcome == "unchanged" else state.heading


def _changed() -> str:
    return gettext("The wording has changed since it was cited.")


def _gone() -> str:
    return gettext("The cited words are no longer in this passage.")


def _is_current() -> str:
    return gettext("This is the current wording.")
