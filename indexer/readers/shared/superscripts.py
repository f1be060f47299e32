"""Keep the sense of raised figures: `10` with a raised `3` is shown as `10³`, never as `103`."""

from __future__ import annotations

import re

_RAISED = re.compile(r"[\d+\-−–‑=(),.\sn]*")
_SIGNS = str.maketrans("0123456789+-−–‑=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁼⁽⁾ⁿ")
_HAS_SIGN = re.compile(r"[\d+n]")


def superscript(text: str) -> str:
    """Return raised text with Unicode's superscript figures; words such as the `th` of `5th` stay as they are."""
    return text.translate(_SIGNS) if _RAISED.fullmatch(text) and _HAS_SIGN.search(text) else text
