#include "small_counts.hpp"

#include "failure.hpp"
#include "terminal.hpp"

#include <kohort/data/schema_files.hpp>
#include <kohort/publish/disclosure/report_protection.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace kohort_cli {
namespace {

using kohort::definition;
using kohort::indicator_table;
namespace disclosure = kohort::disclosure;

/// N for registers of the user's own; synthetic persons and published tables are no secret.
kohort::disclosure::primary_rules rules_for(bool is_public) {
    disclosure::primary_rules rules;
    if (is_public) rules.minimum_frequency = disclosure::small_counts_are_printed;
    return rules;
}

/// The command line's N, else the definition's own, else the default.
std::int64_t limit_of(const definition& indicator, const report_arguments& arguments, bool is_public) {
    const auto otherwise = indicator.small_counts_below.value_or(rules_for(is_public).minimum_frequency);
    return arguments.small_counts_below.value_or(otherwise);
}

std::vector<disclosure::printed_figure_before> previous_release(const std::string& file) {
    if (file.empty()) return {};
    const auto text = kohort::read_text_file(file);
    if (!text) throw failure(text.errors());
    auto figures = disclosure::parse_previous_release(*text, file);
    if (!figures) throw failure(figures.errors());
    return std::move(*figures);
}

std::string figures(std::size_t count) { return std::to_string(count) + (count == 1 ? " figure" : " figures"); }

void tell(const disclosure::report_protection& done) {
    if (done.primary > 0)
        print_hint(figures(done.primary) + " with too few contributors hidden, and " + figures(done.secondary) +
                   " that would give them away (--small-counts off prints all)");
    if (done.found.is_cut_off)
        print_hint("More was hidden than need be: the tables are too large to look at every figure.");
    if (!done.known_already.empty())
        print_warning("the previous release prints " + figures(done.known_already.size()) +
                      " that are hidden now, e.g. " + done.known_already.front());
    if (!done.found.unprotected.empty())
        print_warning(figures(done.found.unprotected.size()) + " can be worked out whatever is hidden, e.g. " +
                      done.release.cells[done.found.unprotected.front()].name);
}

} // namespace

report_definitions with_contributors(std::vector<definition> definitions, const report_arguments& arguments,
                                     bool is_public) {
    report_definitions made{std::move(definitions), 0};
    made.printed = made.all.size();
    const bool may_hide = std::any_of(made.all.begin(), made.all.end(), [&](const definition& each) {
        return limit_of(each, arguments, is_public) > disclosure::small_counts_are_printed;
    });
    if (!may_hide) return made;
    auto contributors = disclosure::contributor_counts(made.all);
    std::move(contributors.begin(), contributors.end(), std::back_inserter(made.all));
    return made;
}

bool drop_uncountable(report_definitions& definitions, const kohort::error_list& errors) {
    const auto is_uncountable = [&errors](const definition& each) {
        return std::any_of(errors.begin(), errors.end(), [&](const kohort::error& problem) {
            return problem.path() == each.id || problem.path().rfind(each.id + '/', 0) == 0;
        });
    };
    auto& all = definitions.all;
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(definitions.printed);
    const auto kept = std::remove_if(first, all.end(), is_uncountable);
    if (kept == all.end()) return false;
    all.erase(kept, all.end());
    print_warning("not all persons behind the figures can be counted, so that these are judged by their own size: " +
                  std::string(errors.front().what()));
    return true;
}

void hide_small_counts(std::vector<indicator_table>& tables, std::size_t printed, const report_arguments& arguments,
                       bool is_public) {
    const auto first = tables.begin() + static_cast<std::ptrdiff_t>(printed);
    const std::vector<indicator_table> contributors(std::make_move_iterator(first),
                                                    std::make_move_iterator(tables.end()));
    tables.erase(first, tables.end());
    bool may_hide = false;
    for (auto& each : tables) {
        const auto limit = limit_of(each.indicator, arguments, is_public);
        may_hide = may_hide || limit > disclosure::small_counts_are_printed;
        // Nothing was decided about what is public.
        if (!is_public || arguments.small_counts_below) each.indicator.small_counts_below = limit;
    }
    if (!may_hide) return;
    const auto previous = previous_release(arguments.previous);
    const auto done = disclosure::protect(tables, rules_for(is_public), {contributors, previous});
    if (!done) throw failure(done.errors());
    tell(*done);
}

std::string small_counts_note(std::span<const indicator_table> tables, kohort::language in) {
    const bool is_swedish = in == kohort::language::sv;
    std::optional<std::int64_t> limit;
    for (const auto& each : tables)
        if (const auto own = each.indicator.small_counts_below; own && own >= limit.value_or(0)) limit = own;
    if (!limit) return {};
    if (*limit == disclosure::small_counts_are_printed)
        return is_swedish ? "\nSmå antal visas: skyddet mot röjande är avstängt.\n"
                          : "\nSmall counts are printed: disclosure control is off.\n";
    const auto number = std::to_string(*limit);
    return is_swedish ? "\nUppgifter om färre än " + number + " visas inte, och inte heller de som röjer dem.\n"
                      : "\nFigures about fewer than " + number + " are not shown, nor those that give them away.\n";
}

} // namespace kohort_cli
