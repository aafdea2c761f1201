"""libkohort_c through ctypes: loading it, its structs and functions, and errors as exceptions."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import pathlib
from ctypes import POINTER, Structure, byref, c_char, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from typing import Any, Callable

ABI_VERSION = 1


class KohortError(Exception):
    """What went wrong: `message` says it, `path` where (a JSON pointer, or file and line), `row` the row or 0."""

    def __init__(self, status: str, message: str, path: str = "", row: int = 0) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.status, self.message, self.path, self.row = status, message, path, row


class InvalidArgumentError(KohortError, ValueError):
    """An argument is outside its documented range."""


class DefinitionError(KohortError, ValueError):
    """An indicator definition cannot be used."""


class SchemaError(KohortError, ValueError):
    """A schema, code list or correspondence cannot be used."""


class PlanError(KohortError):
    """Definition and data do not fit, or a limit is passed."""


class DataError(KohortError):
    """The data forbid going on."""


class InputOutputError(KohortError, OSError):
    """A file or stream cannot be read."""

    def __str__(self) -> str:
        return KohortError.__str__(self)


class OutOfMemoryError(KohortError, MemoryError):
    """Memory ran out or a limit was reached."""


class CancelledError(KohortError):
    """A callback asked to stop."""


class InternalError(KohortError):
    """A broken promise inside kohort; please report it."""


_EXCEPTIONS: dict[int, type[KohortError]] = {
    100: InvalidArgumentError,
    200: DefinitionError,
    210: SchemaError,
    220: PlanError,
    300: DataError,
    400: InputOutputError,
    410: OutOfMemoryError,
    420: CancelledError,
    900: InternalError,
}


class Error(Structure):
    _fields_ = [("struct_size", c_uint32), ("status", c_int32), ("row", c_uint64), ("path", c_char * 256), ("message", c_char * 1024)]


LOG = ctypes.CFUNCTYPE(None, c_void_p, c_int32, c_char_p)
PROGRESS = ctypes.CFUNCTYPE(None, c_void_p, c_char_p, c_int64, c_int64)
CANCELLED = ctypes.CFUNCTYPE(c_int32, c_void_p)


class ContextOptions(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("threads", c_uint32),
        ("memory_limit", c_uint64),
        ("user_data", c_void_p),
        ("log", LOG),
        ("progress", PROGRESS),
        ("cancelled", CANCELLED),
    ]


class DataOptions(Structure):
    _fields_ = [("struct_size", c_uint32), ("as_known_on", c_int32)]


class Column(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("type", c_int32),
        ("name", c_char_p),
        ("values", c_void_p),
        ("categories", POINTER(c_char_p)),
        ("category_count", c_size_t),
        ("valid", c_void_p),
    ]


class TableInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("decimals", c_int32),
        ("id", c_char_p),
        ("version", c_char_p),
        ("name_sv", c_char_p),
        ("name_en", c_char_p),
        ("unit", c_char_p),
        ("definition_hash", c_uint64),
        ("axis_count", c_size_t),
        ("cell_count", c_size_t),
    ]


class Axis(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("is_period", c_int32),
        ("name", c_char_p),
        ("size", c_size_t),
        ("codes", POINTER(c_char_p)),
        ("labels_sv", POINTER(c_char_p)),
        ("labels_en", POINTER(c_char_p)),
        ("roles", POINTER(c_uint8)),
        ("parents", POINTER(c_int32)),
    ]


class Cells(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("size", c_size_t),
        ("values", POINTER(c_double)),
        ("printed", POINTER(c_double)),
        ("numerators", POINTER(c_int64)),
        ("numerator_divisors", POINTER(c_int64)),
        ("denominators", POINTER(c_int64)),
        ("denominator_divisors", POINTER(c_int64)),
        ("availability", POINTER(c_uint8)),
        ("flags", POINTER(c_uint8)),
    ]


class ArrowArrayStream(Structure):
    """The stream of Arrow's C stream interface; only its release callback is called from here."""


ArrowArrayStream._fields_ = [
    ("get_schema", c_void_p),
    ("get_next", c_void_p),
    ("get_last_error", c_void_p),
    ("release", ctypes.CFUNCTYPE(None, POINTER(ArrowArrayStream))),
    ("private_data", c_void_p),
]


def sized(struct: type[Structure]) -> Any:
    """A struct whose `struct_size` is set."""
    made = struct()
    made.struct_size = ctypes.sizeof(struct)
    return made


def _candidates() -> list[str]:
    named = os.environ.get("KOHORT_LIBRARY")
    if named:
        return [named]
    beside = [str(each) for each in sorted(pathlib.Path(__file__).parent.glob("libkohort_c*"))]
    found = ctypes.util.find_library("kohort_c")
    return beside + ([found] if found else []) + [f"libkohort_c.so.{ABI_VERSION}"]


