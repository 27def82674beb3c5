"""zdm plan --html: a page that needs nothing but itself, looked at by Chromium."""

import html
import re

from browser import Browser
from workbench import *

PHONE, DESKTOP = (390, 844), (1280, 900)
SEVERAL = [*UPPER_NAME,
           {"rename_column": {"table": "users", "from": "email", "to": "mail"}},
           {"create_index": {"table": "users", "name": "users_mail", "columns": {"mail": {}}}},
           {"create_table": {"name": "notes", "columns": [{"name": "id", "type": "int", "pk": True}]}}]


def page(bench, operations, *arguments, name="01_change.json"):
    bench.users(100)
    bench.file(name, operations)
    return bench.done("plan", name, "--html", *arguments).out


def in_words(text):
    """What a reader sees: no tags, no style, and spaces as a browser has them."""
    text = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split()).replace(" :", ":")


def test_every_step_with_its_lock_cost_and_undo(bench):
    text = page(bench, SEVERAL)
    plan = bench.done("plan", "01_change.json", "--json").json()["plans"][0]
    words = in_words(text)
    assert text.count('<li class="step">') == len(plan["steps"]), words
    for step in plan["steps"]:
        assert step["title"] in words, step
    for told in ["ACCESS EXCLUSIVE", "on users: clients wait meanwhile", "clients read and write meanwhile",
                 "writes rows", "builds an index", "scans the table", "in ranges of pages", "outside of a transaction",
                 "under 1 s", "zdm start", "zdm complete",
                 "the old form of column users.name", "Goes on only if every row of users"]:
        assert told in words, f"{told!r} expected in {words}"
    assert "CREATE INDEX CONCURRENTLY" in words and "DROP INDEX CONCURRENTLY" in words


def test_the_columns_of_both_versions_over_those_of_the_table(bench):
    text = page(bench, SEVERAL)
    rows = [in_words(row).split() for row in re.findall(r"<tr>(.*?)</tr>", text, re.S)]
    assert ["name", "name", "none"] in rows and ["none", "_zdm_new_name", "name"] in rows, rows
    assert ["email", "email", "mail"] in rows, rows


def test_what_comes_from_files_and_the_database_stands_there_as_text(bench):
    evil = """</code></pre><script>alert("x")</script><img src=x onerror='alert(1)'>{{title}}&amp;"""
    bench.sql("CREATE TABLE \"<b>'t\"\"\" (id int PRIMARY KEY, \"<i>c\" text)")
    bench.sql(f"COMMENT ON COLUMN \"<b>'t\"\"\".\"<i>c\" IS $${evil}$$")
    table = "<b>'t\""
    bench.file("01_<u>.json", {"description": evil, "operations": [
        {"add_column": {"table": table, "column": {"name": "<script>n", "type": "text", "comment": evil,
                                                   "default": f"$${evil}$$"}}},
        {"drop_column": {"table": table, "column": "<i>c", "down": f"$${evil}$$"}}]})
    text = bench.done("plan", "01_<u>.json", "--html").out
    assert not re.search(r"<(script|img|b|i|u)\b", text), re.findall(r".*<(?:script|img|b|i|u)\b.*", text)
    assert in_words(text).count(evil) >= 3, in_words(text)
    bench.file("02_bad.json", {"operations": [{"drop_column": {"table": "<script>'", "column": "x", "down": "1"}}]})
    refused = bench.expect(3, "plan", "02_bad.json", "--html").out
    assert "<script>" not in refused and "<script>'" in in_words(refused), refused
    with Browser(bench.folder) as browser:
        browser.open(text, *PHONE)
        assert browser.value("document.querySelectorAll('script, img, b, i, u').length") == 0
        assert browser.value("document.body.textContent").count(evil) >= 3


def test_it_fits_a_phone_and_loads_nothing(bench):
    long_name = "a_name_that_is_as_long_as_postgresql_allows_it_to_be_63_letters"
    text = page(bench, [*SEVERAL, {"rename_column": {"table": "users", "from": "id", "to": long_name}}])
    with Browser(bench.folder) as browser:
        for size in [PHONE, DESKTOP, (320, 568)]:
            for scheme in ["light", "dark"]:
                browser.open(text, *size, scheme)
                for details in ["false", "true"]:
                    browser.value(f"document.querySelectorAll('details').forEach(d => d.open = {details})")
                    assert browser.value("document.documentElement.scrollWidth") <= size[0], (size, details)
        assert browser.requested == [], browser.requested
        assert browser.complaints == [], browser.complaints


def test_light_and_dark_can_be_read(bench):
    """The contrast of each text with what is behind it: 4.5, as WCAG 2 (AA) wants it."""
    text = page(bench, SEVERAL)
    grounds = []
    with Browser(bench.folder) as browser:
        for scheme in ["light", "dark"]:
            browser.open(text, *DESKTOP, scheme)
            browser.value("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert browser.weak_contrasts(4.5) == [], browser.weak_contrasts(4.5)
            grounds.append(browser.value("getComputedStyle(document.body).backgroundColor"))
    assert grounds[0] != grounds[1], grounds


def test_headings_and_keyboard(bench):
    text = page(bench, SEVERAL)
    levels = [int(level) for level in re.findall(r"<h(\d)", text)]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids)) and set(re.findall(r'href="#([^"]*)"', text)) <= set(ids), ids
    with Browser(bench.folder) as browser:
        browser.open(text, *DESKTOP)
        browser.value("document.querySelector('summary').focus()")
        browser.press_enter()
        assert browser.value("document.querySelector('details').open")


def test_several_plans_on_one_page_and_beside_another_form(bench):
    bench.users()
    bench.file("01_a.json", ADD_AGE)
    bench.file("02_b.json", UPPER_NAME)
    told = bench.done("plan", "01_a.json", "02_b.json", "--markdown", "--html=report.html").out
    assert told.startswith("### zdm: 01"), told
    text = (bench.folder / "report.html").read_text()
    assert text.count("<article") == 2 and re.findall(r"<h1[^>]*>(.*?)</h1>", text)[1] == "migration 02_b" and "migration 02_b" in text, text
    bench.refused(2, "plan", "01_a.json", "--html", "--json", says="do not go together")


def test_a_plan_that_is_refused_is_a_page_of_findings(bench):
    bench.users()
    bench.file("01_a.json", [{"drop_column": {"table": "nobody", "column": "x", "down": "1"}}])
    text = bench.expect(3, "plan", "01_a.json", "--html").out
    assert "There is no plan" in text and "nobody" in text and "zdm start" not in text, text


def test_views_of_tables_that_stay_are_counted(bench):
    bench.sql("CREATE TABLE other (id int PRIMARY KEY)")
    text = page(bench, SEVERAL)
    shown = bench.done("plan", "01_change.json", "--html", "-v").out
    assert "zdm plan --html -v shows all" in text and "zdm plan --html -v shows all" not in shown
    assert '&quot;other&quot;' in shown
