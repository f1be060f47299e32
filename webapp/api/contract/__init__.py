"""What every operation of the API shares: how it is declared, read, answered, paged, refused and described.

No operation and no record of a resource may be in here.
"""
