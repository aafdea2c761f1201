// CSV, with metadata when there is an empty line: what stands before it.
#include <fuzz/publications.hpp>

#include <kohort/publish/csvw.hpp>

namespace {

struct both {
    std::string metadata, csv;
    friend bool operator==(const both&, const both&) = default;
};

kohort::result<fuzz::tables> read_both(const both& text) {
    auto read = kohort::parse_csvw(text.csv, text.metadata, "fuzzed.csv");
    if (read) read->resize((std::min)(read->size(), std::size_t{1})); // to_csvw writes one
    return read;
}

kohort::result<both> write_both(const fuzz::tables& from) {
    auto files = kohort::to_csvw(from.front(), "fuzzed.csv");
    return both{std::move(files.metadata), std::move(files.csv)};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = fuzz::view_of(bytes, size);
    constexpr std::string_view between = "\n\n";
    const auto empty_line = text.find(between);
    both parts{"", std::string(text)};
    if (empty_line != std::string_view::npos)
        parts = {std::string(text.substr(0, empty_line)), std::string(text.substr(empty_line + between.size()))};
    fuzz::comes_back(parts, true, read_both, write_both);
    return 0;
}
