"""The names in one paper, as far as they follow from the paper alone: people, acronyms, and whether a council is named.

They are kept with its reading, so that the names of a corpus are learned without reading its papers again. Which names
are one person or one acronym is decided in `names`, for all papers together.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from indexer.entities.acronyms import find_short_forms
from indexer.entities.symbols import mentioned_symbols, names_council
from indexer.structure.draft import DraftPassage

PaperPeople = tuple[tuple[int | None, tuple[str, str | None, str | None]], ...]
"""The names in a paper, each with its part: name, honorific and affiliation."""


class PaperNames(msgspec.Struct, frozen=True, array_like=True):
    """What one paper says of names; parts are positions in the paper's `parts`, None where it has none."""

    people: PaperPeople
    """Each once, in the order of the paper."""
    parts: tuple[int | None, ...]
    """The parts that passages are of, each once."""
    councils: tuple[int | None, ...]
    """The parts that name a council."""
    definitions: tuple[tuple[int, str, str, bool], ...]
    """The definitions of acronyms: passage, short form, long form, and whether it is known by the name of a body."""
    tokens: dict[str, int]
    """How often each word that looks like a short form stands in the paper."""
    texts: dict[str, int]
    """In how many passages each folded short form stands."""
    characters: int
    """Of all passages."""
    passages: int
    mentions: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}  # msgspec copies it
    """The symbols of the documents that passages mention, by ordinal: by themselves, and in a meeting of a council."""


NO_NAMES = PaperNames((), (), (), (), {}, {}, 0, 0)
"""The names in a paper without passages."""


def paper_names(passages: Sequence[DraftPassage], unusual: Sequence[str] = ()) -> PaperNames:
    """Return the names in the passages of a paper; `unusual` are stated short forms that do not look like any."""
    found = find_short_forms(((ordinal, passage.text) for ordinal, passage in enumerate(passages)), unusual)
    people = {
        (passage.part, (person.name, person.honorific, person.affiliation)): None
        for passage in passages
        for person in passage.people
    }
    mentioned = [mentioned_symbols("\n".join((passage.text, *passage.notes))) for passage in passages]
    councils: dict[int | None, None] = {}
    for passage in passages:
        if passage.part not in councils and names_council(passage.text):
            councils[passage.part] = None
    return PaperNames(
        people=tuple(people),
        parts=tuple(dict.fromkeys(passage.part for passage in passages)),
        councils=tuple(councils),
        definitions=tuple((entry.key, entry.short, entry.long, entry.by_name) for entry in found.definitions),
        tokens=dict(sorted(found.tokens.items())),
        texts=dict(sorted(found.texts.items())),
        characters=sum(len(passage.text) for passage in passages),
        passages=len(passages),
        mentions={ordinal: symbols for ordinal, symbols in enumerate(mentioned) if symbols[1]},
    )
