/* A case of the conformance pack in C: run in its folder, prints the table as CSV; with an argument NAME instead the
 * first cohort of cohorts.json with the options of NAME.json. */
#include <kohort/kohort.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char* content(const char* name, size_t* size) {
    FILE* file = fopen(name, "rb");
    char* text;
    long end;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) exit(3);
    end = ftell(file);
    rewind(file);
    text = malloc((size_t)end + 1);
    if (text == NULL || fread(text, 1, (size_t)end, file) != (size_t)end) exit(3);
    text[end] = '\0';
    *size = (size_t)end;
    fclose(file);
    return text;
}

/* Into `csv`, what the plan's definitions give. */
static kohort_status table(const kohort_context* context, const kohort_data* data, kohort_text** csv,
                           kohort_error* error) {
    size_t definitions_size, options_size;
    char *definitions = content("definitions.json", &definitions_size), *options = content("options.json", &options_size);
    kohort_plan* plan = NULL;
    kohort_table* table = NULL;
    kohort_status status =
        kohort_plan_create(context, data, definitions, definitions_size, options, options_size, &plan, error);
    if (status == KOHORT_OK) status = kohort_evaluate(plan, data, &table, error);
    if (status == KOHORT_OK) status = kohort_table_to_text(table, KOHORT_FORMAT_CSV, KOHORT_LANGUAGE_EN, csv, error);
    kohort_table_destroy(&table);
    kohort_plan_destroy(&plan);
    free(definitions);
    free(options);
    return status;
}

/* Into `csv`, what became of the cohort. */
static kohort_status followed(const kohort_data* data, const char* name, kohort_text** csv, kohort_error* error) {
    char file[256];
    size_t cohorts_size, options_size;
    char *cohorts = content("cohorts.json", &cohorts_size), *options;
    kohort_cohort* cohort = NULL;
    kohort_status status;
    snprintf(file, sizeof file, "%s.json", name);
    options = content(file, &options_size);
    status = kohort_cohort_create(data, cohorts, cohorts_size, options, options_size, &cohort, error);
    if (status == KOHORT_OK) status = kohort_cohort_to_text(cohort, KOHORT_FORMAT_CSV, csv, error);
    kohort_cohort_destroy(&cohort);
    free(cohorts);
    free(options);
    return status;
}

int main(int argc, char** argv) {
    size_t schemas_size, names_size;
    char *schemas = content("schemas.json", &schemas_size), *names = content("registers.txt", &names_size), *name;
    kohort_error error = KOHORT_ERROR_INIT;
    kohort_context* context = NULL;
    kohort_data* data = NULL;
    kohort_text* csv = NULL;
    kohort_status status = kohort_context_create(NULL, &context, &error);
    if (status == KOHORT_OK) status = kohort_data_create(context, schemas, schemas_size, NULL, &data, &error);
    for (name = strtok(names, "\n"); name != NULL && status == KOHORT_OK; name = strtok(NULL, "\n"))
        status = kohort_data_read_csv(data, name, NULL, &error);
    if (status == KOHORT_OK)
        status = argc > 1 ? followed(data, argv[1], &csv, &error) : table(context, data, &csv, &error);
    if (status == KOHORT_OK)
        fputs(kohort_text_data(csv, NULL), stdout);
    else
        fprintf(stderr, "%s: %s\n", error.path, error.message);
    kohort_text_destroy(&csv);
    kohort_data_destroy(&data);
    kohort_context_destroy(&context);
    free(schemas);
    free(names);
    return status == KOHORT_OK ? 0 : 1;
}
