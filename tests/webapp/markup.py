"""A parser for pages that reports structural errors, built on the standard library's HTML parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from flask.testing import FlaskClient

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NO_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "a", "span"})
BLOCKS = HEADINGS | {
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "nav",
    "details",
    "blockquote",
    "form",
}


@dataclass
class Element:
    """An element of a page with its attributes and the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def has(self, name: str, value: str | None = None) -> bool:
        """Return whether the attribute exists and is this value, or contains it as a word."""
        words = self.attributes.get(name)
        return words is not None and (value is None or value == words or value in words.split())


@dataclass
class Page(HTMLParser):
    """A parsed page: its elements in order, and the problems found."""

    markup: str
    elements: list[Element] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.markup)
        self.close()
        self.problems += [f"<{element.tag}> is not closed" for element in self._open]
        self._check_ids()
        self._check_headings()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element and record what is not allowed here."""
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.problems.append(f"<{tag}> has an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.problems += [f"<{tag}> has {name}" for name in names if name == "style" or name.startswith("on")]
        inside = [ancestor.tag for ancestor in self._open]
        if tag in BLOCKS and inside and inside[-1] in NO_BLOCKS and not (inside[-1] == "summary" and tag in HEADINGS):
            self.problems.append(f"<{tag}> stands in <{inside[-1]}>")
        if tag in {"a", "button"} and {"a", "button"} & set(inside):
            self.problems.append(f"<{tag}> stands in a link or a button")
        if tag == "li" and (not inside or inside[-1] not in {"ul", "ol"}):
            self.problems.append("<li> stands outside a list")
        if inside and inside[-1] in {"ul", "ol"} and tag != "li":
            self.problems.append(f"<{tag}> stands in a list without <li>")
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be the one named."""
        if not self._open or self._open[-1].tag != tag:
            self.problems.append(f"</{tag}> closes nothing")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to every open element."""
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with a tag and these attribute words (`_` stands for `-`, `class_` for class)."""
        required = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if (tag in {"*", element.tag}) and all(element.has(name, value) for name, value in required.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the only element of that description."""
        matching = self.all(tag, **attributes)
        assert len(matching) == 1, f"{len(matching)} of <{tag} {attributes}>"
        return matching[0]

    def links(self) -> list[str]:
        """Return every URL that the page links to."""
        return [link["href"] for link in self.all("a")]

    @property
    def text(self) -> str:
        """The text of the page's body in one line."""
        return " ".join(self.one("body").text.split())

    def _check_ids(self) -> None:
        """Check that ids are unique and that every reference to one exists."""
        ids = [element["id"] for element in self.elements if element.has("id")]
        self.problems += [f"id {name} stands twice" for name in set(ids) if ids.count(name) > 1]
        for element in self.elements:
            named = (
                element.attributes.get("aria-labelledby", "").split()
                + element.attributes.get("aria-describedby", "").split()
            )
            if element.tag == "label" and element.has("for"):
                named.append(element["for"])
            if element.tag == "a" and element["href"].startswith("#"):
                named.append(element["href"][1:])
            self.problems += [
                f"<{element.tag}> refers to {name}, which is not there" for name in named if name not in ids
            ]

    def _check_headings(self) -> None:
        """Check that there is one title and that no heading level is skipped."""
        levels = [int(element.tag[1]) for element in self.elements if element.tag in HEADINGS]
        if levels.count(1) != 1 or levels[0] != 1:
            self.problems.append(f"the title is not one <h1> before all: {levels}")
        for before, after in pairwise(levels):
            if after > before + 1:
                self.problems.append(f"a heading of level {after} follows one of level {before}")


def open_page(client: FlaskClient, path: str) -> Page:
    """Return the parsed page at a URL, which must answer and be well formed."""
    response = client.get(path)
    assert response.status_code == 200, path
    page = Page(response.text)
    assert page.problems == [], path
    return page
