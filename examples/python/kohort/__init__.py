"""Statistics of labour-market registers: definitions as data, spells, tables that can be published.

    import kohort
    register = kohort.Register.from_csv("jobbtorg.json", "jobbtorg.csv")
    table = kohort.evaluate("stockholm.jobbtorg.enrolled", register, periods="2023..2024", by=["sex"])
    print(table)                       # as text
    table.to_numpy()                   # figures, shaped (periods, sexes)
    table.to_pandas()                  # one row per cell, where pandas is installed
    kohort.cohort("cohorts.json", register, show="survival", by=["sex"]).columns["value"]
    pyarrow.table(table)               # or anything else that takes __arrow_c_stream__

Definitions are ids of the catalogue, documents (dict) or JSON text, or a list of these. Suppressed and missing cells
are NaN in arrays and None in dicts, never 0; `Indicator.status` says why.
"""

from __future__ import annotations

import ctypes
import datetime
import html
import json
import os
import pathlib
from ctypes import POINTER, byref, c_char_p, c_double, c_int32, c_int64, c_size_t, c_void_p
from typing import Any, Callable, Iterable, Iterator, Mapping, Optional, Sequence, Union

import numpy

from ._library import (
    CANCELLED,
    LOG,
    PROGRESS,
    ArrowArrayStream,
    Axis as _Axis,
    CancelledError,
    Cells as _Cells,
    Column as _Column,
    ContextOptions as _ContextOptions,
    DataError,
    DataOptions as _DataOptions,
    DefinitionError,
    Handle as _Handle,
    InputOutputError,
    InternalError,
    InvalidArgumentError,
    KohortError,
    OutOfMemoryError,
    PlanError,
    SchemaError,
    TableInfo as _TableInfo,
    call as _call,
    library as _library,
    sized as _sized,
    text_of as _text_of,
)

__all__ = [
    "Axis",
    "CancelledError",
    "Cohort",
    "Context",
    "Data",
    "DataError",
    "DefinitionError",
    "Indicator",
    "InputOutputError",
    "InternalError",
    "InvalidArgumentError",
    "KohortError",
    "OutOfMemoryError",
    "Plan",
    "PlanError",
    "Register",
    "SchemaError",
    "State",
    "Table",
    "audit",
    "catalogue",
    "cohort",
    "evaluate",
    "explain",
    "version",
]

Document = Union[str, Mapping[str, Any]]
Definitions = Union[Document, Sequence[Document]]
Schemas = Union[str, os.PathLike, Mapping[str, Any], Sequence[Union[str, os.PathLike, Mapping[str, Any]]]]

version: str = _library.kohort_version().decode()

_EPOCH = datetime.date(1970, 1, 1)
_MISSING_DAY = -(2**31)
_AVAILABILITY = ("normal", "nil", "missing", "not_applicable", "suppressed", "suppressed_secondary")
_FLAGS = ((1, "provisional"), (2, "estimated"), (4, "forecast"), (8, "break"), (16, "low_reliability"))
_ROLES = ("ordinary", "unknown", "total")
_SIGNS = {"suppressed": "...", "suppressed_secondary": "...", "missing": "..", "not_applicable": ".", "nil": "-"}


def _days(date: Union[str, datetime.date]) -> int:
    return ((datetime.date.fromisoformat(date) if isinstance(date, str) else date) - _EPOCH).days


def _definition_text(definitions: Definitions) -> bytes:
    """JSON of what was given; a text that is no JSON is an id of the catalogue."""
    if isinstance(definitions, str):
        stripped = definitions.lstrip()
        return (definitions if stripped[:1] in ("{", "[", '"') else json.dumps(definitions)).encode()
    if isinstance(definitions, Mapping):
        return json.dumps(definitions).encode()
    return b"[" + b",".join(_definition_text(each) for each in definitions) + b"]"


def _schema_documents(schemas: Schemas) -> list[Any]:
    """Documents of files, texts or dicts; a register's file leads from its schema's folder."""
    if isinstance(schemas, Mapping):
        return [dict(schemas)]
    if isinstance(schemas, (str, os.PathLike)):
        if isinstance(schemas, str) and schemas.lstrip()[:1] in ("{", "["):
            read = json.loads(schemas)
            return read if isinstance(read, list) else [read]
        path = pathlib.Path(schemas)
        read = json.loads(path.read_text(encoding="utf-8"))
        documents = read if isinstance(read, list) else [read]
        for each in documents:
            if isinstance(each, dict) and each.get("file"):
                each["file"] = str(path.parent / each["file"])
        return documents
    return [document for each in schemas for document in _schema_documents(each)]


