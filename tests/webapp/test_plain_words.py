"""The words of the site and of the terminal: phrases that no reader is shown, counts, and one label a control."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

import webapp.cli  # noqa: F401  # adds `serve` to the command
from indexer.cli import cli
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.docs.test_commands import commands
from webapp.app import create_app
from webapp.basket.token import encode
from webapp.browse.help import TOPICS
from webapp.settings.table import TABLE
from webapp.shared.basket_item import Basket, BasketItem

from .markup import VOID
from .test_markup_rules import FIXED
from .verify.test_page import sent

BANNED = (
    r"\bstands? (in|at|there|here|beside|elsewhere|between|with|for \w+ \w+ in)\b",
    r"\bcomes? nearest\b|\bnearest passage\b",
    r"\bcounts? too\b|\bforms? count\b|\bwords? counts?\b",
    r"\b(one|a) step that finds\b|\beach part of the search\b|\ball the others\b",
    r"\bnot stated\b|\bnone that is known\b|\bnot known which\b",
    r"\bin full, with the gaps\b|\bsay with this sentence\b|\bto cite:|\bwordings\b|\bin other wordings\b",
    r"\btelling words\b|\bakin\b|\balike\b",
    r"\bshort forms?\b|\bwhat they stand for\b|\bit stands for\b",
    r"\bwhom\b|\bwhoever\b",
    r"\btaken? (it |them )?(away|out)\b|\btake (it |this )?in again\b|\bput (it|them) back\b",
    r"\bleft out\b|\bleave out (the|all|“)",
    r"\bheld against\b|\bas far as the papers tell\b|\bstitched\b|\bquotations? stands?\b",
    r"\bwording of today\b|\bhas been divided\b|\bstill stands?\b|\bno longer stands?\b|\buntil then it\b",
    r"\bthere is nothing at this address\b|\bthere is no such\b|\bcannot be understood\b",
    r"\bthe same as (a table|JSON)\b|\bwith what was planned first\b|\bpapers of one day\b",
    r"\blook at these results as\b|\bhow the query was read\b|\bread as (passages|all)\b|\bnarrow\b",
    r"\bin the words of the query language\b|\bfor good\b|\brecognised from\b",
    r"\bnothing was found\b|\bwent on\b|\bof none\b|\bfilters that are on\b|\bchosen; remove\b",
    r"\bcollect(ed)?\b(?!,)|\bevidence basket\b",
    r"\bparas?\. |\bwhole document\b|\bin this document\b|\bdocument order\b|\bplanned or held\b",
    r"(?<!there )\bis no (title|file|page|passage|setting|name|session)\b|\bhas no meaning\b|\bnothing to work on\b",
    r"\bheads of the columns\b|\bsmall words\b|\bstretch of time\b|\bslips?\b",
)
"""What readers stumbled over, as patterns; `docs/decisions/045-plain-words.md` says why."""
NOUNS = "passage|paper|meeting|session|quotation|match|result|query|draft|fact|file|person|version|value|second"
WRONG_COUNTS = (
    r"(?<![\d.,–…#:/-])\b1 (more |planned |reported )?(passages|papers|meetings|sessions|quotations|matches|results"
    r"|queries|drafts|facts|files|people|versions|values|seconds)\b(?! the source)",
    rf"(?<![\d.,#:/-])\b(?:0|[2-9]|\d\d+) (?:{NOUNS})\b(?! \d)",
)
CONTROLS = {
    "summary.permalink": "Copy link",
    "a.cite-link": "Cite",
    "button.keep": "Add to basket",
    "a.keep": "In basket",
    "a.to-basket": "Basket",
    "a[/like]": "More like this",
    "a[/lineage]": "Wording over time",
    "a[/verify]": "Check quotations",
    "a[/help]": "Help",
    "a[/about]": "About",
    "a[/people]": "People",
    "a[/glossary]": "Glossary",
    "a[/meetings]": "Meetings",
    "label[style]": "Citation style",
    "button[remove]": "Remove",
}
"""The visible label of each control, everywhere; links in running text, lists and help pages may say more."""


class _Shown(HTMLParser):
    """Collects the words of a page that are ours, and the labels of its controls.

    Words of papers are in elements with a language of their own; what readers typed is in `code`, `strong` and fields.
    """

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.labels: list[tuple[str, str]] = []
        self._open: list[tuple[str, bool, str]] = []
        self._label: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; say whether its words are ours, and which control it is."""
        given = {name: value or "" for name, value in attrs}
        self.words += [given[name] for name in ("aria-label", "placeholder", "title", "alt") if given.get(name)]
        if tag in VOID:
            return
        foreign = ("lang" in given and tag != "html") or tag in {
            "code",
            "q",
            "textarea",
            "script",
            "mark",
            "blockquote",
        }
        hidden = "vh" in given.get("class", "").split()
        control = _control(tag, given, [name for name, _, _ in self._open])
        name = "details.permalink" if tag == "details" and given.get("class") == "permalink" else tag
        if control:
            self._label = []
        self._open.append((name, foreign or (hidden and bool(self._control_open())), control))
        self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close an element; record the label of a control."""
        if not self._open or self._open[-1][0].partition(".")[0] != tag:
            return
        _, _, control = self._open.pop()
        if control:
            self.labels.append((control, " ".join("".join(self._label).split())))

    def handle_data(self, data: str) -> None:
        """Record words, unless they are of a paper."""
        if not any(foreign for _, foreign, _ in self._open):
            self.words.append(data)
            self._label.append(data)

    def _control_open(self) -> str:
        return next((control for _, _, control in reversed(self._open) if control), "")


def _control(tag: str, given: dict[str, str], inside: list[str]) -> str:
    """Return which of the controls an element is; empty where it is none."""
    classes, path = given.get("class", "").split(), given.get("href", "").partition("?")[0]
    if tag == "summary" and inside[-1:] == ["details.permalink"]:
        return "summary.permalink"
    if (
        tag == "a"
        and {"nav", "footer"} & set(inside)
        and path in {"/verify", "/help", "/about", "/people", "/glossary", "/meetings"}
    ):
        return f"a[{path}]"
    if tag == "a" and path.endswith(("/like", "/lineage")):
        return f"a[/{path.rpartition('/')[2]}]"
    for name in ("cite-link", "keep", "to-basket"):
        if name in classes and tag in {"a", "button"}:
            return f"{tag}.{name}"
    if tag == "label" and given.get("for") in {"style", "export-style"}:
        return "label[style]"
    return "button[remove]" if tag == "button" and given.get("name") == "remove" else ""


@pytest.fixture(scope="module")
def shown(seed_index: Path) -> dict[str, _Shown]:
    """Every kind of page over the shipped papers, by its address."""
    client = create_app(seed_index, "https://papers.example.org").test_client()
    with_library = open_library(seed_index)
    pages = {path: _Shown(client.get(path).text) for path in _paths(with_library)}
    pages.update(_sent(client))
    return pages


def _paths(library: Library) -> Iterator[str]:
    """Yield an address of every kind of page, of failures too."""
    yield from FIXED
    yield from (f"/help/{topic.name}" for topic in TOPICS)
    meeting = library.meetings()[0]
    session = library.sessions(meeting.id)[0]
    passages = [next(iter(library.document_passages(document.id))) for document in library.documents()]
    items = [BasketItem.from_passage(passages[0]), BasketItem(passages[1].id, "abcdef"), BasketItem("none.at-all", "")]
    basket = encode(Basket(tuple(items), "Training"))
    yield from (f"/m/{meeting.id}", f"/m/{meeting.id}/{session.id}", f"/people/{library.persons()[0].id}")
    yield from ("/m/montevideo-2024/2?style=mla", "/organisations", "/countries", "/countries/India", "/countries/none")
    for passage in passages:
        yield from (f"/d/{passage.document.id}", f"/p/{passage.id}?q=training", f"/p/{passage.id}?v=abcdef")
        yield from (f"/p/{passage.id}/like", f"/p/{passage.id}/lineage", f"/p/{passage.id}?quote=no+such+words+here")
    yield from ("/meetings", "/about", "/verify", "/verify/none", "/facet/person?q=training", "/basket?b=x")
    yield from (f"/basket?b={basket}", f"/basket?undo={basket}&at=0", "/search?q=training&group=session")
    yield from ("/search?q=zeppelin", "/search?q=training+zeppelin&year=2019&status=planned", "/search?q=trainnig")
    yield from ('/search?q="open+(bracket+person:nobody+a~9+NEAR', "/search?q=training&exact=1", "/search?q=not+or+US")
    yield from (
        "/search?q=training&words=all",
        "/search?q=train*+WPS+organisation",
        "/search?meeting=x&group=y&words=z",
    )
    yield from ("/m/none", "/p/none.here", "/d/none", "/people/none", "/m/none/1", "/help/none", "/meetings?part=99")


def _sent(client: FlaskClient) -> dict[str, _Shown]:
    """Return the report on a draft, the page of one that is empty, and a basket of one's own."""
    draft = (
        "They said “the protection of civilians”, “aid”, and “peacekeeping is a thing of the past and will not return”."
    )
    report, empty = sent(client, draft), sent(client)
    [name] = re.findall(r'name="add" value="([^"]+)"', client.get("/search?q=training").text)[:1]
    client.post("/basket", data={"add": name})
    answer = client.get("/api/search?q=(training&year=1066").get_json()
    notes = " ".join((*answer["notices"], answer["understood"]["words"]))
    failure = client.get("/api/passages/none").get_json()["error"]["message"]
    answers = {
        "API": f"<p>{notes} {failure}</p>",
        "report": report.text,
        "no draft": empty.text,
        "own basket": client.get("/basket").text,
    }
    answers["with basket"] = client.get("/search?q=training").text
    return {name: _Shown(text) for name, text in answers.items()}


