"""What an open library costs as the number of meetings grows: processor time and memory, for each thing it is asked.

Searching is measured in `speed`.
"""
