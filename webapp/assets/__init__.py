"""What pages are dressed with (style sheets, scripts, icons), and how answers are made small on their way.

No page, no setting and nothing of an index may be in it.
"""
