"""Forced colours: what a background or a transparent line says otherwise is said by the reader's own colours."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from .conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/search?q=training", "/chart?q=training", "/matrix?q=training&q=women"])
def test_the_rule_below_tabs_is_whole(open_page: OpenPage, path: str, width: int) -> None:
    """The line that tabs stand on has no gap: in some row of points below them none is of the page's ground."""
    page = open_page(forced_colors="active", viewport={"width": width, "height": 900})
    page.goto(path)
    box = page.locator(".result-tabs").bounding_box()
    assert box
    points = np.asarray(Image.open(BytesIO(page.screenshot())).convert("L"))
    bottom, left, right = (round(value) for value in (box["y"] + box["height"], box["x"], box["x"] + box["width"]))
    lightest = points[bottom - 4 : bottom + 4, left + 2 : right - 2].max(axis=1)
    assert lightest.min() < 200


def test_words_on_filled_buttons_are_seen(open_page: OpenPage) -> None:
    """A button that is filled otherwise is like any other button: words on a colour would get a patch behind them."""
    page = open_page(forced_colors="active")
    for path in ("/verify", "/d/montevideo-2024-summary/correct"):
        page.goto(path)
        colours = page.locator(".draft button, .correction button").first.evaluate(
            """one => {
                const plain = document.createElement("button");
                document.body.append(plain);
                return [one, plain].map((each) => getComputedStyle(each).backgroundColor);
            }"""
        )
        assert colours[0] == colours[1], path
