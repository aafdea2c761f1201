// Rows of a register as CSV, in the encodings and with the separators that schemas may name. The first byte chooses.
#include <c_api/example.hpp>
#include <fuzz/harness.hpp>

#include <array>
#include <string>

namespace {

using namespace fuzz;

constexpr std::array<std::string_view, 4> dialects{
    "", R"(, "delimiter": ";", "encoding": "iso-8859-1", "date_format": "YYYYMMDD")",
    R"(, "delimiter": "\t", "decimal": ",", "date_format": "YYYY-MM")", R"(, "delimiter": ";")"};

std::string schema_in(std::string_view dialect) {
    std::string schema = c_api_example::schema;
    return schema.substr(0, schema.rfind('}')) + std::string(dialect) + "}";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const auto set = make_data(schema_in(dialects[bytes[0] % dialects.size()]));
    require(set != nullptr, "the harness's schema can be used");
    const auto rows = view_of(bytes + 1, size - 1);
    if (kohort_data_read_csv_text(set.get(), nullptr, rows.data(), rows.size(), nullptr) != KOHORT_OK) return 0;
    use(set, make_plan(set, c_api_example::definitions, c_api_example::options));
    return 0;
}
