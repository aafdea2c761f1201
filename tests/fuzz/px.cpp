// PX files: what can be read can be written, what was written can be read, and is then written the same.
#include <fuzz/harness.hpp>

#include <kohort/publish/px.hpp>

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using fuzz::require;
    const auto read = kohort::parse_px(fuzz::view_of(bytes, size), "fuzzed.px");
    if (!read) return 0;
    const auto written = kohort::to_px(*read);
    if (!written) return 0;
    const auto again = kohort::parse_px(*written, "again.px");
    require(again.has_value(), "what to_px writes can be read");
    const auto rewritten = kohort::to_px(*again);
    require(rewritten.has_value() && *rewritten == *written, "what was read back is written the same");
    return 0;
}
