"""Find the headings of a paper, and build its sessions from them.

The title page and the words of passages do not belong here.
"""
