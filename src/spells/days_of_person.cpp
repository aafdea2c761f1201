#include <kohort/spells/days_of_person.hpp>

#include <algorithm>
#include <tuple>

namespace kohort {

days_of_person::days_of_person(std::span<const spell_source> sources, stock_clock when) {
    for (const auto& source : sources)
        cursors_.push_back({&source, when == stock_clock::close_of ? source.spells->exit_offset() : 0, 0});
}

void days_of_person::collect(cursor& from, std::uint32_t person) {
    const auto persons = from.source->spells->person();
    const auto starts = from.source->spells->start(), ends = from.source->spells->end();
    auto row = from.row;
    while (row < persons.size() && persons[row] < person) ++row;
    for (; row < persons.size() && persons[row] == person; ++row) {
        const auto end = ends[row] == spell_register::open_end ? ends[row] : ends[row] - from.end_shift;
        if (starts[row] < end && passes(from.source->filters, row)) spans_.push_back({starts[row], end});
    }
    from.row = row;
}

std::span<const day_span> days_of_person::spells_of(std::uint32_t person) {
    spans_.clear();
    for (auto& each : cursors_) collect(each, person);
    if (cursors_.size() > 1)
        std::sort(spans_.begin(), spans_.end(), [](const day_span& a, const day_span& b) {
            return std::tie(a.start, a.end) < std::tie(b.start, b.end);
        });
    return spans_;
}

std::span<const day_span> days_of_person::covered(std::uint32_t person) {
    (void)spells_of(person);
    join(spans_);
    return spans_;
}

std::span<const day_span> days_of_person::not_covered(std::uint32_t person) {
    gaps_.clear();
    auto first_free = all_days.start;
    for (const auto& busy : covered(person)) {
        gaps_.push_back({first_free, busy.start});
        first_free = busy.end;
    }
    if (first_free != all_days.end) gaps_.push_back({first_free, all_days.end});
    return gaps_;
}

void days_of_person::join(std::vector<day_span>& spans) noexcept {
    std::size_t joined = 0;
    for (const auto& span : spans) {
        if (joined > 0 && span.start <= spans[joined - 1].end) {
            spans[joined - 1].end = std::max(spans[joined - 1].end, span.end);
        } else {
            spans[joined++] = span;
        }
    }
    spans.erase(spans.begin() + static_cast<std::ptrdiff_t>(joined), spans.end());
}

} // namespace kohort
