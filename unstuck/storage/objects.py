"""Where the bytes of attachments lie, by their ids: files in a folder, or objects in a bucket that speaks S3."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from unstuck.errors import StoreError
from unstuck.privacy.private_files import private_folder

CONNECT_SECONDS = 3
READ_SECONDS = 4  # until a bucket that says nothing is asked once more
CHECKED_BYTES = 64 * 1024  # that must find room: a small picture
WHOLE_SECONDS = 20  # for all bytes of one attachment; a turn of the conversation must stay under a minute


class Objects(Protocol):
    """Bytes by id. Every method raises StoreError when the folder or the bucket does not do it."""

    def put(self, id: str, data: bytes) -> None:
        """Keep new bytes."""

    def read(self, id: str) -> bytes:
        """The bytes. Raises FileNotFoundError when there are none."""

    def on_disk(self, id: str) -> AbstractContextManager[Path]:
        """A file with the bytes, to be read only, and only in the block. Raises FileNotFoundError."""

    def delete(self, id: str) -> None:
        """Delete the bytes, if there are any."""

    def check(self) -> None:
        """Raise StoreError unless bytes can be kept."""


def open_objects(address: str, folder: Path) -> Objects:
    """The bucket at `s3://bucket` or `https://host/bucket`; the folder when there is no address. Raises StoreError."""
    return Bucket(address) if address else Folder(folder)


class Folder:
    """One file for each id, readable by this user only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            private_folder(folder)
        except OSError as error:
            raise _unwritable(error.strerror) from error

    def put(self, id: str, data: bytes) -> None:
        """See Objects."""
        path = self._folder / id
        try:
            path.touch(mode=0o600, exist_ok=False)
            path.write_bytes(data)
        except OSError as error:
            raise _unwritable(error.strerror) from error

    def read(self, id: str) -> bytes:
        """See Objects."""
        return (self._folder / id).read_bytes()

    @contextmanager
    def on_disk(self, id: str) -> Generator[Path]:
        """See Objects."""
        yield self._folder / id

    def delete(self, id: str) -> None:
        """See Objects."""
        try:
            (self._folder / id).unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(error.strerror) from error

    def check(self) -> None:
        """See Objects. Bytes are really written: a full disk gives names, and no room."""
        path = self._folder / f".check-{secrets.token_hex(8)}"
        try:
            path.touch(mode=0o600)
            path.write_bytes(bytes(CHECKED_BYTES))
        except OSError as error:
            raise _unwritable(error.strerror) from error
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)


class Bucket:
    """One object for each id. The keys come from the environment, as boto3 reads them (AWS_ACCESS_KEY_ID and so on)."""

    def __init__(self, address: str) -> None:
        import boto3  # only here: whoever keeps files does not load it
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError, ClientError

        parts = urlsplit(address)
        of_aws = parts.scheme == "s3"
        self._name = parts.netloc if of_aws else parts.path.strip("/")
        self._failures = (BotoCoreError, ClientError, OSError)
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": 2},
            s3=None if of_aws else {"addressing_style": "path"},
            # Not every store that speaks S3 knows AWS's newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        endpoint = None if of_aws else f"{parts.scheme}://{parts.netloc}"
        with self._answering():
            self._s3: Any = boto3.client("s3", endpoint_url=endpoint, config=config)

    def put(self, id: str, data: bytes) -> None:
        """See Objects."""
        with self._answering():
            self._s3.put_object(Bucket=self._name, Key=id, Body=data)

    def read(self, id: str) -> bytes:
        """See Objects."""
        end = time.monotonic() + WHOLE_SECONDS
        data = bytearray()
        with self._answering():
            for chunk in self._s3.get_object(Bucket=self._name, Key=id)["Body"].iter_chunks():
                data += chunk
                if time.monotonic() > end:
                    raise TimeoutError
        return bytes(data)

    @contextmanager
    def on_disk(self, id: str) -> Generator[Path]:
        """See Objects."""
        data = self.read(id)
        with tempfile.NamedTemporaryFile(prefix="unstuck-") as file:  # readable by this user only
            try:
                file.write(data)
                file.flush()
            except OSError as error:
                raise _unwritable(error.strerror) from error
            yield Path(file.name)

    def delete(self, id: str) -> None:
        """See Objects."""
        with self._answering():
            self._s3.delete_object(Bucket=self._name, Key=id)

    def check(self) -> None:
        """See Objects."""
        with self._answering():
            self._s3.put_object(Bucket=self._name, Key=".check", Body=b"x")

    @contextmanager
    def _answering(self) -> Generator[None]:
        """Turn boto's errors into ours: FileNotFoundError for an object that is missing, StoreError for all others."""
        try:
            yield
        except self._failures as error:
            answer = getattr(error, "response", None) or {}
            code = answer.get("Error", {}).get("Code") or type(error).__name__
            if code == "NoSuchKey":
                raise FileNotFoundError from None
            raise _unwritable(code) from error


def _unwritable(cause: str | None) -> StoreError:
    return StoreError("store_unwritable", f"Files cannot be kept just now ({cause}): please try again.")
