#include <kohort/publish/disclosure/attack.hpp>

#include "publish/csv_fields.hpp"

#include <fmt/format.h>

#include <cmath>

namespace kohort::disclosure {
namespace {

/// At most six decimals, without zeros at the end.
std::string number_text(double number) {
    if (std::isinf(number)) return "inf";
    constexpr double places = 1e6;
    const auto rounded = std::round(number * places) / places;
    return fmt::format("{}", rounded == 0 ? 0.0 : rounded);
}

std::string written_sum(const seen_release& release, const sum_relation& sum) {
    auto text = release.cells[sum.total].name;
    for (std::size_t i = 0; i < sum.parts.size(); ++i)
        text += (i == 0 ? " = " : " + ") + release.cells[sum.parts[i]].name;
    return text;
}

std::string what_is_known(const derived_interval& found) {
    const auto least = number_text(found.least), most = number_text(found.most);
    if (least == most) return "is " + least;
    return std::isinf(found.most) ? "is at least " + least : "is from " + least + " to " + most;
}

std::string summary(const attack_report& report) {
    if (!report.is_consistent) return "No table fits what is printed: the sums do not hold, so nothing was derived.\n";
    const auto all = std::to_string(report.suppressed);
    std::string how;
    if (report.looked_at_exactly == report.suppressed)
        how = "all of them exactly, by linear programming";
    else if (report.looked_at_exactly > 0)
        how = "a sample of " + std::to_string(report.looked_at_exactly) +
              " exactly, by linear programming; the others by propagation, which may miss what follows from several "
              "sums together";
    else
        how = "by " + std::string(name_of(report.intervals.front().by)) +
              (report.intervals.front().by == attack_method::elimination
                   ? ", which finds only cells that the sums determine"
                   : ", which may miss what follows from several sums together");
    return all + (report.suppressed == 1 ? " suppressed cell" : " suppressed cells") + ", looked at " + how + ": " +
           (report.too_narrow == 0 ? std::string("none can be narrowed too far.\n")
                                   : std::to_string(report.too_narrow) + " can be narrowed too far.\n");
}

} // namespace

std::string to_text(const seen_release& release, const attack_report& report) {
    if (report.is_consistent && report.suppressed == 0) return "No cell is suppressed.\n";
    std::string text;
    for (const auto& each : report.intervals) {
        if (!each.is_too_narrow) continue;
        text += release.cells[each.cell].name + " " + what_is_known(each) + ", by\n";
        for (const auto sum : each.sums) text += "  " + written_sum(release, release.sums[sum]) + "\n";
    }
    return text + summary(report);
}

std::string to_csv(const seen_release& release, const attack_report& report) {
    std::string text = "cell,least,most,method,verdict,sums\n";
    for (const auto& each : report.intervals) {
        std::string sums;
        for (const auto sum : each.sums) sums += (sums.empty() ? "" : "; ") + written_sum(release, release.sums[sum]);
        const std::string fields[] = {release.cells[each.cell].name,
                                      number_text(each.least),
                                      number_text(each.most),
                                      std::string(name_of(each.by)),
                                      each.is_too_narrow ? "too narrow" : "safe",
                                      sums};
        for (const auto& field : fields) add_csv_field(text, field, ',', &field == fields);
        text += '\n';
    }
    return text;
}

} // namespace kohort::disclosure
