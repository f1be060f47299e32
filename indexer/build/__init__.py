"""The pipeline from a folder of papers to a live build.

Rules about papers, meetings and ids belong to the rooms that the pipeline calls.
"""
