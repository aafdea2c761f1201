#include "csv_parse.hpp"

#include "csv_column.hpp"
#include "csv_header.hpp"
#include "csv_index.hpp"
#include "csv_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace kohort::csv {
namespace {

/// Lets threads through one after the other, in the order of their numbers.
class turnstile {
  public:
    /// Waits until it is the turn of `number`; false when that will not come any more.
    [[nodiscard]] bool wait_for(std::size_t number) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return turn_ == number || closed_; });
        return !closed_;
    }
    void next() {
        const std::lock_guard lock(mutex_);
        ++turn_;
        changed_.notify_all();
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t turn_ = 0;
    bool closed_ = false;
};

/// Each thread takes the next chunk, reads it into memory of its own, and appends it when all chunks before it have
/// been appended. So nothing that depends on an order (of rows, of texts, of errors) depends on threads.
class parser {
  public:
    parser(byte_source& bytes, const std::string& file, std::span<const csv_column_request> requests,
           const csv_options& options, std::size_t chunk_bytes)
        : source_(bytes, chunk_bytes), file_(file), requests_(requests), options_(options),
          helpers_(options.threads - 1) {
        for (const auto& request : requests) columns_.emplace_back(request, options.dialect, file);
        if (source_.size() != 0) helpers_ = std::min(helpers_, static_cast<std::size_t>(source_.size()) / chunk_bytes);
    }

    /// Throws `error` or `error_list`.
    csv_table run() {
        worker self(columns_);
        find_header(self);
        process(self);
        report(self.here.bytes_read);
        if (!self.here.is_last) {
            reserve_for_all(self);
            process_rest(self);
        }
        return finish();
    }

  private:
    /// What a thread needs to read chunks.
    struct worker {
        explicit worker(std::deque<growing_column>& columns) {
            for (auto& each : columns) readers.push_back(make_reader(each));
        }
        chunk here;
        field_index index;
        chosen_rows chosen;
        std::vector<std::unique_ptr<column_reader>> readers;
    };

    /// Takes chunks up to the one with the header, of which the rows remain.
    void find_header(worker& self) {
        std::optional<header> found;
        while (!found) {
            if (!source_.next(self.here))
                throw error(error_code::data, "the file is empty; expected a line with the names of the columns",
                            file_);
            found = take_header(self.here, requests_, options_.dialect, file_);
            if (!found) turns_.next();
        }
        header_ = *found;
        shift_lines(0, self.here.first_line - csv_table::line_of_first_row);
    }

    /// False when the chunk's turn will not come, because something is wrong before it.
    bool process(worker& self) {
        const bool is_table = self.index.build(self.here, options_.dialect.delimiter, header_.fields);
        if (is_table) read_columns(self);
        if (!turns_.wait_for(self.here.number)) return false;
        if (!is_table) throw explain(self.here, options_.dialect.delimiter, header_.fields, file_);
        append(self);
        turns_.next();
        return true;
    }

    void read_columns(worker& self) {
        const auto cells = [&](std::size_t column) { return self.index.column(self.here, header_.wanted[column]); };
        if (options_.part)
            choose(cells(options_.part->column), *options_.part, options_.dialect.encoding, self.chosen);
        for (std::size_t i = 0; i < columns_.size(); ++i) self.readers[i]->read(cells(i), self.chosen);
    }

    void process_rest(worker& self) {
        std::vector<std::jthread> helpers;
        guarded([&] {
            start(helpers);
            while (source_.next(self.here) && process(self)) report(self.here.bytes_read);
        });
        helpers.clear(); // waits for them
        if (failure_) std::rethrow_exception(failure_);
        if (self.here.bytes_read != source_.bytes_read()) report(source_.bytes_read());
    }

    void start(std::vector<std::jthread>& helpers) {
        helpers.reserve(helpers_);
        try {
            while (helpers.size() != helpers_) helpers.emplace_back([this] { help(); });
        } catch (const std::system_error&) {
            // The system has no more threads to give: those that there are will do.
        }
    }

    void help() noexcept {
        guarded([this] {
            worker self(columns_);
            while (source_.next(self.here) && process(self)) {
            }
        });
    }

    /// Keeps the first exception, and lets no chunk in after it.
    template <class Work>
    void guarded(Work work) noexcept {
        try {
            work();
        } catch (...) {
            const std::lock_guard lock(failing_);
            if (!failure_) failure_ = std::current_exception();
            turns_.close();
        }
    }

