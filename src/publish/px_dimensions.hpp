// The variables of a PX file: their names, values, codes and roles.
#pragma once

#include "px_entries.hpp"

#include <kohort/publish/publication.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::px {

/// A variable or value that an entry names.
struct found_place {
    std::size_t dimension;
    std::optional<std::size_t> code{};
};

/// What entries name a value by: its text, or its code. The other one is taken where there is none of this.
enum class named_by : std::uint8_t { value, code };

/// Reads the dimensions of a header into a publication whose languages are set.
class dimension_reader {
  public:
    /// `file_text` and `file` are for errors, which go into `problems`.
    dimension_reader(const header& from, publication& into, std::string_view file_text, const std::string& file,
                     error_list& problems)
        : from_(from), into_(into), file_text_(file_text), file_(file), problems_(problems) {}

    /// Reads names, values, codes, time, contents and areas.
    void read();
    /// Reads which values are totals and what is below what.
    void read_structure();

    /// The variable that is called so in the entry's language, or in the main one; reports what does not exist.
    [[nodiscard]] std::optional<std::size_t> variable(const entry& from, const std::string& name);
    /// The value with this text or code; nothing when there is none.
    [[nodiscard]] std::optional<std::size_t> code(std::size_t dimension, const std::string& language,
                                                  std::string_view text, named_by first = named_by::value) const;
    /// The place of a language in the publication's list; the first for none.
    [[nodiscard]] std::size_t language(const entry& from) const;
    void report(const entry& at, const std::string& message);

    /// Texts of the values as written in the main language, by dimension.
    [[nodiscard]] const std::vector<std::vector<std::string>>& values() const noexcept { return values_; }
    [[nodiscard]] const std::vector<std::vector<std::string>>& codes() const noexcept { return codes_; }

  private:
    void read_names();
    void refuse_equal_names();
    [[nodiscard]] std::optional<std::size_t> with_value(std::size_t dimension, std::size_t language,
                                                        std::string_view text) const;
    [[nodiscard]] std::optional<std::size_t> with_code(std::size_t dimension, std::string_view text) const;
    void read_values(const entry& from);
    void read_codes(const entry& from);
    void make_codes(std::size_t dimension, const entry& named_in);
    void read_time(const entry& from);
    void read_hierarchy(const entry& from);

    const header& from_;
    publication& into_;
    std::string_view file_text_;
    const std::string& file_;
    error_list& problems_;
    std::vector<std::vector<std::string>> values_; ///< main language, by dimension
    std::vector<std::vector<std::string>> codes_;  ///< as written
};

/// The periods that a TIMEVAL names, as kohort's labels: TLIST(M1),"202401","202402" or TLIST(M1,"202401"-"202403").
/// Nothing when it cannot be read.
[[nodiscard]] std::optional<std::vector<std::string>> read_timeval(const std::vector<value>& values);

} // namespace kohort::px
