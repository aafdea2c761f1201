// Findings as CSV for machines and as text for people.
#include <kohort/audit/relations.hpp>

#include <string>

namespace kohort::audit {
namespace {

std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + "\"";
}

std::string paragraph(const finding& each) {
    auto text = std::string(name_of(each.is)) + ": " + each.id + " (" + each.kind + ")\n  computed " + each.computed +
                ", printed " + each.printed + ", admitted " + each.admitted_low + " to " + each.admitted_high + "\n  ";
    if (each.looks_like != mistake::unknown) text.append(name_of(each.looks_like)).append(": ");
    return text + each.reason + "\n\n";
}

} // namespace

std::string to_csv(std::span<const finding> findings) {
    std::string text = "id,kind,computed,printed,admitted_low,admitted_high,verdict\n";
    for (const auto& each : findings) {
        for (const auto& value : {csv_cell(each.id), csv_cell(each.kind), each.computed, each.printed,
                                  each.admitted_low, each.admitted_high})
            text.append(value).append(",");
        text.append(name_of(each.is)).append("\n");
    }
    return text;
}

std::string to_text(std::span<const finding> findings) {
    std::string text;
    for (const auto is : {verdict::contradiction, verdict::rounding})
        for (const auto& each : findings)
            if (each.is == is) text += paragraph(each);
    const auto number_of = [&](verdict is) { return std::to_string(count(findings, is)); };
    return text + std::to_string(findings.size()) + (findings.size() == 1 ? " relation: " : " relations: ") +
           number_of(verdict::matches) + " as printed, " + number_of(verdict::rounding) + " within rounding, " +
           number_of(verdict::contradiction) +
           (count(findings, verdict::contradiction) == 1 ? " contradiction\n" : " contradictions\n");
}

} // namespace kohort::audit
