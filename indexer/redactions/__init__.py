"""Texts that had to be taken out of the papers for good: what is kept of each so that it is known when it comes again.

Nothing here keeps a word of such a text, or knows where it is taken out of.
"""
