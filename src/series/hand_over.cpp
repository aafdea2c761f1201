#include <kohort/series/hand_over.hpp>

#include <fmt/format.h>

#include <utility>

namespace kohort {
namespace {

/// The codes of a line, or the id of the series when it has no groups.
std::string column_of(const series& of, std::size_t line) {
    std::string name;
    for (auto a = of.groups().size(); a-- > 0;) {
        const auto& on = of.groups()[a];
        name = on[line % on.size()].code + (name.empty() ? "" : ".") + name;
        line /= on.size();
    }
    if (!name.empty()) return name;
    return of.about().id.empty() ? "series" : of.about().id;
}

std::string number(const cell& figure, measurement_unit unit) {
    if (!figure.status.has_value()) return {};
    const auto one = in_base_units(unit);
    return fmt::format("{:.15g}", figure.numerator.to_double() / figure.denominator.to_double() / one.to_double());
}

std::string labels(const std::vector<period>& periods) {
    std::string text;
    for (const auto& each : periods) text += (text.empty() ? "" : " ") + each.label();
    return text;
}

std::vector<period> breaks_of(const series& of, std::size_t line) {
    std::vector<period> breaks;
    for (std::size_t i = 0; i < of.size(); ++i)
        if (of.line(line)[i].status.has(obs_flag::break_in_series)) breaks.push_back(of.period_at(i));
    return breaks;
}

std::string frequency_of(const periodicity& per) {
    return per.every == frequency::week ? "week" : std::to_string(12 / months_in(per.every));
}

/// Quoted where it must be.
std::string field(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + '"';
}

std::string record(const std::vector<std::string>& fields) {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) line += (i > 0 ? "," : "") + field(fields[i]);
    return line + '\n';
}

std::vector<std::string> description_of(const series& of, std::size_t line) {
    const auto& about = of.about();
    return {column_of(of, line),
            about.id,
            about.name.en,
            about.name.sv,
            std::string(name_of(about.unit)),
            frequency_of(about.per),
            std::string(name_of(about.kind)),
            of.period_at(0).label(),
            of.period_at(of.size() - 1).label(),
            labels(completeness_of(of, line).within),
            labels(breaks_of(of, line))};
}

} // namespace

series_hand_over hand_over(const series& of) {
    const auto all = filled(of);
    std::vector<std::string> columns{"date"};
    for (std::size_t l = 0; l < all.lines(); ++l) columns.push_back(column_of(all, l));
    series_hand_over made{record(columns), "series,id,name_en,name_sv,unit,frequency,kind,first,last,gaps,breaks\n"};
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::vector<std::string> fields{to_string(all.period_at(i).first_day())};
        for (std::size_t l = 0; l < all.lines(); ++l) fields.push_back(number(all.line(l)[i], all.about().unit));
        made.data += record(fields);
    }
    for (std::size_t l = 0; l < all.lines(); ++l) made.metadata += record(description_of(all, l));
    return made;
}

} // namespace kohort
