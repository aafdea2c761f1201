// Every row of uncertainty.csv, which uncertainty.R computed with R's stats, epitools and survey. The opt-in script
// tests/oracles/run_uncertainty computes it again, and points KOHORT_UNCERTAINTY at rows from the packages' own data.
#include <kohort/stats/count_interval.hpp>
#include <kohort/stats/distribution.hpp>
#include <kohort/stats/standardisation.hpp>
#include <kohort/stats/survey.hpp>

#include "audit/csv_rows.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <sstream>

namespace kohort {
namespace {

using audit_test::row;
namespace fs = std::filesystem;
using numbers = std::vector<double>;

numbers numbers_in(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<double>(stream), {}};
}

/// The columns of a call: parts of the arguments between slashes.
struct call {
    std::vector<std::string> texts;

    explicit call(const std::string& arguments) {
        std::istringstream stream(arguments);
        for (std::string part; std::getline(stream, part, '/');) texts.push_back(part);
    }
    [[nodiscard]] numbers column(std::size_t index) const { return numbers_in(texts.at(index)); }
    [[nodiscard]] double number(std::size_t index) const { return column(index).at(0); }
    [[nodiscard]] std::int64_t count(std::size_t index) const { return static_cast<std::int64_t>(number(index)); }
};

numbers limits(const interval_estimate& of) { return {of.lower, of.upper}; }

/// The sample of survey.csv.
class sample {
  public:
    explicit sample(std::vector<row> rows) : rows_(std::move(rows)) {}

    [[nodiscard]] numbers column(const std::string& name) const {
        numbers values;
        for (const auto& each : rows_) values.push_back(std::strtod(each.at(name).c_str(), nullptr));
        return values;
    }

    [[nodiscard]] survey_estimate total(const std::string& options) const {
        if (const auto replicated = replicates(options))
            return replicated_total(replicated->view(), column("of")).value();
        return of_design(
            options, [](const survey_design& design, const sample& from) { return design.total(from.column("of")); });
    }

    [[nodiscard]] survey_estimate ratio(const std::string& options) const {
        if (const auto replicated = replicates(options))
            return replicated_ratio(replicated->view(), column("of"), column("whole")).value();
        return of_design(options, [](const survey_design& design, const sample& from) {
            return design.ratio_of(from.column("of"), from.column("whole"));
        });
    }

    [[nodiscard]] numbers scales(const std::string& name) const {
        const auto made = replicates(name).value();
        numbers all{made.scale};
        for (std::size_t r = 0; r < made.columns.size(); ++r) all.push_back(made.factors.empty() ? 1 : made.factors[r]);
        return all;
    }

  private:
    struct replicate_weights {
        numbers weight, factors;
        std::vector<numbers> columns;
        double scale;
        bool from_estimate;

        [[nodiscard]] replicate_columns view() const {
            return {weight, {columns.begin(), columns.end()}, scale, factors, from_estimate};
        }
    };

    [[nodiscard]] std::optional<replicate_weights> replicates(const std::string& options) const {
        const auto end = options.find("_mse");
        const auto name = options.substr(0, end);
        if (name != "brr" && name != "fay" && name != "jackknife" && name != "bootstrap") return std::nullopt;
        replicate_weights made{column("weight"), {}, {}, 1, end != std::string::npos};
        while (rows_.front().contains(name + std::to_string(made.columns.size() + 1)))
            made.columns.push_back(column(name + std::to_string(made.columns.size() + 1)));
        const auto count = made.columns.size();
        if (name == "brr") made.scale = brr_scale(count);
        if (name == "fay") made.scale = brr_scale(count, 0.3);
        if (name == "bootstrap") made.scale = bootstrap_scale(count);
        if (name == "jackknife") made.factors.assign(count, 0.5); // two clusters per stratum
        return made;
    }

    template <class Estimate>
    survey_estimate of_design(const std::string& options, Estimate estimate) const {
        const bool is_lonely = options == "certainty" || options == "adjust";
        if (is_lonely) {
            auto rows = rows_;
            std::erase_if(rows, [](const row& each) { return each.at("stratum") == "3" && each.at("cluster") != "1"; });
            const auto policy = options == "adjust" ? lonely_cluster::adjust : lonely_cluster::certainty;
            return sample(std::move(rows)).estimated("with_replacement", policy, estimate);
        }
        return estimated(options, lonely_cluster::refuse, estimate);
    }

