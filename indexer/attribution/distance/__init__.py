"""What keeps words at a distance, in the paper and in the draft: a denial, a question, a condition, a stance.

English only. Negations that belong to the verb of the words are in `edge_negations`.
"""
