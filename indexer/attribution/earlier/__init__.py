"""What a sentence takes up from the sentences before it: `she`, `the latter`, `at the same meeting`.

What those sentences themselves state is read in the folder above, and does not belong here.
"""
