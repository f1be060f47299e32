"""The pipeline from a folder of papers to a live build. Rules about papers, meetings or ids may not be here; they
belong to the rooms that the pipeline calls.
"""
