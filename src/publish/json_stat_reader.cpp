#include <kohort/publish/json_stat.hpp>

#include "data/json_reader.hpp"
#include "json_stat_dataset.hpp"
#include "json_stat_texts.hpp"
#include "period_codes.hpp"
#include "printed_number.hpp"

#include <kohort/base/status_codes.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

namespace kohort {
namespace {

using namespace json_stat;
using role = axis_position::role;

class dataset_reader {
  public:
    dataset_reader(const json_place& place, std::string name)
        : root_(place, "a dataset"), extension_(root_.find("extension")), name_(std::move(name)) {}

    /// Nothing when errors were reported.
    std::optional<publication> read() {
        if (!read_shape()) return std::nullopt;
        read_languages();
        read_table();
        texts_reader texts(made_, places_);
        texts.read_main(root_);
        for (const auto& [code, place] : translations_) texts.read_translation(place, made_.language_index(code));
        for (auto& each : made_.dimensions) find_periods(each);
        if (!made_.time_dimension()) find_time();
        for (auto& each : made_.dimensions) find_totals_and_parts(each);
        if (!read_values()) return std::nullopt;
        finish_figures();
        drop_added_dimension();
        return std::move(made_);
    }

  private:
    /// 1.x has id, size and role among the dimensions.
    std::optional<json_place> find_shape(json_object& dimensions, std::string_view key) {
        if (auto found = root_.find(key)) return found;
        return dimensions.find(key);
    }

    bool read_shape() {
        const auto place = root_.require("dimension", "the dimensions by their ids");
        if (!place) return false;
        json_object dimensions(*place, "the dimensions by their ids");
        const auto ids = find_shape(dimensions, "id"), sizes = find_shape(dimensions, "size");
        if (!ids || !sizes) {
            root_.place().report(
                "id and size are missing: the order of the dimensions and their numbers of categories");
            return false;
        }
        const auto size_places = sizes->elements("numbers of categories");
        const auto names = ids->texts("ids of dimensions");
        if (names.empty() || names.size() != size_places.size()) {
            sizes->report(fmt::format("there are {} sizes for {} dimensions", size_places.size(), names.size()));
            return false;
        }
        bool is_good = true;
        for (std::size_t each = 0; each < names.size(); ++each) {
            const auto dimension = dimensions.require(names[each], "the dimension that id names");
            is_good = dimension && read_dimension(*dimension, names[each], size_places[each]) && is_good;
        }
        if (const auto roles = find_shape(dimensions, "role"); roles && !roles->is(json_kind::null)) read_roles(*roles);
        made_.heading = 1;
        return is_good;
    }

    bool read_dimension(const json_place& place, const std::string& id, const json_place& size) {
        publication_dimension made{id, {}, dimension_role::classification, {}, {}};
        json_object dimension(place, "a dimension");
        const auto category = dimension.require("category", "the categories");
        if (!category) return false;
        json_object categories(*category, "the categories");
        auto& positions = places_.emplace_back();
        if (!read_codes(categories, made, positions)) return false;
        if (const auto expected = size.integer(0, most_cells);
            expected && static_cast<std::size_t>(*expected) != made.codes.size())
            size.report(fmt::format("the dimension \"{}\" has {} categories", id, made.codes.size()));
        if (const auto children = categories.find("child")) read_children(*children, made, positions);
        made_.dimensions.push_back(std::move(made));
        return true;
    }

    static bool read_codes(json_object& categories, publication_dimension& into, code_positions& positions) {
        const auto index = categories.find("index"), label = categories.find("label");
        std::vector<std::pair<std::int64_t, std::string>> codes;
        if (index && index->is(json_kind::object)) {
            const auto members = index->members();
            for (const auto& [code, place] : members)
                codes.emplace_back(place.integer(0, static_cast<std::int64_t>(members.size()) - 1).value_or(0), code);
        } else if (index) {
            for (const auto& place : index->elements("codes in their order"))
                codes.emplace_back(static_cast<std::int64_t>(codes.size()), place.text("a code").value_or(""));
        } else if (label) {
            for (const auto& [code, place] : label->members())
                codes.emplace_back(static_cast<std::int64_t>(codes.size()), code);
        } else {
            categories.place().report("index is missing: the codes in their order");
            return false;
        }
        std::ranges::stable_sort(codes, {}, &std::pair<std::int64_t, std::string>::first);
        for (std::size_t each = 0; each < codes.size(); ++each) {
            if (codes[each].first != static_cast<std::int64_t>(each) ||
                !positions.try_emplace(codes[each].second, each).second) {
                index.value_or(categories.place())
                    .report(fmt::format("the position or code of \"{}\" is not its own", codes[each].second));
                return false;
            }
            into.codes.push_back({codes[each].second, {}});
        }
        return true;
    }