class Context:
    """What calls may use and whom they tell: threads, memory for counts in bytes, callbacks.

    `log(message)`, `progress(step, done, all)`; `cancelled()` is asked now and then and ends the call when true.
    """

    def __init__(
        self,
        threads: int = 1,
        memory: int = 0,
        log: Optional[Callable[[str], None]] = None,
        progress: Optional[Callable[[str, int, int], None]] = None,
        cancelled: Optional[Callable[[], bool]] = None,
    ) -> None:
        options = _sized(_ContextOptions)
        options.threads, options.memory_limit = threads, memory
        # Kept as long as this object: C holds only their addresses.
        if log:
            options.log = LOG(lambda _, level, message: log(message.decode()))
        if progress:
            options.progress = PROGRESS(lambda _, step, done, whole: progress(step.decode(), done, whole))
        if cancelled:
            options.cancelled = CANCELLED(lambda _: 1 if cancelled() else 0)
        self._options = options
        self._handle = _Handle("context", _library.kohort_context_create, byref(options))


class _Capsule:
    """Streams handed to others as PyCapsules: released when the capsule goes and nobody has taken them."""

    _name = b"arrow_array_stream"
    _kept: dict[int, ArrowArrayStream] = {}
    _pointer = ctypes.pythonapi.PyCapsule_GetPointer
    _pointer.restype, _pointer.argtypes = c_void_p, [ctypes.py_object, c_char_p]
    _raw_pointer = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))
    _new = ctypes.pythonapi.PyCapsule_New
    _destructor_type = ctypes.PYFUNCTYPE(None, c_void_p)
    _new.restype, _new.argtypes = ctypes.py_object, [c_void_p, c_char_p, _destructor_type]

    @classmethod
    def make(cls, stream: ArrowArrayStream) -> Any:
        address = ctypes.addressof(stream)
        cls._kept[address] = stream
        return cls._new(address, cls._name, _destroy_capsule)

    @classmethod
    def address(cls, capsule: Any) -> int:
        return cls._pointer(capsule, cls._name)


@_Capsule._destructor_type
def _destroy_capsule(capsule: int) -> None:
    stream = _Capsule._kept.pop(_Capsule._raw_pointer(capsule, _Capsule._name), None)
    if stream is not None and stream.release:
        stream.release(ctypes.pointer(stream))


class Data:
    """Registers about the same persons, population tables, published tables, and the code lists they use.

    `schemas`: a JSON file, text or dict, or several of them. Then fill each with one of the `read_` methods.
    """

    def __init__(
        self,
        schemas: Schemas,
        as_known_on: Union[str, datetime.date, None] = None,
        context: Optional[Context] = None,
    ) -> None:
        self._context = context or Context()
        options = _sized(_DataOptions)
        options.as_known_on = 2**31 - 1 if as_known_on is None else _days(as_known_on)
        text = json.dumps(_schema_documents(schemas)).encode()
        self._handle = _Handle(
            "data", _library.kohort_data_create, self._context._handle.pointer, text, len(text), byref(options)
        )

    @staticmethod
    def _name(name: Optional[str]) -> Optional[bytes]:
        return None if name is None else name.encode()

    def read_csv(self, path: Union[str, os.PathLike, None] = None, name: Optional[str] = None) -> "Data":
        """Reads a CSV file; without `path` the one that the schema names."""
        where = None if path is None else os.fsencode(path)
        _call(_library.kohort_data_read_csv, self._handle.pointer, self._name(name), where)
        return self

    def read_csv_text(self, text: Union[str, bytes], name: Optional[str] = None) -> "Data":
        """Reads CSV in memory."""
        content = text.encode() if isinstance(text, str) else text
        _call(_library.kohort_data_read_csv_text, self._handle.pointer, self._name(name), content, len(content))
        return self

    def read_arrow(self, source: Any, name: Optional[str] = None) -> "Data":
        """Reads anything with `__arrow_c_stream__`: pyarrow, Polars, pandas 2, DuckDB. No copy is made on the way."""
        capsule = source.__arrow_c_stream__() if hasattr(source, "__arrow_c_stream__") else source
        _call(_library.kohort_data_read_arrow, self._handle.pointer, self._name(name), _Capsule.address(capsule))
        return self

    def read_columns(self, columns: Mapping[str, Any], name: Optional[str] = None) -> "Data":
        """Reads numpy arrays (or sequences), one per column of the schema, all of one length.

        Integers, floats (NaN is missing), datetime64 (NaT is missing), texts (None is missing); masked arrays; for many
        equal texts `(codes, categories)`: integers, negative for missing, and what they stand for.
        """
        arrays = [_column(key, values) for key, values in columns.items()]
        rows = {each.rows for each in arrays}
        if len(rows) > 1:
            raise ValueError("columns have different lengths: " + ", ".join(f"{a.name} {a.rows}" for a in arrays))
        array = (_Column * len(arrays))(*(each.struct for each in arrays))
        _call(
            _library.kohort_data_read_columns,
            self._handle.pointer,
            self._name(name),
            array,
            len(arrays),
            rows.pop() if rows else 0,
        )
        return self

    def quality(self) -> list[dict[str, Any]]:
        """What was wrong with the rows: read = kept + rejected + superseded, and every finding with its first lines."""
        return json.loads(_text_of(_library.kohort_data_quality, self._handle.pointer))


