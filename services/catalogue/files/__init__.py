"""What the catalogue keeps in the object store, how an upload is measured there, how files are read."""

from __future__ import annotations

from datetime import timedelta

from contracts.catalogue.attachments import AttachmentMissing
from kernel.files import Files
from kernel.messages import NotFound
from kernel.presigned import Announced, Upload
from services.catalogue.domain.attachment import Arrived, Attachment

UPLOAD_WINDOW = timedelta(minutes=30)
DOWNLOAD_WINDOW = timedelta(minutes=5)


def measure(files: Files, attachment: Attachment) -> Arrived:
    """Size and hash of what was uploaded. What is larger than announced is not read: that alone refutes it.

    Raises: AttachmentMissing -- nothing has been uploaded.
    """
    try:
        size = files.stat(attachment.key).size
        is_announced = size == attachment.size
        return Arrived(size=size, sha256=files.sha256(attachment.key, most=size) if is_announced else "")
    except NotFound as error:
        raise AttachmentMissing(attachment_id=attachment.attachment_id) from error


def upload(files: Files, attachment: Attachment) -> Upload:
    """Where the announced file, and nothing else, can be put."""
    announced = Announced(size=attachment.size, sha256=attachment.sha256, media_type=attachment.media_type)
    return files.upload(attachment.key, announced, UPLOAD_WINDOW)


def link(files: Files, attachment: Attachment) -> str:
    """Where the file can be fetched for a short time."""
    return files.download_url(attachment.key, attachment.filename, attachment.media_type, DOWNLOAD_WINDOW)
