#include <kohort/aggregate/state.hpp>

#include "../base/fnv1a.hpp"
#include "compiled_plan.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace kohort {
namespace {

// The bytes of a state: magic, version, fingerprint, number of measures; of each measure its periods, number of axes,
// extents, counts; checksum of all before. Numbers are little-endian, 8 bytes each.
constexpr std::string_view magic = "kohortst";
constexpr std::uint64_t newest_version = 1;
constexpr std::size_t number_size = 8;

std::uint64_t checksum_of(std::string_view bytes) noexcept {
    fnv1a hash;
    hash.add(bytes);
    return hash.value();
}

void write(std::uint64_t number, std::string& bytes) {
    for (std::size_t i = 0; i < number_size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFFu);
}

/// Takes numbers from the front of bytes; zeros when they are at their end.
class number_reader {
  public:
    explicit number_reader(std::string_view bytes) : rest_(bytes) {}

    [[nodiscard]] std::uint64_t next() noexcept {
        if (rest_.size() < number_size) {
            is_short_ = true;
            return 0;
        }
        std::uint64_t number = 0;
        for (std::size_t i = number_size; i-- > 0;) number = number << 8 | static_cast<unsigned char>(rest_[i]);
        rest_.remove_prefix(number_size);
        return number;
    }
    [[nodiscard]] bool is_at_end() const noexcept { return !is_short_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool is_short_ = false;
};

error damaged(std::string_view what) {
    return error(error_code::data, fmt::format("the saved state {}; save it again from its rows", what));
}

/// Reads the counts into measures of the shapes that the plan gives; false when they have other shapes.
bool read_counts(number_reader& from, std::vector<measure_counts>& shapes) {
    if (from.next() != shapes.size()) return false;
    for (auto& measure : shapes) {
        if (from.next() != measure.periods || from.next() != measure.extents.size()) return false;
        for (const auto extent : measure.extents)
            if (from.next() != extent) return false;
        for (auto& count : measure.counts) count = static_cast<std::int64_t>(from.next());
    }
    return from.is_at_end();
}

} // namespace

std::string state::save() const {
    std::string bytes(magic);
    write(newest_version, bytes);
    write(plan_->fingerprint(), bytes);
    const auto finished = finish();
    write(finished.size(), bytes);
    for (const auto& measure : finished) {
        write(measure.periods, bytes);
        write(measure.extents.size(), bytes);
        for (const auto extent : measure.extents) write(extent, bytes);
        for (const auto count : measure.counts) write(static_cast<std::uint64_t>(count), bytes);
    }
    write(checksum_of(bytes), bytes);
    return bytes;
}

result<state> state::load(const plan& compiled, std::string_view bytes) {
    constexpr std::size_t head = 2 * number_size;
    if (!bytes.starts_with(magic)) return error(error_code::data, "these bytes are not a saved state of kohort");
    if (bytes.size() < head + number_size) return damaged("was cut off");
    number_reader format(bytes.substr(magic.size(), number_size));
    if (const auto written = format.next(); written > newest_version)
        return error(error_code::data, fmt::format("the state was saved in format {} by a newer kohort; this one reads "
                                                   "formats up to {}",
                                                   written, newest_version));
    const auto content = bytes.substr(0, bytes.size() - number_size);
    if (number_reader(bytes.substr(content.size())).next() != checksum_of(content))
        return damaged("was cut off or changed");
    number_reader numbers(content.substr(head));
    if (numbers.next() != compiled.fingerprint())
        return error(error_code::plan, "the state was saved from other definitions, periods or code lists; evaluate "
                                       "those, or count its rows again");
    state loaded(compiled);
    auto counts = loaded.finish();
    if (!read_counts(numbers, counts)) return damaged("has counts of another shape than its plan");
    loaded.add(counts, 1);
    return loaded;
}

} // namespace kohort
