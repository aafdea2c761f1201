/* A program in C99 with nothing but the header: that it compiles without a warning is half of the test. It prints what
 * a binding relies on, which is compared with abi.txt. */
#include <kohort/kohort.h>

#include <stdio.h>
#include <string.h>

#define NUMBER(name) printf("%s %ld\n", #name, (long)(name))
#define STRUCT(type) printf("%s size %zu\n", #type, sizeof(type))
#define MEMBER(type, name) printf("  %s %zu %zu\n", #name, offsetof(type, name), sizeof(((type*)0)->name))

static void print_numbers(void) {
    NUMBER(KOHORT_ABI_VERSION);
    NUMBER(KOHORT_OK);
    NUMBER(KOHORT_INVALID_ARGUMENT);
    NUMBER(KOHORT_DEFINITION);
    NUMBER(KOHORT_SCHEMA);
    NUMBER(KOHORT_PLAN);
    NUMBER(KOHORT_DATA);
    NUMBER(KOHORT_INPUT_OUTPUT);
    NUMBER(KOHORT_OUT_OF_MEMORY);
    NUMBER(KOHORT_CANCELLED);
    NUMBER(KOHORT_INTERNAL);
    NUMBER(KOHORT_LANGUAGE_EN);
    NUMBER(KOHORT_LANGUAGE_SV);
    NUMBER(KOHORT_FORMAT_CSV);
    NUMBER(KOHORT_FORMAT_JSON);
    NUMBER(KOHORT_FORMAT_TEXT);
    NUMBER(KOHORT_LOG_INFORMATION);
    NUMBER(KOHORT_LOG_WARNING);
    NUMBER(KOHORT_COLUMN_INT32);
    NUMBER(KOHORT_COLUMN_INT64);
    NUMBER(KOHORT_COLUMN_FLOAT64);
    NUMBER(KOHORT_COLUMN_DAYS);
    NUMBER(KOHORT_COLUMN_TEXT);
    NUMBER(KOHORT_COLUMN_CODES);
    NUMBER(KOHORT_ROLE_ORDINARY);
    NUMBER(KOHORT_ROLE_UNKNOWN);
    NUMBER(KOHORT_ROLE_TOTAL);
    NUMBER(KOHORT_NORMAL);
    NUMBER(KOHORT_NIL);
    NUMBER(KOHORT_MISSING);
    NUMBER(KOHORT_NOT_APPLICABLE);
    NUMBER(KOHORT_SUPPRESSED);
    NUMBER(KOHORT_SUPPRESSED_SECONDARY);
    NUMBER(KOHORT_FLAG_PROVISIONAL);
    NUMBER(KOHORT_FLAG_ESTIMATED);
    NUMBER(KOHORT_FLAG_FORECAST);
    NUMBER(KOHORT_FLAG_BREAK_IN_SERIES);
    NUMBER(KOHORT_FLAG_LOW_RELIABILITY);
    NUMBER(KOHORT_ROWS_OF_NEW_PERSONS);
    NUMBER(KOHORT_ROWS_OF_ANY_PERSONS);
}

