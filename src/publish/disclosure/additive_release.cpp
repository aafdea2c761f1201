#include <kohort/publish/disclosure/additive_release.hpp>

#include <algorithm>
#include <stdexcept>

namespace kohort::disclosure {
namespace {

error invalid(std::string message, const char* list, std::size_t index) {
    return {error_code::invalid_argument, std::move(message), std::string(list) + std::to_string(index)};
}

/// What is wrong with the cells that a sum names; empty when nothing is.
std::string naming_problem(const additive_release& release, const sum_relation& sum) {
    if (sum.parts.empty()) return "the sum has no parts";
    auto members = sum.parts;
    members.push_back(sum.total);
    std::sort(members.begin(), members.end());
    if (members.back() >= release.cells.size())
        return "there is no cell " + std::to_string(members.back()) + ": the release has " +
               std::to_string(release.cells.size());
    const auto twice = std::adjacent_find(members.begin(), members.end());
    if (twice != members.end()) return "\"" + release.cells[*twice].name + "\" is in the sum twice";
    return {};
}

std::string adding_problem(const additive_release& release, const sum_relation& sum) {
    ratio added = 0;
    try {
        for (const auto part : sum.parts) added = added + release.cells[part].value;
    } catch (const std::overflow_error&) {
        return "the parts of \"" + release.cells[sum.total].name + "\" add up to more than 64 bits hold";
    }
    const auto& total = release.cells[sum.total];
    if (added == total.value) return {};
    return "\"" + total.name + "\" is " + to_string(total.value) + ", but its parts add up to " + to_string(added) +
           "; give the numbers before rounding, or the rest as an unprinted part";
}

} // namespace

error_list problems_of(const additive_release& release) {
    error_list problems;
    for (std::size_t i = 0; i < release.cells.size(); ++i) {
        const auto& each = release.cells[i];
        const auto value = each.value.to_double();
        if (!(value >= each.least && value <= each.most))
            problems.push_back(invalid("\"" + each.name + "\" is outside what everybody knows of it", "/cells/", i));
        if (each.use == cell_use::fixed && each.sensitive)
            problems.push_back(invalid("\"" + each.name + "\" is sensitive, but known already", "/cells/", i));
    }
    for (std::size_t i = 0; i < release.sums.size(); ++i) {
        auto problem = naming_problem(release, release.sums[i]);
        if (problem.empty()) problem = adding_problem(release, release.sums[i]);
        if (!problem.empty()) problems.push_back(invalid(std::move(problem), "/sums/", i));
    }
    return problems;
}

std::string to_string(const additive_release& release, const sum_relation& sum) {
    std::string text = release.cells[sum.total].name;
    for (std::size_t i = 0; i < sum.parts.size(); ++i)
        text += (i == 0 ? " = " : " + ") + release.cells[sum.parts[i]].name;
    return text;
}

} // namespace kohort::disclosure
