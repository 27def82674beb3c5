#!/usr/bin/python3
"""A teller with psycopg 3 behind pgbouncer in transaction mode: pgbouncer_transactions.py old|new"""

import os

# docs: connect
import psycopg


def connect():
    alias = f'shop_{os.environ["DB_SCHEMA"]}'
    # A prepared statement belongs to a server connection, and in transaction mode the next
    # transaction may get another.
    return psycopg.connect(dbname=alias, autocommit=True, prepare_threshold=None)
# docs: end


from teller import serve_locking

serve_locking(connect, begin=psycopg.Connection.transaction)
