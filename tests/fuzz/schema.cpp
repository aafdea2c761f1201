// Schemas, code lists and correspondences; a few rows are read by those that can be used.
#include <fuzz/harness.hpp>

namespace {

using namespace fuzz;

constexpr std::string_view rows = "person_id,start,end,sex,reason\n1,2023-01-02,2023-05-06,K,A\n2,2023-02-03,,M,\n";

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto set = make_data(view_of(bytes, size));
    if (!set) return 0;
    kohort_data_read_csv_text(set.get(), nullptr, rows.data(), rows.size(), nullptr);
    const auto report =
        made<c_api::text>([&](auto** out, auto* error) { return kohort_data_quality(set.get(), out, error); });
    require(report != nullptr, "a data set has a quality report");
    return 0;
}
