// Arrow streams of which everything may be wrong that a reader can see: formats, names, counts of buffers and columns,
// offsets and lengths of arrays and batches, indices of dictionaries. Buffers are as long as their arrays say, for
// nobody can see how long they are.
#include <c_api/example.hpp>
#include <data/arrow_batches.hpp>
#include <fuzz/harness.hpp>

#include <fuzzer/FuzzedDataProvider.h>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace fuzz;
using arrow_batches::array_data;

constexpr std::array<const char*, 6> names{"person_id", "start", "end", "birth", "sex", "reason"};
constexpr std::array<const char*, 15> fixed_formats{
    "c", "s", "i", "l", "C", "S", "I", "L", "f", "g", "tdD", "tdm", "tss:", "tsu:UTC", "tsn:Europe/Stockholm"};
constexpr std::array<const char*, 9> other_formats{"n", "z", "vu", "e", "+l", "w:4", "tts", "d:9,2", ""};
constexpr std::array<const char*, 12> likely_texts{"1",        "17", "2023-02-01", "2024-02-29", "2023-02-30", "K",
                                                   "\xc3\xa5", "A",  "",           "1990-01-01", "1e9",        "S"};

std::string some_text(FuzzedDataProvider& from) {
    return from.ConsumeBool() ? from.PickValueInArray(likely_texts) : from.ConsumeRandomLengthString(12);
}

array_data of_fixed_width(FuzzedDataProvider& from, std::size_t rows) {
    std::vector<std::optional<std::int64_t>> values;
    for (std::size_t i = 0; i < rows; ++i) {
        values.emplace_back();
        // Small ones are days, persons and indices.
        if (from.ConsumeProbability<float>() < 0.9F)
            values.back() = from.ConsumeBool() ? from.ConsumeIntegralInRange<std::int64_t>(-3, 20'000)
                                               : from.ConsumeIntegral<std::int64_t>();
    }
    return arrow_batches::numbers<std::int64_t>("", from.PickValueInArray(fixed_formats), values);
}

array_data of_texts(FuzzedDataProvider& from, std::size_t rows) {
    std::vector<std::optional<std::string>> values(rows);
    for (auto& each : values)
        if (from.ConsumeProbability<float>() < 0.9F) each = some_text(from);
    return from.ConsumeBool() ? arrow_batches::texts("", values) : arrow_batches::texts<std::int64_t>("", values);
}

array_data array(FuzzedDataProvider& from, std::size_t rows) {
    switch (from.ConsumeIntegralInRange(0, 3)) {
    case 0:
        return of_fixed_width(from, rows);
    case 1:
        return of_texts(from, rows);
    case 2: {
        auto made = of_fixed_width(from, rows);
        const auto entries = from.ConsumeIntegralInRange<std::size_t>(0, 6);
        made.dictionary =
            std::make_shared<array_data>(from.ConsumeBool() ? of_texts(from, entries) : of_fixed_width(from, entries));
        return made;
    }
    default:
        auto made = of_fixed_width(from, rows);
        made.format = from.PickValueInArray(other_formats);
        return made;
    }
}

array_data column(FuzzedDataProvider& from, const char* name, std::size_t rows) {
    auto made = array(from, rows);
    made.name = from.ConsumeProbability<float>() < 0.95F ? name : some_text(from);
    if (from.ConsumeProbability<float>() < 0.95F) return made;
    switch (from.ConsumeIntegralInRange(0, 2)) {
    case 0:
        made.buffers.resize(from.ConsumeIntegralInRange<std::size_t>(0, made.buffers.size()));
        break;
    case 1: // never more rows than there are
        made.offset = from.ConsumeIntegralInRange<std::int64_t>(std::numeric_limits<std::int64_t>::min(), 0);
        break;
    default:
        made.length = from.ConsumeIntegralInRange<std::int64_t>(std::numeric_limits<std::int64_t>::min(),
                                                                static_cast<std::int64_t>(rows));
        break;
    }
    return made;
}

std::shared_ptr<array_data> batch(FuzzedDataProvider& from) {
    const auto rows = from.ConsumeIntegralInRange<std::size_t>(0, 9);
    std::vector<array_data> columns;
    for (const auto* name : names)
        if (from.ConsumeProbability<float>() < 0.97F) columns.push_back(column(from, name, rows));
    auto made = arrow_batches::batch(std::move(columns));
    made->length = static_cast<std::int64_t>(rows);
    if (from.ConsumeProbability<float>() < 0.05F) made->length = from.ConsumeIntegral<std::int64_t>();
    if (from.ConsumeProbability<float>() < 0.05F) made->offset = from.ConsumeIntegral<std::int64_t>();
    return made;
}

/// The columns again with other rows, as the schema, which the first batch gives, says they are.
std::shared_ptr<array_data> like(const std::shared_ptr<array_data>& first, FuzzedDataProvider& from) {
    auto made = std::make_shared<array_data>(*first);
    const auto rows = from.ConsumeIntegralInRange<std::int64_t>(0, made->length > 0 ? made->length : 0);
    made->length = rows;
    if (from.ConsumeProbability<float>() < 0.1F && !made->children.empty()) made->children.pop_back();
    return made;
}

const c_api::plan& some_plan() {
    static const auto plan = [] {
        const auto set = make_data(c_api_example::schema);
        const auto header = c_api_example::register_csv(0);
        kohort_data_read_csv_text(set.get(), nullptr, header.data(), header.size(), nullptr);
        return make_plan(set, c_api_example::definitions, c_api_example::options);
    }();
    return plan;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    FuzzedDataProvider from(bytes, size);
    std::vector<std::shared_ptr<array_data>> batches{batch(from)};
    for (auto more = from.ConsumeIntegralInRange(0, 2); more > 0; --more) batches.push_back(like(batches[0], from));
    const auto set = make_data(c_api_example::schema);
    arrow_batches::release_count counts;
    std::optional<std::string> failure;
    if (from.ConsumeProbability<float>() < 0.05F) failure = some_text(from);
    auto stream = arrow_batches::stream(std::move(batches), &counts, std::move(failure));
    const auto status = kohort_data_read_arrow(set.get(), nullptr, &stream, nullptr);
    require(stream.release == nullptr && counts.streams == 1, "a stream is released exactly once");
    require(counts.schemas == 1 && counts.arrays <= 3, "schemas and arrays are released once");
    require(status != KOHORT_INTERNAL, "an Arrow stream ends in no internal error");
    if (status == KOHORT_OK) use(set, some_plan());
    return 0;
}
