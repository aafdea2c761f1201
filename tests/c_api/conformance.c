/* A case of the conformance pack in C: run in its folder, prints the table as CSV. */
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

int main(void) {
    size_t schemas_size, definitions_size, options_size, names_size;
    char *schemas = content("schemas.json", &schemas_size), *definitions = content("definitions.json", &definitions_size),
         *options = content("options.json", &options_size), *names = content("registers.txt", &names_size), *name;
    kohort_error error = KOHORT_ERROR_INIT;
    kohort_context* context = NULL;
    kohort_data* data = NULL;
    kohort_plan* plan = NULL;
    kohort_table* table = NULL;
    kohort_text* csv = NULL;
    kohort_status status = kohort_context_create(NULL, &context, &error);
    if (status == KOHORT_OK) status = kohort_data_create(context, schemas, schemas_size, NULL, &data, &error);
    for (name = strtok(names, "\n"); name != NULL && status == KOHORT_OK; name = strtok(NULL, "\n"))
        status = kohort_data_read_csv(data, name, NULL, &error);
    if (status == KOHORT_OK)
        status = kohort_plan_create(context, data, definitions, definitions_size, options, options_size, &plan, &error);
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
    free(schemas);
    free(definitions);
    free(options);
    free(names);
    return status == KOHORT_OK ? 0 : 1;
}