    static void read_children(const json_place& place, publication_dimension& into, const code_positions& positions) {
        for (const auto& [parent, children] : place.members("codes below codes")) {
            const auto above = positions.find(parent);
            for (const auto& child : children.elements("codes")) {
                const auto code = child.text("a code");
                const auto below = code ? positions.find(*code) : positions.end();
                if (above == positions.end() || below == positions.end()) {
                    child.report("is not a code of the dimension, or its parent is none");
                    continue;
                }
                bool is_circle = false;
                for (auto each = std::optional(above->second); each && !is_circle; each = into.codes[*each].parent)
                    is_circle = *each == below->second;
                if (is_circle)
                    child.report("is above itself");
                else
                    into.codes[below->second].parent = above->second;
            }
        }
    }

    void read_roles(const json_place& place) {
        json_object roles(place, "dimensions by their roles");
        const std::pair<dimension_role, const char*> names[] = {
            {dimension_role::time, "time"}, {dimension_role::geo, "geo"}, {dimension_role::contents, "metric"}};
        for (const auto& [is, name] : names) {
            const auto ids = roles.find(name);
            if (!ids || ids->is(json_kind::null)) continue;
            bool is_first = true;
            for (const auto& id : ids->texts("ids of dimensions")) {
                const auto found = std::ranges::find(made_.dimensions, id, &publication_dimension::id);
                if (found == made_.dimensions.end())
                    ids->report(fmt::format("there is no dimension \"{}\"", id));
                else if (is_first || is == dimension_role::geo)
                    found->role = is;
                else
                    made_.losses.push_back(
                        fmt::format("the role {} of the dimension {}: only one can have it", name, id));
                is_first = false;
            }
        }
    }

    void read_languages() {
        made_.languages = {extension_.px_text("language").value_or("und")};
        translations_ = extension_.translations();
        for (const auto& [code, place] : translations_)
            if (std::ranges::find(made_.languages, code) == made_.languages.end()) made_.languages.push_back(code);
    }

    void read_table() {
        made_.id = extension_.px_text("matrix").value_or(extension_.px_text("tableid").value_or(name_));
        made_.version = extension_.kohort_text("version").value_or("");
        made_.subject_code = extension_.px_text("subject-code").value_or("");
        made_.created = extension_.px_text("creation-date").value_or("");
        if (const auto rounding = extension_.px_number("rounding"))
            made_.rounding = *rounding == 0 ? rounding_rule::half_to_even : rounding_rule::half_away_from_zero;
        if (const auto heading = extension_.px_texts("heading"))
            made_.heading = std::min(heading->size(), made_.dimensions.size());
        made_.keywords = extension_.keywords();
        const auto contents = made_.contents_dimension();
        made_.figures.resize(contents ? std::max<std::size_t>(1, made_.dimensions[*contents].codes.size()) : 1);
        if (const auto updated = root_.find_text("updated"))
            for (auto& each : made_.figures) each.updated = *updated;
    }

    void find_time() {
        // Older files give no roles.
        for (auto& each : made_.dimensions)
            if (!made_.time_dimension() && each.role == dimension_role::classification && !each.codes.empty()) {
                auto as_time = each;
                as_time.role = dimension_role::classification;
                find_periods(as_time);
                if (as_time.role == dimension_role::time) each = std::move(as_time);
            }
    }

    bool read_values() {
        std::int64_t cells = 1;
        for (const auto& each : made_.dimensions) {
            cells *= static_cast<std::int64_t>(each.codes.size());
            if (cells > most_cells) {
                root_.place().report(
                    fmt::format("the dimensions make more than {} cells, which are too many", most_cells));
                return false;
            }
        }
        made_.cells.assign(static_cast<std::size_t>(cells), {0, 0, availability::missing});
        if (const auto values = root_.find("value"); values && !values->is(json_kind::null))
            for_each_position(*values, [this](std::size_t at, const json_place& place) { read_value(at, place); });
        if (const auto statuses = root_.find("status"); statuses && !statuses->is(json_kind::null))
            read_statuses(*statuses);
        return true;
    }

    /// Visits an array, or an object of positions.
    template <class Visitor>
    void for_each_position(const json_place& list, Visitor visit) {
        if (list.is(json_kind::object)) {
            for (const auto& [key, place] : list.members()) {
                std::size_t at = 0;
                const auto read = std::from_chars(key.data(), key.data() + key.size(), at);
                if (read.ec != std::errc() || read.ptr != key.data() + key.size() || at >= made_.cells.size())
                    place.report(fmt::format("is not the position of one of the {} cells", made_.cells.size()));
                else
                    visit(at, place);
            }
            return;
        }
        const auto places = list.elements("an array or an object");
        if (!places.empty() && places.size() != made_.cells.size())
            return list.report(fmt::format("there are {} entries, but the dimensions make {} cells", places.size(),
                                           made_.cells.size()));
        for (std::size_t at = 0; at < places.size(); ++at) visit(at, places[at]);
    }

    void read_value(std::size_t at, const json_place& place) {
        if (place.is(json_kind::null)) return;
        const auto written = place.any_number();
        if (!written) return;
        if (const auto number = read_number(*written))
            made_.cells[at] = *number;
        else
            place.report("has more than 18 digits; round it");
    }

