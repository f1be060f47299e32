"""What a corpus offers to search for: completions of what is being typed, and the words meant by likely slips.

All of it is gathered while a build is written and read from one small file of its own. What a suggestion leads to is
named here by ids; addresses are the site's business, and finding passages the engine's.
"""
