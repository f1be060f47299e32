"""How pages are cited and described to machines: references in every style, files, Link headers, and cards of links.

No page is decided here, and how a reference is written belongs to `indexer/references`.
"""
