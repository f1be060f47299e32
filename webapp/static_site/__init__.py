"""The static edition: the whole collection written as plain files, which any web server sends under the same links.

No page may be described here a second time: the routes and templates of the site make them, and this room names them.
"""
