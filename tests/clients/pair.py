"""An old and a new teller of one client, and the thread that gives them work."""

import os
import pathlib
import random
import subprocess
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def spoken(version, cents):
    """An amount as the tellers of a version say it."""
    return str(cents) if version == "new" else f"{cents // 100}.{cents % 100:02}"


class Pair:
    def __init__(self, name, command, schemas, pooler):
        self.name, self.program, self.schemas = name, str(HERE / command[0]), schemas
        self.environment = pooler.environment(command[1]) if len(command) > 1 else {}
        self.prefix = "".join(letter for letter in name if letter.isalnum())
        self.launched, self.tellers, self.accounts = {}, {}, {}
        self.warm = set()  # programs that have answered once, and so are up
        self.rounds, self.commands, self.slowest, self.trouble = 0, 0, 0.0, None
        self.random = random.Random(name)
        self.between_rounds = threading.Condition()
        self.done = False
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    # ------------------------------------------------------------ who is there

    def launch(self, version):
        """Its program begins; it is given no work yet."""
        modules = [str(ROOT / "build/node/usr/share/nodejs"), "/usr/share/nodejs"]
        environment = {**os.environ, "NODE_PATH": ":".join(modules), **self.environment,
                       "PYTHONDONTWRITEBYTECODE": "1", "DB_SCHEMA": self.schemas[version]}
        self.launched[version] = subprocess.Popen(
            [self.program, version], env=environment, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def let_in(self, version):
        with self.between_rounds:
            self.tellers[version] = self.launched.pop(version)

    def leave(self, version):
        """Between two commands, as a program does that is asked to end."""
        with self.between_rounds:
            teller = self.tellers.pop(version)
        _, err = teller.communicate(timeout=20)
        if teller.returncode != 0 and not self.trouble:
            self.trouble = f"the {version} one ended with {teller.returncode}: {err}"

    def stop(self):
        self.done = True
        self.thread.join()

    # ------------------------------------------------------------ work

    def work_until(self, round_number):
        while self.rounds < round_number and not self.trouble:
            time.sleep(0.01)

    def work(self):
        while not self.done:
            with self.between_rounds:
                if self.tellers and not self.trouble:
                    self.round()
            time.sleep(0.1)  # for the others, and for whoever wants to come or leave

    def round(self):
        """Somebody opens an account, somebody pays in, and all read it, and an earlier one, too."""
        try:
            holder, cents = f"{self.prefix}{len(self.accounts)}", self.random.randrange(10000)
            number = self.say(self.anyone(), "open", holder, cents)
            self.accounts[number] = [holder, cents]
            self.pay_in(number)
            self.look_at(number)
            self.pay_in(self.random.choice(list(self.accounts)))
            self.look_at(self.random.choice(list(self.accounts)))
            self.rounds += 1
        except Exception as error:
            self.trouble = self.trouble or f"after {self.rounds} rounds: {error!r}"

    def anyone(self):
        return self.random.choice(sorted(self.tellers))

    def pay_in(self, number):
        account, cents = self.accounts[number], self.random.randrange(1, 5000)
        version = self.anyone()
        account[1] += cents
        self.expect(version, spoken(version, account[1]), "deposit", number, cents)

    def look_at(self, number):
        holder, cents = self.accounts[number]
        for version in sorted(self.tellers):
            self.expect(version, f"{holder} {spoken(version, cents)}", "show", number)

    def expect(self, version, answer, *command):
        said = self.say(version, *command)
        assert said == answer, f"{version} teller, {command}: {said!r} in place of {answer!r}"

    def say(self, version, command, subject, *cents):
        teller = self.tellers[version]
        words = [command, str(subject), *[spoken(version, amount) for amount in cents]]
        begin = time.monotonic()
        print(*words, file=teller.stdin, flush=True)
        answer = teller.stdout.readline().strip()
        if not answer:
            teller.kill()
            raise RuntimeError(f"{version} teller, {words}: {teller.stderr.read()}")
        if teller in self.warm:
            self.slowest = max(self.slowest, time.monotonic() - begin)
        self.warm.add(teller)
        self.commands += 1
        return answer

    # ------------------------------------------------------------ in the end

    def compare(self, rest):
        """Holds the table's cents, by holder, against what was paid in; takes note of what is wrong."""
        wrong = [f"{holder} has {rest.get(holder)} and should have {cents}"
                 for holder, cents in self.accounts.values() if rest.get(holder) != str(cents)]
        if wrong and not self.trouble:
            self.trouble = "; ".join(wrong[:3])
