"""The edges of anything with a box on a page."""

from __future__ import annotations

from .graphics import PdfBox


class BoxEdges:
    """Mixin that gives the edges of `box` the names that lines use for theirs."""

    box: PdfBox

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.box.x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.box.x1

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.box.y0

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.box.y1