    void append(worker& self) {
        for (auto& each : self.readers) each->append(self.here, table_.rows, self.chosen);
        for (const auto& [before_row, count] : self.index.extra())
            shift_lines(rows_of_file_ + static_cast<std::int64_t>(before_row), count);
        note_chosen(self);
        rows_of_file_ += static_cast<std::int64_t>(self.index.rows());
        table_.rows += static_cast<std::int64_t>(self.chosen.count(self.index.rows()));
        if (table_.rows > options_.most_rows)
            throw error(error_code::out_of_memory,
                        fmt::format("has more than {} rows{}; allow more memory", options_.most_rows,
                                    options_.part ? " in one part" : ""),
                        file_);
    }

    void note_chosen(const worker& self) {
        if (self.chosen.are_all) return;
        constexpr std::size_t bits = 64;
        const auto first = static_cast<std::size_t>(rows_of_file_);
        auto& kept = table_.kept_rows;
        kept.resize((first + self.index.rows()) / bits + 1);
        for (const auto row : self.chosen.rows)
            kept[(first + row) / bits] |= std::uint64_t{1} << (first + row) % bits;
    }

    /// Makes room for all rows, were they as long as those of the first chunk, and a little more.
    void reserve_for_all(const worker& first) {
        if (first.here.text.empty()) return;
        const auto chunks = static_cast<double>(source_.size()) / static_cast<double>(first.here.text.size());
        const auto rows = 1.05 * chunks * static_cast<double>(first.chosen.count(first.index.rows()));
        for (auto& each : columns_) reserve(each.column, static_cast<std::size_t>(rows));
    }

    void shift_lines(std::int64_t from_row, std::int64_t lines) {
        if (lines == 0) return;
        extra_lines_ += lines;
        auto& shifts = table_.line_shifts;
        if (!shifts.empty() && shifts.back().from_row == from_row)
            shifts.back().extra_lines = extra_lines_;
        else
            shifts.push_back({from_row, extra_lines_});
    }

    void report(std::int64_t done) {
        if (options_.progress && !options_.progress(done, source_.size()))
            throw error(error_code::cancelled, "reading was cancelled", file_);
    }

    csv_table finish() {
        auto& shifts = table_.line_shifts;
        if (!shifts.empty() && shifts.back().from_row == rows_of_file_) shifts.pop_back(); // blank lines at the end
        for (auto& each : columns_) table_.columns.push_back(std::move(each.column));
        return std::move(table_);
    }

    chunk_source source_;
    const std::string& file_;
    std::span<const csv_column_request> requests_;
    const csv_options& options_;
    std::size_t helpers_;
    header header_;

    turnstile turns_;
    // Only the thread that has the turn may touch these four.
    std::deque<growing_column> columns_;
    csv_table table_;
    std::int64_t rows_of_file_ = 0;
    std::int64_t extra_lines_ = 0;

    std::mutex failing_;
    std::exception_ptr failure_;
};

error_list problems_of(const csv_options& options, std::span<const csv_column_request> columns) {
    error_list problems;
    const auto& [delimiter, decimal, encoding] = options.dialect;
    const auto& part = options.part;
    const auto refuse = [&problems](const char* message) {
        problems.emplace_back(error_code::invalid_argument, message);
    };
    if (delimiter != ',' && delimiter != ';' && delimiter != '\t') refuse("the delimiter must be ',', ';' or a tab");
    if (decimal != '.' && decimal != ',') refuse("the decimal mark must be '.' or ','");
    if (options.threads == 0) refuse("the number of threads must be at least 1");
    if (part && part->number >= part->of) refuse("the number of a part must be below the number of parts");
    if (part && (part->column >= columns.size() || columns[part->column].type != csv_type::key))
        refuse("parts are told by a column of type key that is requested");
    return problems;
}

} // namespace

result<csv_table> parse(byte_source& bytes, const std::string& name, std::span<const csv_column_request> columns,
                        const csv_options& options, std::size_t chunk_bytes) {
    auto problems = problems_of(options, columns);
    if (!problems.empty()) return problems;
    const auto out_of_memory = [&name] {
        return error(error_code::out_of_memory, "memory ran out; read fewer columns, or the file in parts", name);
    };
    try {
        return parser(bytes, name, columns, options, chunk_bytes).run();
    } catch (const error& problem) {
        return problem;
    } catch (const error_list& several) {
        return several;
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    } catch (const std::length_error&) {
        return out_of_memory();
    }
}

} // namespace kohort::csv
