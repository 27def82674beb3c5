"""What the documentation shows is run, page by page, from the top down, each page in a folder and a database of its
own. The words behind a block's language say how:

    sh run                  by bash; has to succeed
    sh run=3                has to end with this code
    sql run, sql run=SCHEMA by psql, as a client of the base schema or of that version
    json file=NAME, yaml …  written into the folder, for those that follow
    text output             each line has to be in what the block before has printed, spaces aside; … stands for
                            anything

Other blocks are only read: JSON and YAML have to parse, shell scripts too. What stands below <!-- snippet … --> is
taken from a file that other tests run, and generated pages come from zdm itself.
"""

import pathlib
import re

import yaml

from workbench import json, os, subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Page:
    def __init__(self, bench, path):
        self.bench, self.path, self.said = bench, path, ""
        binaries = f"{pathlib.Path(os.environ['ZDM']).parent}:{os.environ['PATH']}"
        self.environment = {**bench.environment({}), "PATH": binaries, "PGDATABASE": bench.database,
                            **{name: os.environ[name] for name in ("PGHOST", "PGPORT", "PGUSER")}}

    def blocks(self):
        text = self.path.read_text()
        for block in BLOCK.finditer(text):
            words = dict(word.partition("=")[::2] for word in block[2].split())
            yield text.count("\n", 0, block.start()) + 1, block[1], words, block[3]

    def try_all(self):
        for line, language, words, text in self.blocks():
            try:
                self.try_one(language, words, text)
            except Exception as error:
                raise AssertionError(f"{self.path.relative_to(ROOT)}:{line}: {error}") from error

    def try_one(self, language, words, text):
        unknown = set(words) - {"run", "file", "output"}
        assert not unknown, f"what does {unknown} mean?"
        if "file" in words:
            self.bench.file(words["file"], text)
        if "output" in words:
            self.compare(text)
        elif "run" in words:
            self.run(language, words["run"], text)
        else:
            self.read(language, text)

    def run(self, language, how, text):
        environment, code = dict(self.environment), 0
        if language == "sql":
            command = ["psql", "-X", "-v", "ON_ERROR_STOP=1"]
            if how:
                environment["PGOPTIONS"] = f"-c search_path={how},public"
        else:
            command, code = ["bash", "-euo", "pipefail"], int(how or 0)
        result = subprocess.run(command, input=text, cwd=self.bench.folder, env=environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        self.said = result.stdout
        assert result.returncode == code, f"ended with {result.returncode}:\n{self.said}"

    def compare(self, text):
        said = "\n".join(" ".join(line.split()) for line in self.said.splitlines())
        for expected in filter(None, (" ".join(line.split()) for line in text.splitlines())):
            pattern = re.escape(expected).replace("…", ".*")
            assert re.search(pattern, said), f"{expected!r} is not in\n{self.said}"

    def read(self, language, text):
        if language == "json":
            json.loads(text)
        elif language in ("yaml", "yml"):
            yaml.safe_load(text)
        elif language == "sh":
            subprocess.run(["bash", "-n"], input=text, text=True, check=True)


def add_test(path):
    def test(bench):
        Page(bench, path).try_all()

    globals()[f"test_{path.relative_to(ROOT)}"] = test


for page in PAGES:
    add_test(page)


def test_links_lead_somewhere(bench):
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def anchors(page):
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_into_pages_find_their_heading(bench):
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]*)\)", page.read_text()):
            there = page.parent / target if target else page
            assert anchor in anchors(there), f"{page.relative_to(ROOT)}: {target}#{anchor}"
