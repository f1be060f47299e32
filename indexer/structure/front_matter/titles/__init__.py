"""Decide the title of a paper: printed, of a larger work, of a web page or of the file, and how it is known.

Days, kinds and places are read in the folder above.
"""
