"""Page models, labels and formats that several rooms of the site use. It may not contain a route or import another room
of the site except `address`.
"""
