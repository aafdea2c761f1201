// Reading JSON documents by hand, with every error found: the shared reader of schemas and definitions.
//
//     json_document document(text, error_code::schema);
//     std::vector<thing> things;
//     if (document.is_json())
//         for (const auto& place : document.root().one_or_more()) {
//             json_object object(place);
//             thing read;
//             read.name = object.require_text("name", "a name");
//             if (const auto found = object.find("decimals")) read.decimals = found->integer(0, 9).value_or(0);
//             object.finish();
//             things.push_back(std::move(read));
//         }
//     return document.conclude(std::move(things));
//
// Nothing throws and nothing stops at the first error: what cannot be read is reported and read as empty.
#pragma once

#include <kohort/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort {

enum class json_kind : unsigned char { null, boolean, number, text, array, object };

/// A JSON value as written: keys keep their order, numbers keep their digits.
struct json_value {
    json_kind kind = json_kind::null;
    std::string text;                 ///< a text's content, a number as written, "true" or "false"
    std::vector<std::string> keys;    ///< of an object, one for each of `elements`
    std::vector<json_value> elements; ///< of an array or an object
    std::size_t order = 0;            ///< the how-manieth value of the document: errors are sorted by it
};

/// The errors of one document.
class json_errors {
  public:
    explicit json_errors(error_code code) : code_(code) {}
    void add(std::size_t order, std::string message, std::string path);
    [[nodiscard]] bool empty() const noexcept { return found_.empty(); }
    /// All errors in the order of the document.
    [[nodiscard]] error_list sorted() const;

  private:
    error_code code_;
    std::vector<std::pair<std::size_t, error>> found_;
};

/// A key or text that people write for another one, too far away for the spelling to tell.
struct key_synonym {
    std::string_view written;
    std::string_view meant;
};

/// A value of a document, with its JSON pointer. Refers to the document, which must outlive it.
///
/// The readers (`text`, `number`, ...) report a value of another kind as "expected <what>, found <value>" and return
/// nothing.
class json_place {
  public:
    json_place(const json_value& value, std::string pointer, json_errors& errors)
        : value_(&value), pointer_(std::move(pointer)), errors_(&errors) {}

    [[nodiscard]] const std::string& pointer() const noexcept { return pointer_; }
    [[nodiscard]] const json_value& value() const noexcept { return *value_; }
    [[nodiscard]] json_kind kind() const noexcept { return value_->kind; }
    [[nodiscard]] bool is(json_kind kind) const noexcept { return value_->kind == kind; }

    /// Reports an error at this place.
    void report(std::string message) const;
    /// Reports the errors of something made from this place; their paths begin here.
    void report(const error_list& errors) const;
    /// Reports "expected <what>, found <this value>".
    void report_expected(std::string_view what) const;

    /// A text, also an empty one; reports nothing. Empty for other values.
    [[nodiscard]] std::string text_or_empty() const { return is(json_kind::text) ? value_->text : std::string(); }
    /// A text that is not empty.
    [[nodiscard]] std::optional<std::string> text(std::string_view what = "text") const;
    [[nodiscard]] std::optional<bool> boolean() const;
    /// A number as written: "47300", "0.5", "1e-3".
    [[nodiscard]] std::optional<std::string> any_number(std::string_view what = "a number") const;
    /// A number without exponent, as written: "47300", "0.5", "-11.50".
    [[nodiscard]] std::optional<std::string> number(std::string_view what = "a number") const;
    /// A whole number between two limits, both included.
    [[nodiscard]] std::optional<std::int64_t> integer(std::int64_t least, std::int64_t most) const;
    /// One of the listed texts, translated. Another text is reported with all that are possible and the one meant.
    template <class T>
    [[nodiscard]] std::optional<T> one_of(std::initializer_list<std::pair<std::string_view, T>> choices,
                                          std::span<const key_synonym> synonyms = {}) const {
        std::vector<std::string_view> names;
        for (const auto& [name, meaning] : choices) names.push_back(name);
        const auto index = index_in(names, synonyms);
        return index ? std::optional<T>(choices.begin()[*index].second) : std::nullopt;
    }
    /// Index of the text among `names`; reports like `one_of`.
    [[nodiscard]] std::optional<std::size_t> index_in(std::span<const std::string_view> names,
                                                      std::span<const key_synonym> synonyms = {}) const;

