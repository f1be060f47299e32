"""The sentences of a report on parts of a finding, for people.

What is found, and how it is judged, does not belong here.
"""
