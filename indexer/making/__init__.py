"""What is made of one paper for a build once all papers have decided its meetings, names and sentences: its passages.

It is made here or on another machine, with the same result; what needs all papers, and writing, belong to `build`.
"""
