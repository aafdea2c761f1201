// libkohort_c through koffi: loading it, its structs and functions, and errors as exceptions.
'use strict';

const koffi = require('koffi');

const ABI_VERSION = 1;

/** What went wrong: `status` "definition", `message`, `path` (a JSON pointer, or file and line), `row` or 0. */
class KohortError extends Error {
    constructor(status, message, path, row) {
        super(path ? `${path}: ${message}` : message);
        this.name = 'KohortError';
        this.status = status;
        this.path = path;
        this.row = row;
    }
}

function load() {
    const names = process.env.KOHORT_LIBRARY ? [process.env.KOHORT_LIBRARY] : [`libkohort_c.so.${ABI_VERSION}`, 'libkohort_c.so'];
    const problems = [];
    for (const name of names) {
        try {
            return koffi.load(name);
        } catch (problem) {
            problems.push(`${name}: ${problem.message}`);
        }
    }
    throw new Error('libkohort_c is not there; install kohort (cmake --install), or name the file in KOHORT_LIBRARY; tried\n  ' +
        problems.join('\n  '));
}

const library = load();

const structs = {
    error: koffi.struct('kohort_error', {
        struct_size: 'uint32_t', status: 'int32_t', row: 'uint64_t', path: koffi.array('char', 256, 'String'), message: koffi.array('char', 1024, 'String'),
    }),
    context_options: koffi.struct('kohort_context_options', {
        struct_size: 'uint32_t', threads: 'uint32_t', memory_limit: 'uint64_t', user_data: 'void *', log: 'void *', progress: 'void *', cancelled: 'void *',
    }),
    data_options: koffi.struct('kohort_data_options', {struct_size: 'uint32_t', as_known_on: 'int32_t'}),
    column: koffi.struct('kohort_column', {
        struct_size: 'uint32_t', type: 'int32_t', name: 'const char *', values: 'void *', categories: 'const char **', category_count: 'size_t', valid: 'void *',
    }),
    table_info: koffi.struct('kohort_table_info', {
        struct_size: 'uint32_t', decimals: 'int32_t', id: 'const char *', version: 'const char *', name_sv: 'const char *', name_en: 'const char *',
        unit: 'const char *', definition_hash: 'uint64_t', axis_count: 'size_t', cell_count: 'size_t',
    }),
    axis: koffi.struct('kohort_axis', {
        struct_size: 'uint32_t', is_period: 'int32_t', name: 'const char *', size: 'size_t', codes: 'void *', labels_sv: 'void *', labels_en: 'void *',
        roles: 'void *', parents: 'void *',
    }),
    cells: koffi.struct('kohort_cells', {
        struct_size: 'uint32_t', reserved: 'uint32_t', size: 'size_t', values: 'void *', printed: 'void *', numerators: 'void *', numerator_divisors: 'void *',
        denominators: 'void *', denominator_divisors: 'void *', availability: 'void *', flags: 'void *',
    }),
};
const KINDS = ['context', 'data', 'plan', 'state', 'table', 'cohort', 'text'];
for (const kind of KINDS) koffi.opaque(`kohort_${kind}`);

