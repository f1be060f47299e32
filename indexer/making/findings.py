"""Finds in the passages of one paper what other papers decide too: sentences, people, mentions and voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from indexer.entities.countries import go_by_initials, is_country
from indexer.model import Document, Participation, Voice
from indexer.structure.draft import DraftPassage
from indexer.text.sentences import SentenceSplitter, load_tokenizer
from indexer.voices.passage import voices_of

from .names import PassageNames, full_name, resolved_person

Mentions = Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]
"""The symbols of the documents that passages mention, by ordinal: by themselves, and in a meeting of a council."""
Scopes = Mapping[int | None, str]
"""What a short name is unique in, for each part of a paper: the id of its meeting, or the name of the paper."""


class PassageFindings(msgspec.Struct, frozen=True, array_like=True):
    """What was found in one passage."""

    people: tuple[int, ...]
    """Numbers of the people of its paper."""
    mentions: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    voices: tuple[Voice, ...]


class PaperFindings(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a paper."""

    people: tuple[Participation, ...]
    """Each once."""
    passages: tuple[PassageFindings, ...]


def load_tables() -> None:
    """Load what the first passage would wait for, while others work; nothing depends on it."""
    load_tokenizer()
    is_country("")


def find_in_passages(
    document: Document,
    scopes: Scopes,
    drafts: Sequence[DraftPassage],
    sentences: SentenceSplitter,
    names: PassageNames,
    mentions: Mentions,
) -> PaperFindings:
    """Return what the passages of a paper say, given as they were read."""
    people = _People(names, among_initials=go_by_initials(person for draft in drafts for person in draft.people))
    found = []
    for ordinal, draft in enumerate(drafts):
        scope, spans = scopes[draft.part], sentences.spans(draft.text)
        by_itself, in_council = mentions.get(ordinal, ((), ()))
        symbols = in_council if names.names_council(scope) else by_itself
        mentioned = dict.fromkeys(
            (*(symbol for symbol in symbols if symbol not in draft.not_mentions), *draft.mentions)
        )
        voices = voices_of(document, draft.kind, draft.text, spans, is_speech=draft.is_speech)
        found.append(PassageFindings(people.numbers(scope, draft.people), tuple(mentioned), spans, voices))
    return PaperFindings(people.resolved, tuple(found))


class _People:
    """The people of a paper, each resolved once."""

    def __init__(self, names: PassageNames, *, among_initials: bool) -> None:
        self._names = names
        self._among_initials = among_initials
        self._known: dict[tuple[str, Participation], int | None] = {}
        self._numbers: dict[Participation, int] = {}

    @property
    def resolved(self) -> tuple[Participation, ...]:
        """The people in the order of their numbers."""
        return tuple(self._numbers)

    def numbers(self, scope: str, people: Sequence[Participation]) -> tuple[int, ...]:
        """Return the numbers of those of some people that are persons."""
        found = (self._number(scope, person) for person in people)
        return tuple(number for number in found if number is not None)

    def _number(self, scope: str, person: Participation) -> int | None:
        if (scope, person) not in self._known:
            self._known[scope, person] = self._new_number(scope, person) if self._names.is_person(person) else None
        return self._known[scope, person]

    def _new_number(self, scope: str, person: Participation) -> int:
        taken = self._names.taken_for(scope, full_name(person))
        resolved = resolved_person(person, *taken, among_initials=self._among_initials)
        return self._numbers.setdefault(resolved, len(self._numbers))
