// The bundled register, read from the repository's folder.
#pragma once

#include <kohort/kohort.hpp>

#include <cstdio>
#include <string>
#include <vector>

/// Registers of the bundled data set by name, with their code lists.
inline kohort::data_set bundled(const std::vector<std::string>& names) {
    std::vector<std::string> files{"examples/data/code_lists.json"};
    for (const auto& name : names) files.push_back("examples/data/" + name + ".json");
    const auto schemas = kohort::read_schemas(files).value();
    kohort::data_set data(schemas.codes);
    for (const auto& schema : schemas.registers)
        if (const auto problems = data.read(schema, schema.file)) throw problems->front();
    return data;
}

/// The cohort that one definition makes of the data.
inline kohort::cohort formed(const kohort::cohort_definition& definition, const kohort::data_set& data) {
    return kohort::form_cohort({&definition, 1}, definition.id, data).value().members;
}

/// Runs an example; says what went wrong.
template <class Example>
int run(Example example) try {
    example();
    return 0;
} catch (const kohort::error& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
}
