"""What belongs to builds and lies outside of their folders: the lock of all, and what their engines have elsewhere.

What is in a build may not be here.
"""
