"""The way out to other servers: requests to addresses that people name, which must not lead into our own network.

Knows nothing of features. Never called inside a database transaction.
"""
