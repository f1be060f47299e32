"""What the sentence of a quotation names that no rule has read. What is read is in the modules of the folder above."""
