#include "cell_rule.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace kohort::detail {
namespace {

/// The wanted codes of a column, when they follow each other at equal distances: `base`, `base + stride`, ...
struct equal_steps {
    std::uint32_t first, last_step, base, stride;
};

std::optional<equal_steps> equal_steps_of(const std::vector<std::uint32_t>& offsets) {
    const auto is_wanted = [](std::uint32_t offset) { return offset < trash_offset; };
    const auto begin = std::ranges::find_if(offsets, is_wanted);
    if (begin == offsets.end() || is_wanted(offsets.back())) return std::nullopt; // all codes beyond are wanted, too
    const auto end = std::find_if_not(begin, offsets.end(), is_wanted);
    if (std::any_of(end, offsets.end(), is_wanted)) return std::nullopt;
    const auto stride = end - begin > 1 ? begin[1] - begin[0] : 0;
    for (auto each = begin + 1; each < end; ++each)
        if (*each < each[-1] || *each - each[-1] != stride) return std::nullopt;
    return equal_steps{static_cast<std::uint32_t>(begin - offsets.begin()), static_cast<std::uint32_t>(end - begin - 1),
                       *begin, stride};
}

std::size_t bytes_of(const code_column& column) noexcept {
    return std::visit([](auto codes) { return sizeof(codes[0]); }, column);
}

} // namespace

template <class Lane>
std::span<const Lane> cell_rule::table::of() const noexcept {
    if constexpr (sizeof(Lane) == 2)
        return short_offsets;
    else
        return offsets;
}

cell_rule::cell_rule(std::span<const offset_table> columns, std::size_t cells)
    : trash_(static_cast<std::uint32_t>(cells)) {
    std::uint64_t largest = 0;
    for (const auto& column : columns) {
        if (const auto found = equal_steps_of(column.offsets)) {
            base_ += found->base;
            steps_.push_back({column.codes, found->first, found->last_step, found->stride});
            largest += found->base + std::uint64_t{found->last_step} * found->stride;
            continue;
        }
        table made{column.codes, column.offsets, {}};
        constexpr std::size_t byte_codes = 256;
        if (bytes_of(column.codes) == 1) made.offsets.resize(byte_codes, made.offsets.back());
        for (auto& offset : made.offsets) offset = std::min(offset, trash_);
        largest += std::ranges::max(made.offsets);
        tables_.push_back(std::move(made));
    }
    in_16_bits_ = std::max<std::uint64_t>(largest, trash_) < kernels::unwanted_row<std::uint16_t>;
    if (!in_16_bits_) return;
    for (auto& each : tables_) each.short_offsets.assign(each.offsets.begin(), each.offsets.end());
}

template <class Lane>
void cell_rule::sum_offsets(std::size_t first, std::size_t rows, std::uint32_t* cells) const noexcept {
    std::array<Lane, kernels::block_rows> sums;
    std::fill_n(sums.begin(), rows, static_cast<Lane>(base_));
    for (const auto& each : steps_)
        std::visit(
            [&](auto codes) {
                kernels::add_steps(codes.data() + first, rows, static_cast<Lane>(each.first),
                                   static_cast<Lane>(each.last_step), static_cast<Lane>(each.stride), sums.data());
            },
            each.codes);
    for (const auto& each : tables_)
        std::visit(
            [&](auto codes) {
                kernels::add_from_table(codes.data() + first, rows, each.template of<Lane>(), sums.data());
            },
            each.codes);
    kernels::clamp_to_trash(sums.data(), rows, static_cast<Lane>(trash_), cells);
}

void cell_rule::find_cells(std::size_t first, std::size_t rows, std::uint32_t* cells) const noexcept {
    if (in_16_bits_)
        sum_offsets<std::uint16_t>(first, rows, cells);
    else
        sum_offsets<std::uint32_t>(first, rows, cells);
}

std::size_t cell_rule::bytes_per_row() const noexcept {
    std::size_t bytes = 0;
    for (const auto& each : steps_) bytes += bytes_of(each.codes);
    for (const auto& each : tables_) bytes += bytes_of(each.codes);
    return bytes;
}

} // namespace kohort::detail