@pytest.fixture(scope="module")
def printed(seed_index: Path) -> dict[str, str]:
    """What the terminal prints: the help of every command, and what they say of the shipped papers."""
    index_dir = ("--index-dir", str(seed_index))
    invoked = {f"{name} --help": (*name.split(), "--help") for name, _ in commands(cli)}
    invoked["--help"] = ("--help",)
    invoked |= {
        "search": ("search", "training partnerships (police", "--year", "1066", *index_dir),
        "check": ("check", *index_dir),
        "review": ("review", *index_dir),
        "report": ("report", *index_dir),
        "verify": ("verify", "-", *index_dir),
        "no index": ("search", "training", "--index-dir", str(seed_index / "nowhere")),
        "no folder": ("index", str(seed_index / "nowhere"), *index_dir),
    }
    draft = "They said “the protection of civilians”, “aid” and “peacekeeping will never ever return to us”."
    return {name: CliRunner().invoke(cli, arguments, input=draft).output for name, arguments in invoked.items()}


def _slips(name: str, text: str, patterns: tuple[str, ...]) -> list[str]:
    """Return where a text has what no reader should be shown."""
    line = re.sub(r"[ \t]+", " ", text)
    found = (match for pattern in patterns for match in re.finditer(pattern, line, re.IGNORECASE))
    return [f"{name}: …{line[max(0, match.start() - 40) : match.end() + 40]!r}…" for match in found]


