"""Page models, labels and formats that several rooms of the site use.

Nothing here is a route, or imports another room of the site except `address`.
"""
