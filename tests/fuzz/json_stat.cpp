// JSON-stat: datasets, collections and bundles.
#include <fuzz/publications.hpp>

#include <kohort/publish/json_stat.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    fuzz::comes_back(
        std::string(fuzz::view_of(bytes, size)), true,
        [](const std::string& text) { return kohort::parse_json_stat(text, "fuzzed.json"); },
        [](const fuzz::tables& from) -> kohort::result<std::string> { return kohort::to_json_stat(from); });
    return 0;
}