def test_no_page_has_words_that_readers_stumble_over(shown: dict[str, _Shown]) -> None:
    """No page, note, error or answer for programs has a phrase of the list."""
    assert [slip for name, page in shown.items() for slip in _slips(name, "".join(page.words), BANNED)] == []


def test_the_terminal_has_none_either(printed: dict[str, str]) -> None:
    """Neither has the help of a command, what commands print, or the table of settings."""
    settings = {setting.flag: setting.says.help for setting in TABLE.values()}
    texts = {name: " ".join(text.split()) for name, text in (printed | settings).items()}
    assert [slip for name, text in texts.items() for slip in _slips(name, text, BANNED)] == []


def test_counts_agree_with_their_nouns(shown: dict[str, _Shown], printed: dict[str, str]) -> None:
    """No page and no command writes `1 passages` or `2 passage`."""
    texts = {name: "".join(page.words) for name, page in shown.items()} | printed
    assert [slip for name, text in texts.items() for slip in _slips(name, text, WRONG_COUNTS)] == []


def test_each_control_has_one_label(shown: dict[str, _Shown]) -> None:
    """A control that leads to the same, or does the same, is called the same on every page."""
    labels: dict[str, set[str]] = {}
    for page in shown.values():
        for control, label in page.labels:
            labels.setdefault(control, set()).add(re.sub(r" \(\d+\)$", "", label))
    for control, label in CONTROLS.items():
        assert labels.pop(control) == {label}, control


@pytest.mark.parametrize("patterns", [BANNED, WRONG_COUNTS])
def test_the_list_can_fail(patterns: tuple[str, ...]) -> None:
    """The patterns find what they are for."""
    old = "It stands in none of these papers; 6 passages come nearest. Collect 1 passages, or 2 passage."
    assert _slips("old", old, patterns)
