#!/usr/bin/python3
"""A teller with psycopg 3: psycopg3.py old|new"""

import os

# docs: connect
import psycopg


def connect():
    schema = os.environ["DB_SCHEMA"]
    return psycopg.connect(options=f"-c search_path={schema},public", autocommit=True)
# docs: end


from teller import serve


# docs: old
class Old:
    def __init__(self):
        self.connection = connect()

    def open(self, owner, amount):
        return self.connection.execute(
            "INSERT INTO accounts (owner, balance) VALUES (%s, %s) RETURNING id", (owner, amount)
        ).fetchone()[0]

    def deposit(self, number, amount):
        return self.connection.execute(
            "UPDATE accounts SET balance = balance + %s WHERE id = %s RETURNING balance",
            (amount, number),
        ).fetchone()[0]

    def show(self, number):
        return self.connection.execute(
            "SELECT owner, balance FROM accounts WHERE id = %s", (number,)
        ).fetchone()
# docs: end


# docs: new
class New:
    def __init__(self):
        self.connection = connect()

    def open(self, holder, cents):
        return self.connection.execute(
            "INSERT INTO accounts (holder, cents) VALUES (%s, %s) RETURNING id", (holder, cents)
        ).fetchone()[0]

    def deposit(self, number, cents):
        return self.connection.execute(
            "UPDATE accounts SET cents = cents + %s WHERE id = %s RETURNING cents",
            (cents, number),
        ).fetchone()[0]

    def show(self, number):
        return self.connection.execute(
            "SELECT holder, cents FROM accounts WHERE id = %s", (number,)
        ).fetchone()
# docs: end


serve({"old": Old, "new": New})
