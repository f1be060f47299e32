"""What the people and programs that run or crawl the site ask of it: health, robots, sitemap, OpenSearch description.

No page for readers and nothing about the papers' contents is made here.
"""
