"""The languages of the site's own words: their catalogues, the order of their letters, and how messages are collected.

Which language a request gets is decided in `languages`; no request and nothing of an index may be in here.
"""
