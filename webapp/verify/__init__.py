"""The pages that check the quotations of a draft: the form, the progress and the report.

How a quotation is found and judged belongs to `indexer.quotes`.
"""
