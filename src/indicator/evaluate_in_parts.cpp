#include <kohort/indicator/evaluation.hpp>

#include "register_pool.hpp"

#include <algorithm>
#include <utility>

namespace kohort {
namespace {

/// Evaluates part by part. Where a horizon matters that is not in the schema, that of the first part is taken for the
/// whole until all parts have been seen; when it was another, everything is counted again with the one that was seen.
class evaluation_in_parts {
  public:
    evaluation_in_parts(std::span<const definition> definitions, const part_reader& read, std::uint32_t parts,
                        const evaluate_options& options)
        : definitions_(definitions), read_(read), parts_(parts), options_(options) {}

    result<std::vector<indicator_table>> run() {
        for (;;) {
            if (auto problems = count_all(); !problems.empty()) return problems;
            if (problems_.empty() && !compiled_->depends_on_horizon()) break;
            if (std::ranges::equal(seen_, assumed_, same_horizon)) break;
            assumed_ = std::exchange(seen_, {});
        }
        if (!problems_.empty()) return problems_;
        return state_->finish();
    }

  private:
    static bool same_horizon(const register_profiles::value_type& a, const register_profiles::value_type& b) {
        return a.first == b.first && a.second.horizon == b.second.horizon;
    }

    /// Errors that another horizon would not mend; those that it might are kept.
    error_list count_all() {
        compiled_.reset();
        problems_.clear();
        for (std::uint32_t number = 0; number < parts_; ++number) {
            auto part = read_({number, parts_});
            if (!part) return part.errors();
            look_at(*part);
            if (number == 0 && assumed_.empty()) assumed_ = seen_;
            if (number == 0) problems_ = compile(*part);
            if (problems_.empty()) problems_ = push(*part);
            if (!problems_.empty() && (options_.periods || !are_of_validity(problems_))) return problems_;
        }
        return {};
    }

    void look_at(const data_set& part) {
        for (const auto& spells : part.registers()) {
            const auto profile = profile_of(spells);
            const auto [known, is_new] = seen_.try_emplace(spells.name(), profile);
            if (!is_new) known->second.add(profile);
        }
    }

    void assume_horizons(data_set& part) const {
        for (const auto& [name, profile] : assumed_) part.observe(name, profile.horizon);
    }

    error_list compile(data_set& first) {
        assume_horizons(first);
        auto compiled = evaluation::compile(definitions_, first, options_);
        if (!compiled) return compiled.errors();
        compiled_ = *std::move(compiled);
        state_.emplace(*compiled_);
        return {};
    }

    error_list push(data_set& part) {
        if (compiled_->depends_on_horizon()) assume_horizons(part);
        return state_
            ->push(part,
                   {.threads = options_.threads, .memory = options_.memory, .progress = options_.progress})
            .value_or(error_list{});
    }

    /// Whether a definition was not valid in its periods, which follow from the horizon.
    static bool are_of_validity(const error_list& problems) {
        return std::ranges::all_of(problems, [](const error& each) { return each.path().ends_with("/valid"); });
    }

    std::span<const definition> definitions_;
    const part_reader& read_;
    std::uint32_t parts_;
    const evaluate_options& options_;
    std::optional<evaluation> compiled_;
    std::optional<evaluation_state> state_;
    error_list problems_;
    register_profiles assumed_, seen_;
};

} // namespace

result<std::vector<indicator_table>> evaluate_in_parts(std::span<const definition> definitions, const part_reader& read,
                                                       std::uint32_t parts, const evaluate_options& options) {
    if (parts == 0) return error(error_code::invalid_argument, "there is no part to evaluate; say 1 for all at once");
    return evaluation_in_parts(definitions, read, parts, options).run();
}

} // namespace kohort
