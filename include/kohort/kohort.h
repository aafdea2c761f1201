/* kohort for every language: statistics of labour-market registers through C99.
 *
 *     kohort_error error = KOHORT_ERROR_INIT;
 *     kohort_data* data = NULL;
 *     kohort_plan* plan = NULL;
 *     kohort_table* table = NULL;
 *     kohort_text* csv = NULL;
 *     if (kohort_data_create(context, schema, strlen(schema), NULL, &data, &error) == KOHORT_OK &&
 *         kohort_data_read_csv(data, "jobbtorg", "spells.csv", &error) == KOHORT_OK &&
 *         kohort_plan_create(context, data, ids, strlen(ids), NULL, 0, &plan, &error) == KOHORT_OK &&
 *         kohort_evaluate(plan, data, &table, &error) == KOHORT_OK &&
 *         kohort_table_to_text(table, KOHORT_FORMAT_CSV, KOHORT_LANGUAGE_EN, &csv, &error) == KOHORT_OK)
 *         puts(kohort_text_data(csv, NULL));
 *     else
 *         fprintf(stderr, "%s: %s\n", error.path, error.message);
 *
 * Ownership. The library never frees your memory and you never free ours: handles end with their own destroy function,
 * which also sets your pointer to NULL, and may be destroyed in any order; Arrow structs end with their own release
 * callback; a `const char*` that a function gives you lives as long as the handle it was asked of. What you pass is
 * read during the call and not kept. Texts are UTF-8 in both directions; a length counts bytes, and texts given with a
 * length need no end mark.
 *
 * Threads. There is no global state; a handle that a function takes as pointer to const may be used by any number of
 * threads at once, any other by one thread at a time.
 *
 * Errors. Functions return a status; KOHORT_OK is 0. On any other status nothing has been created or changed, out
 * pointers are NULL, and the error struct, if you passed one, tells more; success leaves it alone. NULL for anything
 * that is not said to be optional is KOHORT_INVALID_ARGUMENT. Status numbers that you do not know mean
 * KOHORT_INTERNAL. Nothing is thrown.
 *
 * For binders (P/Invoke, JNA, ctypes, koffi): C calling convention; every enum is an int32_t, but kohort_role and
 * kohort_availability are bytes, for arrays of them; sizes are size_t, truth values int32_t; structs have natural
 * alignment and begin with `struct_size`, which you set to the size you were compiled with; later versions only add
 * members at the end, functions and enum values. Texts without a length (names, paths, ids) end with a NUL. Take a
 * returned `const char*` as a pointer and copy what it points at: a marshaller that frees it ends your program.
 * Callbacks are called on the thread that called the library, and only during the call; they must return (no exception,
 * no longjmp) and must live as long as the context and every data set, plan and state made with it. The golden lists of
 * tests/c_api/ hold every function, number and offset.
 *
 * Lifecycle: everything here is of version 0.1 and may change until 1.0; `kohort_abi_version` moves with every
 * incompatible change and is the SOVERSION of libkohort_c.
 */
#ifndef KOHORT_H
#define KOHORT_H