class Register(Data):
    """A data set of one register, made and filled at once."""

    @classmethod
    def from_csv(cls, schema: Schemas, path: Union[str, os.PathLike, None] = None, **options: Any) -> "Register":
        """From a CSV file; without `path` the one that the schema names. Options are those of `Data`."""
        made = cls(schema, **options)
        made.read_csv(path)
        return made

    @classmethod
    def from_csv_text(cls, schema: Schemas, text: Union[str, bytes], **options: Any) -> "Register":
        """From CSV in memory."""
        made = cls(schema, **options)
        made.read_csv_text(text)
        return made

    @classmethod
    def from_arrow(cls, schema: Schemas, source: Any, **options: Any) -> "Register":
        """From anything with `__arrow_c_stream__`."""
        made = cls(schema, **options)
        made.read_arrow(source)
        return made

    @classmethod
    def from_columns(cls, schema: Schemas, columns: Mapping[str, Any], **options: Any) -> "Register":
        """From arrays, see `Data.read_columns`."""
        made = cls(schema, **options)
        made.read_columns(columns)
        return made


class _column:
    """An array as a `kohort_column`, with the memory that its struct points to."""

    def __init__(self, name: str, values: Any) -> None:
        self.name = name
        self.struct = _sized(_Column)
        self._key = name.encode()
        self.struct.name = self._key
        mask = None
        if isinstance(values, tuple) and len(values) == 2:
            codes, categories = values
            self._set(5, numpy.ascontiguousarray(codes, dtype=numpy.int32))
            self._texts = [str(each).encode() for each in categories]
            self._categories = (c_char_p * len(self._texts))(*self._texts)
            self.struct.categories, self.struct.category_count = self._categories, len(self._texts)
            return
        array = values if isinstance(values, numpy.ndarray) else numpy.asarray(values)
        if isinstance(array, numpy.ma.MaskedArray):
            mask, array = numpy.ma.getmaskarray(array), array.filled(array.flat[0] if array.size else 0)
        if array.ndim != 1:
            raise ValueError(f"column {name!r} has {array.ndim} dimensions where 1 is due")
        if array.dtype.kind == "M":
            days = array.astype("datetime64[D]").astype(numpy.int64)
            missing = numpy.isnat(array)
            self._set(3, numpy.where(missing, _MISSING_DAY, days).astype(numpy.int32))
        elif array.dtype.kind in "iub" and array.dtype.itemsize < 4 or array.dtype == numpy.int32:
            self._set(0, numpy.ascontiguousarray(array, dtype=numpy.int32))
        elif array.dtype.kind in "iu":
            if array.dtype == numpy.uint64 and array.size and array.max() > 2**63 - 1:
                raise ValueError(f"column {name!r} has integers beyond 2^63 - 1; pass it as texts")
            self._set(1, numpy.ascontiguousarray(array, dtype=numpy.int64))
        elif array.dtype.kind == "f":
            self._set(2, numpy.ascontiguousarray(array, dtype=numpy.float64))
        elif array.dtype.kind in "OUS":
            self._texts = [_text(each) for each in array]
            self._pointers = (c_char_p * len(self._texts))(*self._texts)
            self.rows = len(self._texts)
            self.struct.type, self.struct.values = 4, ctypes.cast(self._pointers, c_void_p)
        else:
            raise TypeError(f"column {name!r} has the type {array.dtype}, which kohort does not read")
        if mask is not None:
            self._valid = numpy.ascontiguousarray(~mask, dtype=numpy.uint8)
            self.struct.valid = self._valid.ctypes.data

    def _set(self, kind: int, array: Any) -> None:
        self._array, self.rows = array, len(array)
        self.struct.type, self.struct.values = kind, array.ctypes.data


