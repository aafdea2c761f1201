// Rows as the interface of Kolada gives them (api.kolada.se, version 3).
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/publish/publication.hpp>

#include <span>
#include <string>

namespace kohort {

struct kolada_options {
    std::string municipality = "0180"; ///< where the table has no dimension of areas; Stockholm
};

/// {"values": [{"kpi", "municipality", "period", "values": [{"gender": "T" | "K" | "M", "value", "status"}]}],
/// "count"}. The kpi is the code of the contents, or the publication's id; the municipality the code of the area;
/// genders come from the dimension "sex", "kon", "gender" or "Kön" (T alone without one). Statuses: "Private" for
/// suppressed, "Missing" for other reasons, both with the value null. Other dimensions are given at their total.
///
/// Errors (`data`, path: the publication's id): periods that are not years, another dimension without a total.
/// O(cells).
[[nodiscard]] result<std::string> to_kolada(std::span<const publication> tables, const kolada_options& options = {});

} // namespace kohort
