"""What on a web page is no part of the article, and why: navigation, banners, forms, what is hidden."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from .tree import INVISIBLE_TAGS, TextAmounts, descendants, text_of

_TAGS = {
    "nav": "navigation",
    "header": "page header",
    "footer": "page footer",
    "aside": "aside",
    "form": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "dialog": "dialog",
    "menu": "navigation",
    "del": "deleted text",
    "rp": "brackets round a pronunciation",
    "rt": "pronunciation beside the word",
    **dict.fromkeys(INVISIBLE_TAGS, "script, style or medium"),
    "noscript": "shown without scripts only",
}
_ROLES = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "search": "form",
    "complementary": "aside",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
# Whole names of classes and ids, since a heading's id may well be `social-protection` or `consent-of-the-parties`.
_SIDE = r"(?:(?:site|main|page|global|top|primary|secondary|side|left|right|mobile|local|sub)[-_]?)?"
_NAMES = (
    (
        re.compile(
            r"^(?:cookies?[-_]?(?:banner|notice|consent|bar|popup|law|message|info|modal|overlay)[\w-]*"
            r"|(?:gdpr|consent|privacy)[-_]?(?:banner|popup|modal|notice|bar|dialog)|onetrust[\w-]*|cybotcookie[\w-]*)$"
        ),
        "cookie banner",
    ),
    (
        re.compile(
            rf"^{_SIDE}(?:nav|navbar|navigation|menu|breadcrumbs?|pagination|pager)"
            r"(?:[-_]?(?:wrapper|container|list|links|bar|left|right|primary|secondary|\d+))?$"
        ),
        "navigation",
    ),
    (re.compile(rf"^{_SIDE}side[-_]?bar(?:[-_]\w+)?$"), "aside"),
    (
        re.compile(r"^(?:social|share|sharing)[-_]?(?:links|media|buttons?|bar|icons|tools)$|^addtoany\w*$"),
        "navigation",
    ),
    (re.compile(r"^skip[-_]?(?:links?|to[-_]?(?:main[-_]?)?content|nav(?:igation)?)$"), "hidden text"),
    (re.compile(r"^(?:sr-only|visually-?hidden|screen-reader-text|element-invisible|noprint)$"), "hidden text"),
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_NAMED = frozenset("div section ul ol aside header footer table p a span center nav".split())
_ARTICLES = frozenset({"main", "article"})


def reason_to_drop(node: LexborNode, weights: TextAmounts, in_article: bool, in_quote: bool) -> str:
    """Why an element is no part of the article; "" for one that is.

    Whatever a page calls the element that holds most of its words, that is the article.
    """
    tag = node.tag or ""
    if tag in INVISIBLE_TAGS:
        return _TAGS[tag]
    reason = _stated(node, tag, in_article, in_quote)
    if reason and (reason == "deleted text" or not weights.holds_most_text(node)):
        return reason
    return ""


def _stated(node: LexborNode, tag: str, in_article: bool, in_quote: bool) -> str:
    said = node.attributes
    if "hidden" in said or said.get("aria-hidden") == "true" or _HIDDEN.search(said.get("style") or ""):
        return "hidden text"
    role = _ROLES.get(said.get("role") or "", "")
    if role:
        return role
    names = f"{said.get('class') or ''} {said.get('id') or ''}".casefold().split() if tag in _NAMED else []
    for pattern, reason in _NAMES:
        if any(pattern.match(name) for name in names):
            return reason
    if tag == "header" and in_article:
        return ""
    if tag in {"aside", "footer"} and (in_quote or node.css_first("blockquote") is not None or "pullquote" in names):
        return ""
    return _TAGS.get(tag, "")


def is_navigation(node: LexborNode, weights: TextAmounts, in_article: bool) -> bool:
    """Whether a list or a line is hardly more than links; within an article only a list of its own parts is."""
    weight = weights.below(node)
    if weight.links < 3 or weight.linked_characters * 10 < weight.characters * 8:
        return False
    targets = [link.attributes.get("href") or "" for link in node.css("a[href]")]
    if in_article:
        return all(target.startswith("#") for target in targets)
    return len(text_of(node).split()) <= 6 * weight.links


def find_article(body: LexborNode, weights: TextAmounts) -> LexborNode | None:
    """The element that a page marks as its main part, if most of the words that are not navigation stand there."""
    furniture = 0
    for node, _ in descendants(body):
        if (
            node.tag == "nav"
            or (node.attributes if node.tag not in {"-text", None} else {}).get("role") == "navigation"
        ):
            furniture += weights.below(node).characters
    rest = weights.total_characters - furniture
    marked = body.css("main, [role=main], article")
    marked.sort(key=lambda node: (-weights.below(node).characters, node.tag not in _ARTICLES))
    best = marked[0] if marked else None
    return best if best is not None and weights.below(best).characters * 2 >= rest else None
