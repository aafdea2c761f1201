// What an evaluation consists of.
#pragma once

#include "evaluation_totals.hpp"
#include "prepared_call.hpp"

#include <kohort/indicator/evaluation.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kohort::detail {

/// A data set without rows and a call prepared against it.
struct outline {
    data_set data;
    register_profiles profiles;
    std::unique_ptr<const prepared_call> call; ///< refers to the other two
};

struct compiled_evaluation {
    std::vector<definition> definitions;
    evaluate_options options; ///< only what decides the figures
    prepared_call::known_periods periods;
    outline declared; ///< as compiled: with the profiles of the data set at that time
    std::uint64_t fingerprint = 0;
    bool needs_whole_persons = false;
    bool depends_on_horizon = false;
    std::vector<std::string> followed; ///< registers in which events are followed up

    /// The call for rows with these profiles, prepared against the same data set without rows.
    [[nodiscard]] std::shared_ptr<const outline> outline_with(const register_profiles& profiles) const;
};

/// What the definitions ask of rows, see `evaluation`.
struct asked_of_rows {
    bool whole_persons = false;
    std::vector<std::string> followed;
};
[[nodiscard]] asked_of_rows asked_of_rows_by(const std::vector<definition>& definitions);

/// See `evaluation::fingerprint`.
[[nodiscard]] std::uint64_t fingerprint_of(const compiled_evaluation& compiled);

} // namespace kohort::detail
