// What callers give as definitions and languages.
#pragma once

#include "guard.hpp"

#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/time/period_axis.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace kohort::c_api {

/// A document or an array of documents; a text stands for the catalogue's definition with that id, in the version valid
/// in the periods. Throws `error_list` and `error`.
[[nodiscard]] std::vector<definition> read_definitions(std::string_view text,
                                                       const std::optional<period_literal>& periods);

[[nodiscard]] inline language language_of(kohort_language given) {
    if (given != KOHORT_LANGUAGE_EN && given != KOHORT_LANGUAGE_SV)
        throw argument_problem{"language is none of kohort_language"};
    return given == KOHORT_LANGUAGE_SV ? language::sv : language::en;
}

} // namespace kohort::c_api
