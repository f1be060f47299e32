"""Read what a paper states about itself and its meeting: title, kind, days and place.

Sessions, passages and other papers do not belong here.
"""
