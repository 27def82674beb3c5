"""Two pgbouncers before the throw-away server, one in session mode and one in transaction mode."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent

SETTINGS = """
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = {folder}
auth_type = any
pool_mode = {mode}
default_pool_size = {size}
"""

# In transaction mode, two clients share one server connection.
POOL_SIZES = {"session": 4, "transaction": 1}


class Pooler:
    def __init__(self, schemas):
        self.schemas, self.folders, self.children = schemas, {}, []

    def __enter__(self):
        for mode, size in POOL_SIZES.items():
            self.begin(mode, size)
        return self

    def __exit__(self, *_):
        for child in self.children:
            child.kill()
            child.wait()
        for folder in self.folders.values():
            shutil.rmtree(folder)

    def environment(self, mode):
        return {"PGHOST": self.folders[mode], "PGPORT": "6432"}

    def begin(self, mode, size):
        folder = self.folders[mode] = tempfile.mkdtemp(prefix="zdm-pgbouncer-")
        os.chmod(folder, 0o777)
        settings = pathlib.Path(folder, "pgbouncer.ini")
        server = f"host={os.environ['PGHOST']} port={os.environ['PGPORT']} user={os.environ['PGUSER']}"
        aliases = subprocess.run([HERE / "pgbouncer_aliases", "shop", server, *self.schemas],
                                 check=True, capture_output=True, text=True).stdout
        settings.write_text(aliases + SETTINGS.format(folder=folder, mode=mode, size=size))
        account = ["-u", "postgres"] if os.geteuid() == 0 else []  # it does not run as root
        self.children.append(subprocess.Popen(["/usr/sbin/pgbouncer", *account, str(settings)],
                                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        while not pathlib.Path(folder, ".s.PGSQL.6432").exists():
            assert self.children[-1].poll() is None, "pgbouncer has ended"
            time.sleep(0.01)
