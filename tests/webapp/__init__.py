"""What the site answers, page by page, address by address."""
