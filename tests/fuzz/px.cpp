// PX files, written in full and with rows of zeros left out.
#include <fuzz/publications.hpp>

#include <kohort/publish/px.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto read = [](const std::string& text) { return fuzz::as_tables(kohort::parse_px(text, "fuzzed.px")); };
    for (const bool is_sparse : {false, true})
        fuzz::comes_back(std::string(fuzz::view_of(bytes, size)), true, read, [is_sparse](const fuzz::tables& from) {
            return kohort::to_px(from.front(), {.is_sparse = is_sparse});
        });
    return 0;
}