    /// The elements of an array; reports anything else, as `what` says it should be, and returns none.
    [[nodiscard]] std::vector<json_place> elements(std::string_view what = "an array") const;
    /// The elements of an array, or the place itself when it is no array.
    [[nodiscard]] std::vector<json_place> one_or_more() const;
    /// The texts of an array of texts, or of a single text.
    [[nodiscard]] std::vector<std::string> texts(std::string_view what = "text") const;
    /// Key and place of each member of an object whose keys are the user's own; reports anything else.
    [[nodiscard]] std::vector<std::pair<std::string, json_place>> members(std::string_view what = "an object") const;

  private:
    friend class json_object;
    [[nodiscard]] json_place child(std::size_t index) const;

    const json_value* value_;
    std::string pointer_;
    json_errors* errors_;
};

/// Reads an object key by key. The keys asked for are the keys that exist: `finish` reports all others, each with the
/// nearest existing one.
class json_object {
  public:
    /// Reports a place that is no object as "expected <what>, found ..."; every key is then missing without report.
    explicit json_object(json_place place, std::string_view what = "an object");

    [[nodiscard]] const json_place& place() const noexcept { return place_; }
    /// Whether the place is an object.
    explicit operator bool() const noexcept { return place_.is(json_kind::object); }
    /// Whether the key is written; does not make it known.
    [[nodiscard]] bool has(std::string_view key) const noexcept { return index_of(key).has_value(); }

    /// The value of a key that may be missing.
    [[nodiscard]] std::optional<json_place> find(std::string_view key);
    /// The value of a key that must be there; reports its absence, naming `what` should be written.
    [[nodiscard]] std::optional<json_place> require(std::string_view key, std::string_view what);
    /// The text of a key that may be missing.
    [[nodiscard]] std::optional<std::string> find_text(std::string_view key, std::string_view what = "text");
    /// The text of a key that must be there; empty when it is missing or wrong, which is reported.
    [[nodiscard]] std::string require_text(std::string_view key, std::string_view what);

    /// Makes keys known without reading them: they belong to other forms of the object.
    void know(std::initializer_list<std::string_view> keys) { known_.insert(known_.end(), keys); }
    /// Reports every key that was not asked for, with the key that was meant. Call once, at the end.
    void finish(std::span<const key_synonym> synonyms = {});

  private:
    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view key) const noexcept;

    json_place place_;
    std::vector<std::string_view> known_; ///< keys are literals of the program
};

/// A JSON text, parsed, with the errors found in it so far. UTF-8, with or without byte order mark.
class json_document {
  public:
    /// Reports a text that is not JSON as one error with line and column, and every key written twice in one object
    /// (the first one counts). Deeper than `most_levels` counts as an error of syntax.
    json_document(std::string_view text, error_code code);
    json_document(const json_document&) = delete;
    json_document& operator=(const json_document&) = delete;

    static constexpr std::size_t most_levels = 64;

    /// Whether the text is JSON; only then is there a root to read.
    [[nodiscard]] bool is_json() const noexcept { return is_json_; }
    [[nodiscard]] json_place root() noexcept { return {root_, {}, errors_}; }
    [[nodiscard]] bool has_errors() const noexcept { return !errors_.empty(); }
    /// What was read, or all errors when there was one.
    template <class T>
    [[nodiscard]] result<T> conclude(T read) const {
        if (has_errors()) return errors_.sorted();
        return read;
    }

  private:
    json_errors errors_;
    json_value root_;
    bool is_json_ = false;
};

/// A text in quotes, shortened and with control characters escaped, to be shown in a message.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// The names, each in quotes: `"a", "b" or "c"`.
[[nodiscard]] std::string choice_of(std::span<const std::string_view> names);

/// `pointer` extended by one key, escaped as RFC 6901 has it.
[[nodiscard]] std::string pointer_to(const std::string& pointer, std::string_view key);

} // namespace kohort
