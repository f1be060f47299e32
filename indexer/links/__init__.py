"""Links in texts to pages of the site: fetch the text of an address, and check what each link leads to today.

The history of a passage belongs to `registry`, and the words of the report to `cli`.
"""
