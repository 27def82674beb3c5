"""What is installed, packaged and put into containers: by its own words here; ./dev package-test and ./dev debian13
try the packages in bare systems."""

import pathlib
import re

import yaml

from workbench import ADD_AGE, os, subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["ZDM"]).parent


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, **options)
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout


def test_a_program_embeds_the_installed_library(bench):
    prefix, build = bench.folder / "installed", bench.folder / "build"
    run("cmake", "--install", BUILD, "--prefix", prefix)
    run("cmake", "-S", ROOT / "examples/embed", "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
        "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
    run("cmake", "--build", build)
    bench.users()
    bench.file("01_age.json", ADD_AGE)
    database = {**os.environ, "PGDATABASE": bench.database}
    said = run(build / "embed", "01_age.json", cwd=bench.folder, env=database)
    assert "new clients use public_01_age" in said, said
    assert bench.sql("SELECT count(*) FROM public_01_age.users WHERE age IS NULL") == "3"
    wrong = subprocess.run([build / "embed", bench.file("02_age.json", ADD_AGE)], cwd=bench.folder, env=database,
                           capture_output=True, text=True)
    assert wrong.returncode == 3 and "age" in wrong.stderr, wrong


def test_the_command_and_its_pages_are_installed(bench):
    run("cmake", "--install", BUILD, "--prefix", bench.folder / "installed", "--component", "zdm")
    installed = {str(path.relative_to(bench.folder / "installed"))
                 for path in (bench.folder / "installed").rglob("*") if path.is_file()}
    pages = {f"share/man/man1/zdm-{command}.1" for command in bench.commands()}
    assert pages | {"bin/zdm", "share/man/man1/zdm.1"} <= installed, pages - installed
    assert not any(path.startswith(("include", "lib")) for path in installed), installed


def test_what_the_dev_package_needs_is_what_its_config_asks_for(bench):
    needs = re.search(r'DEV_PACKAGE_DEPENDS\s+"([^"]*)"', (ROOT / "cmake/packages.cmake").read_text()).group(1)
    asked = re.findall(r"find_dependency\((\S+)\)|IMPORTED_TARGET (\S+)\)",
                       (ROOT / "cmake/dependencies.cmake").read_text())
    packages = {"Threads": None, "fmt": "libfmt-dev", "nlohmann_json": "nlohmann-json3-dev",
                "yaml-cpp": "libyaml-cpp-dev", "PgQuery": "libpg-query-dev", "PkgConfig": "pkg-config",
                "libpqxx": "libpqxx-dev", "libpq": "libpq-dev"}
    wanted = {packages["".join(names)] for names in asked} - {None}
    assert wanted == set(needs.split(", ")), (wanted, needs)


def instructions(dockerfile):
    """Each with its arguments, lines joined that are continued."""
    text = re.sub(r"^#.*\n", "", dockerfile.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [line.split(None, 1) for line in text.splitlines() if line.strip()]


def test_the_dockerfile_ends_as_a_user_without_rights(bench):
    lines = instructions(ROOT / "Dockerfile")
    known = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENTRYPOINT"}
    assert {name for name, _ in lines} <= known, lines
    stages = [i for i, (name, _) in enumerate(lines) if name == "FROM"]
    assert len(stages) == 2 and lines[stages[0]][1].endswith(" AS build"), lines
    final = dict(lines[stages[1]:])
    assert final["USER"] == "nobody" and final["ENTRYPOINT"] == '["zdm"]', final
    assert final["COPY"].startswith("--from=build "), final
    # What it copies is what ./dev package leaves, and both stages are of one release.
    assert "packages_dir=build/packages" in (ROOT / "dev").read_text()
    assert "/build/packages/zdm_" in final["COPY"], final
    assert {lines[i][1].split()[0].removesuffix("-slim") for i in stages} == {"debian:12"}, lines
    for _, arguments in (line for line in lines if line[0] == "RUN"):
        run("sh", "-n", "-c", arguments)


def test_the_compose_file_fits_together(bench):
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services, zdm = compose["services"], compose["services"]["zdm"]
    assert set(compose) == {"services", "volumes"} and set(services) == {"postgres", "zdm"}, compose
    known = {"image", "build", "environment", "ports", "volumes", "healthcheck", "depends_on"}
    for name, service in services.items():
        assert set(service) <= known, name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or (ROOT / source).exists(), volume
    assert (ROOT / zdm["build"] / "Dockerfile").exists()
    assert zdm["depends_on"] == {"postgres": {"condition": "service_healthy"}}, zdm
    password = services["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert zdm["environment"]["ZDM_POSTGRES_URL"] == f"postgres://postgres:{password}@postgres/postgres", zdm
    assert services["postgres"]["healthcheck"]["test"][1] == "pg_isready", services
    # Where migrations are mounted is where the image looks for them; the commands at the top name one.
    folder, place = zdm["volumes"][0].split(":")
    assert ["WORKDIR", place] in instructions(ROOT / "Dockerfile"), place
    named = re.findall(r"zdm plan (\S+)", (ROOT / "docker-compose.yml").read_text())
    assert named and all((ROOT / folder / name).exists() for name in named), named
