"""Links in texts to pages of the site: fetching the text of an address, and checking what each link leads to today. The
history of a passage (`registry`) and the words of the report (`cli`) do not belong here.
"""
