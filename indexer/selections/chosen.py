"""The form in which a link names words of a passage. It must stay readable for as long as links are cited.

Version 1, fixed for good; a later form takes other names:

- `quote`: the words, or only the first of them where `until` or `to` is given.
- `until`: the last of the words; those between the two are left out.
- `before`: words that stand right before, where `quote` alone would be found too early.
- `to`: what follows the last full stop in the id of the passage in which the words end, where that is another
  passage of the same document. `until` then stands in that passage, and `quote` goes on to the end of its own.
- `to_v`: beside `to`, the version of that passage; `inner`: the same of the passages between the two, as one text.

White space counts as one space. Of several places that fit, the first one is meant. Beside them the link carries
`v`, the version of the first passage: the same names, read in the wordings of these versions, always give the same
words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote as percent

from .flat import flatten

MAX_PART_LENGTH = 8000
"""Characters of one part: more than any passage that is read aloud; longer ones are not looked for."""

PARAMETER_NAMES = ("quote", "until", "before", "to", "to_v", "inner")
_DIRECTIVE_SIGNS = "!*'()"


@dataclass(frozen=True)
class QuoteSelector:
    """Words of one passage, or from one to another, as a link names them."""

    quote: str
    until: str = ""
    before: str = ""
    to: str = ""
    to_v: str = ""
    inner: str = ""

    @property
    def display_text(self) -> str:
        """The words for the eye, with a sign for those left out."""
        gap = " … " if self.until or self.to else ""
        return f"{self.quote}{gap}{self.until}".rstrip()


def parse_selector(arguments: Mapping[str, str]) -> QuoteSelector | None:
    """Give what the arguments of an address choose; None where they choose nothing or are longer than any link of ours.

    Whatever stands in them becomes printable text on one line.
    """
    given = {name: arguments.get(name, "") for name in PARAMETER_NAMES}
    if any(len(value) > MAX_PART_LENGTH for value in given.values()):
        return None
    parts = {name: flatten(value).text for name, value in given.items()}
    return QuoteSelector(**parts) if parts["quote"] else None


def selector_parameters(chosen: QuoteSelector) -> tuple[tuple[str, str], ...]:
    """Give the arguments of an address that chooses these words; `read` gives the same words back."""
    values = {name: getattr(chosen, name) for name in PARAMETER_NAMES}
    return tuple((name, value) for name, value in values.items() if value)


def text_fragment(chosen: QuoteSelector) -> str:
    """Give the text directive of an address, for browsers that paint it (WICG Scroll to Text Fragment)."""
    before = f"{_directive(chosen.before)}-," if chosen.before else ""
    until = f",{_directive(chosen.until)}" if chosen.until else ""
    return f":~:text={before}{_directive(chosen.quote)}{until}"


def _directive(text: str) -> str:
    return percent(text, safe=_DIRECTIVE_SIGNS).replace("-", "%2D")
