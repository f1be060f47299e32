"""Forced colours: what a background or a transparent line says otherwise is said by the reader's own colours."""

from __future__ import annotations

from io import BytesIO

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
    below = {"x": box["x"], "y": box["y"] + box["height"] - 4, "width": box["width"], "height": 8}
    picture = Image.open(BytesIO(page.screenshot(clip=below))).convert("L")
    rows = [[picture.getpixel((x, y)) for x in range(2, picture.width - 2)] for y in range(picture.height)]
    assert any(max(row) < 200 for row in rows)


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
