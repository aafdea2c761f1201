#include "printed_figure.hpp"

#include <kohort/publish/number_format.hpp>
#include <kohort/publish/rounding.hpp>

#include <string_view>
#include <utility>

namespace kohort {
namespace {

constexpr std::pair<availability, std::string_view> signs[] = {{availability::suppressed, ".."},
                                                               {availability::suppressed_secondary, ".."},
                                                               {availability::missing, "..."},
                                                               {availability::not_applicable, "."},
                                                               {availability::nil, "-"}};

constexpr std::pair<obs_flag, std::string_view> marks[] = {{obs_flag::provisional, "p"},
                                                           {obs_flag::estimated, "e"},
                                                           {obs_flag::forecast, "f"},
                                                           {obs_flag::break_in_series, "b"},
                                                           {obs_flag::low_reliability, "u"}};

struct meaning {
    std::string_view sign;
    std::string_view sv;
    std::string_view en;
};

constexpr meaning meanings[] = {{"..", "sekretess", "suppressed to protect persons"},
                                {"...", "uppgift saknas", "not available"},
                                {".", "kan inte förekomma", "not applicable"},
                                {"-", "inget att räkna", "nothing to count"},
                                {"p", "preliminär", "provisional"},
                                {"e", "skattad", "estimated"},
                                {"f", "prognos", "forecast"},
                                {"b", "brott i tidsserien", "break in the series"},
                                {"u", "låg tillförlitlighet", "low reliability"}};

bool is_used(std::string_view sign, const text_grid& grid) {
    for (const auto& row : grid.rows)
        for (const auto& figure : row.figures)
            if (figure.text == sign || figure.marks.find(sign) != std::string::npos) return true;
    return false;
}

} // namespace

grid_figure printed(const definition& indicator, const cell& figure, language in) {
    for (const auto& [is, sign] : signs)
        if (figure.status.is == is) return {std::string(sign), {}};
    const auto rounded = round(published_value(indicator, figure), indicator.decimals, indicator.rounding);
    grid_figure result{format(rounded, indicator.unit, in), {}};
    for (const auto& [flag, mark] : marks)
        if (figure.status.has(flag)) result.marks += mark;
    return result;
}

std::string legend_of(const text_grid& grid, language in) {
    std::string legend;
    for (const auto& [sign, sv, en] : meanings) {
        if (!is_used(sign, grid)) continue;
        if (!legend.empty()) legend += "; ";
        legend.append(sign).append(" ").append(in == language::sv ? sv : en);
    }
    return legend;
}

} // namespace kohort