def _text(value: Any) -> Optional[bytes]:
    if value is None or value != value:  # None, NaN and NaT
        return None
    if isinstance(value, bytes):
        return value
    return (value.isoformat() if isinstance(value, datetime.date) else str(value)).encode()


class Axis:
    """The periods, or the codes of a dimension."""

    def __init__(self, struct: Any) -> None:
        size = struct.size
        texts = lambda pointers: [pointers[i].decode() for i in range(size)]  # noqa: E731
        self.name: str = struct.name.decode()
        self.is_period: bool = struct.is_period != 0
        self.codes: list[str] = texts(struct.codes)
        self.labels_sv: list[str] = texts(struct.labels_sv)
        self.labels_en: list[str] = texts(struct.labels_en)
        self.roles: list[str] = [_ROLES[struct.roles[i]] for i in range(size)]
        self.parents: list[Optional[int]] = [None if struct.parents[i] < 0 else struct.parents[i] for i in range(size)]

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"Axis({self.name}: {', '.join(self.codes)})"


def _status(availability: int, flags: int) -> str:
    words = [] if availability == 0 else [_AVAILABILITY[availability]]
    return "+".join(words + [name for bit, name in _FLAGS if flags & bit])


class Indicator:
    """An evaluated indicator: its axes, the period first, and arrays shaped by them.

    `values` are in the unit and not rounded, `printed` rounded as the definition says; NaN where there is none.
    """

    def __init__(self, table: _Handle, index: int) -> None:
        info = _sized(_TableInfo)
        _call(_library.kohort_table_describe, table.pointer, index, byref(info))
        self.id: str = info.id.decode()
        self.version: str = info.version.decode()
        self.name_sv: str = info.name_sv.decode()
        self.name_en: str = info.name_en.decode()
        self.unit: str = info.unit.decode()
        self.decimals: int = info.decimals
        self.definition_hash: int = info.definition_hash
        self.axes: list[Axis] = []
        for number in range(info.axis_count):
            axis = _sized(_Axis)
            _call(_library.kohort_table_axis, table.pointer, index, number, byref(axis))
            self.axes.append(Axis(axis))
        self.shape: tuple[int, ...] = tuple(len(axis) for axis in self.axes)
        cells = _sized(_Cells)
        _call(_library.kohort_table_cells, table.pointer, index, byref(cells))
        arrays = lambda pointer: numpy.ctypeslib.as_array(pointer, (cells.size,)).reshape(self.shape).copy()  # noqa: E731
        if cells.size == 0:
            arrays = lambda pointer: numpy.empty(self.shape)  # noqa: E731
        self.values: numpy.ndarray = arrays(cells.values)
        self.printed: numpy.ndarray = arrays(cells.printed)
        self.numerators: numpy.ndarray = arrays(cells.numerators)
        self.numerator_divisors: numpy.ndarray = arrays(cells.numerator_divisors)
        self.denominators: numpy.ndarray = arrays(cells.denominators)
        self.denominator_divisors: numpy.ndarray = arrays(cells.denominator_divisors)
        self.availability: numpy.ndarray = arrays(cells.availability)
        self.flags: numpy.ndarray = arrays(cells.flags)

    @property
    def status(self) -> numpy.ndarray:
        """Per cell "" when normal, else e.g. "suppressed" or "provisional+break"."""
        made = numpy.empty(self.shape, dtype=object)
        for place in numpy.ndindex(self.shape):
            made[place] = _status(int(self.availability[place]), int(self.flags[place]))
        return made

    def __getitem__(self, codes: Any) -> float:
        """The printed figure at some codes, one per axis: `indicator["2024", "women"]`."""
        place = codes if isinstance(codes, tuple) else (codes,)
        if len(place) != len(self.axes):
            raise KeyError(f"{self.id} has the axes {[axis.name for axis in self.axes]}")
        return float(self.printed[tuple(axis.codes.index(code) for axis, code in zip(self.axes, place))])

    def rows(self) -> Iterator[dict[str, Any]]:
        """One dict per cell: indicator, version, the axes, value, numerator, denominator, status."""
        for place in numpy.ndindex(self.shape):
            has_value = self.availability[place] <= 1
            row: dict[str, Any] = {"indicator": self.id, "version": self.version}
            row.update({axis.name: axis.codes[i] for axis, i in zip(self.axes, place)})
            row["value"] = float(self.printed[place]) if has_value else None
            row["numerator"] = self.numerators[place] / self.numerator_divisors[place] if has_value else None
            row["denominator"] = self.denominators[place] / self.denominator_divisors[place] if has_value else None
            row["status"] = _status(int(self.availability[place]), int(self.flags[place]))
            yield row

    def _repr_html_(self) -> str:
        periods, *others = self.axes
        name = html.escape(self.name_en or self.name_sv or self.id)
        head = "".join(f"<th>{html.escape(axis.name)}</th>" for axis in others)
        head += "".join(f"<th>{html.escape(code)}</th>" for code in periods.codes)
        body = ""
        for place in numpy.ndindex(self.shape[1:]):
            body += "<tr>" + "".join(
                f"<th>{html.escape(axis.labels_en[i])}</th>" for axis, i in zip(others, place)
            )
            for period in range(len(periods)):
                at = (period, *place)
                sign = _SIGNS.get(_AVAILABILITY[self.availability[at]])
                figure = sign or f"{self.printed[at]:,.{self.decimals}f}".replace(",", "\u00a0")
                title = _status(int(self.availability[at]), int(self.flags[at]))
                body += f'<td style="text-align:right"{f" title={title!r}" if title else ""}>{figure}</td>'
            body += "</tr>"
        return f"<table><caption>{name} ({html.escape(self.unit)})</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def __repr__(self) -> str:
        return f"<kohort.Indicator {self.id} {'x'.join(map(str, self.shape))} {self.unit}>"


