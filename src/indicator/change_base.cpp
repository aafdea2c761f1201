#include "change_base.hpp"

#include <kohort/time/day.hpp>
#include <kohort/time/period.hpp>

#include <string>

namespace kohort {

std::optional<reporting_period> base_period(const change_operator& change, const periodicity& per,
                                            const reporting_period& now) {
    if (change.from == change_operator::base::period) {
        const auto literal = parse_period_literal(change.period);
        const auto selected = literal ? select_periods(per, *literal) : result<period_axis>(literal.errors());
        if (!selected || selected->size() != 1) return std::nullopt;
        return (*selected)[0];
    }
    const auto current = period_containing(per, now.span.first);
    const bool is_calendar = current.span() == now.span;
    if (!is_calendar) { // a free window of days
        const auto span = change.from == change_operator::base::previous
                              ? window{now.span.first - now.span.days(), now.span.first - 1}
                              : window{add_years(now.span.first, -1), add_years(now.span.last + 1, -1) - 1};
        return reporting_period{to_string(span.first) + ".." + to_string(span.last), span};
    }
    if (change.from == change_operator::base::previous) {
        const auto before = current + -1;
        return reporting_period{before.label(), before.span()};
    }
    if (per.every == frequency::week) {
        const auto number = current.label().substr(4);
        const auto before = parse_period(std::to_string(current.label_year() - 1) + number);
        if (!before) return std::nullopt;
        return reporting_period{before->label(), before->span()};
    }
    const auto periods_per_year = 12 / months_in(per.every);
    const auto before = current + -periods_per_year;
    return reporting_period{before.label(), before.span()};
}

} // namespace kohort