    void read_statuses(const json_place& statuses) {
        const bool is_one = statuses.is(json_kind::text) || (statuses.is(json_kind::array) && made_.cells.size() != 1 &&
                                                             statuses.elements().size() == 1);
        if (is_one) {
            const auto place = statuses.is(json_kind::text) ? statuses : statuses.elements().front();
            for (std::size_t at = 0; at < made_.cells.size(); ++at) read_status(at, place);
        } else {
            for_each_position(statuses, [this](std::size_t at, const json_place& place) { read_status(at, place); });
        }
    }

    void read_status(std::size_t at, const json_place& place) {
        if (place.is(json_kind::null)) return;
        auto& cell = made_.cells[at];
        const bool has_value = cell.status.has_value();
        const auto written = place.text_or_empty();
        const auto [known, is_new] = meanings_.try_emplace({written, has_value}, std::nullopt);
        if (is_new) known->second = from_json_stat(written, has_value);
        if (!known->second) {
            if (is_new) place.report(fmt::format("the status \"{}\" is not known", written));
            return;
        }
        if (is_new && !known->second->is_exact)
            made_.losses.push_back(
                fmt::format("the status \"{}\" was read as \"{}\"", written, to_string(known->second->status)));
        cell.status = known->second->status;
        if (!cell.status.has_value()) cell.scaled = 0;
    }

    /// Decimals that no unit tells are those of the numbers.
    void finish_figures() {
        const auto common = extension_.px_number("decimals");
        for (auto& each : made_.figures)
            if (each.decimals < 0) each.decimals = static_cast<int>(common.value_or(-1));
        for (std::size_t at = 0; at < made_.cells.size(); ++at) {
            auto& figure = made_.figures[static_cast<std::size_t>(&made_.figure_of(at) - made_.figures.data())];
            if (figure.decimals < 0) figure.decimals = std::min(figure.decimals, -1 - needed_decimals(made_.cells[at]));
        }
        for (auto& each : made_.figures)
            if (each.decimals < 0) each.decimals = -1 - each.decimals;
    }

    void drop_added_dimension() {
        const auto added = extension_.kohort_text("addedDimension");
        if (!added || made_.dimensions.front().id != *added || made_.dimensions.front().codes.size() != 1) return;
        if (made_.contents.empty()) made_.contents = made_.dimensions.front().codes.front().label;
        made_.dimensions.erase(made_.dimensions.begin());
        for (auto& each : made_.cell_notes) each.cells.erase(each.cells.begin());
        made_.heading = std::min(made_.heading, made_.dimensions.size());
    }

    static constexpr std::int64_t most_cells = 100'000'000;
    json_object root_;
    extension_reader extension_;
    std::string name_;
    publication made_;
    std::vector<code_positions> places_;
    std::vector<std::pair<std::string, json_place>> translations_;
    std::map<std::pair<std::string, bool>, std::optional<foreign_status>> meanings_;
};

} // namespace

std::optional<publication> json_stat::read_dataset(const json_place& place, const std::string& name) {
    return dataset_reader(place, name).read();
}

namespace {

/// Finds the datasets of a document.
class document_reader {
  public:
    std::vector<publication> take() && { return std::move(tables_); }

    void read(const json_place& place, const std::string& name) {
        json_object object(place, "a JSON-stat dataset or collection");
        if (!object) return;
        const auto kind =
            object.find_text("class").value_or(object.has("value") || object.has("id") ? "dataset" : "bundle");
        if (kind == "dataset") {
            if (auto table = read_dataset(place, name)) add(std::move(*table));
        } else if (kind == "collection") {
            read_collection(object, name);
        } else if (kind == "bundle") {
            for (const auto& [member, dataset] : place.members())
                if (auto table = read_dataset(dataset, member)) add(std::move(*table));
        } else {
            place.report(fmt::format("is of class \"{}\", which has no cells; give a dataset or a collection", kind));
        }
    }

  private:
    void add(publication table) {
        table.losses.insert(table.losses.end(), losses_.begin(), losses_.end());
        tables_.push_back(std::move(table));
    }

    void read_collection(json_object& object, const std::string& name) {
        const auto link = object.require("link", "the items of the collection");
        if (!link) return;
        json_object links(*link, "links");
        const auto items = links.require("item", "the items of the collection");
        if (!items) return;
        std::size_t number = 0;
        for (const auto& item : items->elements("items")) {
            json_object entry(item, "an item");
            const bool is_whole = entry.has("dimension") || entry.has("link");
            ++number;
            if (is_whole)
                read(item, name + "-" + std::to_string(number));
            else
                losses_.push_back("the item " + std::to_string(number) + " of the collection is elsewhere (" +
                                  entry.find_text("href").value_or("no href") + ")");
        }
    }

    std::vector<publication> tables_;
    std::vector<std::string> losses_;
};

} // namespace

result<std::vector<publication>> parse_json_stat(std::string_view text, const std::string& name) {
    json_document document(text, error_code::data);
    document_reader reader;
    if (document.is_json()) reader.read(document.root(), "table");
    auto read = document.conclude(std::move(reader).take());
    if (read) return read;
    error_list located;
    for (const auto& problem : read.errors()) located.push_back(located_in(problem, name));
    return located;
}

} // namespace kohort
