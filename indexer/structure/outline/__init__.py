"""Find the headings of a paper and build its sessions from them. Words of passages and the title page do not belong
here.
"""
