"""The file formats in which translations go out and come back; another one, such as XLIFF, is added here."""

from typing import Protocol

from cms.translation.exchange.entries import Batch
from cms.translation.exchange.po import PoFormat


class Format(Protocol):
    """
    Writes parts into a file, and reads the same parts from it.

    `read` raises `RefusedFileError` for what is no such file, and for one that was not written here.
    """

    name: str
    extension: str
    content_type: str

    def write(self, batch: Batch) -> bytes: ...

    def read(self, data: bytes) -> Batch: ...


FORMATS: dict[str, Format] = {"po": PoFormat()}
