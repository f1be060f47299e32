"""What pages show: the catalogue of a build, its history and records, the library, and which build is live.

Reading papers belongs to `ingest`, and finding passages to `engine`.
"""
