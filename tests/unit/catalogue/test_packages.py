"""What packages of modules may hold; the hostile ones are turned away before they are unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
from decimal import Decimal

import pytest

from contracts.catalogue.packages import MoveOn, PackageFormat, PackageUnsound
from services.catalogue.domain.attachment import Terms
from services.catalogue.domain.package import PackageTerms
from services.catalogue.files import packages
from services.catalogue.files.packages import Unpacked
from tests.builders.packages import CMI5, PAGE, a_course, a_package, zipped

TERMS = PackageTerms(
    files=Terms(media_types={"application/zip"}, most_bytes=10**8),
    most_files=20,
    most_bytes=1_000_000,
    most_file_bytes=500_000,
    most_ratio=100,
    suffixes={"html", "js", "json", "xml", "png", "svg"},
)
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def surveyed(content: bytes) -> Unpacked:
    return packages.survey(io.BytesIO(content), TERMS)


def refused(content: bytes) -> dict[str, str]:
    with pytest.raises(PackageUnsound) as refusal:
        surveyed(content)
    return refusal.value.details


def a_link() -> zipfile.ZipInfo:
    link = zipfile.ZipInfo("secrets.html")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return link


def with_page(name: str, content: bytes = b"x") -> bytes:
    return zipped({"module.json": b'{"title": "m"}', "index.html": PAGE, name: content})


def encrypted() -> bytes:
    """Both heads of the page say so."""
    content = bytearray(with_page("main.js"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def with_false_size() -> bytes:
    """The table of contents tells less than there is."""
    content = bytearray(zipped({"module.json": b'{"title": "m"}', "index.html": b"a" * 300_000}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def test_pages_with_a_manifest_of_ours_are_a_package() -> None:
    unpacked = surveyed(a_package(mastery=0.7))

    assert unpacked.manifest.format is PackageFormat.HTML
    assert (unpacked.manifest.entry, unpacked.manifest.mastery) == ("index.html", Decimal("0.7"))
    assert [one.path for one in unpacked.files] == ["index.html", "main.js", "module.json"]


def test_a_course_of_cmi5_tells_what_it_asks() -> None:
    manifest = surveyed(a_course()).manifest

    assert (manifest.format, manifest.title) == (PackageFormat.CMI5, "Ведение пациента")
    assert (manifest.entry, manifest.parameters) == ("res/start.html", "mode=full")
    assert (manifest.move_on, manifest.mastery) == (MoveOn.COMPLETED_AND_PASSED, Decimal("0.8"))


def test_the_digest_is_of_what_is_in_it_not_of_how_it_was_packed() -> None:
    files = {"module.json": b'{"title": "m"}', "index.html": PAGE}

    assert surveyed(zipped(files)).digest == surveyed(zipped(dict(reversed(files.items())))).digest
    assert surveyed(zipped(files)).digest != surveyed(zipped(files | {"index.html": b"else"})).digest


@pytest.mark.parametrize(
    "name",
    [
        "../evil.html",
        "/etc/evil.html",
        "a/../../evil.html",
        "a\\..\\evil.html",
        "C:/evil.html",
        "a//evil.html",
        "./evil.html",
        "evil\x01.html",
        "evil ./a.html",
        "e%2e%2e.html",
        "evil\u202ehtml.html",
        f"{'x' * 400}.html",
    ],
)
def test_no_name_leads_out_of_its_package(name: str) -> None:
    assert "package.path" in refused(with_page(name)).values()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"no archive at all", "package.damaged"),
        (zipped({}), "package.empty"),
        (with_page("main.php"), "package.type"),
        (with_page("inner.zip"), "package.type"),
        (with_page("INDEX.html"), "package.repeated"),
        (with_page("main.js", b"\0" * 400_000), "package.ratio"),
        (with_page("main.js", b"\0" * 600_000), "package.file_size"),
        (zipped({f"{n}.js": bytes(400_000) for n in range(3)}), "package.unpacked"),
        (zipped({f"{n}.js": b"1" for n in range(30)}), "package.too_many"),
        (zipped({"module.json": b"{}", "index.html": PAGE}, a_link()), "package.not_a_file"),
        (encrypted(), "package.not_a_file"),
        (with_false_size(), "package.damaged"),
        (a_package()[:200], "package.damaged"),
        (zipped({"index.html": PAGE}), "package.manifest"),
        (zipped({"imsmanifest.xml": b"<manifest/>", "index.html": PAGE}), "package.scorm"),
        (a_package(entry="none.html"), "package.entry"),
        (a_package(entry="main.js"), "package.entry"),
        (a_package(title=" "), "package.title"),
        (a_package(move_on="Anything"), "package.move_on"),
        (a_package(mastery=7), "package.mastery"),
        (a_package(mastery="NaN"), "package.mastery"),
        (a_package(extra=1), "package.manifest_fields"),
        (zipped({"module.json": b"[", "index.html": PAGE}), "package.manifest_syntax"),
        (zipped({"module.json": b"[" * 100_000, "index.html": PAGE}), "package.manifest_syntax"),
        (a_course(CMI5.replace("<courseStructure", ENTITY + "<courseStructure")), "package.manifest_syntax"),
        (a_course("<a/>"), "package.one_unit"),
        (a_course(CMI5.replace("res/start", "https://evil.org/start")), "package.entry_elsewhere"),
        (a_course(CMI5.replace("res/start", "../start")), "package.entry"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_hostile_and_broken_packages_are_refused(content: bytes, rule: str) -> None:
    assert rule in refused(content).values()


def test_all_faults_are_told_at_once() -> None:
    found = refused(zipped({"../a.html": b"1", "b.exe": b"1", "c.html": b"1"}))

    assert found == {"../a.html": "package.path", "b.exe": "package.type"}
