"""Draw `webapp/static/icon.svg` as pictures of points: `python docs/icons.py` writes them beside it.

It understands the few shapes of that file: a rectangle with round corners, and straight lines.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from PIL import Image, ImageDraw

STATIC_DIR = Path(__file__).parents[1] / "webapp" / "static"
PICTURES = {180: "icon-180.png", 192: "icon-192.png", 512: "icon-512.png"}
IN_ONE_FILE = (16, 32, 48)
FINER = 8  # times, so that edges are smooth when it is made smaller


def draw(side: int) -> Image.Image:
    """Return the icon as a picture with so many points a side."""
    svg = ET.parse(STATIC_DIR / "icon.svg").getroot()  # noqa: S314  # our own file
    scale = side * FINER / float(svg.attrib["viewBox"].split()[2])
    picture = Image.new("RGBA", (side * FINER, side * FINER))
    pen = ImageDraw.Draw(picture)
    for shape in svg:
        if shape.tag.endswith("rect"):
            width, height, radius = (float(shape.attrib[name]) * scale for name in ("width", "height", "rx"))
            pen.rounded_rectangle((0, 0, width - 1, height - 1), radius, shape.attrib["fill"])
            continue
        thick = float(shape.attrib["stroke-width"]) * scale / 2
        for x, y, length in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)", shape.attrib["d"]):
            left, middle, right = (float(x) * scale, float(y) * scale, (float(x) + float(length)) * scale)
            box = (left - thick, middle - thick, right + thick, middle + thick)
            pen.rounded_rectangle(box, thick, shape.attrib["stroke"])
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def main() -> None:
    """Write all icons."""
    for side, name in PICTURES.items():
        draw(side).save(STATIC_DIR / name, optimize=True)
    largest, *others = (draw(side) for side in sorted(IN_ONE_FILE, reverse=True))
    largest.save(STATIC_DIR / "icon.ico", append_images=others, sizes=[(side, side) for side in IN_ONE_FILE])


if __name__ == "__main__":
    main()
