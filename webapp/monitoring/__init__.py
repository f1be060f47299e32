"""What the administrator of a site can see of it: a line in the log for each request, ids of requests, and figures.

Nothing about readers may be in it: no address, no cookie, and the words of a search only where the owner has asked for
them.
"""
