// Evaluation in steps: definitions compiled once, data pushed in parts, partial results that merge and can be saved.
//
//     const auto compiled = evaluation::compile(definitions, january, {.periods = year_2024}).value();
//     evaluation_state state(compiled);
//     state.push(january);
//     write("2024.kohort", state.save());
//     ...
//     auto state = evaluation_state::load(compiled, read("2024.kohort")).value(); // a month later
//     state.push(february, {.rows = pushed_rows::of_any_persons});
//     const auto tables = state.finish().value();
//
// `evaluate` does all this at once.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/spells/data_set.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

namespace detail {
struct compiled_evaluation;
struct evaluation_totals;
} // namespace detail
class memory_planner;

/// Definitions and options compiled against what a data set declares: schemas, code lists, tables, parameters. Rows are
/// not looked at, so that a data set without any will do when its schemas list the codes and the options the periods.
/// Immutable; copies share their content; may be used by several threads at once.
class evaluation {
  public:
    /// Of the options, `threads`, `memory` and `progress` are not used: they belong to `push`. Where the options do not
    /// give the periods they follow from the data set's horizon, and stay.
    /// Errors: those of `evaluate`, as far as they do not depend on rows.
    [[nodiscard]] static result<evaluation> compile(std::span<const definition> definitions, const data_set& data,
                                                    const evaluate_options& options = {});

    /// Hash of everything that decides what the counts mean: definitions, periods, registers with their code lists,
    /// parameters. States of evaluations with different ones do not merge.
    [[nodiscard]] std::uint64_t fingerprint() const noexcept;
    /// Whether a measure looks at several rows of a person: distinct persons, months, first entries, follow-up,
    /// conditions on other registers, merged or intersected spells. Then all rows of a person must be pushed together.
    [[nodiscard]] bool needs_whole_persons() const noexcept;
    /// Whether a register's horizon decides what is counted: the periods were taken from it, or events are followed up
    /// within it.
    [[nodiscard]] bool depends_on_horizon() const noexcept;

  private:
    friend class evaluation_state;
    friend class memory_planner;
    explicit evaluation(std::shared_ptr<const detail::compiled_evaluation> made) : made_(std::move(made)) {}
    std::shared_ptr<const detail::compiled_evaluation> made_;
};

/// What is known of the rows that are pushed. Nobody is recognised in two pushes: whether it is true is up to the
/// caller.
enum class pushed_rows : std::uint8_t {
    of_new_persons, ///< all rows, in all registers, of persons of whom nothing was pushed before
    of_any_persons  ///< rows that were not pushed before; refused when the evaluation needs whole persons
};

struct push_options {
    pushed_rows rows = pushed_rows::of_new_persons;
    unsigned threads = 1;               ///< the figures are the same for any number
    std::size_t memory = 2'000'000'000; ///< see `evaluate_options::memory`
    std::function<bool(std::int64_t done, std::int64_t all)> progress{};
};

/// The counts of an evaluation over what was pushed so far. A value; one writer at a time.
/// Laws (property-tested): any division of the persons into parts, pushed in any order or merged in any way, gives what
/// one push gives; a saved state loads to an equal one.
class evaluation_state {
  public:
    /// Empty.
    explicit evaluation_state(const evaluation& compiled);
    evaluation_state(const evaluation_state& other);
    evaluation_state& operator=(const evaluation_state& other);
    evaluation_state(evaluation_state&&) noexcept;
    evaluation_state& operator=(evaluation_state&&) noexcept;
    ~evaluation_state();

    /// Counts the registers of a data set, which has the code lists, parameters and tables of the one at `compile`; the
    /// figures of tables are those of that one. Errors, and then nothing is added: a register that is not there or has
    /// other codes (name them in the schema: lists of recorded values differ from part to part); events to follow up
    /// and another horizon than at `compile` (give it in the schema); `of_any_persons` when whole persons are needed;
    /// what depends on rows in `evaluate`; sums beyond 64 bits; cancelled.
    [[nodiscard]] std::optional<error_list> push(const data_set& part, const push_options& options = {});

    /// Adds the rows of another state: of other persons, or, when the evaluation does not need whole persons, other
    /// rows. Errors (`plan`), and then nothing is added: another fingerprint; sums beyond 64 bits.
    [[nodiscard]] std::optional<error> merge(const evaluation_state& other);

    /// Takes the rows of another state out again, e.g. spells as they were before they changed, to push them as they
    /// are now. Which codes are shown, and the horizon, stay. Errors (`plan`), and then nothing is taken: another
    /// fingerprint; the evaluation needs whole persons; quantiles over rows that are not in this state.
    [[nodiscard]] std::optional<error> retract(const evaluation_state& other);

    /// The tables, as `evaluate` gives them for all that was pushed. The state stays as it is.
    /// Errors (`plan`): figures beyond 64 bits.
    [[nodiscard]] result<std::vector<indicator_table>> finish() const;

    /// The counts as bytes, the same on every machine: a format version, the fingerprint, which codes and which time
    /// the registers show, the counts, a checksum. No rows and no persons; of quantiles, each distinct number and how
    /// many spells have it, by cell. O(cells).
    [[nodiscard]] std::string save() const;
    /// A state with saved counts, ready to be pushed to and merged. Errors (`data`): bytes that are not a state, were
    /// cut off or changed, or come from a newer kohort; (`plan`): a state of another evaluation. Any bytes are safe.
    [[nodiscard]] static result<evaluation_state> load(const evaluation& compiled, std::string_view bytes);

    friend bool operator==(const evaluation_state& a, const evaluation_state& b) noexcept;

  private:
    std::shared_ptr<const detail::compiled_evaluation> compiled_;
    std::unique_ptr<detail::evaluation_totals> totals_;
};

/// Gives the part of a data set that is about some of the persons, the same whenever it is asked: see
/// `read_options::persons`. Tables come with every part.
using part_reader = std::function<result<data_set>(person_part)>;

/// Evaluates a data set that does not fit into memory: reads, counts and forgets one of `parts` after the other. The
/// tables are those of `evaluate` over the whole. Parts are read twice when a horizon that matters is not in the schema
/// and the parts differ in theirs. Errors: those of `read` and `evaluate`.
[[nodiscard]] result<std::vector<indicator_table>> evaluate_in_parts(std::span<const definition> definitions,
                                                                     const part_reader& read, std::uint32_t parts,
                                                                     const evaluate_options& options = {});

} // namespace kohort
