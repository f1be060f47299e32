"""Health, robots, sitemap and OpenSearch description, for the people and programs that run or crawl the site.

Pages for readers belong to the other rooms.
"""
