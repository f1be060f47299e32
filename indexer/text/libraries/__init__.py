"""Libraries of which `text` needs a part, and which would load all of themselves.

What is done with them belongs to the modules that ask for it: sentences, stemming.
"""