class Table:
    """Evaluated indicators. Indexed by position or id."""

    def __init__(self, handle: _Handle) -> None:
        self._handle = handle
        self._indicators: dict[int, Indicator] = {}

    def __len__(self) -> int:
        return _library.kohort_table_count(self._handle.pointer)

    def __getitem__(self, key: Union[int, str]) -> Indicator:
        if isinstance(key, str):
            for each in self:
                if each.id == key:
                    return each
            raise KeyError(key)
        index = key + len(self) if key < 0 else key
        if not 0 <= index < len(self):
            raise IndexError(key)
        if index not in self._indicators:
            self._indicators[index] = Indicator(self._handle, index)
        return self._indicators[index]

    def __iter__(self) -> Iterator[Indicator]:
        return (self[i] for i in range(len(self)))

    def _only(self) -> Indicator:
        if len(self) != 1:
            raise ValueError(f"the table has {len(self)} indicators; choose one: table[0], table['id']")
        return self[0]

    def to_numpy(self) -> numpy.ndarray:
        """The printed figures of a table of one indicator, shaped by its axes; NaN where there is none."""
        return self._only().printed

    def to_dict(self) -> dict[str, list[Any]]:
        """Columns as in the CSV; None where the CSV is empty."""
        dimensions: dict[str, None] = {}
        for each in self:
            dimensions.update({axis.name: None for axis in each.axes if not axis.is_period})
        names = ["indicator", "version", "period", *dimensions, "value", "numerator", "denominator", "status"]
        columns: dict[str, list[Any]] = {name: [] for name in names}
        for each in self:
            for row in each.rows():
                for name in names:
                    columns[name].append(row.get(name))
        return columns

    def to_pandas(self) -> Any:
        """A data frame of one row per cell."""
        import pandas

        return pandas.DataFrame(self.to_dict())

    def _text(self, form: int, language: str = "en") -> str:
        code = {"en": 0, "sv": 1}[language]
        return _text_of(_library.kohort_table_to_text, self._handle.pointer, form, code).decode()

    def to_csv(self) -> str:
        """The same bytes as `kohort report --format csv`."""
        return self._text(0)

    def to_json(self) -> str:
        return self._text(1)

    def to_text(self, language: str = "en") -> str:
        """A table for the screen, in "en" or "sv"."""
        return self._text(2, language)

    def suppress_small_counts(self, below: int = 5) -> "Table":
        """Hides every cell that 1 to `below` - 1 persons or spells stand behind."""
        _call(_library.kohort_table_suppress_small_counts, self._handle.pointer, below)
        self._indicators.clear()
        return self

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        stream = ArrowArrayStream()
        _call(_library.kohort_table_to_arrow, self._handle.pointer, byref(stream))
        return _Capsule.make(stream)

    def _repr_html_(self) -> str:
        return "".join(each._repr_html_() for each in self)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<kohort.Table {', '.join(each.id for each in self)}>"


