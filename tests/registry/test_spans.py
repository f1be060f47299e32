"""Tests of passages that were split or merged."""

from __future__ import annotations

import pytest

from indexer.registry.spans import is_contained

WHOLE = "the northern harbour was closed in march because the ice had damaged the only bridge to the lantern"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("", WHOLE, False),
        ("the ice", WHOLE, True),
        ("the lce", WHOLE, False),
        ("closed in m", WHOLE, True),
        ("closed ln m", WHOLE, False),
        ("closed in ma", WHOLE, True),
        ("closed ln ma", WHOLE, True),
        ("closed lm mar", WHOLE, True),
        ("closed lmxmar", WHOLE, False),
        ("the xorthexn harxour wxs cloxed inxmarch", WHOLE, False),
        ("the northern harbour was closed in march", WHOLE, True),
        ("the northern harbxur was clxsed in march", WHOLE, True),
        ("a schedule of the railway and its timber", WHOLE, False),
        ("the bridge had damaged a lantern in march", WHOLE, False),
        (WHOLE, WHOLE, True),
        (f"{WHOLE} gate", WHOLE, False),
        (WHOLE.replace("march", "marxh"), WHOLE, True),
    ],
)
def test_a_part_is_contained_but_for_a_few_wrong_letters(part: str, whole: str, expected: bool) -> None:
    """A longer part may have a few wrong letters, a short one none, and nothing contains what is longer than itself."""
    assert is_contained(part, whole) is expected
