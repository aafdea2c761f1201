// SDMX-CSV of every version. Written, time is the last dimension.
#include <fuzz/publications.hpp>

#include <kohort/publish/sdmx_csv.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    fuzz::comes_back(
        std::string(fuzz::view_of(bytes, size)), false,
        [](const std::string& text) { return fuzz::as_tables(kohort::parse_sdmx_csv(text, "fuzzed.csv")); },
        [](const fuzz::tables& from) -> kohort::result<std::string> { return kohort::to_sdmx_csv(from.front()); });
    return 0;
}