static void print_structs(void) {
    STRUCT(kohort_error);
    MEMBER(kohort_error, struct_size);
    MEMBER(kohort_error, status);
    MEMBER(kohort_error, row);
    MEMBER(kohort_error, path);
    MEMBER(kohort_error, message);
    STRUCT(kohort_context_options);
    MEMBER(kohort_context_options, struct_size);
    MEMBER(kohort_context_options, threads);
    MEMBER(kohort_context_options, memory_limit);
    MEMBER(kohort_context_options, user_data);
    MEMBER(kohort_context_options, log);
    MEMBER(kohort_context_options, progress);
    MEMBER(kohort_context_options, cancelled);
    STRUCT(kohort_data_options);
    MEMBER(kohort_data_options, struct_size);
    MEMBER(kohort_data_options, as_known_on);
    STRUCT(kohort_column);
    MEMBER(kohort_column, struct_size);
    MEMBER(kohort_column, type);
    MEMBER(kohort_column, name);
    MEMBER(kohort_column, values);
    MEMBER(kohort_column, categories);
    MEMBER(kohort_column, category_count);
    MEMBER(kohort_column, valid);
    STRUCT(kohort_table_info);
    MEMBER(kohort_table_info, struct_size);
    MEMBER(kohort_table_info, decimals);
    MEMBER(kohort_table_info, id);
    MEMBER(kohort_table_info, version);
    MEMBER(kohort_table_info, name_sv);
    MEMBER(kohort_table_info, name_en);
    MEMBER(kohort_table_info, unit);
    MEMBER(kohort_table_info, definition_hash);
    MEMBER(kohort_table_info, axis_count);
    MEMBER(kohort_table_info, cell_count);
    STRUCT(kohort_axis);
    MEMBER(kohort_axis, struct_size);
    MEMBER(kohort_axis, is_period);
    MEMBER(kohort_axis, name);
    MEMBER(kohort_axis, size);
    MEMBER(kohort_axis, codes);
    MEMBER(kohort_axis, labels_sv);
    MEMBER(kohort_axis, labels_en);
    MEMBER(kohort_axis, roles);
    MEMBER(kohort_axis, parents);
    STRUCT(kohort_cells);
    MEMBER(kohort_cells, struct_size);
    MEMBER(kohort_cells, reserved);
    MEMBER(kohort_cells, size);
    MEMBER(kohort_cells, values);
    MEMBER(kohort_cells, printed);
    MEMBER(kohort_cells, numerators);
    MEMBER(kohort_cells, numerator_divisors);
    MEMBER(kohort_cells, denominators);
    MEMBER(kohort_cells, denominator_divisors);
    MEMBER(kohort_cells, availability);
    MEMBER(kohort_cells, flags);
}

static int print_table(void) {
    static const char schema[] = "{\"register\": \"r\", \"person\": \"p\", \"start\": \"s\","
                                 " \"exit\": {\"column\": \"e\", \"means\": \"last_day\"},"
                                 " \"horizon\": {\"from\": \"2024-01-01\", \"to\": \"2024-12-31\"}}";
    static const char rows[] = "p,s,e\n1,2024-01-10,2024-03-01\n2,2024-02-01,\n1,2024-06-01,\n";
    static const char definition[] = "{\"id\": \"people\", \"name\": {\"en\": \"People\"}, \"unit\": \"persons\","
                                     " \"count\": {\"count\": \"persons\", \"register\": \"r\"}}";
    static const char options[] = "{\"periods\": \"2024\"}";
    kohort_error error = KOHORT_ERROR_INIT;
    kohort_context* context = NULL;
    kohort_data* data = NULL;
    kohort_plan* plan = NULL;
    kohort_table* table = NULL;
    kohort_text* csv = NULL;
    kohort_status status = kohort_context_create(NULL, &context, &error);
    if (status == KOHORT_OK) status = kohort_data_create(context, schema, strlen(schema), NULL, &data, &error);
    if (status == KOHORT_OK) status = kohort_data_read_csv_text(data, NULL, rows, strlen(rows), &error);
    if (status == KOHORT_OK)
        status = kohort_plan_create(context, data, definition, strlen(definition), options, strlen(options), &plan, &error);
    if (status == KOHORT_OK) status = kohort_evaluate(plan, data, &table, &error);
    if (status == KOHORT_OK) status = kohort_table_to_text(table, KOHORT_FORMAT_CSV, KOHORT_LANGUAGE_EN, &csv, &error);
    if (status == KOHORT_OK)
        fputs(kohort_text_data(csv, NULL), stdout);
    else
        fprintf(stderr, "%s: %s\n", error.path, error.message);
    kohort_text_destroy(&csv);
    kohort_table_destroy(&table);
    kohort_plan_destroy(&plan);
    kohort_data_destroy(&data);
    kohort_context_destroy(&context);
    return status == KOHORT_OK ? 0 : 1;
}

int main(void) {
    if (kohort_abi_version() != KOHORT_ABI_VERSION) return 2;
    print_numbers();
    print_structs();
    return print_table();
}