    template <class Estimate>
    survey_estimate estimated(const std::string& options, lonely_cluster policy, Estimate estimate) const {
        const auto weight = column("weight"), there = column("there");
        const auto codes = [&](const std::string& name) {
            const auto values = column(name);
            return std::vector<std::uint32_t>(values.begin(), values.end());
        };
        const auto stratum = codes("stratum"), cluster = codes("cluster");
        numbers clusters_there;
        for (std::size_t r = 0; r < stratum.size(); ++r) {
            clusters_there.resize(std::max<std::size_t>(clusters_there.size(), stratum[r] + 1));
            clusters_there[stratum[r]] = there[r];
        }
        sample_columns columns{weight, stratum, cluster, {}};
        if (options == "finite") columns.clusters_in_population = clusters_there;
        if (options == "rows" || options == "stratified_rows") columns.cluster = {};
        if (options == "rows") columns.stratum = {};
        return estimate(survey_design::make(columns, policy).value(), *this);
    }

    std::vector<row> rows_;
};

numbers estimate_of(const survey_estimate& made) { return {made.estimate, made.standard_error}; }

numbers proportion(proportion_method method, const call& of) {
    return limits(proportion_interval(of.count(0), of.count(1), method, of.number(2)));
}

numbers direct(const call& of) {
    const auto made = directly_standardised(of.column(0), of.column(1), of.column(2)).value();
    return {made.crude, made.adjusted.estimate, made.adjusted.lower, made.adjusted.upper};
}

numbers indirect(const call& of) {
    const auto made = indirectly_standardised(of.count(0), of.column(1), of.column(2), of.column(3)).value();
    return {made.expected, made.ratio.estimate, made.ratio.lower, made.ratio.upper, made.adjusted.estimate};
}

const std::map<std::string, std::function<numbers(const call&, const sample&)>> statistics{
    {"wilson", [](const call& of, const sample&) { return proportion(proportion_method::wilson, of); }},
    {"wilson_corrected",
     [](const call& of, const sample&) { return proportion(proportion_method::wilson_corrected, of); }},
    {"clopper_pearson",
     [](const call& of, const sample&) { return proportion(proportion_method::clopper_pearson, of); }},
    {"jeffreys", [](const call& of, const sample&) { return proportion(proportion_method::jeffreys, of); }},
    {"poisson",
     [](const call& of, const sample&) {
         return limits(rate_interval(of.count(0), of.number(1), 1, count_method::exact, of.number(2)));
     }},
    {"student", [](const call& of, const sample&) { return numbers{student_quantile(of.number(0), of.number(1))}; }},
    {"direct_fay_feuer", [](const call& of, const sample&) { return direct(of); }},
    {"indirect", [](const call& of, const sample&) { return indirect(of); }},
    {"survey_total", [](const call& of, const sample& from) { return estimate_of(from.total(of.texts[0])); }},
    {"survey_ratio", [](const call& of, const sample& from) { return estimate_of(from.ratio(of.texts[0])); }},
    {"survey_share",
     [](const call& of, const sample& from) { return limits(survey_share_interval(from.ratio(of.texts[0]))); }},
    {"survey_interval",
     [](const call& of, const sample& from) { return limits(survey_interval(from.total(of.texts[0]))); }},
    {"replicate_scales", [](const call& of, const sample& from) { return from.scales(of.texts[0]); }},
};

/// R's tests search the limits of prop.test and poisson.test to their last digits.
void compare_all(const fs::path& folder) {
    const sample from(audit_test::rows_of(folder / "survey.csv"));
    const auto rows = audit_test::rows_of(folder / "uncertainty.csv");
    ASSERT_FALSE(rows.empty());
    for (const auto& each : rows) {
        const auto expected = numbers_in(each.at("values"));
        const auto ours = statistics.at(each.at("statistic"))(call(each.at("arguments")), from);
        const auto what = each.at("statistic") + ' ' + each.at("arguments");
        ASSERT_EQ(ours.size(), expected.size()) << what;
        for (std::size_t i = 0; i < ours.size(); ++i)
            EXPECT_NEAR(ours[i], expected[i], 1e-9 * std::max(1.0, std::abs(expected[i]))) << what << ' ' << i;
    }
}

TEST(uncertainty, is_that_of_r) { compare_all(fs::path(KOHORT_SOURCE_DIR) / "tests/oracles"); }

TEST(uncertainty, of_the_packages_own_data) {
    const char* folder = std::getenv("KOHORT_UNCERTAINTY");
    if (!folder) GTEST_SKIP() << "tests/oracles/run_uncertainty runs this test";
    compare_all(folder);
}

} // namespace
} // namespace kohort
