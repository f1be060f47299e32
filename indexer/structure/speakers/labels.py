"""Learn the labels of a paper's speakers from the paper itself."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.model import Participation
from indexer.structure.draft import Piece


class SpeakerLabels:
    """The labels that a paper gives to people whom it lists."""

    def __init__(self, people: dict[str, Participation]) -> None:
        """Hold the people by label. The labels are as printed."""
        self._people = people

    @classmethod
    def learn(cls, pieces: Sequence[Piece]) -> SpeakerLabels:
        """Return the labels that the pieces of a paper explain."""
        del pieces
        return cls({})

    def person(self, label: str) -> Participation | None:
        """Return the person that a label stands for, or None."""
        return self._people.get(label)

    def is_speaker_label(self, label: str) -> bool:
        """Return whether the paper uses a label for somebody who speaks."""
        return label in self._people
