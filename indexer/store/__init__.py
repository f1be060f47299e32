"""What pages show: the catalogue of a build, its history and records, the library, and which build is live.

Neither reading papers nor finding passages may be in it, which are the jobs of `ingest` and `engine`.
"""
