/* kohort for R: data frames in, lists out. Every handle is an external pointer with a finaliser; every status that is
 * not OK becomes a condition of class c("kohort_<status>", "kohort_error", "error", "condition"). */
#include <kohort/kohort.h>

#define R_NO_REMAP
#include <R.h>
#include <R_ext/Rdynload.h>
#include <Rinternals.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Leaves the call with a condition. No memory of ours may be held here: R jumps. */
static void stop_with(const kohort_error* error) {
    SEXP call = PROTECT(Rf_lang5(Rf_install("signal_kohort_error"),
                                 Rf_mkString(kohort_status_name(error->status)),
                                 Rf_ScalarString(Rf_mkCharCE(error->message, CE_UTF8)),
                                 Rf_ScalarString(Rf_mkCharCE(error->path, CE_UTF8)), Rf_ScalarReal((double)error->row)));
    SEXP space = PROTECT(R_FindNamespace(Rf_mkString("kohort")));
    Rf_eval(call, space);
    UNPROTECT(2); /* not reached */
}

#define CHECK(call)                                     \
    do {                                                \
        kohort_error error = KOHORT_ERROR_INIT;         \
        if ((call) != KOHORT_OK) stop_with(&error);     \
    } while (0)

/* `KIND_pointer(x)`, and `wrap_KIND(handle, keeps)`: an external pointer that destroys the handle and keeps `keeps`. */
#define HANDLE(kind)                                                                              \
    static void finalise_##kind(SEXP pointer) {                                                   \
        kohort_##kind* handle = R_ExternalPtrAddr(pointer);                                       \
        kohort_##kind##_destroy(&handle);                                                         \
        R_ClearExternalPtr(pointer);                                                              \
    }                                                                                             \
    static SEXP empty_##kind(void) {                                                              \
        SEXP made = PROTECT(R_MakeExternalPtr(NULL, Rf_install("kohort_" #kind), R_NilValue));    \
        R_RegisterCFinalizerEx(made, finalise_##kind, TRUE);                                      \
        UNPROTECT(1);                                                                             \
        return made;                                                                              \
    }                                                                                             \
    static kohort_##kind* kind##_of(SEXP pointer) {                                               \
        if (TYPEOF(pointer) != EXTPTRSXP || R_ExternalPtrTag(pointer) != Rf_install("kohort_" #kind)) \
            Rf_error("this is no kohort " #kind);                                                 \
        if (R_ExternalPtrAddr(pointer) == NULL)                                                   \
            Rf_error("this kohort " #kind " is gone: it was made in another session");            \
        return R_ExternalPtrAddr(pointer);                                                        \
    }

HANDLE(context)
HANDLE(data)
HANDLE(plan)
HANDLE(state)
HANDLE(table)
HANDLE(text)
HANDLE(cohort)

/* Creates into an external pointer that exists already, so that nothing is lost when R jumps. */
#define CREATE(kind, pointer, call)                    \
    SEXP pointer = PROTECT(empty_##kind());            \
    {                                                  \
        kohort_##kind* handle = NULL;                  \
        kohort_##kind** out = &handle;                 \
        kohort_error error = KOHORT_ERROR_INIT;        \
        const kohort_status status = (call);           \
        R_SetExternalPtrAddr(pointer, handle);         \
        if (status != KOHORT_OK) stop_with(&error);    \
    }

static const char* utf8(SEXP text) { return Rf_translateCharUTF8(STRING_ELT(text, 0)); }
static const char* utf8_or_null(SEXP text) { return text == R_NilValue ? NULL : utf8(text); }

static SEXP string_of(const kohort_text* text) {
    size_t size = 0;
    const char* first = kohort_text_data(text, &size);
    if (size > INT_MAX) Rf_error("the text has more than 2 GB");
    return Rf_ScalarString(Rf_mkCharLenCE(first, (int)size, CE_UTF8));
}

static void forward_log(void* user, kohort_log_level level, const char* message) {
    (void)user;
    REprintf("%s%s\n", level == KOHORT_LOG_WARNING ? "warning: " : "", message);
}

static SEXP r_context(SEXP threads, SEXP memory) {
    kohort_context_options options = KOHORT_CONTEXT_OPTIONS_INIT;
    options.threads = (uint32_t)Rf_asInteger(threads);
    options.memory_limit = (uint64_t)Rf_asReal(memory);
    options.log = forward_log;
    CREATE(context, made, kohort_context_create(&options, out, &error))
    UNPROTECT(1);
    return made;
}

static SEXP r_data(SEXP context, SEXP schemas, SEXP as_known_on) {
    kohort_data_options options = KOHORT_DATA_OPTIONS_INIT;
    if (as_known_on != R_NilValue) options.as_known_on = Rf_asInteger(as_known_on);
    const char* text = utf8(schemas);
    CREATE(data, made, kohort_data_create(context_of(context), text, strlen(text), &options, out, &error))
    UNPROTECT(1);
    return made;
}

static SEXP r_read_csv(SEXP data, SEXP name, SEXP path) {
    const char* where = path == R_NilValue ? NULL : R_ExpandFileName(Rf_translateChar(STRING_ELT(path, 0)));
    CHECK(kohort_data_read_csv(data_of(data), utf8_or_null(name), where, &error));
    return data;
}

static const char** texts_of(SEXP strings) {
    const R_xlen_t size = XLENGTH(strings);
    const char** texts = (const char**)R_alloc((size_t)size + 1, sizeof(char*));
    for (R_xlen_t i = 0; i < size; ++i) {
        SEXP each = STRING_ELT(strings, i);
        texts[i] = each == NA_STRING ? NULL : Rf_translateCharUTF8(each);
    }
    return texts;
}

/* What R calls missing has a byte of its own. */
static const uint8_t* valid_integers(const int* values, R_xlen_t rows) {
    uint8_t* valid = (uint8_t*)R_alloc((size_t)rows + 1, 1);
    for (R_xlen_t i = 0; i < rows; ++i) valid[i] = values[i] != NA_INTEGER;
    return valid;
}

static void set_factor(kohort_column* column, SEXP values) {
    const R_xlen_t rows = XLENGTH(values);
    SEXP levels = Rf_getAttrib(values, R_LevelsSymbol);
    int32_t* codes = (int32_t*)R_alloc((size_t)rows + 1, sizeof(int32_t));
    for (R_xlen_t i = 0; i < rows; ++i) codes[i] = INTEGER(values)[i] == NA_INTEGER ? -1 : INTEGER(values)[i] - 1;
    column->type = KOHORT_COLUMN_CODES;
    column->values = codes;
    column->categories = texts_of(levels);
    column->category_count = (size_t)XLENGTH(levels);
}

static void set_dates(kohort_column* column, SEXP values) {
    const R_xlen_t rows = XLENGTH(values);
    int32_t* days = (int32_t*)R_alloc((size_t)rows + 1, sizeof(int32_t));
    for (R_xlen_t i = 0; i < rows; ++i) {
        const double day = TYPEOF(values) == INTSXP
                               ? (INTEGER(values)[i] == NA_INTEGER ? NA_REAL : INTEGER(values)[i])
                               : REAL(values)[i];
        days[i] = ISNAN(day) || day < -2e9 || day > 2e9 ? INT32_MIN : (int32_t)(day < 0 && day != (int32_t)day ? day - 1 : day);
    }
    column->type = KOHORT_COLUMN_DAYS;
    column->values = days;
}

static void set_column(kohort_column* column, SEXP values, const char* name) {
    if (Rf_isFactor(values)) {
        set_factor(column, values);
    } else if (Rf_inherits(values, "Date")) {
        set_dates(column, values);
    } else if (TYPEOF(values) == INTSXP) {
        column->type = KOHORT_COLUMN_INT32;
        column->values = INTEGER(values);
        column->valid = valid_integers(INTEGER(values), XLENGTH(values));
    } else if (TYPEOF(values) == REALSXP) {
        column->type = KOHORT_COLUMN_FLOAT64;
        column->values = REAL(values);
    } else if (TYPEOF(values) == STRSXP) {
        column->type = KOHORT_COLUMN_TEXT;
        column->values = texts_of(values);
    } else {
        Rf_error("column \"%s\" has a type that kohort does not read: use factor, Date, integer, numeric or character", name);
    }
}

static SEXP r_read_frame(SEXP data, SEXP name, SEXP frame) {
    const R_xlen_t count = XLENGTH(frame);
    SEXP names = PROTECT(Rf_getAttrib(frame, R_NamesSymbol));
    kohort_column* columns = (kohort_column*)R_alloc((size_t)count + 1, sizeof(kohort_column));
    for (R_xlen_t i = 0; i < count; ++i) {
        memset(&columns[i], 0, sizeof columns[i]);
        columns[i].struct_size = (uint32_t)sizeof columns[i];
        columns[i].name = Rf_translateCharUTF8(STRING_ELT(names, i));
        set_column(&columns[i], VECTOR_ELT(frame, i), columns[i].name);
    }
    const int64_t rows = count == 0 ? 0 : (int64_t)XLENGTH(VECTOR_ELT(frame, 0));
    CHECK(kohort_data_read_columns(data_of(data), utf8_or_null(name), columns, (size_t)count, rows, &error));
    UNPROTECT(1);
    return data;
}

static SEXP r_quality(SEXP data) {
    CREATE(text, made, kohort_data_quality(data_of(data), out, &error))
    SEXP json = string_of(text_of(made));
    UNPROTECT(1);
    return json;
}

static SEXP r_plan(SEXP context, SEXP data, SEXP definitions, SEXP options) {
    const char *text = utf8(definitions), *given = utf8(options);
    CREATE(plan, made,
           kohort_plan_create(context_of(context), data_of(data), text, strlen(text), given, strlen(given), out, &error))
    UNPROTECT(1);
    return made;
}

static SEXP r_evaluate(SEXP plan, SEXP data) {
    CREATE(table, made, kohort_evaluate(plan_of(plan), data_of(data), out, &error))
    UNPROTECT(1);
    return made;
}

static SEXP r_state(SEXP plan) {
    CREATE(state, made, kohort_state_create(plan_of(plan), out, &error))
    UNPROTECT(1);
    return made;
}

static SEXP r_push(SEXP state, SEXP data, SEXP rows) {
    CHECK(kohort_state_push(state_of(state), data_of(data), Rf_asInteger(rows), &error));
    return state;
}

static SEXP r_merge(SEXP into, SEXP from) {
    CHECK(kohort_state_merge(state_of(into), state_of(from), &error));
    return into;
}

static SEXP r_retract(SEXP from, SEXP rows) {
    CHECK(kohort_state_retract(state_of(from), state_of(rows), &error));
    return from;
}

static SEXP r_save(SEXP state) {
    CREATE(text, made, kohort_state_save(state_of(state), out, &error))
    size_t size = 0;
    const char* first = kohort_text_data(text_of(made), &size);
    SEXP bytes = PROTECT(Rf_allocVector(RAWSXP, (R_xlen_t)size));
    memcpy(RAW(bytes), first, size);
    UNPROTECT(2);
    return bytes;
}

static SEXP r_load(SEXP plan, SEXP bytes) {
    if (TYPEOF(bytes) != RAWSXP) Rf_error("a saved state is a raw vector");
    CREATE(state, made,
           kohort_state_load(plan_of(plan), (const char*)RAW(bytes), (size_t)XLENGTH(bytes), out, &error))
    UNPROTECT(1);
    return made;
}

static SEXP r_finish(SEXP state) {
    CREATE(table, made, kohort_state_finish(state_of(state), out, &error))
    UNPROTECT(1);
    return made;
}

static SEXP strings(const char* const* texts, size_t size) {
    SEXP made = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)size));
    for (size_t i = 0; i < size; ++i) SET_STRING_ELT(made, (R_xlen_t)i, Rf_mkCharCE(texts[i], CE_UTF8));
    UNPROTECT(1);
    return made;
}

static SEXP string(const char* text) { return Rf_ScalarString(Rf_mkCharCE(text, CE_UTF8)); }

static SEXP r_axis(const kohort_table* table, size_t index, size_t axis) {
    kohort_axis of;
    memset(&of, 0, sizeof of);
    of.struct_size = (uint32_t)sizeof of;
    CHECK(kohort_table_axis(table, index, axis, &of, &error));
    static const char* const names[] = {"name", "is_period", "codes", "labels_sv", "labels_en", "roles", ""};
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, (const char**)names));
    SET_VECTOR_ELT(made, 0, string(of.name));
    SET_VECTOR_ELT(made, 1, Rf_ScalarLogical(of.is_period));
    SET_VECTOR_ELT(made, 2, strings(of.codes, of.size));
    SET_VECTOR_ELT(made, 3, strings(of.labels_sv, of.size));
    SET_VECTOR_ELT(made, 4, strings(of.labels_en, of.size));
    SEXP roles = Rf_allocVector(INTSXP, (R_xlen_t)of.size);
    SET_VECTOR_ELT(made, 5, roles);
    for (size_t i = 0; i < of.size; ++i) INTEGER(roles)[i] = of.roles[i];
    UNPROTECT(1);
    return made;
}

static SEXP reals(const double* values, size_t size) {
    SEXP made = Rf_allocVector(REALSXP, (R_xlen_t)size);
    for (size_t i = 0; i < size; ++i) REAL(made)[i] = values[i] != values[i] ? NA_REAL : values[i];
    return made;
}

static SEXP fractions(const int64_t* over, const int64_t* under, const kohort_availability* is, size_t size) {
    SEXP made = Rf_allocVector(REALSXP, (R_xlen_t)size);
    for (size_t i = 0; i < size; ++i)
        REAL(made)[i] = is[i] <= KOHORT_NIL ? (double)over[i] / (double)under[i] : NA_REAL;
    return made;
}

static SEXP bytes_as_integers(const uint8_t* values, size_t size) {
    SEXP made = Rf_allocVector(INTSXP, (R_xlen_t)size);
    for (size_t i = 0; i < size; ++i) INTEGER(made)[i] = values[i];
    return made;
}

/* One list per indicator; cells with the last axis fastest. */
static SEXP r_indicators(SEXP pointer) {
    const kohort_table* table = table_of(pointer);
    const size_t count = kohort_table_count(table);
    static const char* const names[] = {"id",    "version",   "name_sv",     "name_en",      "unit",  "decimals", "axes",
                                        "value", "numerator", "denominator", "availability", "flags", ""};
    SEXP all = PROTECT(Rf_allocVector(VECSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; ++i) {
        kohort_table_info info;
        memset(&info, 0, sizeof info);
        info.struct_size = (uint32_t)sizeof info;
        CHECK(kohort_table_describe(table, i, &info, &error));
        kohort_cells cells;
        memset(&cells, 0, sizeof cells);
        cells.struct_size = (uint32_t)sizeof cells;
        CHECK(kohort_table_cells(table, i, &cells, &error));
        SEXP made = Rf_mkNamed(VECSXP, (const char**)names);
        SET_VECTOR_ELT(all, (R_xlen_t)i, made);
        SET_VECTOR_ELT(made, 0, string(info.id));
        SET_VECTOR_ELT(made, 1, string(info.version));
        SET_VECTOR_ELT(made, 2, string(info.name_sv));
        SET_VECTOR_ELT(made, 3, string(info.name_en));
        SET_VECTOR_ELT(made, 4, string(info.unit));
        SET_VECTOR_ELT(made, 5, Rf_ScalarInteger(info.decimals));
        SEXP axes = Rf_allocVector(VECSXP, (R_xlen_t)info.axis_count);
        SET_VECTOR_ELT(made, 6, axes);
        for (size_t a = 0; a < info.axis_count; ++a) SET_VECTOR_ELT(axes, (R_xlen_t)a, r_axis(table, i, a));
        SET_VECTOR_ELT(made, 7, reals(cells.printed, cells.size));
        SET_VECTOR_ELT(made, 8, fractions(cells.numerators, cells.numerator_divisors, cells.availability, cells.size));
        SET_VECTOR_ELT(made, 9, fractions(cells.denominators, cells.denominator_divisors, cells.availability, cells.size));
        SET_VECTOR_ELT(made, 10, bytes_as_integers(cells.availability, cells.size));
        SET_VECTOR_ELT(made, 11, bytes_as_integers(cells.flags, cells.size));
    }
    UNPROTECT(1);
    return all;
}

static SEXP r_suppress(SEXP table, SEXP below) {
    CHECK(kohort_table_suppress_small_counts(table_of(table), (int64_t)Rf_asReal(below), &error));
    return table;
}

static SEXP r_table_text(SEXP table, SEXP format, SEXP language) {
    CREATE(text, made,
           kohort_table_to_text(table_of(table), Rf_asInteger(format), Rf_asInteger(language), out, &error))
    SEXP text = string_of(text_of(made));
    UNPROTECT(1);
    return text;
}

static SEXP r_cohort(SEXP data, SEXP cohorts, SEXP options) {
    const char *text = utf8(cohorts), *given = utf8(options);
    CREATE(cohort, made,
           kohort_cohort_create(data_of(data), text, strlen(text), given, strlen(given), out, &error))
    UNPROTECT(1);
    return made;
}

static SEXP r_cohort_text(SEXP cohort, SEXP format) {
    CREATE(text, made, kohort_cohort_to_text(cohort_of(cohort), Rf_asInteger(format), out, &error))
    SEXP text = string_of(text_of(made));
    UNPROTECT(1);
    return text;
}

/* Whole numbers are reals in R: its integers end at 2^31. */
static SEXP whole_numbers(const int64_t* values, size_t size) {
    SEXP made = Rf_allocVector(REALSXP, (R_xlen_t)size);
    for (size_t i = 0; i < size; ++i) REAL(made)[i] = (double)values[i];
    return made;
}

/* A named list of columns. */
static SEXP r_cohort_columns(SEXP pointer) {
    const kohort_cohort* cohort = cohort_of(pointer);
    size_t rows = 0;
    const size_t count = kohort_cohort_columns(cohort, &rows);
    SEXP all = PROTECT(Rf_allocVector(VECSXP, (R_xlen_t)count));
    SEXP names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; ++i) {
        kohort_column column;
        memset(&column, 0, sizeof column);
        column.struct_size = (uint32_t)sizeof column;
        CHECK(kohort_cohort_column(cohort, i, &column, &error));
        SET_STRING_ELT(names, (R_xlen_t)i, Rf_mkCharCE(column.name, CE_UTF8));
        SET_VECTOR_ELT(all, (R_xlen_t)i,
                       column.type == KOHORT_COLUMN_INT64     ? whole_numbers(column.values, rows)
                       : column.type == KOHORT_COLUMN_FLOAT64 ? reals(column.values, rows)
                                                              : strings(column.values, rows));
    }
    Rf_setAttrib(all, R_NamesSymbol, names);
    UNPROTECT(2);
    return all;
}

static SEXP r_catalogue(SEXP id) {
    CREATE(text, made, kohort_catalogue(utf8_or_null(id), out, &error))
    SEXP json = string_of(text_of(made));
    UNPROTECT(1);
    return json;
}

static SEXP r_explain(SEXP definitions, SEXP language) {
    const char* text = utf8(definitions);
    CREATE(text, made, kohort_explain(text, strlen(text), Rf_asInteger(language), out, &error))
    SEXP told = string_of(text_of(made));
    UNPROTECT(1);
    return told;
}

static SEXP r_audit(SEXP figures, SEXP relations, SEXP format) {
    const char *first = utf8(figures), *second = utf8(relations);
    CREATE(text, made,
           kohort_audit(first, strlen(first), second, strlen(second), Rf_asInteger(format), out, &error))
    SEXP found = string_of(text_of(made));
    UNPROTECT(1);
    return found;
}

static SEXP r_version(void) { return Rf_mkString(kohort_version()); }

#define ENTRY(name, arguments) {#name, (DL_FUNC)&name, arguments}
static const R_CallMethodDef entries[] = {
    ENTRY(r_context, 2),   ENTRY(r_data, 3),     ENTRY(r_read_csv, 3),   ENTRY(r_read_frame, 3), ENTRY(r_quality, 1),
    ENTRY(r_plan, 4),      ENTRY(r_evaluate, 2), ENTRY(r_state, 1),      ENTRY(r_push, 3),       ENTRY(r_merge, 2),
    ENTRY(r_retract, 2),   ENTRY(r_save, 1),     ENTRY(r_load, 2),       ENTRY(r_finish, 1),     ENTRY(r_indicators, 1),
    ENTRY(r_suppress, 2),  ENTRY(r_table_text, 3), ENTRY(r_catalogue, 1), ENTRY(r_explain, 2),   ENTRY(r_audit, 3),
    ENTRY(r_version, 0),   ENTRY(r_cohort, 3),   ENTRY(r_cohort_text, 2), ENTRY(r_cohort_columns, 1), {NULL, NULL, 0}};

void R_init_kohort(DllInfo* info) {
    if (kohort_abi_version() != KOHORT_ABI_VERSION)
        Rf_error("this package needs the ABI %d of libkohort_c and found %d", KOHORT_ABI_VERSION, (int)kohort_abi_version());
    R_registerRoutines(info, NULL, entries, NULL, NULL);
    R_useDynamicSymbols(info, FALSE);
    R_forceSymbols(info, TRUE);
}
