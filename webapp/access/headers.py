"""The headers of every answer: what a browser may do with it, and who may keep it.

Which pages can be answered from a browser's cache is decided by `app`, which knows the builds.
"""

from __future__ import annotations

from werkzeug.datastructures import Headers

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
TRANSPORT_SECURITY = "max-age=31536000"
"""One year (RFC 6797). Names below the host are left alone: they may be of other sites."""
KEPT_FOR_GOOD = "public, max-age=31536000, immutable"


def set_security_headers(headers: Headers, is_https: bool) -> None:
    """Add the headers that guard an answer, except for those that it has."""
    headers.extend({name: value for name, value in SECURITY_HEADERS.items() if name not in headers})
    if is_https:
        headers["Strict-Transport-Security"] = TRANSPORT_SECURITY


def keep_private(headers: Headers) -> None:
    """Forbid shared caches to keep an answer."""
    policy = headers.get("Cache-Control", "")
    if "no-store" not in policy:
        rules = [rule.strip() for rule in policy.split(",") if rule.strip() not in {"", "public", "private"}]
        headers["Cache-Control"] = ", ".join(["private", *rules])
