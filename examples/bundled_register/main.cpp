// Writes the bundled register: synthetic persons, published margins. See ../data/README.md.
//
//     bundled_register [--check] FOLDER
//
// writes jobbtorg.csv and the other registers into the folder, the same bytes on every machine. With --check it also
// reads them back, counts every margin again and says what does not agree.
//
// Where to read: margins.hpp (what was printed), choices.hpp (what was not), then the mechanisms: careers.cpp (persons
// come to a target group and leave it), jobbtorg.cpp (who is in two), after_exit.cpp, districts.cpp, youth.cpp and
// holiday_jobs.cpp (the other registers), and check.cpp (the recount).
#include "registers.hpp"

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace bundled {
namespace {

std::vector<table> make_tables() {
    population everyone;
    const auto enrolments = make_enrolments(everyone);
    std::vector<table> tables{make_jobbtorg(enrolments), make_after_exit(enrolments), make_preparatory(everyone)};
    for (auto& programme : make_programmes(everyone)) tables.push_back(std::move(programme));
    tables.push_back(make_kaa(everyone, enrolments));
    tables.push_back(make_outreach(everyone, enrolments));
    tables.push_back(make_holiday_jobs(everyone));
    for (auto& t : tables) sort_rows(t);
    return tables;
}

void write_line(std::ostream& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i == 0 ? "" : ",") << cells[i];
    out << '\n';
}

void write(const table& t, const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    write_line(out, t.columns);
    for (const auto& row : t.rows) write_line(out, row);
    out.close();
    if (!out) throw std::runtime_error("cannot write " + path);
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    for (const auto letter : line) {
        if (letter == ',')
            cells.emplace_back();
        else
            cells.back() += letter;
    }
    return cells;
}

table read(const std::string& name, const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string line;
    if (!std::getline(in, line)) throw std::runtime_error("cannot read " + path);
    table t{name, cells_of(line), {}};
    while (std::getline(in, line)) t.rows.push_back(cells_of(line));
    return t;
}

int run(const std::string& folder, bool is_checked) {
    std::vector<table> written;
    for (const auto& t : make_tables()) {
        const auto path = folder + "/" + t.name + ".csv";
        write(t, path);
        if (is_checked) written.push_back(read(t.name, path));
    }
    if (!is_checked) return 0;
    const auto found = disagreements(written);
    for (const auto& line : found) std::cerr << line << '\n';
    std::cout << (found.empty() ? "every margin agrees\n" : std::to_string(found.size()) + " margins do not agree\n");
    return found.empty() ? 0 : 1;
}

} // namespace

void sort_rows(table& t) { std::ranges::sort(t.rows); }

} // namespace bundled

int main(int count, char** arguments) {
    const bool is_checked = count == 3 && std::string_view(arguments[1]) == "--check";
    if (count != 2 && !is_checked) {
        std::cerr << "usage: bundled_register [--check] FOLDER\n";
        return 2;
    }
    try {
        return bundled::run(arguments[count - 1], is_checked);
    } catch (const std::exception& failure) {
        std::cerr << "bundled_register: " << failure.what() << '\n';
        return 1;
    }
}
