"""DuckDB's C library as a source and a target of kohort: Arrow streams both ways, no text in between.

    with Database("libduckdb.so") as database:
        spells = database.query("select * from 'spells.parquet'")
        table = kohort.evaluate(definitions, kohort.Register.from_arrow(schema, spells), periods="2024")
        database.create_table("figures", table)

Needs nothing but libduckdb.so (npm install @duckdb/node-bindings-linux-x64 has one): where the package `duckdb` is
installed, its relations have `__arrow_c_stream__` themselves.
"""

from __future__ import annotations

import ctypes
import os
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_int64, c_void_p
from typing import Any, Optional

from kohort import _Capsule
from kohort._library import ArrowArrayStream


class ArrowArray(ctypes.Structure):
    _fields_ = [
        ("length", c_int64),
        ("null_count", c_int64),
        ("offset", c_int64),
        ("n_buffers", c_int64),
        ("n_children", c_int64),
        ("buffers", c_void_p),
        ("children", c_void_p),
        ("dictionary", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    ]


_GET = CFUNCTYPE(c_int, POINTER(ArrowArrayStream), c_void_p)
_ERROR = CFUNCTYPE(c_void_p, POINTER(ArrowArrayStream))
_RELEASE = dict(ArrowArrayStream._fields_)["release"]
_EIO = 5


class Database:
    """A database of DuckDB in memory, or in a file."""

    def __init__(self, library: Optional[str] = None, path: str = ":memory:") -> None:
        self._library = ctypes.CDLL(library or os.environ.get("DUCKDB_LIBRARY", "libduckdb.so"))
        for name, arguments in {
            "duckdb_open": [c_char_p, c_void_p],
            "duckdb_connect": [c_void_p, c_void_p],
            "duckdb_query_arrow": [c_void_p, c_char_p, c_void_p],
            "duckdb_query_arrow_schema": [c_void_p, c_void_p],
            "duckdb_query_arrow_array": [c_void_p, c_void_p],
            "duckdb_arrow_scan": [c_void_p, c_char_p, c_void_p],
        }.items():
            getattr(self._library, name).argtypes = arguments
        self._library.duckdb_query_arrow_error.argtypes = [c_void_p]
        self._library.duckdb_query_arrow_error.restype = c_char_p
        self._database, self._connection = c_void_p(), c_void_p()
        if self._library.duckdb_open(path.encode(), byref(self._database)) != 0:
            raise OSError(f"DuckDB cannot open {path}")
        if self._library.duckdb_connect(self._database, byref(self._connection)) != 0:
            raise OSError("DuckDB makes no connection")

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: Any) -> None:
        self._library.duckdb_disconnect(byref(self._connection))
        self._library.duckdb_close(byref(self._database))

    def query(self, sql: str) -> "Result":
        return Result(self, sql)

    def create_table(self, name: str, source: Any) -> None:
        """Makes a table of anything with `__arrow_c_stream__`."""
        capsule = source.__arrow_c_stream__()
        view = f"arrow_stream_of_{name}"
        if self._library.duckdb_arrow_scan(self._connection, view.encode(), _Capsule.address(capsule)) != 0:
            raise OSError("DuckDB does not take the stream")
        self.query(f'create table "{name}" as select * from "{view}"')
        self.query(f'drop view "{view}"')


class Result:
    """The rows of a query, to be taken once as an Arrow stream."""

    def __init__(self, database: Database, sql: str) -> None:
        self._database, self._result = database, c_void_p()
        library = database._library
        if library.duckdb_query_arrow(database._connection, sql.encode(), byref(self._result)) != 0:
            message = library.duckdb_query_arrow_error(self._result).decode()
            library.duckdb_destroy_arrow(byref(self._result))
            raise ValueError(message)

    def __del__(self) -> None:
        if getattr(self, "_result", None):
            self._database._library.duckdb_destroy_arrow(byref(self._result))

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        library = self._database._library

        def fill(function: Any, out: int) -> int:
            place = c_void_p(out)
            return _EIO if function(self._result, byref(place)) != 0 else 0

        def get_next(_: Any, out: int) -> int:
            ctypes.memset(out, 0, ctypes.sizeof(ArrowArray))
            return fill(library.duckdb_query_arrow_array, out)

        callbacks = (
            _GET(lambda _, out: fill(library.duckdb_query_arrow_schema, out)),
            _GET(get_next),
            _ERROR(lambda _: None),
            _RELEASE(lambda stream: setattr(stream.contents, "release", _RELEASE())),
        )
        stream = ArrowArrayStream()
        stream.get_schema, stream.get_next, stream.get_last_error = (
            ctypes.cast(each, c_void_p).value for each in callbacks[:3]
        )
        stream.release = callbacks[3]
        stream._kept = (callbacks, self)  # as long as the stream
        return _Capsule.make(stream)