class Cohort:
    """What became of a cohort: figures in columns, made by `kohort.cohort`.

    `columns` are numpy arrays by name (texts: lists); NaN where there is no figure, which the column "status" explains.
    """

    _TYPES = {1: POINTER(c_int64), 2: POINTER(c_double), 4: POINTER(c_char_p)}

    def __init__(self, handle: _Handle) -> None:
        self._handle = handle
        rows = c_size_t()
        count = _library.kohort_cohort_columns(handle.pointer, byref(rows))
        self.columns: dict[str, Any] = {}
        for index in range(count):
            column = _sized(_Column)
            _call(_library.kohort_cohort_column, handle.pointer, index, byref(column))
            values = ctypes.cast(column.values, self._TYPES[column.type])
            if column.type == 4:
                read: Any = [values[i].decode() for i in range(rows.value)]
            elif rows.value == 0:
                read = numpy.empty(0, dtype=numpy.int64 if column.type == 1 else float)
            else:
                read = numpy.ctypeslib.as_array(values, (rows.value,)).copy()
            self.columns[column.name.decode()] = read

    @property
    def notes(self) -> list[str]:
        """What the figures are, and tests between groups."""
        return json.loads(self.to_json())["notes"]

    def to_pandas(self) -> Any:
        """A data frame of one row per figure."""
        import pandas

        return pandas.DataFrame(self.columns)

    def to_csv(self) -> str:
        """The same bytes as `kohort cohort --format csv`."""
        return _text_of(_library.kohort_cohort_to_text, self._handle.pointer, 0).decode()

    def to_json(self) -> str:
        return _text_of(_library.kohort_cohort_to_text, self._handle.pointer, 1).decode()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        stream = ArrowArrayStream()
        _call(_library.kohort_cohort_to_arrow, self._handle.pointer, byref(stream))
        return _Capsule.make(stream)

    def __len__(self) -> int:
        return len(self.columns["cohort"])

    def __repr__(self) -> str:
        return f"<kohort.Cohort {len(self)} rows of {', '.join(self.columns)}>"


class Plan:
    """Definitions and options compiled for data of the same schemas; evaluates many small data sets quickly."""

    def __init__(
        self,
        definitions: Definitions,
        data: Data,
        periods: Optional[str] = None,
        per: Optional[str] = None,
        by: Optional[Sequence[str]] = None,
        context: Optional[Context] = None,
    ) -> None:
        given = {"periods": periods, "per": per, "by": None if by is None else list(by)}
        options = json.dumps({key: value for key, value in given.items() if value is not None}).encode()
        text = _definition_text(definitions)
        self._context = context or data._context
        self._handle = _Handle(
            "plan",
            _library.kohort_plan_create,
            self._context._handle.pointer,
            data._handle.pointer,
            text,
            len(text),
            options,
            len(options),
        )

    def evaluate(self, data: Data) -> Table:
        return Table(_Handle("table", _library.kohort_evaluate, self._handle.pointer, data._handle.pointer))

    def explain(self, data: Data) -> str:
        """How rows will be read: base cubes, cells, bytes per row, memory."""
        return _text_of(_library.kohort_plan_explain, self._handle.pointer, data._handle.pointer).decode()

    def state(self) -> "State":
        """An empty state."""
        return State(self, _Handle("state", _library.kohort_state_create, self._handle.pointer))

    def load(self, saved: bytes) -> "State":
        """A state from `State.save`."""
        return State(self, _Handle("state", _library.kohort_state_load, self._handle.pointer, saved, len(saved)))


