// Rows of a register as CSV, in the encodings and with the separators that schemas may name. The first byte chooses.
#include <c_api/example.hpp>
#include <fuzz/harness.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace {

using namespace fuzz;

constexpr std::array<std::string_view, 4> dialects{
    "", R"(, "delimiter": ";", "encoding": "iso-8859-1", "date_format": "YYYYMMDD")",
    R"(, "delimiter": "\t", "decimal": ",", "date_format": "YYYY-MM")", R"(, "delimiter": ";")"};

constexpr std::array<char, dialects.size()> separators{',', ';', '\t', ';'};

std::string schema_in(std::string_view dialect) {
    std::string schema = c_api_example::schema;
    return schema.substr(0, schema.rfind('}')) + std::string(dialect) + "}";
}

/// The plan for a dialect: compiled once, from a register without rows.
const c_api::plan& plan_for(std::size_t dialect) {
    static const auto plans = [] {
        std::array<c_api::plan, dialects.size()> made;
        for (std::size_t i = 0; i < made.size(); ++i) {
            const auto set = make_data(schema_in(dialects[i]));
            require(set != nullptr, "the harness's schema can be used");
            std::string header = c_api_example::register_csv(0);
            std::replace(header.begin(), header.end(), ',', separators[i]);
            kohort_data_read_csv_text(set.get(), nullptr, header.data(), header.size(), nullptr);
            made[i] = make_plan(set, c_api_example::definitions, c_api_example::options);
            require(made[i] != nullptr, "the harness's definitions can be used");
        }
        return made;
    }();
    return plans[dialect];
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const auto dialect = bytes[0] % dialects.size();
    const auto set = make_data(schema_in(dialects[dialect]));
    const auto rows = view_of(bytes + 1, size - 1);
    if (kohort_data_read_csv_text(set.get(), nullptr, rows.data(), rows.size(), nullptr) == KOHORT_OK)
        use(set, plan_for(dialect));
    return 0;
}
