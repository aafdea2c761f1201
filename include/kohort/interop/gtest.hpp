// GoogleMock matchers for published figures. Needs gmock; kohort.hpp does not include it.
#pragma once

#include <kohort/audit/published_figure.hpp>
#include <kohort/cube/cube.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/publish/rounding.hpp>

#include <gmock/gmock.h>

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

namespace kohort {

/// Shown by GoogleTest: "37/50", and why there is none.
inline void PrintTo(const ratio& number, std::ostream* out) { *out << to_string(number); }
inline void PrintTo(const cell& figure, std::ostream* out) {
    if (figure.status.has_value())
        *out << to_string(figure.numerator) << (figure.denominator == 1 ? "" : " of " + to_string(figure.denominator));
    if (figure.status != obs_status()) *out << (figure.status.has_value() ? ", " : "") << to_string(figure.status);
}

/// A cell in its indicator's unit: days of a mean in months, a share in percent.
struct cell_of_indicator {
    const definition& indicator;
    const cell& figure;
};

/// The cell for `Reproduces`, in the unit of its indicator: `in_unit_of(table.indicator, table.figures.at(place))`.
[[nodiscard]] inline cell_of_indicator in_unit_of(const definition& indicator, const cell& figure) {
    return {indicator, figure};
}

inline void PrintTo(const cell_of_indicator& each, std::ostream* out) { *out << ::testing::PrintToString(each.figure); }

/// The matcher behind `Reproduces`.
class reproduces_matcher {
  public:
    using is_gtest_matcher = void;

    reproduces_matcher(std::string printed, const reading_options& options)
        : printed_(std::move(printed)), figure_(parse_published_figure(printed_, options)), unit_(options.unit) {}

    template <class Actual>
    bool MatchAndExplain(const Actual& actual, ::testing::MatchResultListener* listener) const {
        if (!figure_) {
            *listener << figure_.errors().front().message();
            return false;
        }
        const auto computed = in_printed_unit(actual);
        if (!computed) {
            *listener << "has no value";
            return false;
        }
        *listener << "computed " << decimal_text(*computed) << ", rounded "
                  << decimal_text(rounded_like(*figure_, *computed)) << ", printed \"" << printed_ << "\", admitted "
                  << to_string(figure_->admits);
        return is_reproduced(*figure_, *computed);
    }

    void DescribeTo(std::ostream* out) const { describe(out, "reproduces"); }
    void DescribeNegationTo(std::ostream* out) const { describe(out, "does not reproduce"); }

  private:
    void describe(std::ostream* out, const char* verb) const {
        *out << verb << " \"" << printed_ << "\"";
        if (figure_) *out << ", which admits " << to_string(figure_->admits);
    }

    /// Shares are printed in percent or permille.
    [[nodiscard]] ratio factor() const {
        const auto& word = figure_->unit;
        if (unit_ == measurement_unit::percent || word == "%" || word == "procent" || word == "percent") return 100;
        if (unit_ == measurement_unit::permille || word == "‰" || word == "promille" || word == "permille") return 1000;
        return 1;
    }

    [[nodiscard]] std::optional<ratio> in_printed_unit(ratio number) const { return number * factor(); }
    [[nodiscard]] std::optional<ratio> in_printed_unit(const cell& figure) const {
        if (!figure.status.has_value() || figure.denominator == 0) return std::nullopt;
        return in_printed_unit(figure.value());
    }
    /// As `cube::find` returns it.
    [[nodiscard]] std::optional<ratio> in_printed_unit(const cell* figure) const {
        return figure ? in_printed_unit(*figure) : std::nullopt;
    }
    [[nodiscard]] std::optional<ratio> in_printed_unit(const cell_of_indicator& each) const {
        if (!each.figure.status.has_value() || each.figure.denominator == 0) return std::nullopt;
        return published_value(each.indicator, each.figure);
    }
    /// As `round` returns it: in the unit already.
    [[nodiscard]] std::optional<ratio> in_printed_unit(const decimal_number& number) const {
        ratio value = number.scaled;
        for (int i = 0; i < number.decimals; ++i) value = value / 10;
        return value;
    }

    std::string printed_;
    result<published_figure> figure_;
    std::optional<measurement_unit> unit_;
};

/// Matches a figure that reproduces what a report prints: it rounds, half away from zero, to the printed number, or is
/// within what the words admit (see `published_figure`).
///
///     EXPECT_THAT(exits.find({"2024", "women"}), Reproduces("74 procent"));
///     EXPECT_THAT(in_unit_of(table.indicator, *table.figures.find({"2024"})), Reproduces("7,1 månader"));
///
/// For cells and pointers to cells (null matches nothing), whole numbers, ratios, `decimal_number`s, and cells in the
/// unit of their indicator. Of a cell and a ratio the share itself is compared: 37/50 reproduces "74 procent"; the
/// others are compared as they are. A cell without a value reproduces nothing. The failure message shows the computed
/// number, the rounded one, the printed words and the admitted interval.
[[nodiscard]] inline reproduces_matcher Reproduces(std::string printed, const reading_options& options = {}) {
    return {std::move(printed), options};
}

} // namespace kohort