const ERROR = '_Inout_ kohort_error *error';
const functions = {};
for (const prototype of [
    'const char *kohort_version()',
    'uint32_t kohort_abi_version()',
    'const char *kohort_status_name(int32_t status)',
    'void *kohort_text_data(kohort_text *text, _Out_ size_t *size)',
    'size_t kohort_table_count(kohort_table *table)',
    `int32_t kohort_context_create(kohort_context_options *options, _Out_ kohort_context **out, ${ERROR})`,
    `int32_t kohort_data_create(kohort_context *context, void *schemas, size_t length, kohort_data_options *options, _Out_ kohort_data **out, ${ERROR})`,
    `int32_t kohort_data_read_csv(kohort_data *data, const char *name, const char *path, ${ERROR})`,
    `int32_t kohort_data_read_csv_text(kohort_data *data, const char *name, void *text, size_t length, ${ERROR})`,
    `int32_t kohort_data_read_columns(kohort_data *data, const char *name, kohort_column *columns, size_t count, int64_t rows, ${ERROR})`,
    `int32_t kohort_data_quality(kohort_data *data, _Out_ kohort_text **out, ${ERROR})`,
    `int32_t kohort_catalogue(const char *id, _Out_ kohort_text **out, ${ERROR})`,
    `int32_t kohort_explain(void *definition, size_t length, int32_t language, _Out_ kohort_text **out, ${ERROR})`,
    `int32_t kohort_plan_create(kohort_context *context, kohort_data *data, void *definitions, size_t length, void *options, size_t options_length, _Out_ kohort_plan **out, ${ERROR})`,
    `int32_t kohort_plan_explain(kohort_plan *plan, kohort_data *data, _Out_ kohort_text **out, ${ERROR})`,
    `int32_t kohort_evaluate(kohort_plan *plan, kohort_data *data, _Out_ kohort_table **out, ${ERROR})`,
    `int32_t kohort_table_describe(kohort_table *table, size_t index, _Inout_ kohort_table_info *out, ${ERROR})`,
    `int32_t kohort_table_axis(kohort_table *table, size_t index, size_t axis, _Inout_ kohort_axis *out, ${ERROR})`,
    `int32_t kohort_table_cells(kohort_table *table, size_t index, _Inout_ kohort_cells *out, ${ERROR})`,
    `int32_t kohort_table_suppress_small_counts(kohort_table *table, int64_t below, ${ERROR})`,
    `int32_t kohort_table_to_text(kohort_table *table, int32_t format, int32_t language, _Out_ kohort_text **out, ${ERROR})`,
    `int32_t kohort_state_create(kohort_plan *plan, _Out_ kohort_state **out, ${ERROR})`,
    `int32_t kohort_state_push(kohort_state *state, kohort_data *data, int32_t rows, ${ERROR})`,
    `int32_t kohort_state_merge(kohort_state *into, kohort_state *from, ${ERROR})`,
    `int32_t kohort_state_retract(kohort_state *from, kohort_state *rows, ${ERROR})`,
    `int32_t kohort_state_save(kohort_state *state, _Out_ kohort_text **out, ${ERROR})`,
    `int32_t kohort_state_load(kohort_plan *plan, void *bytes, size_t length, _Out_ kohort_state **out, ${ERROR})`,
    `int32_t kohort_state_finish(kohort_state *state, _Out_ kohort_table **out, ${ERROR})`,
    `int32_t kohort_cohort_create(kohort_data *data, void *cohorts, size_t length, void *options, size_t options_length, _Out_ kohort_cohort **out, ${ERROR})`,
    'size_t kohort_cohort_columns(kohort_cohort *cohort, _Out_ size_t *rows)',
    `int32_t kohort_cohort_column(kohort_cohort *cohort, size_t index, _Inout_ kohort_column *out, ${ERROR})`,
    `int32_t kohort_cohort_to_text(kohort_cohort *cohort, int32_t format, _Out_ kohort_text **out, ${ERROR})`,
    `int32_t kohort_audit(void *figures, size_t figures_length, void *relations, size_t relations_length, int32_t format, _Out_ kohort_text **out, ${ERROR})`,
    ...KINDS.map((kind) => `void kohort_${kind}_destroy(_Inout_ kohort_${kind} **handle)`),
]) functions[/\b(kohort_\w+)\(/.exec(prototype)[1]] = library.func(prototype);

if (functions.kohort_abi_version() !== ABI_VERSION)
    throw new Error(`this package needs the ABI ${ABI_VERSION} of libkohort_c and found ${functions.kohort_abi_version()}`);

const newError = () => ({struct_size: koffi.sizeof(structs.error), status: 0, row: 0, path: '', message: ''});

function check(status, error) {
    if (status !== 0) throw new KohortError(functions.kohort_status_name(status), error.message, error.path, Number(error.row));
}

/** Calls a function that returns a status; throws what it reports. */
function call(name, ...given) {
    const error = newError();
    check(functions[name](...given, error), error);
}

/** The same on a thread of libuv's pool. */
function callLater(name, ...given) {
    const error = newError();
    return new Promise((resolve, reject) => {
        functions[name].async(...given, error, (problem, status) => {
            try {
                if (problem) throw problem;
                check(status, error);
                resolve();
            } catch (caught) {
                reject(caught);
            }
        });
    });
}

const destroyer = new FinalizationRegistry(({kind, pointer}) => functions[`kohort_${kind}_destroy`]([pointer]));

/** An opaque pointer that is destroyed when nobody holds it any more. */
class Handle {
    constructor(kind, pointer) {
        this.pointer = pointer;
        destroyer.register(this, {kind, pointer});
    }
    static create(kind, name, ...given) {
        const out = [null];
        call(name, ...given, out);
        return new Handle(kind, out[0]);
    }
    static async createLater(kind, name, ...given) {
        const out = [null];
        await callLater(name, ...given, out);
        return new Handle(kind, out[0]);
    }
}

/** The bytes that a function makes. */
function textOf(name, ...given) {
    const out = [null];
    call(name, ...given, out);
    const size = [0];
    const first = functions.kohort_text_data(out[0], size);
    const bytes = Buffer.from(koffi.decode(first, 'uint8_t', Number(size[0])));
    functions.kohort_text_destroy(out);
    return bytes;
}

module.exports = {Handle, KohortError, call, callLater, functions, koffi, structs, textOf};
