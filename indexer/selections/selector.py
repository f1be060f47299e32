"""The form in which a link names words of a passage. It must stay readable for as long as links are cited.

Version 1 is fixed for good; a later version takes other parameter names:

- `quote`: the words, or only the first of them when `until` or `to` is given.
- `until`: the last of the words; those between the two are left out.
- `before`: words right before the quote, when `quote` alone would be found too early.
- `to`: the part after the last full stop in the id of the passage where the words end, when that is another passage
  of the same document. `until` is then in that passage, and `quote` goes on to the end of its own passage.
- `to_v`: beside `to`, the version of that passage; `inner`: the same for the passages between the two, as one text.

White space counts as one space. When several places match, the first one is meant. The link also has `v`, the version
of the first passage. The same parameters, read in the wordings of these versions, always give the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote as percent

from .flat import flatten

MAX_PART_LENGTH = 8000
"""Longest part in characters: longer than any passage that is read aloud; longer ones are not looked for."""

PARAMETER_NAMES = ("quote", "until", "before", "to", "to_v", "inner")
_SAFE_CHARACTERS = "!*'()"


@dataclass(frozen=True)
class QuoteSelector:
    """Words of one passage, or from one passage to another, as a link names them."""

    quote: str
    until: str = ""
    before: str = ""
    to: str = ""
    to_v: str = ""
    inner: str = ""

    @property
    def display_text(self) -> str:
        """The words for display, with an ellipsis for those left out."""
        gap = " … " if self.until or self.to else ""
        return f"{self.quote}{gap}{self.until}".rstrip()


def parse_selector(arguments: Mapping[str, str]) -> QuoteSelector | None:
    """Return the selector in the parameters of a URL, or None when there is none or it is longer than any link of ours.

    Every value becomes printable text on one line.
    """
    if not arguments.get("quote"):
        return None
    values = {name: arguments.get(name, "") for name in PARAMETER_NAMES}
    if any(len(value) > MAX_PART_LENGTH for value in values.values()):
        return None
    parts = {name: flatten(value).text for name, value in values.items()}
    return QuoteSelector(**parts) if parts["quote"] else None


def selector_parameters(chosen: QuoteSelector) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a URL that name these words; `parse_selector` reads the same words back."""
    values = {name: getattr(chosen, name) for name in PARAMETER_NAMES}
    return tuple((name, value) for name, value in values.items() if value)


def text_fragment(chosen: QuoteSelector) -> str:
    """Return the text directive of a URL, with which browsers highlight the words (WICG Scroll to Text Fragment)."""
    before = f"{_escape_directive(chosen.before)}-," if chosen.before else ""
    until = f",{_escape_directive(chosen.until)}" if chosen.until else ""
    return f":~:text={before}{_escape_directive(chosen.quote)}{until}"


def _escape_directive(text: str) -> str:
    return percent(text, safe=_SAFE_CHARACTERS).replace("-", "%2D")
