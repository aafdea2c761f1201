// Statistics of labour-market registers. See index.d.ts for what everything is.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const {Handle, KohortError, call, callLater, functions, koffi, structs, textOf} = require('./library.js');

const AVAILABILITY = ['', 'nil', 'missing', 'not_applicable', 'suppressed', 'suppressed_secondary'];
const FLAGS = [[1, 'provisional'], [2, 'estimated'], [4, 'forecast'], [8, 'break'], [16, 'low_reliability']];
const ROLES = ['ordinary', 'unknown', 'total'];
const LANGUAGES = {en: 0, sv: 1};
const MILLISECONDS_PER_DAY = 86_400_000;
const MISSING_DAY = -(2 ** 31);

const sized = (struct) => ({struct_size: koffi.sizeof(struct)});
const bytesOf = (text) => Buffer.from(text, 'utf8');
const isJson = (text) => /^\s*[[{"]/.test(text);

function definitionText(definitions) {
    if (typeof definitions === 'string') return isJson(definitions) ? definitions : JSON.stringify(definitions);
    return JSON.stringify(definitions);
}

/** Documents of a file, a text or an object; a register's file leads from its schema's folder. */
function schemaDocuments(schemas) {
    if (Array.isArray(schemas)) return schemas.flatMap(schemaDocuments);
    if (typeof schemas !== 'string') return [schemas];
    if (isJson(schemas)) return [JSON.parse(schemas)].flat();
    const documents = [JSON.parse(fs.readFileSync(schemas, 'utf8'))].flat();
    const folder = path.dirname(schemas);
    return documents.map((each) => (each.file ? {...each, file: path.join(folder, each.file)} : each));
}

function newContext({threads = 1, memory = 0} = {}) {
    return Handle.create('context', 'kohort_context_create',
        {...sized(structs.context_options), threads, memory_limit: memory, user_data: null, log: null, progress: null, cancelled: null});
}

const daysOf = (date) => Math.floor(date.getTime() / MILLISECONDS_PER_DAY);

/** One column as a kohort_column; `keep` gets what must live during the call. */
function columnOf(name, values, keep) {
    const made = {...sized(structs.column), type: 0, name, values: null, categories: null, category_count: 0, valid: null};
    const numbers = (type, array) => {
        keep.push(array);
        made.type = type;
        made.values = array.length === 0 ? null : koffi.as(array, 'void *');
        return made;
    };
    if (values && values.codes && values.categories) {
        const codes = values.codes instanceof Int32Array ? values.codes : Int32Array.from(values.codes);
        made.categories = [...values.categories];
        made.category_count = made.categories.length;
        return numbers(5, codes);
    }
    if (values instanceof BigInt64Array) return numbers(1, values);
    if (values instanceof Int32Array) return numbers(0, values);
    if (values instanceof Int8Array || values instanceof Int16Array || values instanceof Uint8Array || values instanceof Uint16Array)
        return numbers(0, Int32Array.from(values));
    if (values instanceof Uint32Array) return numbers(1, BigInt64Array.from(values, BigInt));
    if (values instanceof Float32Array || values instanceof Float64Array) return numbers(2, Float64Array.from(values));
    if (!Array.isArray(values)) throw new TypeError(`column "${name}" is no array, typed array or {codes, categories}`);
    const first = values.find((each) => each !== null && each !== undefined);
    if (first instanceof Date)
        return numbers(3, Int32Array.from(values, (each) => (each instanceof Date ? daysOf(each) : MISSING_DAY)));
    // Many texts are few different ones: an index costs less than a pointer each.
    const indices = new Map();
    const codes = Int32Array.from(values, (each) => {
        if (each === null || each === undefined || Number.isNaN(each)) return -1;
        const text = String(each);
        if (!indices.has(text)) indices.set(text, indices.size);
        return indices.get(text);
    });
    made.categories = [...indices.keys()];
    made.category_count = made.categories.length;
    return numbers(5, codes);
}

class Data {
    #context;
    _handle;

    constructor(schemas, {asKnownOn, ...options} = {}) {
        this.#context = newContext(options);
        const text = bytesOf(JSON.stringify(schemaDocuments(schemas)));
        const known = asKnownOn === undefined ? 2 ** 31 - 1 : daysOf(new Date(asKnownOn));
        this._handle = Handle.create('data', 'kohort_data_create', this.#context.pointer, text, text.length,
            {...sized(structs.data_options), as_known_on: known});
    }
    get _context() {
        return this.#context;
    }
    readCsv(file = null, name = null) {
        call('kohort_data_read_csv', this._handle.pointer, name, file);
        return this;
    }
    async readCsvAsync(file = null, name = null) {
        await callLater('kohort_data_read_csv', this._handle.pointer, name, file);
        return this;
    }
    readCsvText(text, name = null) {
        const bytes = bytesOf(text);
        call('kohort_data_read_csv_text', this._handle.pointer, name, bytes, bytes.length);
        return this;
    }
    readColumns(columns, name = null) {
        const keep = [];
        const made = Object.entries(columns).map(([key, values]) => columnOf(key, values, keep));
        const lengths = new Set(keep.map((each) => each.length));
        if (lengths.size > 1) throw new RangeError(`columns have different lengths: ${[...lengths].join(', ')}`);
        call('kohort_data_read_columns', this._handle.pointer, name, made, made.length, [...lengths][0] ?? 0);
        return this;
    }
    quality() {
        return JSON.parse(textOf('kohort_data_quality', this._handle.pointer).toString());
    }
}

function statusText(availability, flags) {
    const words = availability === 0 ? [] : [AVAILABILITY[availability]];
    return words.concat(FLAGS.filter(([bit]) => flags & bit).map(([, name]) => name)).join('+');
}

const texts = (pointer, size) => (size === 0 ? [] : koffi.decode(pointer, 'const char *', size));

function readAxis(table, index, axis) {
    const out = {...sized(structs.axis)};
    for (const key of ['is_period', 'size']) out[key] = 0;
    for (const key of ['name', 'codes', 'labels_sv', 'labels_en', 'roles', 'parents']) out[key] = null;
    call('kohort_table_axis', table.pointer, index, axis, out);
    const size = Number(out.size);
    return {
        name: out.name,
        isPeriod: out.is_period !== 0,
        codes: texts(out.codes, size),
        labelsSv: texts(out.labels_sv, size),
        labelsEn: texts(out.labels_en, size),
        roles: size === 0 ? [] : Array.from(koffi.decode(out.roles, 'uint8_t', size), (role) => ROLES[role]),
        parents: size === 0 ? [] : Array.from(koffi.decode(out.parents, 'int32_t', size), (parent) => (parent < 0 ? null : parent)),
    };
}

class Indicator {
    constructor(table, index) {
        const info = {...sized(structs.table_info), decimals: 0, definition_hash: 0, axis_count: 0, cell_count: 0};
        for (const key of ['id', 'version', 'name_sv', 'name_en', 'unit']) info[key] = null;
        call('kohort_table_describe', table.pointer, index, info);
        this.id = info.id;
        this.version = info.version;
        this.nameSv = info.name_sv;
        this.nameEn = info.name_en;
        this.unit = info.unit;
        this.decimals = info.decimals;
        this.axes = Array.from({length: Number(info.axis_count)}, (_, axis) => readAxis(table, index, axis));
        const cells = {...sized(structs.cells), reserved: 0, size: 0};
        const columns = {
            values: 'double', printed: 'double', numerators: 'int64_t', numerator_divisors: 'int64_t', denominators: 'int64_t',
            denominator_divisors: 'int64_t', availability: 'uint8_t', flags: 'uint8_t',
        };
        for (const key of Object.keys(columns)) cells[key] = null;
        call('kohort_table_cells', table.pointer, index, cells);
        const size = Number(cells.size);
        const read = (key) => (size === 0 ? [] : koffi.decode(cells[key], columns[key], size));
        this.values = Float64Array.from(read('values'));
        this.printed = Float64Array.from(read('printed'));
        this.availability = Uint8Array.from(read('availability'));
        this.flags = Uint8Array.from(read('flags'));
        const quotient = (over, under) =>
            Float64Array.from(over, (each, i) => (this.availability[i] <= 1 ? Number(each) / Number(under[i]) : NaN));
        this.numerators = quotient(read('numerators'), read('numerator_divisors'));
        this.denominators = quotient(read('denominators'), read('denominator_divisors'));
    }
    /** The index of a cell by its codes, one per axis. */
    indexOf(...codes) {
        if (codes.length !== this.axes.length) throw new RangeError(`${this.id} has the axes ${this.axes.map((axis) => axis.name)}`);
        return this.axes.reduce((index, axis, i) => {
            const position = axis.codes.indexOf(codes[i]);
            if (position < 0) throw new RangeError(`the axis ${axis.name} has no code "${codes[i]}"`);
            return index * axis.codes.length + position;
        }, 0);
    }
    at(...codes) {
        const index = this.indexOf(...codes);
        return this.availability[index] <= 1 ? this.printed[index] : null;
    }
    *rows() {
        const place = this.axes.map(() => 0);
        for (let i = 0; i < this.values.length; ++i) {
            const has = this.availability[i] <= 1;
            const row = {indicator: this.id, version: this.version};
            this.axes.forEach((axis, a) => (row[axis.name] = axis.codes[place[a]]));
            row.value = has ? this.printed[i] : null;
            row.numerator = has ? this.numerators[i] : null;
            row.denominator = has ? this.denominators[i] : null;
            row.status = statusText(this.availability[i], this.flags[i]);
            yield row;
            for (let a = place.length; a-- > 0 && ++place[a] === this.axes[a].codes.length;) place[a] = 0;
        }
    }
}

class Table {
    #handle;
    #indicators = null;

    constructor(handle) {
        this.#handle = handle;
    }
    get indicators() {
        if (this.#indicators === null) {
            const count = Number(functions.kohort_table_count(this.#handle.pointer));
            this.#indicators = Array.from({length: count}, (_, i) => new Indicator(this.#handle, i));
        }
        return this.#indicators;
    }
    get(id) {
        const found = this.indicators.find((each) => each.id === id);
        if (!found) throw new RangeError(`the table has no indicator "${id}"`);
        return found;
    }
    rows() {
        return this.indicators.flatMap((each) => [...each.rows()]);
    }
    suppressSmallCounts(below = 5) {
        call('kohort_table_suppress_small_counts', this.#handle.pointer, below);
        this.#indicators = null;
        return this;
    }
    #text(format, language) {
        return textOf('kohort_table_to_text', this.#handle.pointer, format, LANGUAGES[language]).toString();
    }
    toCsv() {
        return this.#text(0, 'en');
    }
    toJson() {
        return this.#text(1, 'en');
    }
    toText(language = 'en') {
        return this.#text(2, language);
    }
    toString() {
        return this.toText();
    }
}

class Cohort {
    #handle;
    columns = {};

    constructor(handle) {
        this.#handle = handle;
        const rows = [0];
        const count = Number(functions.kohort_cohort_columns(handle.pointer, rows));
        const size = Number(rows[0]);
        for (let index = 0; index < count; ++index) {
            const column = {...sized(structs.column), type: 0, name: null, values: null, categories: null, category_count: 0, valid: null};
            call('kohort_cohort_column', handle.pointer, index, column);
            const read = (type) => (size === 0 ? [] : koffi.decode(column.values, type, size));
            this.columns[column.name] =
                column.type === 1 ? Float64Array.from(read('int64_t'), Number) : column.type === 2 ? Float64Array.from(read('double')) : texts(column.values, size);
        }
    }
    rows() {
        const none = (value) => (Number.isNaN(value) ? null : value);
        const names = Object.keys(this.columns);
        return this.columns.cohort.map((_, i) => Object.fromEntries(names.map((name) => [name, none(this.columns[name][i])])));
    }
    get notes() {
        return JSON.parse(this.toJson()).notes;
    }
    toCsv() {
        return textOf('kohort_cohort_to_text', this.#handle.pointer, 0).toString();
    }
    toJson() {
        return textOf('kohort_cohort_to_text', this.#handle.pointer, 1).toString();
    }
}

class State {
    _handle;
    constructor(handle) {
        this._handle = handle;
    }
    push(data, {newPersons = true} = {}) {
        call('kohort_state_push', this._handle.pointer, data._handle.pointer, newPersons ? 0 : 1);
        return this;
    }
    merge(other) {
        call('kohort_state_merge', this._handle.pointer, other._handle.pointer);
        return this;
    }
    retract(other) {
        call('kohort_state_retract', this._handle.pointer, other._handle.pointer);
        return this;
    }
    save() {
        return textOf('kohort_state_save', this._handle.pointer);
    }
    finish() {
        return new Table(Handle.create('table', 'kohort_state_finish', this._handle.pointer));
    }
}

class Plan {
    #handle;
    constructor(definitions, data, {periods, per, by, ...options} = {}) {
        const context = Object.keys(options).length > 0 ? newContext(options) : data._context;
        const text = bytesOf(definitionText(definitions));
        const given = bytesOf(JSON.stringify({periods, per, by}));
        this.#handle = Handle.create('plan', 'kohort_plan_create', context.pointer, data._handle.pointer, text, text.length, given, given.length);
    }
    evaluate(data) {
        return new Table(Handle.create('table', 'kohort_evaluate', this.#handle.pointer, data._handle.pointer));
    }
    async evaluateAsync(data) {
        return new Table(await Handle.createLater('table', 'kohort_evaluate', this.#handle.pointer, data._handle.pointer));
    }
    explain(data) {
        return textOf('kohort_plan_explain', this.#handle.pointer, data._handle.pointer).toString();
    }
    state() {
        return new State(Handle.create('state', 'kohort_state_create', this.#handle.pointer));
    }
    load(bytes) {
        return new State(Handle.create('state', 'kohort_state_load', this.#handle.pointer, bytes, bytes.length));
    }
}

const evaluate = (definitions, data, options = {}) => new Plan(definitions, data, options).evaluate(data);
const evaluateAsync = async (definitions, data, options = {}) => new Plan(definitions, data, options).evaluateAsync(data);

function cohort(cohorts, data, options = {}) {
    const documents = schemaDocuments(cohorts);
    const text = bytesOf(JSON.stringify(documents.length === 1 ? documents[0] : documents));
    const given = bytesOf(JSON.stringify(options));
    return new Cohort(Handle.create('cohort', 'kohort_cohort_create', data._handle.pointer, text, text.length, given, given.length));
}

const catalogue = (id = null) => JSON.parse(textOf('kohort_catalogue', id).toString());

function explain(definitions, language = 'en') {
    const text = bytesOf(definitionText(definitions));
    return textOf('kohort_explain', text, text.length, LANGUAGES[language]).toString();
}

function audit(figures, relations, {asText = false} = {}) {
    const first = bytesOf(figures);
    const second = bytesOf(relations);
    return textOf('kohort_audit', first, first.length, second, second.length, asText ? 2 : 0).toString();
}

module.exports = {
    Cohort, Data, Indicator, KohortError, Plan, State, Table, audit, catalogue, cohort, evaluate, evaluateAsync, explain,
    version: functions.kohort_version(),
};
