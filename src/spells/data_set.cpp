#include <kohort/spells/data_set.hpp>

#include <kohort/spells/register_builder.hpp>

#include <algorithm>

namespace kohort {

namespace {

csv_options options_for(const register_schema& schema, const read_options& options) {
    return {schema.dialect, options.threads, options.progress};
}

} // namespace

std::optional<error_list> data_set::read(const register_schema& schema, const std::string& path,
                                         const read_options& options) {
    const auto requests = columns_of(schema);
    if (path == "-")
        return add_register(schema, read_csv_stream(0, "standard input", requests, options_for(schema, options)),
                            "standard input", options);
    return add_register(schema, read_csv(path, requests, options_for(schema, options)), path, options);
}

std::optional<error_list> data_set::read_text(const register_schema& schema, std::string_view text,
                                              const std::string& name, const read_options& options) {
    return add_register(schema, parse_csv(text, name, columns_of(schema), options_for(schema, options)), name, options);
}

const spell_register* data_set::find(std::string_view register_name) const noexcept {
    const auto found = std::find_if(registers_.begin(), registers_.end(),
                                    [&](const auto& candidate) { return candidate.name() == register_name; });
    return found == registers_.end() ? nullptr : &*found;
}

std::optional<error_list> data_set::add_register(const register_schema& schema, result<csv_table> table,
                                                 const std::string& name, const read_options& options) {
    if (!table) return table.errors();
    if (find(schema.name))
        return error_list{error(error_code::schema, "there is already a register \"" + schema.name +
                                                        "\"; give each schema a register name of its own")};
    auto built = build_register(schema, *table, name, codes_, persons_, options.as_known_on);
    if (!built) return built.errors();
    registers_.push_back(std::move(built->spells));
    quality_.push_back(std::move(built->quality));
    return {};
}

} // namespace kohort
