"""What the values of facets are called in one build, and which values a typed name means.

How one value is named is in `meetings/labels`; how a catalogue finds values by words in `store/sql`.
"""
