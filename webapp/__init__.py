"""The site: request in, page out. What a query finds is `indexer`'s business."""
