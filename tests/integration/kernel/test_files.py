"""What every S3 store must do for us, SeaweedFS and MinIO alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import urllib3

from deploy.embedded.minio import BINARY, MinIO
from deploy.embedded.part import Part
from deploy.embedded.store import BUCKET, Store
from kernel import clock
from kernel.files import Files, FileTooLarge, NoSuchFile
from kernel.messages import Unavailable
from kernel.presigned import Announced, Upload
from kernel.settings import FilesSettings

CONTENT = b"%PDF-1.7 a diploma"
SOON = timedelta(minutes=5)
ANNOUNCED = Announced(
    size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest(), media_type="application/pdf"
)


def settings_of(store: Store | MinIO, **other: str) -> FilesSettings:
    given = {
        "endpoint": store.url(),
        "public_endpoint": store.url(),
        "bucket": BUCKET,
        "access_key": store.access_key,
        "secret_key": store.secret_key,
    }
    return FilesSettings(**(given | other))


def served(part: Part) -> Iterator[Part]:
    try:
        part.start()
        part.ready()
        yield part
    finally:
        part.stop()


@pytest.fixture(scope="module")
def minio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Part]:
    if not BINARY.exists():
        pytest.skip("MinIO is not built: make test-minio")
    yield from served(MinIO(tmp_path_factory.mktemp("minio")))


@pytest.fixture(params=["store", "minio"])
def settings(request: pytest.FixtureRequest) -> FilesSettings:
    return settings_of(request.getfixturevalue(request.param))


@pytest.fixture
def files(settings: FilesSettings) -> Files:
    files = Files(settings)
    files.ensure_bucket()
    return files


def send(upload: Upload, content: bytes = CONTENT, **other: str) -> int:
    headers = upload.headers | {name.replace("_", "-"): value for name, value in other.items()}
    return urllib3.request("PUT", upload.url, body=content, headers=headers, retries=False).status


def fetch(url: str) -> urllib3.BaseHTTPResponse:
    return urllib3.request("GET", url, retries=False)


def test_what_was_put_can_be_got(files: Files) -> None:
    files.put("acts/1.pdf", CONTENT, "application/pdf")

    assert files.get("acts/1.pdf") == CONTENT


def test_a_document_of_many_pieces_comes_whole(files: Files) -> None:
    content = bytes(range(256)) * 24_000
    files.put("acts/long.pdf", content, "application/pdf")

    with files.open("acts/long.pdf") as pieces:
        assert b"".join(pieces) == content


def test_what_is_put_again_replaces_what_was(files: Files) -> None:
    files.put("acts/2.pdf", b"old", "application/pdf")

    files.put("acts/2.pdf", CONTENT, "application/pdf")

    assert files.get("acts/2.pdf") == CONTENT


def test_the_store_knows_size_and_media_type(files: Files) -> None:
    files.put("acts/3.pdf", CONTENT, "application/pdf")

    found = files.stat("acts/3.pdf")

    assert (found.size, found.media_type) == (len(CONTENT), "application/pdf")


def test_the_etag_changes_with_the_content(files: Files) -> None:
    files.put("acts/4.pdf", b"old", "application/pdf")
    before = files.stat("acts/4.pdf").etag

    files.put("acts/4.pdf", CONTENT, "application/pdf")

    assert files.stat("acts/4.pdf").etag != before


def test_the_hash_is_of_the_bytes_stored(files: Files) -> None:
    files.put("acts/5.pdf", CONTENT, "application/pdf")

    assert files.sha256("acts/5.pdf") == hashlib.sha256(CONTENT).hexdigest()


def test_a_name_may_be_russian(files: Files) -> None:
    files.put("acts/диплом с отличием+1.pdf", CONTENT, "application/pdf")

    assert files.get("acts/диплом с отличием+1.pdf") == CONTENT


@pytest.mark.parametrize("ask", ["get", "stat", "sha256"])
def test_a_document_that_is_not_there_is_not_found(files: Files, ask: str) -> None:
    with pytest.raises(NoSuchFile):
        getattr(files, ask)("acts/none.pdf")


def test_a_removed_document_is_not_found(files: Files) -> None:
    files.put("acts/6.pdf", CONTENT, "application/pdf")

    files.remove("acts/6.pdf")

    with pytest.raises(NoSuchFile):
        files.stat("acts/6.pdf")


def test_removing_what_is_not_there_is_no_error(files: Files) -> None:
    files.remove("acts/none.pdf")


@pytest.mark.parametrize("ask", ["get", "sha256"])
def test_a_document_larger_than_asked_for_is_not_read_whole(files: Files, ask: str) -> None:
    files.put("acts/7.pdf", CONTENT, "application/pdf")

    with pytest.raises(FileTooLarge):
        getattr(files, ask)("acts/7.pdf", most=len(CONTENT) - 1)


def test_the_announced_document_can_be_uploaded(files: Files) -> None:
    upload = files.upload("uploads/1 диплом.pdf", ANNOUNCED, SOON)

    status = send(upload)

    assert (status, files.get("uploads/1 диплом.pdf")) == (200, CONTENT)


def test_another_document_of_the_same_size_is_turned_away(files: Files) -> None:
    upload = files.upload("uploads/2.pdf", ANNOUNCED, SOON)

    assert send(upload, CONTENT.swapcase()) == 400


def test_a_larger_document_is_turned_away(files: Files) -> None:
    upload = files.upload("uploads/3.pdf", ANNOUNCED, SOON)

    assert send(upload, CONTENT * 2) == 403


def test_another_media_type_is_turned_away(files: Files) -> None:
    upload = files.upload("uploads/4.pdf", ANNOUNCED, SOON)

    assert send(upload, Content_Type="text/html") == 403


def test_what_was_turned_away_is_not_there(files: Files) -> None:
    send(files.upload("uploads/5.pdf", ANNOUNCED, SOON), CONTENT.swapcase())

    with pytest.raises(NoSuchFile):
        files.stat("uploads/5.pdf")


def test_an_address_for_uploads_expires(files: Files) -> None:
    with clock.freeze(datetime.now(UTC) - timedelta(minutes=6)):
        upload = files.upload("uploads/6.pdf", ANNOUNCED, SOON)

    assert send(upload) == 403


def test_an_address_for_one_document_is_good_for_no_other(files: Files) -> None:
    upload = files.upload("uploads/7.pdf", ANNOUNCED, SOON)
    elsewhere = Upload(url=upload.url.replace("7.pdf", "8.pdf"), headers=upload.headers)

    assert send(elsewhere) == 403


def test_a_document_can_be_downloaded_under_its_own_name(files: Files) -> None:
    files.put("acts/8.pdf", CONTENT, "application/octet-stream")

    answer = fetch(files.download_url("acts/8.pdf", "Акт № 8.pdf", "application/pdf", SOON))

    assert (answer.data, answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (
        CONTENT,
        "application/pdf",
        "attachment; filename*=UTF-8''%D0%90%D0%BA%D1%82%20%E2%84%96%208.pdf",
    )


def test_an_address_for_downloads_expires(files: Files) -> None:
    files.put("acts/9.pdf", CONTENT, "application/pdf")

    with clock.freeze(datetime.now(UTC) - timedelta(minutes=6)):
        url = files.download_url("acts/9.pdf", "act.pdf", "application/pdf", SOON)

    assert fetch(url).status == 403


def test_a_document_is_closed_to_whoever_has_no_address(files: Files, settings: FilesSettings) -> None:
    files.put("acts/10.pdf", CONTENT, "application/pdf")

    assert fetch(f"{settings.endpoint}/{BUCKET}/acts/10.pdf").status == 403


def test_addresses_are_of_the_public_endpoint(settings: FilesSettings) -> None:
    public = FilesSettings(**(vars(settings) | {"public_endpoint": "https://files.example"}))

    url = Files(public).upload("uploads/9.pdf", ANNOUNCED, SOON).url

    assert url.startswith(f"https://files.example/{BUCKET}/uploads/9.pdf?")


def test_a_bucket_may_be_ensured_again(files: Files) -> None:
    files.ensure_bucket()

    assert files.is_ready()


def test_a_store_without_the_bucket_is_not_ready(settings: FilesSettings) -> None:
    elsewhere = FilesSettings(**(vars(settings) | {"bucket": "no-such-bucket"}))

    assert not Files(elsewhere).is_ready()


@pytest.fixture
def nowhere() -> Files:
    """The files of a store that does not answer."""
    address = "http://127.0.0.1:1"
    keys = {"access_key": "nobody", "secret_key": "nothing"}
    return Files(FilesSettings(endpoint=address, public_endpoint=address, bucket=BUCKET, **keys))


@pytest.mark.parametrize("ask", ["get", "stat", "sha256", "remove"])
def test_a_store_that_does_not_answer_is_an_unavailability(nowhere: Files, ask: str) -> None:
    with pytest.raises(Unavailable) as refused:
        getattr(nowhere, ask)("acts/1.pdf")

    assert refused.value.details == {"dependency": "files"}


def test_a_store_that_does_not_answer_is_not_ready(nowhere: Files) -> None:
    assert not nowhere.is_ready()
