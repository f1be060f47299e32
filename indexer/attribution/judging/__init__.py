"""What the papers know beside the passage itself that decides a stated fact: who holds an office, what was in a city.

How facts are read from drafts does not belong here.
"""
