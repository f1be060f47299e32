"""The files that papers were read from: found by what the build recorded, checked, drawn by the page, and searched.

Whether a site offers them, under which addresses and how often, may not be in here.
"""
