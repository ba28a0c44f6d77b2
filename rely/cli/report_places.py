"""Turn documents that come one after the other into a folder or into one ZIP, never into half a file."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from rely.cli.files import told_as_usage
from rely.cli.report_keys import Keys
from rely.loading.writing import part_of, write_bytes
from rely.services.table_reports import add_entry


class Place(Protocol):
    """Where documents go; a block that ends by an error or Ctrl-C leaves only what is whole."""

    path: Path

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, _e: object, _t: TracebackType | None) -> None: ...

    def holds(self, name: str, key: str) -> bool:
        """Whether the document of this name and content key is there already."""

    def put(self, name: str, content: bytes, key: str) -> None:
        """Write a document."""

    def finish(self, name: str, content: bytes) -> None:
        """Write the index: everything else is there."""


class Folder:
    """A folder of documents, which remembers their keys."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        with told_as_usage(str(self.path)):
            self.path.mkdir(parents=True, exist_ok=True)
        self._keys = Keys(self.path)
        return self

    def __exit__(self, *_: object) -> None:
        with told_as_usage(str(self.path)):
            self._keys.save()

    def holds(self, name: str, key: str) -> bool:
        return self._keys.match(name, key)

    def put(self, name: str, content: bytes, key: str) -> None:
        with told_as_usage(str(self.path / name)):
            self._keys.add(name, key, content)  # first: a key without its document does no harm
            write_bytes(self.path / name, content)

    def finish(self, name: str, content: bytes) -> None:
        with told_as_usage(str(self.path / name)):
            write_bytes(self.path / name, content)


class Zip:
    """One ZIP, built under another name; the same documents give the same entries, without clock times."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = part_of(path)

    def __enter__(self) -> Self:
        with told_as_usage(str(self.path)):
            self._zip = zipfile.ZipFile(self._part, "w")
        return self

    def __exit__(self, kind: type[BaseException] | None, _e: object, _t: object) -> None:
        try:
            with told_as_usage(str(self.path)):
                self._zip.close()
                if kind is None:
                    self._part.replace(self.path)
        finally:
            self._part.unlink(missing_ok=True)

    def holds(self, name: str, key: str) -> bool:
        return False

    def put(self, name: str, content: bytes, key: str) -> None:
        self.finish(name, content)

    def finish(self, name: str, content: bytes) -> None:
        with told_as_usage(str(self.path)):
            add_entry(self._zip, name, content)
