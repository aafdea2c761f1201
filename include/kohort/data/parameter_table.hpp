// Dated numbers: amounts that the law changes from year to year.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>
#include <kohort/data/schema.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/period_axis.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort {

/// Parameters by name, each with values for periods. A value type.
class parameter_table {
  public:
    /// A value and the period for which it holds.
    struct dated_value {
        kohort::period period;
        ratio value;
        bool is_built_in = false;
        friend bool operator==(const dated_value&, const dated_value&) = default;
    };
    struct parameter {
        std::string name;
        std::vector<dated_value> values; ///< in the order of time, longer periods before those that they contain
        friend bool operator==(const parameter&, const parameter&) = default;
    };

    /// No parameters.
    parameter_table() = default;
    /// kohort's own: `prisbasbelopp`, the price base amount of the years 2007-2025 in SEK, as the Swedish government
    /// sets it and SCB publishes it. The income limit of MUCF's young people who neither work nor study is one
    /// prisbasbelopp; MUCF's own questions and answers print "47 300 SEK 2018", but that is the amount of 2020: in 2018
    /// it was 45 500.
    [[nodiscard]] static parameter_table with_built_in_values();

    /// Takes the values of a schema document. A value replaces a built-in one of the same period; built-in values of
    /// other periods stay. Errors (`schema`), all at once, and then nothing is taken: a period that is none or for
    /// which another document has another value, a number that does not fit into 64 bits.
    [[nodiscard]] std::optional<error_list> add(const parameter_schema& schema);

    [[nodiscard]] const std::vector<parameter>& parameters() const noexcept { return parameters_; }
    /// The parameter, or null. Valid until one is added.
    [[nodiscard]] const parameter* find(std::string_view name) const noexcept;

    /// The value for a time: that of exactly this period, else that of the shortest period that contains it (the value
    /// of a year serves its months). Errors (`plan`): no such parameter; no period with a value contains the time: then
    /// the message says which have one. O(values).
    [[nodiscard]] result<ratio> value_at(std::string_view name, const reporting_period& when) const;

    friend bool operator==(const parameter_table&, const parameter_table&) = default;

  private:
    std::vector<parameter> parameters_; ///< in the order in which they came
};

} // namespace kohort
