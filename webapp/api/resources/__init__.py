"""The operations of the API, one module for each resource: parameters, records, and functions that answer.

Addresses of pages, schemas and status codes are not made in here.
"""
