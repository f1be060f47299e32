"""What an engine tells of the words of passages to those who compare texts word by word.

How it finds them may not be here, nor what is made of them.
"""
