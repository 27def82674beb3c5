#!/usr/bin/python3
"""A teller with psycopg2: psycopg2_client.py old|new"""

import os

# docs: connect
import psycopg2


def connect():
    schema = os.environ["DB_SCHEMA"]
    return psycopg2.connect("", options=f"-c search_path={schema},public")
# docs: end


from teller import serve_locking

# As a context, psycopg2's connection is a transaction.
serve_locking(connect, begin=lambda connection: connection)
