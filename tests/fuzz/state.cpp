// Saved states: any bytes between the head and the checksum, both of which are set right, for the checksum would stop
// every change before anything else sees it. With KOHORT_FUZZ_SEED=FILE the program writes such bytes and ends.
#include "base/fnv1a.hpp"

#include <c_api/example.hpp>
#include <fuzz/harness.hpp>

#include <string>

namespace {

using namespace fuzz;
using c_api::state, c_api::table, c_api::text;

constexpr std::size_t head_size = 24, checksum_size = 8;

struct sample {
    c_api::data set = make_data(c_api_example::schema);
    c_api::plan plan;
    std::string saved;

    sample() {
        const auto rows = c_api_example::register_csv(30);
        kohort_data_read_csv_text(set.get(), nullptr, rows.data(), rows.size(), nullptr);
        plan = make_plan(set, c_api_example::definitions, c_api_example::options);
        const auto filled =
            made<state>([&](auto** out, auto* error) { return kohort_state_create(plan.get(), out, error); });
        kohort_state_push(filled.get(), set.get(), KOHORT_ROWS_OF_NEW_PERSONS, nullptr);
        saved = save(filled);
        require(saved.size() > head_size + checksum_size, "a state with rows has bytes");
    }
    static std::string save(const state& of) {
        return std::string(
            content(made<text>([&](auto** out, auto* error) { return kohort_state_save(of.get(), out, error); })));
    }
    [[nodiscard]] state load(std::string_view bytes) const {
        return made<state>([&](auto** out, auto* error) {
            return kohort_state_load(plan.get(), bytes.data(), bytes.size(), out, error);
        });
    }
};

const sample& valid() {
    static const sample made_once;
    return made_once;
}

std::string with_head_and_checksum(std::string_view body) {
    auto bytes = valid().saved.substr(0, head_size) + std::string(body);
    kohort::fnv1a hash;
    hash.add(bytes);
    for (std::size_t i = 0; i < checksum_size; ++i) bytes += static_cast<char>(hash.value() >> (8 * i) & 0xFFU);
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    const auto* const seed = std::getenv("KOHORT_FUZZ_SEED");
    if (seed == nullptr) return 0;
    const auto& saved = valid().saved;
    std::FILE* const file = std::fopen(seed, "wb");
    require(file != nullptr, "the seed can be written");
    std::fwrite(saved.data() + head_size, 1, saved.size() - head_size - checksum_size, file);
    std::fclose(file);
    std::exit(0);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto loaded = valid().load(with_head_and_checksum(view_of(bytes, size)));
    if (!loaded) return 0;
    const auto saved = sample::save(loaded);
    const auto again = valid().load(saved);
    require(again != nullptr && sample::save(again) == saved, "a saved state loads and saves to the same bytes");
    made<table>([&](auto** out, auto* error) { return kohort_state_finish(loaded.get(), out, error); });
    kohort_state_merge(again.get(), loaded.get(), nullptr);
    return 0;
}
