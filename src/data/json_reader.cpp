#include "json_reader.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <numeric>

namespace kohort {
namespace {

/// Builds the tree while nlohmann-json reads the text.
class tree_builder : public nlohmann::json_sax<nlohmann::json> {
  public:
    explicit tree_builder(json_value& root) : root_(root) {}

    [[nodiscard]] std::size_t failed_at() const noexcept { return failed_at_; } ///< bytes read, the wrong one included
    [[nodiscard]] const std::string& failure() const noexcept { return failure_; }

    bool null() override { return add(json_kind::null, "null"); }
    bool boolean(bool value) override { return add(json_kind::boolean, value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return add(json_kind::number, std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return add(json_kind::number, std::to_string(value)); }
    bool number_float(number_float_t, const string_t& written) override { return add(json_kind::number, written); }
    bool string(string_t& value) override { return add(json_kind::text, std::move(value)); }
    bool binary(binary_t&) override { return false; } // does not occur in JSON text
    bool start_object(std::size_t) override { return open(json_kind::object); }
    bool start_array(std::size_t) override { return open(json_kind::array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        open_.back()->keys.push_back(std::move(name));
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& problem) override {
        failed_at_ = position;
        failure_ = problem.what();
        return false;
    }

  private:
    json_value& place_new(json_kind kind) {
        auto& value = open_.empty() ? root_ : open_.back()->elements.emplace_back();
        value.kind = kind;
        value.order = count_++;
        return value;
    }
    bool add(json_kind kind, std::string text) {
        place_new(kind).text = std::move(text);
        return true;
    }
    bool open(json_kind kind) {
        // An open value's siblings are complete, so its address stays while it is open.
        open_.push_back(&place_new(kind));
        if (open_.size() <= json_document::most_levels) return true;
        failure_ = fmt::format("it is nested deeper than {} levels", json_document::most_levels);
        return false;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    json_value& root_;
    std::vector<json_value*> open_;
    std::size_t count_ = 0;
    std::size_t failed_at_ = 0;
    std::string failure_;
};

/// "line 3, column 14" of the last of the first `bytes` bytes; columns count letters.
std::string place_in(std::string_view text, std::size_t bytes) {
    const auto before = text.substr(0, bytes == 0 ? 0 : std::min(bytes, text.size() + 1) - 1);
    const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto lines = std::ranges::count(before, '\n');
    const auto letters = std::ranges::count_if(
        before.substr(line_start), [](char each) { return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U; });
    return fmt::format("line {}, column {}", lines + 1, letters + 1);
}

/// nlohmann's message without its number and place, which we give in our own form, and without the text read so far,
/// which may be long.
std::string plain_message(std::string_view message) {
    for (const std::string_view mark : {" - ", "] "})
        if (const auto at = message.find(mark); at != std::string_view::npos) {
            message.remove_prefix(at + mark.size());
            break;
        }
    return std::string(message.substr(0, message.find("; last read")));
}

/// Removes all but the first member of each key and reports the others.
void drop_doubled_keys(json_value& value, const std::string& pointer, json_errors& errors) {
    std::vector<std::size_t> by_key(value.keys.size());
    std::iota(by_key.begin(), by_key.end(), std::size_t{0});
    std::ranges::stable_sort(by_key, {},
                             [&value](std::size_t index) -> const std::string& { return value.keys[index]; });
    std::vector<bool> doubled(value.elements.size(), false);
    for (std::size_t i = 1; i < by_key.size(); ++i) {
        const auto index = by_key[i];
        if (value.keys[index] != value.keys[by_key[i - 1]]) continue;
        doubled[index] = true;
        errors.add(value.elements[index].order,
                   fmt::format("the key {} is written twice; keep one", in_quotes(value.keys[index])),
                   pointer_to(pointer, value.keys[index]));
    }
    json_value kept{value.kind, std::move(value.text), {}, {}, value.order};
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        if (doubled[i]) continue;
        if (!value.keys.empty()) kept.keys.push_back(std::move(value.keys[i]));
        auto& child = kept.elements.emplace_back(std::move(value.elements[i]));
        drop_doubled_keys(child, pointer_to(pointer, kept.keys.empty() ? std::to_string(i) : kept.keys.back()), errors);
    }
    value = std::move(kept);
}

/// A value as shown in "found ...".
std::string described(const json_value& value) {
    switch (value.kind) {
    case json_kind::null:
        return "null";
    case json_kind::boolean:
        return value.text;
    case json_kind::number:
        return "the number " + value.text;
    case json_kind::text:
        return value.text.empty() ? "an empty text" : "the text " + in_quotes(value.text);
    case json_kind::array:
        return value.elements.empty() ? "an empty array" : "an array";
    case json_kind::object:
        return value.elements.empty() ? "an empty object" : "an object";
    }
    return {};
}

/// The end of a message about a word that is not one of `names`.
std::string hint_for(std::string_view word, std::span<const std::string_view> names,
                     std::span<const key_synonym> synonyms) {
    for (const auto& [written, meant] : synonyms)
        if (written == word && std::ranges::find(names, meant) != names.end())
            return fmt::format("; did you mean {}?", in_quotes(meant));
    return did_you_mean(word, names);
}

} // namespace

void json_errors::add(std::size_t order, std::string message, std::string path) {
    found_.emplace_back(order, error(code_, std::move(message), std::move(path)));
}

error_list json_errors::sorted() const {
    auto found = found_;
    std::ranges::stable_sort(found, {}, [](const auto& each) { return each.first; });
    error_list list;
    for (auto& [order, each] : found) list.push_back(std::move(each));
    return list;
}

void json_place::report(std::string message) const { errors_->add(value_->order, std::move(message), pointer_); }

void json_place::report(const error_list& errors) const {
    for (const auto& each : errors) errors_->add(value_->order, each.message(), pointer_ + each.path());
}

void json_place::report_expected(std::string_view what) const {
    report(fmt::format("expected {}, found {}", what, described(*value_)));
}

std::optional<std::string> json_place::text(std::string_view what) const {
    if (is(json_kind::text) && !value_->text.empty()) return value_->text;
    report_expected(what);
    return std::nullopt;
}

std::optional<bool> json_place::boolean() const {
    if (is(json_kind::boolean)) return value_->text == "true";
    report_expected("true or false");
    return std::nullopt;
}

std::optional<std::string> json_place::any_number(std::string_view what) const {
    if (is(json_kind::number)) return value_->text;
    report_expected(what);
    return std::nullopt;
}

std::optional<std::string> json_place::number(std::string_view what) const {
    const auto written = any_number(what);
    if (!written || written->find_first_of("eE") == std::string::npos) return written;
    report(fmt::format("write {} without an exponent", *written));
    return std::nullopt;
}

std::optional<std::int64_t> json_place::integer(std::int64_t least, std::int64_t most) const {
    std::int64_t whole{};
    const auto* const end = value_->text.data() + value_->text.size();
    const auto read = std::from_chars(value_->text.data(), end, whole);
    if (is(json_kind::number) && read.ec == std::errc() && read.ptr == end && whole >= least && whole <= most)
        return whole;
    report_expected(fmt::format("a whole number from {} to {}", least, most));
    return std::nullopt;
}

std::optional<std::size_t> json_place::index_in(std::span<const std::string_view> names,
                                                std::span<const key_synonym> synonyms) const {
    const auto choice = choice_of(names);
    if (!is(json_kind::text)) {
        report_expected(choice);
        return std::nullopt;
    }
    const auto found = std::ranges::find(names, value_->text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    report(fmt::format("expected {}, found {}{}", choice, described(*value_), hint_for(value_->text, names, synonyms)));
    return std::nullopt;
}

json_place json_place::child(std::size_t index) const {
    const auto key = is(json_kind::object) ? value_->keys[index] : std::to_string(index);
    return {value_->elements[index], pointer_to(pointer_, key), *errors_};
}

std::vector<json_place> json_place::elements(std::string_view what) const {
    std::vector<json_place> places;
    if (!is(json_kind::array)) {
        report_expected(what);
        return places;
    }
    for (std::size_t i = 0; i < value_->elements.size(); ++i) places.push_back(child(i));
    return places;
}

std::vector<json_place> json_place::one_or_more() const {
    return is(json_kind::array) ? elements() : std::vector<json_place>{*this};
}

std::vector<std::string> json_place::texts(std::string_view what) const {
    std::vector<std::string> texts;
    for (const auto& place : one_or_more())
        if (auto text = place.text(what)) texts.push_back(std::move(*text));
    return texts;
}

std::vector<std::pair<std::string, json_place>> json_place::members(std::string_view what) const {
    std::vector<std::pair<std::string, json_place>> members;
    if (!is(json_kind::object)) {
        report_expected(what);
        return members;
    }
    for (std::size_t i = 0; i < value_->elements.size(); ++i) members.emplace_back(value_->keys[i], child(i));
    return members;
}

json_object::json_object(json_place place, std::string_view what) : place_(std::move(place)) {
    if (!*this) place_.report_expected(what);
}

std::optional<std::size_t> json_object::index_of(std::string_view key) const noexcept {
    const auto& keys = place_.value_->keys;
    const auto found = std::ranges::find(keys, key);
    return found == keys.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - keys.begin()));
}

std::optional<json_place> json_object::find(std::string_view key) {
    known_.push_back(key);
    const auto index = index_of(key);
    return index ? std::optional(place_.child(*index)) : std::nullopt;
}

std::optional<json_place> json_object::require(std::string_view key, std::string_view what) {
    auto found = find(key);
    if (!found && *this) place_.report(fmt::format("the key {} is missing: {}", in_quotes(key), what));
    return found;
}

std::optional<std::string> json_object::find_text(std::string_view key, std::string_view what) {
    const auto found = find(key);
    return found ? found->text(what) : std::nullopt;
}

std::string json_object::require_text(std::string_view key, std::string_view what) {
    const auto found = require(key, what);
    return found ? found->text(what).value_or("") : std::string();
}

void json_object::finish(std::span<const key_synonym> synonyms) {
    if (!*this) return;
    for (const auto& [key, place] : place_.members()) {
        if (std::ranges::find(known_, key) != known_.end()) continue;
        place.report(fmt::format("there is no key {} here{}", in_quotes(key), hint_for(key, known_, synonyms)));
    }
}

json_document::json_document(std::string_view text, error_code code) : errors_(code) {
    tree_builder builder(root_);
    is_json_ = nlohmann::json::sax_parse(text, &builder);
    if (is_json_) {
        drop_doubled_keys(root_, {}, errors_);
        return;
    }
    errors_.add(0, "the text is not JSON: " + plain_message(builder.failure()),
                builder.failed_at() == 0 ? std::string() : place_in(text, builder.failed_at()));
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t most_bytes = 60;
    auto end = std::min(text.size(), most_bytes);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    std::string shown = "\"";
    for (const char letter : text.substr(0, end)) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '\t')
            shown += "\\t";
        else if (code < 0x20 || code == 0x7F)
            shown += fmt::format("\\u{:04x}", code);
        else
            shown += letter;
    }
    return shown + (end < text.size() ? "...\"" : "\"");
}

std::string choice_of(std::span<const std::string_view> names) {
    std::string choice;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) choice += i + 1 == names.size() ? " or " : ", ";
        choice += in_quotes(names[i]);
    }
    return choice;
}

std::string pointer_to(const std::string& pointer, std::string_view key) {
    auto extended = pointer + '/';
    for (const char letter : key) {
        if (letter == '~')
            extended += "~0";
        else if (letter == '/')
            extended += "~1";
        else
            extended += letter;
    }
    return extended;
}

} // namespace kohort
