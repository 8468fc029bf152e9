"""Both archives built once, and the wheel installed and used where there is no checkout.

Nothing of this needs the checkout's environment but ``build``; installing needs a package index,
and where none answers the tests that install are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.usefixtures("needs_encoder")
BESIDE = ("pyproject.toml", "MANIFEST.in", "README.md", "CHANGELOG.md", "LICENSE")
EPOCH = "1700000000"
MEGABYTES = 40
# What every process of an installed copy runs first: a socket is an error.
NO_NETWORK = """import sys
def refuse(event, arguments):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        raise OSError(f"network: {event} {arguments[1:]}")
sys.addaudithook(refuse)
"""
ARABIC = (
    "افتتح وزير النقل الجسر الجديد في ميناء قصراباد يوم الاثنين.\nوبلغت كلفة الجسر ٣٤ مليون وحدة.\n"
)
ENGLISH = (
    "The transport minister opened the new bridge in the port of Qasrabad on Monday.\n"
    "The bridge cost 43 million units.\n"
)
PAIRS = "source\ttarget\nالجسر مغلق\tThe bridge is closed\nعاد الوزير\tThe minister is back\n"


@dataclass(frozen=True, slots=True)
class Built:
    """A wheel by way of the source archive, one made directly, and the source archive."""

    wheel: Path
    direct: Path
    source: Path

    def names(self) -> set[str]:
        """All that is in the wheel."""
        return set(zipfile.ZipFile(self.wheel).namelist())


@dataclass(frozen=True, slots=True)
class Place:
    """An environment, and an empty folder outside the checkout to run it in."""

    home: Path
    folder: Path

    def run(self, *arguments: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Python, isolated, with a home that cannot be written and no connections."""
        done = subprocess.run(
            [str(self.home / "bin" / "python"), "-I", *arguments],
            cwd=self.folder,
            env={"PATH": os.defpath, "HOME": "/proc/none", "LC_ALL": "C"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert code in (None, done.returncode), done.stdout[-2000:] + done.stderr[-2000:]
        return done

    def align(self, *arguments: str, code: int = 0) -> str:
        """What the command prints; nothing on standard error."""
        done = self.run("-m", "align", *arguments, code=code)
        assert done.stderr == ""
        return done.stdout


def packaged_files() -> set[str]:
    """What of the checkout belongs into the wheel: all that git has of the package."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "align"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if listed.returncode:
        pytest.skip("no git, or no checkout: what belongs to the package is not known")
    return {name for name in listed.stdout.split("\0") if (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """A folder that all workers of the run have, held by one of them at a time."""
    filelock = pytest.importorskip("filelock", reason="filelock is not installed")
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "wheel"
    folder.mkdir(exist_ok=True)
    with filelock.FileLock(folder / "lock"):
        yield folder


@pytest.fixture(scope="module")
def built(shared: Path) -> Built:
    """The archives, once a run; the second wheel comes of other file times, in another folder."""
    for tool in ("build", "setuptools"):
        if find_spec(tool) is None:
            pytest.skip(f"{tool} is not installed")
    first, second = shared / "first", shared / "a folder, مجلد"
    if not (shared / "built").exists():
        _build(first)
        _build(second, "--wheel")
        (shared / "built").touch()
    dist = first / "dist"
    return Built(next(dist.glob("*.whl")), next(second.rglob("*.whl")), next(dist.glob("*.gz")))


def _build(folder: Path, *options: str) -> None:
    """Builds from a copy of the checkout in ``folder``, without reaching for an index."""
    folder.mkdir()
    for name in packaged_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    for name in BESIDE:
        shutil.copyfile(ROOT / name, folder / name)
    for name in ("tests", "corpora"):  # what is no part of either archive
        (folder / name).mkdir()
        (folder / name / "test_nothing.py").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", *options],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_the_wheel_is_the_package(built: Built) -> None:
    """Modules, models, tables, templates and licences, all that git has of them, nothing else."""
    inside = {name for name in built.names() if not name.split("/")[0].endswith(".dist-info")}
    licences = {n.split("/licenses/")[1] for n in built.names() if "/licenses/" in n}
    assert packaged_files() == inside
    assert {"LICENSE", "align/models/NOTICE"} == licences
    assert built.wheel.stat().st_size < MEGABYTES * 1024**2


def test_the_source_archive_is_the_package(built: Built) -> None:
    """The package and what it is built with; no tests and no corpora."""
    with tarfile.open(built.source) as archive:
        names = {m.name.partition("/")[2] for m in archive.getmembers() if m.isfile()}
    own = {n for n in names if not n.startswith("align_checker.egg-info/")}
    assert packaged_files() | {*BESIDE, "PKG-INFO", "setup.cfg"} == own


def test_the_same_source_is_the_same_wheel(built: Built) -> None:
    """Whenever, wherever and by whichever way it is built, if SOURCE_DATE_EPOCH is set."""
    assert built.wheel.read_bytes() == built.direct.read_bytes()


@pytest.fixture(scope="module")
def light(built: Built, shared: Path) -> Place:
    """The wheel in an empty environment, from a path with spaces and Arabic letters."""
    home = shared / "light"
    if not home.exists():
        with_pip(home)
        if missing := _without_index(home, shared):
            shutil.rmtree(home)
            pytest.skip(f"no package index is reachable: {missing}")
        _install(home, str(built.direct))
        _sealed(home)
    return Place(home, _emptied(shared / "outside"))


def with_pip(home: Path) -> None:
    """Makes an environment; pip is copied from ours, which is quicker than unpacking one."""
    venv.create(home, symlinks=True)


def _pip(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Our pip, working on another environment."""
    return subprocess.run(
        [sys.executable, "-m", "pip", f"--python={home}", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _without_index(home: Path, folder: Path) -> str:
    """Why nothing can be installed; empty where it can."""
    probe = _pip(
        home,
        *("download", "--quiet", "--no-deps", "--retries=0", "--timeout=20"),
        *(f"--dest={folder / 'probe'}", "anyascii"),
    )
    return probe.stderr.strip().rpartition("\n")[2] if probe.returncode else ""


def _install(home: Path, *arguments: str) -> None:
    done = _pip(home, "install", "--quiet", "--disable-pip-version-check", *arguments)
    assert done.returncode == 0, done.stderr[-2000:]


def _sealed(home: Path) -> None:
    """From here on every start forbids connections, and nothing can be written into it."""
    packages = next(home.glob("lib/python*/site-packages"))
    (packages / "no_network.py").write_text(NO_NETWORK)
    (packages / "no_network.pth").write_text("import no_network\n")
    for path in (packages, *packages.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "versions").mkdir(parents=True)
    for name, text in (("ar.txt", ARABIC), ("en.txt", ENGLISH)):
        (folder / name).write_text(text, "utf-8")
        (folder / "versions" / name).write_text(text, "utf-8")
    (folder / "pairs.tsv").write_text(PAIRS, "utf-8")
    return folder


def _files(folder: Path) -> dict[str, int]:
    """Every file with the time at which it was written."""
    found = (p for p in folder.rglob("*") if p.is_file())
    return {str(p): p.stat().st_mtime_ns for p in found}


def _installed(place: Place) -> Sequence[str]:
    listed = place.run(
        "-c",
        "import importlib.metadata as m; print(*(d.name.lower() for d in m.distributions()))",
    )
    return listed.stdout.split()


def test_the_light_install_is_light(light: Place) -> None:
    """No torch, no transformers, nothing of the checkout, and connections do fail there."""
    assert {"torch", "transformers", "simalign", "pytest"} & {*_installed(light)} == set()
    told = light.run("-c", "import align; print(align.__file__)")
    assert str(ROOT) not in told.stdout
    refused = light.run("-c", "import socket; socket.create_connection(('::1', 9))", code=1)
    assert "OSError: network" in refused.stderr


def test_the_light_install_works(light: Place) -> None:
    """Check, collate, words, score and facts, from outside; nothing is written but reports."""
    before = _files(light.home)
    outputs = [f"--output=r.{ending}" for ending in ("html", "json", "sarif", "xml", "md")]
    light.align("check", "ar.txt", "en.txt", *outputs, code=1)
    report = json.loads((light.folder / "r.json").read_text("utf-8"))
    assert {"MT01"} <= {finding["code"] for finding in report["findings"]}
    assert "<script" in (light.folder / "r.html").read_text("utf-8")
    light.align("collate", "versions", "--output=c.html", "--fail-on=never")
    assert light.align("words", "pairs.tsv").count("\n") == 2
    assert light.align("score", "pairs.tsv").startswith("source\ttarget\tfidelity\t")
    assert '"value": "34000000"' in light.align("facts", "ar.txt", "--language=ar")
    assert "MT01" in light.align("checks")
    assert before == _files(light.home)
    written = {p.name for p in light.folder.iterdir()}
    assert {"ar.txt", "en.txt", "pairs.tsv", "versions", "c.html"} | {
        output.partition("=")[2] for output in outputs
    } == written


def test_the_script_is_the_program(light: Place) -> None:
    """``align`` is on the path, and says its version."""
    done = subprocess.run(
        [light.home / "bin" / "align", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("align")


def test_extras_without_their_libraries_say_so(light: Place) -> None:
    """One line names what to install."""
    done = light.run("-m", "align", "words", "pairs.tsv", "--aligner=simalign", code=2)
    assert done.stderr.count("\n") == 1
    assert "align-checker[simalign]" in done.stderr


def test_the_full_install_works(built: Built, shared: Path) -> None:
    """What ``[simalign]`` asks for is what the tests run with, and the wheel works on it.

    torch is not downloaded again: the libraries are those of the running environment.
    """
    if find_spec("simalign") is None:
        pytest.skip("simalign is not installed")
    home = shared / "full"
    venv.create(home, symlinks=True)
    _install(home, "--no-deps", str(built.wheel))
    packages = next(home.glob("lib/python*/site-packages"))
    (packages / "ours.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    _sealed(home)
    place = Place(home, _emptied(shared / "outside"))
    assert json.loads(place.run("-c", UNMET).stdout) == []
    plain = place.align("words", "pairs.tsv")
    linked = place.align("words", "pairs.tsv", "--aligner=simalign")
    assert plain.count("\n") == linked.count("\n") == 2


UNMET = """import json
from importlib.metadata import distribution, version
from packaging.requirements import Requirement
wanted = map(Requirement, distribution("align-checker").requires)
print(json.dumps([
    str(r) for r in wanted
    if (r.marker is None or r.marker.evaluate({"extra": "simalign"}))
    and not r.specifier.contains(version(r.name), prereleases=True)
]))
"""
