"""Find who speaks: the labels that a paper uses for its speakers, and the speaker of each paragraph.

How a single label is read belongs in `entities`; which headings open sessions belongs in `structure.outline`.
"""
