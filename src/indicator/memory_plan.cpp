#include <kohort/indicator/memory_plan.hpp>

#include "compiled_evaluation.hpp"

#include <kohort/spells/register_builder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace kohort {
namespace {

// Measured on registers of `kohort simulate`, rounded up.
constexpr double program_bytes = 8e6;
constexpr double reading_bytes_per_thread = 3e6;
constexpr double building_bytes_per_row = 32;     ///< order, person numbers, verdicts, growth of columns
constexpr double person_bytes_per_row = 24;       ///< of the table of persons
constexpr double text_key_bytes = 96;             ///< a text of its own, and its places in dictionaries
constexpr double dated_record_bytes_per_row = 48; ///< the latest record of each spell
constexpr double counting_bytes_per_row = 16;     ///< what conditions compute on their way
constexpr double unevenness = 1.1;                ///< the largest part to the mean one
constexpr std::uint32_t most_parts = 1000;

std::string megabytes(double bytes) { return fmt::format("{:.0f}M", std::ceil(bytes / 1e6)); }

/// The first whole lines of a file.
std::string beginning_of(const std::string& path) {
    constexpr std::size_t most = 1U << 20U;
    std::string text(most, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(text.data(), static_cast<std::streamsize>(most));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() == most) text.resize(text.rfind('\n') + 1);
    return text;
}

double bytes_of(const csv_column& column, double rows) {
    switch (column.request.type) {
    case csv_type::key: {
        const bool are_texts = !column.texts.empty();
        return 8 + (are_texts && rows > 0 ? text_key_bytes * static_cast<double>(column.texts.size()) / rows : 0);
    }
    case csv_type::day:
        return 4;
    case csv_type::category:
        return 2;
    case csv_type::number:
        return 8;
    }
    return 0;
}

double bytes_per_row(const spell_register& spells) {
    double bytes = 12 + (spells.has_birth() ? 4 : 0) + 8 * static_cast<double>(spells.values().size());
    for (const auto& dimension : spells.dimensions()) bytes += dimension.codes.size() < 256 ? 1 : 2;
    return bytes + (spells.weight().empty() ? 0 : 8);
}

/// What a register needs.
struct register_needs {
    double rows = 0;
    double held = 0;    ///< bytes as long as the part is counted
    double reading = 0; ///< bytes besides while it is read
};

} // namespace

class memory_planner {
  public:
    memory_planner(std::span<const definition> definitions, std::span<const register_file> files,
                   const data_set& tables, const evaluate_options& options)
        : definitions_(definitions), files_(files), sample_(tables), options_(options) {}

    result<memory_plan> plan(double memory) {
        for (const auto& file : files_)
            if (auto problem = look_at(file)) return *problem;
        look_at_definitions();
        memory_plan made;
        made.threads = options_.threads;
        while (made.threads > 1 && fixed(made.threads) > memory / 2) --made.threads;
        const auto available = memory - fixed(made.threads), all = peak();
        made.all_bytes = static_cast<std::size_t>(fixed(made.threads) + all);
        const auto parts = all <= available ? 1 : std::ceil(unevenness * all / std::max(available, 1.0));
        if (available <= 0 || parts > most_parts)
            return error(error_code::out_of_memory,
                         fmt::format("{} are too little; in parts the registers need at least {}, at once {}",
                                     megabytes(memory), megabytes(fixed(1) + unevenness * all / most_parts),
                                     megabytes(fixed(options_.threads) + all)));
        if (const auto* name = moves_between_persons(); name && parts > 1)
            return error(error_code::out_of_memory,
                         fmt::format("register \"{}\" has several records of a spell, of which a later one may name "
                                     "another person: it cannot be read in parts; at once it needs {}",
                                     *name, megabytes(fixed(1) + all)));
        made.parts = static_cast<std::uint32_t>(parts);
        made.part_bytes = static_cast<std::size_t>(fixed(made.threads) + all / parts);
        for (const auto& each : needs_) {
            constexpr double few = 10'000;
            made.rows += static_cast<std::int64_t>(each.rows);
            made.most_rows.push_back(static_cast<std::int64_t>(1.5 * each.rows / parts + few));
        }
        return made;
    }

