#include "register_pool.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/spells/algebra.hpp>

#include <fmt/format.h>

namespace kohort {
namespace {

/// What tells a combined register from others; no register has such a name.
std::string key_of(const measure_source& source, const std::optional<duration>& merge_gaps) {
    constexpr char separator = '\x1f';
    std::string key{separator};
    key += static_cast<char>('a' + static_cast<int>(source.is));
    for (const auto& name : source.names) key += separator + name;
    if (merge_gaps) key += separator + to_string(*merge_gaps);
    return key;
}

} // namespace

const spell_register* register_pool::find(const std::string& name, const std::string& path,
                                          definition_errors& errors) const {
    if (const auto* found = data_->find(name)) return found;
    std::vector<std::string_view> names;
    for (const auto& spells : data_->registers()) names.push_back(spells.name());
    const auto meant = did_you_mean(name, names);
    errors.add(error_code::plan,
               fmt::format("there is no register \"{}\"{}", name, meant.empty() ? "; give its schema and file" : meant),
               path);
    return nullptr;
}

const spell_register* register_pool::find(const measure_source& source, const std::optional<duration>& merge_gaps,
                                          const std::string& path, definition_errors& errors) {
    if (const auto* made = known(source, merge_gaps)) return made;
    const auto* combined = combine(source, path + "/register", errors);
    if (!combined || !merge_gaps) return combined;
    return keep(source, merge_gaps, kohort::merge_gaps(*combined, *merge_gaps));
}

const spell_register* register_pool::combine(const measure_source& source, const std::string& path,
                                             definition_errors& errors) {
    using kind = measure_source::kind;
    if (source.is == kind::one_register) return find(source.name(), path, errors);
    if (const auto* made = known(source, {})) return made;
    std::vector<spell_source> parts;
    for (const auto& name : source.names) {
        const auto* spells = find(name, path, errors);
        if (spells) parts.push_back({spells});
    }
    if (parts.size() != source.names.size()) return nullptr;
    if (source.is == kind::intersect) return keep(source, {}, intersect(*parts[0].spells, parts[1]));
    if (source.is == kind::subtract) return keep(source, {}, subtract(*parts[0].spells, parts[1]));
    auto made = source.is == kind::united ? unite(parts) : overlay(parts);
    if (made) return keep(source, {}, std::move(*made));
    for (const auto& problem : made.errors()) errors.add(problem.code(), problem.message(), path);
    return nullptr;
}

const spell_register* register_pool::known(const measure_source& source,
                                           const std::optional<duration>& merge_gaps) const noexcept {
    for (const auto& each : made_)
        if (each.source == source && each.merge_gaps == merge_gaps) return each.spells.get();
    return nullptr;
}

const spell_register* register_pool::keep(const measure_source& source, const std::optional<duration>& merge_gaps,
                                          spell_register made) {
    if (profiles_) {
        const auto known = profiles_->find(key_of(source, merge_gaps));
        if (known != profiles_->end() && fits(known->second, made)) {
            auto profile = known->second;
            profile.horizon = made.horizon(); // follows from those of its parts
            made = without_rows(made, profile);
        }
    }
    made_.push_back({source, merge_gaps, std::make_unique<const spell_register>(std::move(made))});
    return made_.back().spells.get();
}

register_profiles register_pool::profiles() const {
    register_profiles all;
    for (const auto& spells : data_->registers()) all.emplace(spells.name(), profile_of(spells));
    for (const auto& each : made_) all.emplace(key_of(each.source, each.merge_gaps), profile_of(*each.spells));
    return all;
}

} // namespace kohort
