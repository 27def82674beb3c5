"""What all tellers in Python do: a command a line, an answer a line."""

import sys
from decimal import Decimal

# The old build counts in units, the new one in cents.
AMOUNT = {"old": Decimal, "new": int}


def serve(tellers):
    """Runs the teller of the version that the command line asks for, until there are no more commands."""
    version = sys.argv[1]
    teller, amount = tellers[version](), AMOUNT[version]
    for line in sys.stdin:
        command, *words = line.split()
        if command == "open":
            answer = teller.open(words[0], amount(words[1]))
        elif command == "deposit":
            answer = teller.deposit(int(words[0]), amount(words[1]))
        else:
            answer = "{} {}".format(*teller.show(int(words[0])))
        print(answer, flush=True)


class LockingTeller:
    """Reads a balance, keeps its row locked, and writes the sum: two statements in a transaction."""

    def __init__(self, connection, begin, name, amount):
        self.connection, self.begin = connection, begin
        self.statements = {
            "open": f"INSERT INTO accounts ({name}, {amount}) VALUES (%s, %s) RETURNING id",
            "lock": f"SELECT {amount} FROM accounts WHERE id = %s FOR UPDATE",
            "set": f"UPDATE accounts SET {amount} = %s WHERE id = %s RETURNING {amount}",
            "show": f"SELECT {name}, {amount} FROM accounts WHERE id = %s",
        }

    def open(self, name, amount):
        with self.begin(self.connection):
            return self.row("open", name, amount)[0]

    def deposit(self, number, amount):
        with self.begin(self.connection):
            (before,) = self.row("lock", number)
            return self.row("set", before + amount, number)[0]

    def show(self, number):
        with self.begin(self.connection):
            return self.row("show", number)

    def row(self, statement, *arguments):
        with self.connection.cursor() as cursor:
            cursor.execute(self.statements[statement], arguments)
            return cursor.fetchone()


def serve_locking(connect, begin):
    """begin(connection) is the driver's way to a transaction, as a context."""
    columns = {"old": ("owner", "balance"), "new": ("holder", "cents")}
    serve({version: lambda pair=pair: LockingTeller(connect(), begin, *pair)
           for version, pair in columns.items()})
