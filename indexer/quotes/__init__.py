"""The quote verifier: it finds the quotations of a draft and checks them against the papers. Reading
files, searching, pages and commands do not belong here.
"""
