#include "printed_figure.hpp"

#include "status_words.hpp"

#include <kohort/base/status_codes.hpp>
#include <kohort/publish/number_format.hpp>
#include <kohort/publish/rounding.hpp>

#include <string_view>
#include <utility>

namespace kohort {
namespace {

constexpr std::pair<obs_flag, std::string_view> marks[] = {{obs_flag::provisional, "p"},
                                                           {obs_flag::estimated, "e"},
                                                           {obs_flag::forecast, "f"},
                                                           {obs_flag::break_in_series, "b"},
                                                           {obs_flag::low_reliability, "u"}};

struct mark_in_words {
    std::string_view sign;
    std::string_view sv;
    std::string_view en;
};

/// In the order in which a legend names them.
constexpr availability reasons[] = {availability::suppressed, availability::missing, availability::not_applicable,
                                    availability::nil};

constexpr mark_in_words marks_in_words[] = {{"p", "preliminär", "provisional"},
                                            {"e", "skattad", "estimated"},
                                            {"f", "prognos", "forecast"},
                                            {"b", "brott i tidsserien", "break in the series"},
                                            {"u", "låg tillförlitlighet", "low reliability"}};

/// "; ... not available"
void add_meaning(std::string& legend, std::string_view sign, std::string_view words) {
    if (!legend.empty()) legend += "; ";
    legend.append(sign).append(" ").append(words);
}

bool is_used(std::string_view sign, const text_grid& grid) {
    for (const auto& row : grid.rows)
        for (const auto& figure : row.figures)
            if (figure.text == sign || figure.marks.find(sign) != std::string::npos) return true;
    return false;
}

} // namespace

grid_figure printed(const definition& indicator, const cell& figure, language in) {
    if (const auto sign = printed_sign_of(figure.status.is); !sign.empty()) return {std::string(sign), {}};
    const auto rounded = round(published_value(indicator, figure), indicator.decimals, indicator.rounding);
    grid_figure result{format(rounded, indicator.unit, in), {}};
    for (const auto& [flag, mark] : marks)
        if (figure.status.has(flag)) result.marks += mark;
    return result;
}

std::string legend_of(const text_grid& grid, language in) {
    std::string legend;
    for (const auto is : reasons)
        if (const auto sign = printed_sign_of(is); is_used(sign, grid))
            add_meaning(legend, sign, words_of(is, in == language::sv ? "sv" : "en"));
    for (const auto& [sign, sv, en] : marks_in_words)
        if (is_used(sign, grid)) add_meaning(legend, sign, in == language::sv ? sv : en);
    return legend;
}

} // namespace kohort
