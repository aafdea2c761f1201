#include "csv_record.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kohort::csv {
namespace {

/// Reads the cells of a record one by one.
class record_reader {
  public:
    record_reader(std::string_view text, char delimiter) noexcept
        : begin_(text.data()), at_(begin_), end_(begin_ + std::min(text.size(), longest_line)), delimiter_(delimiter) {}

    record read() {
        while (read_cell() && *at_++ == delimiter_) {
        }
        found_.length = static_cast<std::size_t>(at_ - begin_);
        const bool is_blank = found_.cells.size() == 1 && found_.cells.front().empty() && found_.quote == nullptr;
        if (is_blank) found_.cells.clear();
        return std::move(found_);
    }

  private:
    bool fail(record_problem problem) noexcept {
        found_.problem = problem;
        found_.place = at_;
        return false;
    }

    bool at_line_end(const char* place) const noexcept {
        return place != end_ && (*place == '\n' || (*place == '\r' && place + 1 != end_ && place[1] == '\n'));
    }

    /// Leaves `at_` at the separator; false when there is a problem.
    bool read_cell() { return at_ != end_ && *at_ == '"' ? read_quoted_cell() : read_plain_cell(); }

    bool read_plain_cell() {
        const char* const first = at_;
        for (; at_ != end_ && *at_ != delimiter_ && !at_line_end(at_); ++at_) {
            if (*at_ == '\0') return fail(record_problem::nul);
            if (*at_ == '"') return fail(record_problem::stray_quote);
        }
        return finish_cell(first, at_);
    }

    bool read_quoted_cell() {
        found_.quote = at_;
        const char* const first = ++at_;
        for (; at_ != end_; ++at_) {
            if (*at_ == '\0') return fail(record_problem::nul);
            if (*at_ != '"') continue;
            const char* const last = at_++;
            if (at_ != end_ && *at_ == '"') continue;
            if (at_ != end_ && *at_ != delimiter_ && !at_line_end(at_)) return fail(record_problem::after_quote);
            return finish_cell(first, last);
        }
        return fail(record_problem::unclosed_quote);
    }

    bool finish_cell(const char* first, const char* last) {
        found_.cells.emplace_back(first, static_cast<std::size_t>(last - first));
        if (at_ != end_ && *at_ == '\r') ++at_;
        if (at_ != end_) return true;
        at_ = begin_;
        return fail(record_problem::too_long);
    }

    const char* begin_;
    const char* at_;
    const char* end_;
    char delimiter_;
    record found_;
};

std::string message_about(const record& bad, const chunk& in) {
    switch (bad.problem) {
    case record_problem::nul:
        return "a NUL byte: this is not text; save the file as UTF-8 text (a file in UTF-16 looks like this, too)";
    case record_problem::stray_quote:
        return "a quote inside a text that does not begin with one; enclose such a text in '\"' and write each '\"' "
               "inside it twice";
    case record_problem::after_quote:
        return fmt::format("a quoted text, begun in line {}, goes on after its closing quote; write each '\"' inside "
                           "a quoted text twice",
                           in.line_at(bad.quote));
    case record_problem::unclosed_quote:
        return fmt::format("the quote opened here is {}; end the text with '\"' and write each '\"' inside it twice",
                           in.text.size() > longest_line ? "not closed within 1 MiB" : "never closed");
    case record_problem::too_long:
    case record_problem::none:
        break;
    }
    return "a line of more than 1 MiB; is this a CSV file, and do its lines end with a line feed?";
}

std::string message_about_fields(std::size_t found, std::size_t expected, bool is_last_line, char delimiter) {
    const auto count = fmt::format("{} field{}", found, found == 1 ? "" : "s");
    if (found > expected)
        return fmt::format("{} where the header has {}; enclose a text that holds {} in '\"'", count, expected,
                           name_of_delimiter(delimiter));
    if (is_last_line)
        return fmt::format("the last line has {} where the header has {}: the file seems to be cut off; get it again",
                           count, expected);
    return fmt::format("{} where the header has {}; enclose a text that holds a line break in '\"'", count, expected);
}

} // namespace

std::string name_of_delimiter(char delimiter) {
    return delimiter == '\t' ? std::string("a tab") : fmt::format("'{}'", delimiter);
}

record read_record(std::string_view text, char delimiter) { return record_reader(text, delimiter).read(); }

error explain(const record& bad, const chunk& in, const std::string& file) {
    const char* const place = bad.problem == record_problem::unclosed_quote ? bad.quote : bad.place;
    return {error_code::data, message_about(bad, in), fmt::format("{}:{}", file, in.line_at(place))};
}

error explain(const chunk& bad, char delimiter, std::size_t fields, const std::string& file) {
    for (std::size_t begin = 0; begin < bad.text.size();) {
        const auto found = read_record(bad.text.substr(begin), delimiter);
        if (found.problem != record_problem::none) return explain(found, bad, file);
        const char* const place = bad.text.data() + begin;
        begin += found.length;
        if (found.cells.empty() || found.cells.size() == fields) continue;
        const bool is_last_line = bad.is_last && begin == bad.text.size();
        return {error_code::data, message_about_fields(found.cells.size(), fields, is_last_line, delimiter),
                fmt::format("{}:{}", file, bad.line_at(place))};
    }
    return {error_code::internal, "a chunk that is well-formed could not be read; please report this", file};
}

} // namespace kohort::csv