class State:
    """The partial result of a plan: push data of different persons, merge, save, finish. No person is in it."""

    def __init__(self, plan: Plan, handle: _Handle) -> None:
        self._plan, self._handle = plan, handle

    def push(self, data: Data, new_persons: bool = True) -> "State":
        """Adds the rows of persons of whom nothing was pushed before; with `new_persons=False`, rows that were not
        pushed before, which a plan that looks at whole persons refuses."""
        _call(_library.kohort_state_push, self._handle.pointer, data._handle.pointer, 0 if new_persons else 1)
        return self

    def merge(self, other: "State") -> "State":
        _call(_library.kohort_state_merge, self._handle.pointer, other._handle.pointer)
        return self

    def retract(self, other: "State") -> "State":
        _call(_library.kohort_state_retract, self._handle.pointer, other._handle.pointer)
        return self

    def save(self) -> bytes:
        return _text_of(_library.kohort_state_save, self._handle.pointer)

    def finish(self) -> Table:
        return Table(_Handle("table", _library.kohort_state_finish, self._handle.pointer))


def evaluate(
    definitions: Definitions,
    data: Data,
    periods: Optional[str] = None,
    per: Optional[str] = None,
    by: Optional[Sequence[str]] = None,
    context: Optional[Context] = None,
) -> Table:
    """Computes indicators from a data set: `periods` "2024" or "2023-01..2024-12" (without: the last two complete
    ones), `per` "month" replaces each definition's periodicity, `by` its breakdowns."""
    return Plan(definitions, data, periods, per, by, context).evaluate(data)


def cohort(
    cohorts: Schemas,
    data: Data,
    show: str = "survival",
    by: Optional[Sequence[str]] = None,
    cohort: Optional[str] = None,
    months: Optional[int] = None,
    per: Optional[str] = None,
    interval: Optional[str] = None,
    level: Optional[int] = None,
) -> Cohort:
    """Forms a cohort and answers a question about it. `cohorts`: the document that `kohort cohort --definition` takes
    (a file, JSON text or dict), `cohort` the id of one of it (the first). `show`: "survival", "incidence",
    "retention", "returns", "states", "transitions" or "attrition"; `by` groups, `months` how far (12), `per` the rows of
    retention ("month"), `interval` "plain", "log" or "log-log" at `level` percent (95)."""
    documents = _schema_documents(cohorts)
    text = json.dumps(documents[0] if len(documents) == 1 else documents).encode()
    given = {"cohort": cohort, "show": show, "by": None if by is None else list(by), "months": months, "per": per,
             "interval": interval, "level": level}
    options = json.dumps({key: value for key, value in given.items() if value is not None}).encode()
    return Cohort(
        _Handle("cohort", _library.kohort_cohort_create, data._handle.pointer, text, len(text), options, len(options))
    )


def catalogue(id: Optional[str] = None) -> list[dict[str, Any]]:
    """The definitions that come with kohort: a list with id, version, names, unit and source; of one id, its versions
    whole, the newest last."""
    return json.loads(_text_of(_library.kohort_catalogue, None if id is None else id.encode()))


def explain(definitions: Definitions, language: str = "en") -> str:
    """A definition told in words: what is counted, over what, when, by whose definition, what it is not."""
    text = _definition_text(definitions)
    return _text_of(_library.kohort_explain, text, len(text), {"en": 0, "sv": 1}[language]).decode()


def audit(figures: str, relations: str, as_text: bool = False) -> str:
    """Whether published figures are consistent: CSV with a line per relation, or text about what does not match."""
    first, second = figures.encode(), relations.encode()
    return _text_of(_library.kohort_audit, first, len(first), second, len(second), 2 if as_text else 0).decode()
