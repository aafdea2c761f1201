#include "csv_fields.hpp"

#include "data/csv_text.hpp"

#include <fmt/format.h>

#include <utility>

namespace kohort {
namespace {

class line_reader {
  public:
    line_reader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    }

    /// Whether there is another line; it may be empty.
    [[nodiscard]] bool has_more() const noexcept { return at_ < text_.size(); }

    csv_line next() {
        csv_line line{number_, {""}};
        bool is_quoted = false;
        for (; at_ < text_.size(); ++at_) {
            const char each = text_[at_];
            if (each == '\n') ++number_;
            if (is_quoted && each == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                line.fields.back() += text_[++at_];
            } else if (each == '"' && (is_quoted || line.fields.back().empty())) {
                is_quoted = !is_quoted;
            } else if (is_quoted) {
                line.fields.back() += each;
            } else if (each == delimiter_) {
                line.fields.emplace_back();
            } else if (each == '\n') {
                ++at_;
                break;
            } else if (each != '\r' || at_ + 1 >= text_.size() || text_[at_ + 1] != '\n') {
                line.fields.back() += each;
            }
        }
        is_unclosed_ = is_quoted;
        return line;
    }

    [[nodiscard]] bool is_unclosed() const noexcept { return is_unclosed_; }

  private:
    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0, number_ = 1;
    bool is_unclosed_ = false;
};

} // namespace

result<std::vector<csv_line>> read_csv_lines(std::string_view text, char delimiter, const std::string& file) {
    const auto refuse = [&file](std::size_t line, std::string message) {
        return error(error_code::data, std::move(message), fmt::format("{}:{}", file, line));
    };
    std::vector<csv_line> lines;
    line_reader reader(text, delimiter);
    while (reader.has_more()) {
        auto line = reader.next();
        if (reader.is_unclosed()) return refuse(line.number, "a quote is never closed");
        if (line.fields.size() == 1 && line.fields.front().empty()) continue;
        for (const auto& each : line.fields)
            if (!csv::is_utf8(each)) return refuse(line.number, std::string(csv::not_utf8));
        if (!lines.empty() && line.fields.size() != lines.front().fields.size())
            return refuse(line.number, fmt::format("there are {} fields, but the header has {}", line.fields.size(),
                                                   lines.front().fields.size()));
        lines.push_back(std::move(line));
    }
    return lines;
}

void add_csv_field(std::string& line, std::string_view field, char delimiter, bool is_first) {
    if (!is_first) line += delimiter;
    const char special[] = {delimiter, '"', '\r', '\n'};
    if (field.find_first_of(std::string_view(special, sizeof special)) == std::string_view::npos) {
        line += field;
        return;
    }
    line += '"';
    for (const char each : field) line.append(each == '"' ? 2 : 1, each);
    line += '"';
}

} // namespace kohort
