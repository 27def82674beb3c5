#!/usr/bin/python3
"""A teller with psycopg2 behind pgbouncer in session mode: pgbouncer_sessions.py old|new"""

import os

# docs: connect
import psycopg2


def connect():
    schema = os.environ["DB_SCHEMA"]
    connection = psycopg2.connect("")
    with connection, connection.cursor() as cursor:
        cursor.execute(f'SET search_path TO "{schema}", public')
    return connection
# docs: end


from teller import serve_locking

# As a context, psycopg2's connection is a transaction.
serve_locking(connect, begin=lambda connection: connection)
