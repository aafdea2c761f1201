#include "rejected_rows.hpp"

#include "terminal.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace kohort_cli {
namespace {

/// A word as a shell needs it.
std::string shell_word(const std::string& word) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:@%,";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
    std::string quoted = "'";
    for (const char letter : word) quoted += letter == '\'' ? std::string("'\\''") : std::string{letter};
    return quoted + "'";
}

std::string check_command(const data_arguments& data) {
    std::string command = "kohort check";
    for (const auto& file : data.schemas) command += " --schema " + shell_word(file);
    for (const auto& file : data.registers) command += " --register " + shell_word(file);
    return command;
}

} // namespace

bool warn_of_rejected_rows(const std::vector<kohort::quality_report>& all, const data_arguments& arguments) {
    bool any = false;
    for (const auto& quality : all) {
        if (quality.rows_rejected == 0) continue;
        any = true;
        std::map<kohort::row_problem, std::int64_t> rows;
        for (const auto& finding : quality.findings)
            if (finding.policy == kohort::row_policy::reject) rows[finding.problem] += finding.rows;
        std::string reasons;
        for (const auto& [problem, count] : rows)
            reasons += (reasons.empty() ? "" : ", ") + std::string(name_of(problem)) + " " + std::to_string(count);
        print_warning(quality.file + ": " + std::to_string(quality.rows_rejected) + " of " +
                      std::to_string(quality.rows_read) + " rows rejected (" + reasons + ")");
    }
    if (any) print_hint("To see them: " + check_command(arguments));
    return any;
}

} // namespace kohort_cli
