#include "commands.hpp"
#include "streamed_file.hpp"
#include "synthetic_register.hpp"
#include "terminal.hpp"

#include <kohort/data/code_list.hpp>

#include <array>
#include <charconv>
#include <filesystem>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace kohort_cli {
namespace {

constexpr auto district_list = "stockholm.districts.2023-07";
constexpr std::array<std::string_view, synthetic_register::sexes> sex_codes{"women", "men"};
constexpr std::array<std::string_view, synthetic_register::target_groups> target_group_codes{
    "social_assistance", "youth", "outreach", "newly_arrived", "other"};
constexpr std::array<std::string_view, synthetic_register::exit_reasons> exit_reason_codes{"work", "studies", "other"};

/// The texts of all days of a window, made once: formatting a date takes longer than everything else in a row.
class day_texts {
  public:
    explicit day_texts(kohort::window days) : first_(days.first) {
        for (auto d = days.first; d <= days.last; ++d) texts_ += to_string(d);
    }
    [[nodiscard]] std::string_view operator[](kohort::day d) const noexcept {
        return std::string_view(texts_).substr(static_cast<std::size_t>(d - first_) * length, length);
    }

  private:
    static constexpr std::size_t length = 10;
    kohort::day first_;
    std::string texts_;
};

std::vector<std::string> district_codes() {
    const auto book = kohort::code_book::with_built_in_lists();
    std::vector<std::string> codes;
    for (const auto& entry : book.find(district_list)->entries())
        if (codes.size() < synthetic_register::districts) codes.push_back(entry.code);
    return codes;
}

/// Turns spells into lines.
class line_writer {
  public:
    static constexpr std::string_view header = "person_id,sex,birth_date,district,target_group,start,end,exit_reason\n";

    /// The line of a spell, valid until the next call.
    [[nodiscard]] std::string_view line(std::uint64_t person, const synthetic_spell& spell) {
        line_.clear();
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), person + 1).ptr;
        line_.append(digits.data(), end);
        append(sex_codes[spell.sex]);
        append(births_[spell.birth]);
        append(districts_[spell.district]);
        append(target_group_codes[spell.target_group]);
        append(days_[spell.start]);
        append(spell.last_day ? days_[*spell.last_day] : std::string_view());
        append(spell.last_day ? exit_reason_codes[spell.exit_reason] : std::string_view());
        return line_ += '\n';
    }

  private:
    void append(std::string_view field) { line_.append(1, ',').append(field); }

    day_texts days_{synthetic_register::horizon}, births_{synthetic_register::births};
    std::vector<std::string> districts_ = district_codes();
    std::string line_;
};

/// {"women": "women", "men": "men"}
template <std::size_t count>
std::string identity_codes(const std::array<std::string_view, count>& codes) {
    std::string text;
    for (const auto code : codes) {
        const auto in_quotes = '"' + std::string(code) + '"';
        text += (text.empty() ? "" : ", ") + in_quotes + ": " + in_quotes;
    }
    return "{" + text + "}";
}

std::string escaped(const std::string& name) {
    std::string text;
    for (const char letter : name)
        text += letter == '"' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
    return text;
}

std::string schema_for(const std::string& file) {
    const auto first = to_string(synthetic_register::horizon.first), last = to_string(synthetic_register::horizon.last);
    return R"({
  "register": "simulated",
  "file": ")" +
           escaped(file) + R"(",
  "person": "person_id",
  "start": "start",
  "exit": {"column": "end", "means": "last_day"},
  "exit_reason": "exit_reason",
  "birth": "birth_date",
  "horizon": {"from": ")" +
           first + R"(", "to": ")" + last + R"("},
  "dimensions": {
    "sex": {"column": "sex", "codes": )" +
           identity_codes(sex_codes) + R"(},
    "district": {"column": "district", "code_list": ")" +
           district_list + R"("},
    "target_group": {"column": "target_group", "codes": )" +
           identity_codes(target_group_codes) + R"(},
    "exit_reason": {"column": "exit_reason", "codes": )" +
           identity_codes(exit_reason_codes) + R"(}
  }
}
)";
}

/// Visits 0 .. count - 1, each once, in an order that jumps about: registers are rarely sorted.
class scattered_order {
  public:
    explicit scattered_order(std::uint64_t count) : count_(count), step_(count * 618 / 1000 + 1) {
        while (std::gcd(step_, count_) != 1) ++step_;
    }
    [[nodiscard]] std::uint64_t next() noexcept {
        at_ = (at_ + step_) % count_;
        return at_;
    }

  private:
    std::uint64_t count_, step_, at_ = 0;
};

void write_spells(streamed_file& file, const simulate_arguments& arguments) {
    constexpr std::uint64_t slots_per_person = synthetic_register::most_spells;
    constexpr std::uint64_t slots_per_report = std::uint64_t{1} << 16U;
    const auto slots = static_cast<std::uint64_t>(arguments.persons) * slots_per_person;
    const synthetic_register spells(arguments.seed);
    progress_bar progress;
    const auto report = progress.step("writing " + arguments.output);
    scattered_order order(slots);
    line_writer lines;
    file.write(line_writer::header);
    for (std::uint64_t done = 0; done < slots; ++done) {
        const auto slot = order.next();
        const auto person = slot / slots_per_person;
        if (const auto spell = spells.spell(person, static_cast<int>(slot % slots_per_person)))
            file.write(lines.line(person, *spell));
        if (done % slots_per_report == 0) report(static_cast<std::int64_t>(done), static_cast<std::int64_t>(slots));
    }
}

} // namespace

exit_status run(const simulate_arguments& arguments) {
    const std::filesystem::path path(arguments.output);
    auto schema_path = path;
    schema_path.replace_extension(".json");
    if (path.extension() == ".json")
        throw usage_failure("--output " + arguments.output +
                            " would be its own schema: choose a name that ends in .csv");
    streamed_file spells(path.string()), schema(schema_path.string());
    write_spells(spells, arguments);
    schema.write(schema_for(path.filename().string()));
    spells.finish();
    schema.finish();
    spells.commit();
    schema.commit();
    return exit_status::fine;
}

} // namespace kohort_cli
