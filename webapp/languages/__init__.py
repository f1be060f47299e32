"""Which language a page is in: by its address, by the reader's choice, by what the browser asks for; and the chooser.

The catalogues are in `translations`; no text of a page may be in here.
"""