def _load() -> ctypes.CDLL:
    problems = []
    for each in _candidates():
        try:
            return ctypes.CDLL(each)
        except OSError as problem:
            problems.append(f"{each}: {problem}")
    raise ImportError(
        "libkohort_c is not there; install kohort (cmake --install), or name the file in KOHORT_LIBRARY; tried\n  "
        + "\n  ".join(problems)
    )


library = _load()
library.kohort_abi_version.restype = c_uint32
if library.kohort_abi_version() != ABI_VERSION:
    raise ImportError(f"this package needs the ABI {ABI_VERSION} of libkohort_c and found {library.kohort_abi_version()}")

for _name, _result in {
    "kohort_version": c_char_p,
    "kohort_status_name": c_char_p,
    "kohort_text_data": c_void_p,
    "kohort_table_count": c_size_t,
    "kohort_cohort_columns": c_size_t,
}.items():
    getattr(library, _name).restype = _result

# Handles are c_void_p, texts bytes with a length; `error` is appended by `call`.
_P, _T, _N = c_void_p, c_char_p, c_size_t
for _name, _arguments in {
    "kohort_status_name": [c_int32],
    "kohort_text_data": [_P, POINTER(c_size_t)],
    "kohort_table_count": [_P],
    "kohort_context_create": [_P, _P, _P],
    "kohort_data_create": [_P, _T, _N, _P, _P, _P],
    "kohort_data_read_csv": [_P, _T, _T, _P],
    "kohort_data_read_csv_text": [_P, _T, _T, _N, _P],
    "kohort_data_read_arrow": [_P, _T, _P, _P],
    "kohort_data_read_columns": [_P, _T, _P, _N, c_int64, _P],
    "kohort_data_quality": [_P, _P, _P],
    "kohort_catalogue": [_T, _P, _P],
    "kohort_explain": [_T, _N, c_int32, _P, _P],
    "kohort_plan_create": [_P, _P, _T, _N, _T, _N, _P, _P],
    "kohort_plan_explain": [_P, _P, _P, _P],
    "kohort_evaluate": [_P, _P, _P, _P],
    "kohort_table_describe": [_P, _N, _P, _P],
    "kohort_table_axis": [_P, _N, _N, _P, _P],
    "kohort_table_cells": [_P, _N, _P, _P],
    "kohort_table_suppress_small_counts": [_P, c_int64, _P],
    "kohort_table_to_text": [_P, c_int32, c_int32, _P, _P],
    "kohort_table_to_arrow": [_P, _P, _P],
    "kohort_state_create": [_P, _P, _P],
    "kohort_state_push": [_P, _P, c_int32, _P],
    "kohort_state_merge": [_P, _P, _P],
    "kohort_state_retract": [_P, _P, _P],
    "kohort_state_save": [_P, _P, _P],
    "kohort_state_load": [_P, _T, _N, _P, _P],
    "kohort_state_finish": [_P, _P, _P],
    "kohort_cohort_create": [_P, _T, _N, _T, _N, _P, _P],
    "kohort_cohort_columns": [_P, POINTER(c_size_t)],
    "kohort_cohort_column": [_P, _N, _P, _P],
    "kohort_cohort_to_text": [_P, c_int32, _P, _P],
    "kohort_cohort_to_arrow": [_P, _P, _P],
    "kohort_audit": [_T, _N, _T, _N, c_int32, _P, _P],
}.items():
    getattr(library, _name).argtypes = _arguments


def call(function: Callable[..., int], *arguments: Any) -> None:
    """Calls a function that returns a status; raises what it reports."""
    error = sized(Error)
    status = function(*arguments, byref(error))
    if status != 0:
        name = library.kohort_status_name(status).decode()
        raise _EXCEPTIONS.get(status, InternalError)(name, error.message.decode(), error.path.decode(), error.row)


class Handle:
    """An opaque pointer that is destroyed with this object."""

    def __init__(self, kind: str, function: Callable[..., int], *arguments: Any) -> None:
        self._destroy = getattr(library, f"kohort_{kind}_destroy")
        self.pointer = c_void_p()
        call(function, *arguments, byref(self.pointer))

    def __del__(self) -> None:
        if getattr(self, "pointer", None):
            self._destroy(byref(self.pointer))


def text_of(function: Callable[..., int], *arguments: Any) -> bytes:
    """The bytes that a function makes."""
    handle = Handle("text", function, *arguments)
    size = c_size_t()
    first = library.kohort_text_data(handle.pointer, byref(size))
    return ctypes.string_at(first, size.value)
