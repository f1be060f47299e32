"""What a draft states of the source of a quotation: which meeting, session, paper, day and speaker, and whether it was
said or planned, held against what the papers say. Finding the words of a quotation in the papers is not done here.
"""
