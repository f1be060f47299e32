"""Decide which elements of a web page are no part of the article, and why: navigation, banners, forms, hidden text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from selectolax.lexbor import LexborNode

from .tree import INVISIBLE_TAGS, TextAmounts, text_of

BoilerplateReason = Literal[
    "aside",
    "cookie_banner",
    "deleted",
    "dialog",
    "form",
    "hidden",
    "media",
    "navigation",
    "noscript",
    "page_footer",
    "page_header",
    "ruby_brackets",
    "ruby_text",
    "struck",
]
"""Why an element of a page is no part of its article."""
_TAG_REASONS: dict[str, BoilerplateReason] = {
    "nav": "navigation",
    "header": "page_header",
    "footer": "page_footer",
    "aside": "aside",
    "form": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "dialog": "dialog",
    "menu": "navigation",
    "del": "deleted",
    "s": "struck",
    "strike": "struck",
    "rp": "ruby_brackets",
    "rt": "ruby_text",
    **dict.fromkeys(INVISIBLE_TAGS, "media"),
    "noscript": "noscript",
}
_ROLE_REASONS: dict[str, BoilerplateReason] = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "banner": "page_header",
    "contentinfo": "page_footer",
    "search": "form",
    "complementary": "aside",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
# Whole names of classes and ids, since a heading's id may well be `social-protection` or `consent-of-the-parties`.
_NAME_PREFIX = r"(?:(?:site|main|page|global|top|primary|secondary|side|left|right|mobile|local|sub)[-_]?)?"
_NAME_REASONS: tuple[tuple[re.Pattern[str], BoilerplateReason], ...] = (
    (
        re.compile(
            r"^(?:cookies?[-_]?(?:banner|notice|consent|bar|popup|law|message|info|modal|overlay)[\w-]*"
            r"|(?:gdpr|consent|privacy)[-_]?(?:banner|popup|modal|notice|bar|dialog)|onetrust[\w-]*|cybotcookie[\w-]*)$"
        ),
        "cookie_banner",
    ),
    (
        re.compile(
            rf"^{_NAME_PREFIX}(?:nav|navbar|navigation|menu|breadcrumbs?|pagination|pager)"
            r"(?:[-_]?(?:wrapper|container|list|links|bar|left|right|primary|secondary|\d+))?$"
        ),
        "navigation",
    ),
    (re.compile(rf"^{_NAME_PREFIX}side[-_]?bar(?:[-_]\w+)?$"), "aside"),
    (
        re.compile(r"^(?:social|share|sharing)[-_]?(?:links|media|buttons?|bar|icons|tools)$|^addtoany\w*$"),
        "navigation",
    ),
    (re.compile(r"^skip[-_]?(?:links?|to[-_]?(?:main[-_]?)?content|nav(?:igation)?)$"), "hidden"),
    (re.compile(r"^(?:sr-only|visually-?hidden|screen-reader-text|element-invisible|noprint)$"), "hidden"),
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_NAMED_TAGS = frozenset("div section ul ol aside header footer table td p a span center nav".split())
_DECIDED_BY_PLACE = frozenset({"header", "aside", "footer"})
_CHANGES = frozenset({"deleted", "struck"})
_ARTICLES = frozenset({"main", "article"})


def reason_to_drop(
    node: LexborNode, weights: TextAmounts, in_article: bool, in_quote: bool
) -> BoilerplateReason | None:
    """Return why an element is no part of the article; None for one that is.

    The element that holds most of the page's words is the article, whatever the page calls it.
    """
    tag = node.tag or ""
    if tag in INVISIBLE_TAGS:
        return _TAG_REASONS[tag]
    attributes = node.attributes
    if attributes or tag in _DECIDED_BY_PLACE:
        reason = _stated_reason(node, tag, attributes, in_article, in_quote)
    else:
        reason = _TAG_REASONS.get(tag)
    if reason and (reason in _CHANGES or not weights.holds_most_text(node)):
        return reason
    return None


def _stated_reason(
    node: LexborNode, tag: str, attributes: Mapping[str, str | None], in_article: bool, in_quote: bool
) -> BoilerplateReason | None:
    """Return the reason that the element's attributes, role, names or tag state."""
    styled = _styled_reason(attributes)
    if styled:
        return styled
    role = _ROLE_REASONS.get(attributes.get("role") or "")
    if role:
        return role
    names = (
        f"{attributes.get('class') or ''} {attributes.get('id') or ''}".casefold().split() if tag in _NAMED_TAGS else []
    )
    for pattern, reason in _NAME_REASONS:
        if any(pattern.match(name) for name in names):
            return reason
    if tag == "header" and in_article:
        return None
    if tag in {"aside", "footer"} and (in_quote or node.css_first("blockquote") is not None or "pullquote" in names):
        return None
    return _TAG_REASONS.get(tag)


def _styled_reason(attributes: Mapping[str, str | None]) -> BoilerplateReason | None:
    """Return the reason that an element's own style states: hidden or struck out."""
    style = attributes.get("style") or ""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or _HIDDEN.search(style):
        return "hidden"
    return "struck" if _STRUCK.search(style) else None


def is_navigation(node: LexborNode, weights: TextAmounts, in_article: bool) -> bool:
    """Return whether a list or line is little but links; within an article, only a list of its own sections is."""
    weight = weights.below(node)
    if weight.links < 3 or weight.linked_characters * 10 < weight.characters * 8:
        return False
    targets = [link.attributes.get("href") or "" for link in node.css("a[href]")]
    if in_article:
        return all(target.startswith("#") for target in targets)
    return len(text_of(node).split()) <= 6 * weight.links


def find_article(body: LexborNode, weights: TextAmounts) -> LexborNode | None:
    """Return the element that a page marks as its main part, if it holds most words outside the navigation."""
    navigation_characters = sum(weights.below(node).characters for node in body.css("nav, [role=navigation]"))
    content_characters = weights.total_characters - navigation_characters
    marked = body.css("main, [role=main], article")
    marked.sort(key=lambda node: (-weights.below(node).characters, node.tag not in _ARTICLES))
    best = marked[0] if marked else None
    return best if best is not None and weights.below(best).characters * 2 >= content_characters else None