  private:
    std::optional<error> look_at(const register_file& file) {
        std::error_code problem;
        auto& needs = needs_.emplace_back();
        if (!std::filesystem::exists(file.path, problem) || std::filesystem::is_directory(file.path, problem))
            return std::nullopt; // reading says it better
        if (!std::filesystem::is_regular_file(file.path, problem))
            return error(error_code::input_output,
                         "is read once only, and parts need several readings; put it into a file, or allow any memory",
                         file.path);
        const auto text = beginning_of(file.path);
        const auto table = parse_csv(text, file.path, columns_of(*file.schema), {file.schema->dialect, 1, {}, {}});
        if (!table || table->rows == 0) return std::nullopt;
        const auto sampled = static_cast<double>(table->rows);
        needs.rows = sampled * static_cast<double>(std::filesystem::file_size(file.path, problem)) /
                     static_cast<double>(text.size());
        needs.reading = building_bytes_per_row + (file.schema->recorded_on ? dated_record_bytes_per_row : 0);
        for (const auto& column : table->columns) needs.reading += bytes_of(column, sampled);
        if (sample_.read_text(*file.schema, text, file.path)) return std::nullopt;
        needs.held = bytes_per_row(sample_.registers().back()) + person_bytes_per_row;
        rows_of_[file.schema->name] = needs.rows;
        return std::nullopt;
    }

    void look_at_definitions() {
        const auto compiled = evaluation::compile(definitions_, sample_, options_);
        if (!compiled) return; // perhaps because the sample does not have all codes
        const auto& made = *compiled->made_;
        for (const auto& figures : detail::nothing_counted(*made.declared.call).figures)
            for (const auto& series : figures.series)
                counts_ += sizeof(std::int64_t) * static_cast<double>(series.counts.size());
        const prepared_call call(made.definitions, made.declared.data, made.options, made.periods);
        std::set<const void*> seen;
        for (const auto* leaf : call.leaves())
            if (leaf->spells) look_at(*leaf, made.declared.data, seen);
    }

    /// Adds what the rows of a leaf need that no leaf before needed.
    void look_at(const prepared_figures& leaf, const data_set& data, std::set<const void*>& seen) {
        double bytes = 0;
        const auto add = [&](const void* column, double size) {
            if (column && seen.insert(column).second) bytes += size;
        };
        for (const auto& measure : leaf.measures) {
            add(measure.start.get(), 4);
            add(measure.end.get(), 4);
            for (const auto& filter : measure.filters)
                if (const auto* of_rows = std::get_if<row_bytes>(&filter.column)) add(of_rows->get(), 1);
        }
        const bool is_combined = data.find(leaf.spells->name()) != leaf.spells;
        if (is_combined) add(leaf.spells, bytes_per_row(*leaf.spells));
        if (leaf.count_numbers) bytes += 16;
        const auto rows = rows_of_.find(leaf.spells->name());
        counting_ += bytes * (rows == rows_of_.end() ? all_rows() : rows->second);
    }

    /// The first register in which a spell may pass from one person to another.
    [[nodiscard]] const std::string* moves_between_persons() const {
        for (const auto& file : files_)
            if (file.schema->spell && file.schema->recorded_on) return &file.schema->name;
        return nullptr;
    }
    [[nodiscard]] double all_rows() const {
        return std::accumulate(needs_.begin(), needs_.end(), 0.0,
                               [](double sum, const auto& each) { return sum + each.rows; });
    }
    /// Whatever the number of parts.
    [[nodiscard]] double fixed(unsigned threads) const {
        return program_bytes + threads * reading_bytes_per_thread + (3.0 + threads) * counts_;
    }
    /// Of all rows at once: while the last register is read, or while they are counted.
    [[nodiscard]] double peak() const {
        double held = 0, most = 0;
        for (const auto& each : needs_) {
            held += each.rows * each.held;
            most = std::max(most, held + each.rows * each.reading);
        }
        return std::max(most, held + counting_ + counting_bytes_per_row * all_rows());
    }

    std::span<const definition> definitions_;
    std::span<const register_file> files_;
    data_set sample_;
    const evaluate_options& options_;
    std::vector<register_needs> needs_;
    std::map<std::string, double> rows_of_;
    double counting_ = 0; ///< bytes of conditions and combined registers
    double counts_ = 0;   ///< bytes of the counts
};

result<memory_plan> plan_memory(std::span<const definition> definitions, std::span<const register_file> files,
                                const data_set& tables, const evaluate_options& options, std::size_t memory) {
    return memory_planner(definitions, files, tables, options).plan(static_cast<double>(memory));
}

} // namespace kohort
