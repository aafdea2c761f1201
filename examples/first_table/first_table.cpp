#include <kohort/kohort.hpp>

#include <cstdio>

int main() try {
    using namespace kohort;

    const std::string files[] = {"examples/data/code_lists.json", "examples/data/jobbtorg.json"};
    const schema_set schemas = read_schemas(files).value();
    const register_schema& jobbtorg = schemas.registers.front();

    data_set data(schemas.codes);
    if (const auto problems = data.read(jobbtorg, jobbtorg.file)) throw problems->front();

    const definition indicator = share("stockholm.jobbtorg.exit_to_work_or_studies")
                                     .of(exits("jobbtorg").where_not("target_group", {"stockholmsjobb"}))
                                     .where("exit_reason", {"work", "studies"})
                                     .by({"sex", "target_group"})
                                     .percent(0);

    std::fputs(to_text(evaluate(indicator, data)).c_str(), stdout);
} catch (const kohort::error& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
}