#include <kohort/arrow.h>

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#if defined(KOHORT_C_BUILDING)
#define KOHORT_API __declspec(dllexport)
#else
#define KOHORT_API __declspec(dllimport)
#endif
#else
#define KOHORT_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
#define KOHORT_NOEXCEPT noexcept
extern "C" {
#else
#define KOHORT_NOEXCEPT
#endif

/* What `kohort_abi_version` returns from a library that fits this header. */
#define KOHORT_ABI_VERSION 1

/* ---- Status and errors ------------------------------------------------------------------------------------------ */

typedef int32_t kohort_status;
enum {
    KOHORT_OK = 0,
    KOHORT_INVALID_ARGUMENT = 100, /* an argument of the call is NULL or outside its documented range */
    KOHORT_DEFINITION = 200,       /* an indicator definition cannot be used */
    KOHORT_SCHEMA = 210,           /* a schema, code list or correspondence cannot be used */
    KOHORT_PLAN = 220,             /* definition and data do not fit, or a limit is passed */
    KOHORT_DATA = 300,             /* the data forbid going on */
    KOHORT_INPUT_OUTPUT = 400,     /* a file or stream cannot be read */
    KOHORT_OUT_OF_MEMORY = 410,    /* memory ran out or a limit was reached */
    KOHORT_CANCELLED = 420,        /* a callback asked to stop */
    KOHORT_INTERNAL = 900          /* a broken promise inside kohort; please report it */
};

/* What went wrong. `path` is a place: a JSON pointer into the document ("/share/where/exit_reason/1"), a file and line
 * ("spells.csv:17"), or empty; `row` is that line or row, 0 when there is none. When a document has several errors,
 * `message` lists them all, one per line with its place, as far as they fit. Both are UTF-8, cut between characters,
 * and end with a NUL. */
typedef struct kohort_error {
    uint32_t struct_size;
    kohort_status status;
    uint64_t row;
    char path[256];
    char message[1024];
} kohort_error;
#define KOHORT_ERROR_INIT {(uint32_t)sizeof(kohort_error), 0, 0, {0}, {0}}

/* The library's version, "0.1.0". Lives as long as the library. Since 0.1. */
KOHORT_API const char* kohort_version(void) KOHORT_NOEXCEPT;

/* The ABI of the library that is loaded; refuse to go on when it is not KOHORT_ABI_VERSION. Since 0.1. */
KOHORT_API uint32_t kohort_abi_version(void) KOHORT_NOEXCEPT;

/* The name of a status, "definition"; "unknown" for numbers that are none. Lives as long as the library. Since 0.1. */
KOHORT_API const char* kohort_status_name(kohort_status status) KOHORT_NOEXCEPT;

/* ---- Texts ------------------------------------------------------------------------------------------------------ */

/* A text, or the bytes of a saved state, that the library made. */
typedef struct kohort_text kohort_text;

/* The bytes, followed by a NUL; `size`, optional, gets their number without it. "" for NULL. Since 0.1. */
KOHORT_API const char* kohort_text_data(const kohort_text* text, size_t* size) KOHORT_NOEXCEPT;

/* Ends a text; NULL and a pointer to NULL are fine. Since 0.1. */
KOHORT_API void kohort_text_destroy(kohort_text** text) KOHORT_NOEXCEPT;

typedef int32_t kohort_language;
enum { KOHORT_LANGUAGE_EN = 0, KOHORT_LANGUAGE_SV = 1 };

typedef int32_t kohort_format;
enum {
    KOHORT_FORMAT_CSV = 0,  /* one line per cell, the same bytes as `kohort report --format csv` */
    KOHORT_FORMAT_JSON = 1, /* one object per cell */
    KOHORT_FORMAT_TEXT = 2  /* a table for the screen */
};

/* ---- Context ---------------------------------------------------------------------------------------------------- */

/* What calls may use, and whom they tell. Constant once made: several threads may share it if its callbacks can be
 * called from several threads. */
typedef struct kohort_context kohort_context;

typedef int32_t kohort_log_level;
enum { KOHORT_LOG_INFORMATION = 0, KOHORT_LOG_WARNING = 1 };

typedef struct kohort_context_options {
    uint32_t struct_size;
    uint32_t threads;      /* 0 means 1: the library starts no threads unasked; results do not depend on it */
    uint64_t memory_limit; /* bytes for counts; 0 means 2 GB; rows are read several times when it is too little */
    void* user_data;       /* handed to the callbacks */
    /* Optional. Told e.g. how many rows of a file were rejected. `message` lives during the call. */
    void (*log)(void* user_data, kohort_log_level level, const char* message);
    /* Optional. `step` is "reading" or "counting"; `done` of `all` bytes or rows, `all` is 0 when not known. */
    void (*progress)(void* user_data, const char* step, int64_t done, int64_t all);
    /* Optional. Asked now and then during long work; any answer but 0 ends it with KOHORT_CANCELLED. */
    int32_t (*cancelled)(void* user_data);
} kohort_context_options;
#define KOHORT_CONTEXT_OPTIONS_INIT {(uint32_t)sizeof(kohort_context_options), 0, 0, NULL, NULL, NULL, NULL}

/* Makes a context. `options` is optional. Since 0.1. */
KOHORT_API kohort_status kohort_context_create(const kohort_context_options* options, kohort_context** out,
                                               kohort_error* error) KOHORT_NOEXCEPT;

/* Ends a context; what was made with it lives on. NULL and a pointer to NULL are fine. Since 0.1. */
KOHORT_API void kohort_context_destroy(kohort_context** context) KOHORT_NOEXCEPT;

/* ---- Data ------------------------------------------------------------------------------------------------------- */

/* Registers about the same persons, population tables, published tables, and the code lists they use. */
typedef struct kohort_data kohort_data;

typedef struct kohort_data_options {
    uint32_t struct_size;
    /* Of registers with `recorded_on`: only rows recorded on or before this day, in days since 1970-01-01, so that an
     * old figure can be computed again. INT32_MAX: all rows. */
    int32_t as_known_on;
} kohort_data_options;
#define KOHORT_DATA_OPTIONS_INIT {(uint32_t)sizeof(kohort_data_options), INT32_MAX}

/* Makes an empty data set from its schemas: a JSON object or an array of them, each a register, a population table, a
 * published table, parameters, a code list or a correspondence (README, "Definitions and schemas"). `options` is
 * optional. Errors (KOHORT_SCHEMA): all of the text's. Since 0.1. */
KOHORT_API kohort_status kohort_data_create(const kohort_context* context, const char* schemas, size_t length,
                                            const kohort_data_options* options, kohort_data** out,
                                            kohort_error* error) KOHORT_NOEXCEPT;

/* Ends a data set; NULL and a pointer to NULL are fine. Since 0.1. */
KOHORT_API void kohort_data_destroy(kohort_data** data) KOHORT_NOEXCEPT;

/* The four ways to fill a register or table of the data set, each once. `name` is the schema's; NULL when the data set
 * has one schema. Bad rows never stop a read unless the schema says so: they are counted (`kohort_data_quality`).
 * After an error the register is as empty as before. O(rows) besides sorting each person's spells. */

/* From a CSV file; `path` NULL is the schema's file. Errors: KOHORT_INPUT_OUTPUT, KOHORT_DATA with file and line.
 * Since 0.1. */
KOHORT_API kohort_status kohort_data_read_csv(kohort_data* data, const char* name, const char* path,
                                              kohort_error* error) KOHORT_NOEXCEPT;

/* From CSV in memory. Errors: KOHORT_DATA with line. Since 0.1. */
KOHORT_API kohort_status kohort_data_read_csv_text(kohort_data* data, const char* name, const char* text, size_t length,
                                                   kohort_error* error) KOHORT_NOEXCEPT;

/* From an Arrow stream, which is released whatever happens. Persons: integers, texts, floating point ("17", 17
 * and 17.0 are the same); days: date32, date64, timestamps without a time zone or in UTC, or texts in the schema's
 * format; codes, and the day of a population: texts, numbers, booleans, dates ("2024-12-31"), dictionaries (resolved
 * once per entry); numbers: integers, floating point (to the nearest 10^-6) or texts. Any chunks, offsets and validity
 * bitmaps; columns that the schema does not name are not looked at.
 * Errors: KOHORT_DATA naming column and Arrow format, KOHORT_INPUT_OUTPUT with the stream's own words. Since 0.1. */
KOHORT_API kohort_status kohort_data_read_arrow(kohort_data* data, const char* name, struct ArrowArrayStream* stream,
                                                kohort_error* error) KOHORT_NOEXCEPT;

typedef int32_t kohort_column_type;
enum {
    KOHORT_COLUMN_INT32 = 0,   /* values: int32_t; offsets and dictionary NULL */
    KOHORT_COLUMN_INT64 = 1,   /* int64_t */
    KOHORT_COLUMN_FLOAT64 = 2, /* double; NaN is missing */
    KOHORT_COLUMN_DAYS = 3,    /* int32_t, days since 1970-01-01; INT32_MIN is missing */
    KOHORT_COLUMN_TEXT = 4,    /* values: const char* const*, each a text with NUL; NULL is missing */
    KOHORT_COLUMN_CODES = 5    /* int32_t indices into `categories`; negative is missing */
};

/* A column of plain memory, for hosts without Arrow. */
typedef struct kohort_column {
    uint32_t struct_size;
    kohort_column_type type;
    const char* name;              /* as the schema calls the column */
    const void* values;            /* one per row, see the type; never NULL unless there are no rows */
    const char* const* categories; /* of KOHORT_COLUMN_CODES: texts with NUL; else NULL */
    size_t category_count;
    const uint8_t* valid; /* optional: one byte per row, 0 where the value is missing */
} kohort_column;

/* From columns of `rows` values each. Errors: KOHORT_DATA naming the column, KOHORT_INVALID_ARGUMENT. Since 0.1. */
KOHORT_API kohort_status kohort_data_read_columns(kohort_data* data, const char* name, const kohort_column* columns,
                                                  size_t column_count, int64_t rows,
                                                  kohort_error* error) KOHORT_NOEXCEPT;

/* What was wrong with the rows, as JSON: an array with an object per register or table read, with `rows_read`,
 * `rows_kept`, `rows_rejected`, `rows_superseded` (read = kept + rejected + superseded), `persons`, `open_spells` and
 * `findings` (`problem`, `policy`, `column`, `rows`, `examples` with line and value). Never a person's key.
 * Since 0.1. */
KOHORT_API kohort_status kohort_data_quality(const kohort_data* data, kohort_text** out,
                                             kohort_error* error) KOHORT_NOEXCEPT;

/* ---- Definitions ------------------------------------------------------------------------------------------------ */

/* The definitions that come with kohort, as a JSON array: with `id` NULL, of every definition its id, version, names
 * (sv, en), unit and source, sorted by id; with an id, its versions whole, the newest last.
 * Errors: KOHORT_DEFINITION for an id that is not there, with the nearest ones. Since 0.1. */
KOHORT_API kohort_status kohort_catalogue(const char* id, kohort_text** out, kohort_error* error) KOHORT_NOEXCEPT;

/* A definition told in words to a reader who has to vouch for its figure: what is counted, over what, when, by whose
 * definition, what it is not. `definition` is a JSON document, or an id of the catalogue in quotes. Errors
 * (KOHORT_DEFINITION): all of the document's. Since 0.1. */
KOHORT_API kohort_status kohort_explain(const char* definition, size_t length, kohort_language language,
                                        kohort_text** out, kohort_error* error) KOHORT_NOEXCEPT;

/* ---- Plans ------------------------------------------------------------------------------------------------------ */

/* Definitions and options compiled for data sets of the same schemas. Constant; may be shared between threads. */
typedef struct kohort_plan kohort_plan;

/* Compiles definitions: a JSON document or an array of them; an id of the catalogue, as a JSON string, stands for its
 * definition valid in the periods asked for. `options` (JSON, optional: NULL and 0) may have
 *
 *     "periods"  "2024", "2023-01..2024-12"; without: the last two that end within the horizon
 *     "per"      replaces each definition's periodicity: "month"
 *     "by"       replaces each definition's breakdowns by those of these that its register has: ["sex"]
 *
 * `data` tells the registers, tables, code lists and horizons: those of the definitions must have been read into it, if
 * only from a header without rows; its rows are not looked at.
 * Errors (KOHORT_DEFINITION, KOHORT_PLAN, KOHORT_INVALID_ARGUMENT): all at once. Since 0.1. */
KOHORT_API kohort_status kohort_plan_create(const kohort_context* context, const kohort_data* data,
                                            const char* definitions, size_t length, const char* options,
                                            size_t options_length, kohort_plan** out,
                                            kohort_error* error) KOHORT_NOEXCEPT;

/* How rows will be read: base cubes, cells, bytes per row and memory, as text. Since 0.1. */
KOHORT_API kohort_status kohort_plan_explain(const kohort_plan* plan, const kohort_data* data, kohort_text** out,
                                             kohort_error* error) KOHORT_NOEXCEPT;

/* Ends a plan; what was made with it lives on. NULL and a pointer to NULL are fine. Since 0.1. */
KOHORT_API void kohort_plan_destroy(kohort_plan** plan) KOHORT_NOEXCEPT;

/* ---- Tables ----------------------------------------------------------------------------------------------------- */

/* Evaluated indicators, one table of cells each, in the order of the plan's definitions. */
typedef struct kohort_table kohort_table;

/* Computes the plan's indicators from a data set. O(rows + cells x periods). Errors: KOHORT_PLAN when the data are not
 * those the plan was made for, KOHORT_OUT_OF_MEMORY, KOHORT_CANCELLED. Since 0.1. */
KOHORT_API kohort_status kohort_evaluate(const kohort_plan* plan, const kohort_data* data, kohort_table** out,
                                         kohort_error* error) KOHORT_NOEXCEPT;

/* How many indicators the table has; 0 for NULL. Since 0.1. */
KOHORT_API size_t kohort_table_count(const kohort_table* table) KOHORT_NOEXCEPT;

/* An indicator of a table. The texts live as long as the table. */
typedef struct kohort_table_info {
    uint32_t struct_size;
    int32_t decimals; /* to which the figures are printed */
    const char* id;
    const char* version;
    const char* name_sv; /* "" when the definition has none */
    const char* name_en;
    const char* unit; /* "percent" */
    uint64_t definition_hash;
    size_t axis_count; /* the period first */
    size_t cell_count; /* the product of the axes' sizes; the last axis varies fastest */
} kohort_table_info;

/* Fills `out`, whose struct_size you set. Errors: an index that is not there. Since 0.1. */
KOHORT_API kohort_status kohort_table_describe(const kohort_table* table, size_t index, kohort_table_info* out,
                                               kohort_error* error) KOHORT_NOEXCEPT;

typedef uint8_t kohort_role;
enum { KOHORT_ROLE_ORDINARY = 0, KOHORT_ROLE_UNKNOWN = 1, KOHORT_ROLE_TOTAL = 2 };

/* An axis: the periods, or the codes of a dimension. Arrays have `size` elements and live as long as the table. */
typedef struct kohort_axis {
    uint32_t struct_size;
    int32_t is_period;
    const char* name;
    size_t size;
    const char* const* codes;
    const char* const* labels_sv; /* the code where there is no label */
    const char* const* labels_en;
    const kohort_role* roles;
    const int32_t* parents; /* the position that includes this one, besides the total; -1: none */
} kohort_axis;

/* Fills `out`, whose struct_size you set. Errors: an indicator or axis that is not there. Since 0.1. */
KOHORT_API kohort_status kohort_table_axis(const kohort_table* table, size_t index, size_t axis, kohort_axis* out,
                                           kohort_error* error) KOHORT_NOEXCEPT;

typedef uint8_t kohort_availability;
enum {
    KOHORT_NORMAL = 0,
    KOHORT_NIL = 1,            /* nothing to count; adds as 0 */
    KOHORT_MISSING = 2,        /* exists but is not known */
    KOHORT_NOT_APPLICABLE = 3, /* cannot exist: a share of nothing */
    KOHORT_SUPPRESSED = 4,
    KOHORT_SUPPRESSED_SECONDARY = 5
};

enum { /* bits of `flags` */
    KOHORT_FLAG_PROVISIONAL = 1,
    KOHORT_FLAG_ESTIMATED = 2,
    KOHORT_FLAG_FORECAST = 4,
    KOHORT_FLAG_BREAK_IN_SERIES = 8,
    KOHORT_FLAG_LOW_RELIABILITY = 16
};

/* The cells of an indicator. Arrays have `size` elements and live as long as the table and until it is suppressed.
 * Numerator and denominator are exact fractions, 0/1 and 1/1 where the cell has no value; a count has the denominator
 * 1/1. They are not in the unit: of a share of one half in percent, `values` and `printed` are 50. */
typedef struct kohort_cells {
    uint32_t struct_size;
    uint32_t reserved;
    size_t size;
    const double* values;           /* in the unit, not rounded; NaN where there is none */
    const double* printed;          /* rounded as the definition says; NaN where there is none */
    const int64_t* numerators;      /* numerator = numerators / numerator_divisors */
    const int64_t* numerator_divisors;
    const int64_t* denominators;
    const int64_t* denominator_divisors;
    const kohort_availability* availability;
    const uint8_t* flags;
} kohort_cells;

/* Fills `out`, whose struct_size you set. Errors: an indicator that is not there. Since 0.1. */
KOHORT_API kohort_status kohort_table_cells(const kohort_table* table, size_t index, kohort_cells* out,
                                            kohort_error* error) KOHORT_NOEXCEPT;

/* Hides every cell that 1 to `below` - 1 persons or spells stand behind; suppressed cells lose their numbers. Only
 * primary suppression. Pointers into the table's cells are no longer valid. Errors: `below` < 0. Since 0.1. */
KOHORT_API kohort_status kohort_table_suppress_small_counts(kohort_table* table, int64_t below,
                                                            kohort_error* error) KOHORT_NOEXCEPT;

/* All indicators as one text. Since 0.1. */
KOHORT_API kohort_status kohort_table_to_text(const kohort_table* table, kohort_format format, kohort_language language,
                                              kohort_text** out, kohort_error* error) KOHORT_NOEXCEPT;

/* All cells as an Arrow stream of one batch, columns as in the CSV: indicator, version, period, the dimensions
 * (null where the indicator has no such breakdown), value (float64, printed), numerator, denominator (float64) and
 * status ("" when normal); texts are utf8, numbers null where the CSV is empty. `out` must be released by you; it keeps
 * nothing of the table. Since 0.1. */
KOHORT_API kohort_status kohort_table_to_arrow(const kohort_table* table, struct ArrowArrayStream* out,
                                               kohort_error* error) KOHORT_NOEXCEPT;

/* Ends a table; NULL and a pointer to NULL are fine. Since 0.1. */
KOHORT_API void kohort_table_destroy(kohort_table** table) KOHORT_NOEXCEPT;

/* ---- States ----------------------------------------------------------------------------------------------------- */

/* The partial result of a plan: empty, filled by data sets of different persons (or of rows that were not there
 * before), merged, saved, loaded, finished. One writer at a time. No person is in it. */
typedef struct kohort_state kohort_state;

/* An empty state. Since 0.1. */
KOHORT_API kohort_status kohort_state_create(const kohort_plan* plan, kohort_state** out,
                                             kohort_error* error) KOHORT_NOEXCEPT;

typedef int32_t kohort_rows;
enum {
    KOHORT_ROWS_OF_NEW_PERSONS = 0, /* all rows, in all registers, of persons of whom nothing was pushed before */
    KOHORT_ROWS_OF_ANY_PERSONS = 1  /* rows that were not pushed before; refused when a plan needs whole persons */
};

/* Adds the rows of a data set. Nobody is recognised in two pushes: whether `rows` is true is up to you. Errors: those
 * of `kohort_evaluate`; then the state is as it was. Since 0.1. */
KOHORT_API kohort_status kohort_state_push(kohort_state* state, const kohort_data* data, kohort_rows rows,
                                           kohort_error* error) KOHORT_NOEXCEPT;

/* Adds another state of the same plan, or of one made from the same definitions, options and schemas elsewhere.
 * Errors (KOHORT_PLAN): the states do not fit; then nothing is added. Since 0.1. */
KOHORT_API kohort_status kohort_state_merge(kohort_state* into, const kohort_state* from,
                                            kohort_error* error) KOHORT_NOEXCEPT;

/* Takes the rows of another state out again, e.g. spells as they were before they changed, to push them as they are
 * now. Errors (KOHORT_PLAN): the states do not fit, or the plan needs whole persons. Since 0.1. */
KOHORT_API kohort_status kohort_state_retract(kohort_state* from, const kohort_state* rows,
                                              kohort_error* error) KOHORT_NOEXCEPT;

/* The state as bytes, the same on every machine. Since 0.1. */
KOHORT_API kohort_status kohort_state_save(const kohort_state* state, kohort_text** out,
                                           kohort_error* error) KOHORT_NOEXCEPT;

/* A state from saved bytes, of this plan or one that fits. Any bytes are safe. Errors: KOHORT_DATA for bytes that are
 * no state, were cut off or changed, or come from a newer kohort; KOHORT_PLAN for another plan's. Since 0.1. */
KOHORT_API kohort_status kohort_state_load(const kohort_plan* plan, const char* bytes, size_t length,
                                           kohort_state** out, kohort_error* error) KOHORT_NOEXCEPT;

/* The figures of what was pushed; the state stays as it is. Since 0.1. */
KOHORT_API kohort_status kohort_state_finish(const kohort_state* state, kohort_table** out,
                                             kohort_error* error) KOHORT_NOEXCEPT;

/* Ends a state; NULL and a pointer to NULL are fine. Since 0.1. */
KOHORT_API void kohort_state_destroy(kohort_state** state) KOHORT_NOEXCEPT;

/* ---- Cohorts ---------------------------------------------------------------------------------------------------- */

/* What became of those who entered, exited, were in stock or were born in a time: figures in columns. Constant. */
typedef struct kohort_cohort kohort_cohort;

/* Forms a cohort of the data set's registers and answers a question about it. `cohorts` is the document that
 * `kohort cohort --definition` takes (JSON; its keys: README, "Cohorts"). `options` (JSON, optional: NULL and 0) may
 * have what that program's options are:
 *
 *     "cohort"    the id of one of the document's cohorts; without: the first
 *     "show"      "survival" (default): Kaplan-Meier and Nelson-Aalen; "incidence": Aalen-Johansen by cause;
 *                 "retention": the triangle of who is still in; "returns"; "states"; "transitions"; "attrition"
 *     "by"        groups: ["sex"]
 *     "months"    how far retention, returns, states and transitions go, 1 to 1200; without: 12
 *     "per"       rows of the retention triangle: "month" (default), "quarter", "half_year", "year"
 *     "interval"  scale of the confidence intervals: "plain", "log" (default), "log-log"
 *     "level"     of the intervals, percent, 1 to 99; without: 95
 *
 * The data set may be destroyed afterwards. O(rows of the registers + figures). Errors, all of the document's at once:
 * KOHORT_DEFINITION; KOHORT_INVALID_ARGUMENT for options, for a dimension that is not there, and for a question that
 * such a cohort cannot answer (how long those stay who exited). Since 0.1. */
KOHORT_API kohort_status kohort_cohort_create(const kohort_data* data, const char* cohorts, size_t length,
                                              const char* options, size_t options_length, kohort_cohort** out,
                                              kohort_error* error) KOHORT_NOEXCEPT;

/* How many columns the figures have; `rows`, optional, gets the length of each. 0 and 0 for NULL. Since 0.1. */
KOHORT_API size_t kohort_cohort_columns(const kohort_cohort* cohort, size_t* rows) KOHORT_NOEXCEPT;

/* Fills `out`, whose struct_size you set, with a column: KOHORT_COLUMN_TEXT ("" where there is none, never NULL),
 * KOHORT_COLUMN_INT64 or KOHORT_COLUMN_FLOAT64 (NaN where there is no figure; shares are parts of 1, durations days).
 * Name, order and type of the columns depend on the question only. Its arrays live as long as the cohort.
 * Errors: a column that is not there. Since 0.1. */
KOHORT_API kohort_status kohort_cohort_column(const kohort_cohort* cohort, size_t index, kohort_column* out,
                                              kohort_error* error) KOHORT_NOEXCEPT;

/* The figures as KOHORT_FORMAT_CSV or KOHORT_FORMAT_JSON, the same bytes as `kohort cohort --format` of either; the
 * JSON also has notes on what the figures are, tests between groups, and remarks on the cohort. Since 0.1. */
KOHORT_API kohort_status kohort_cohort_to_text(const kohort_cohort* cohort, kohort_format format, kohort_text** out,
                                               kohort_error* error) KOHORT_NOEXCEPT;

/* The columns as an Arrow stream of one batch: utf8, int64 and float64 (null where there is no figure). `out` must be
 * released by you; it keeps nothing of the cohort. Since 0.1. */
KOHORT_API kohort_status kohort_cohort_to_arrow(const kohort_cohort* cohort, struct ArrowArrayStream* out,
                                                kohort_error* error) KOHORT_NOEXCEPT;

/* Ends a cohort; NULL and a pointer to NULL are fine. Since 0.1. */
KOHORT_API void kohort_cohort_destroy(kohort_cohort** cohort) KOHORT_NOEXCEPT;

/* ---- Audit ------------------------------------------------------------------------------------------------------ */

/* Whether published figures are consistent: relations between them, evaluated exactly and by interval arithmetic.
 * `figures` and `relations` are CSV (columns as `kohort audit --help` says); the result is CSV (one line per relation)
 * or text (what does not match, and why). Errors (KOHORT_DATA): all of the files'. Since 0.1. */
KOHORT_API kohort_status kohort_audit(const char* figures, size_t figures_length, const char* relations,
                                      size_t relations_length, kohort_format format, kohort_text** out,
                                      kohort_error* error) KOHORT_NOEXCEPT;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* KOHORT_H */
