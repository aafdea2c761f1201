// Fields by hand: no quotes, no checks, every row written as the generator writes it.
#include "../harness/harness.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace bench {
namespace {

class read_by_hand : public form {
    void load(const setting& with) override {
        threads_ = with.threads;
        path_ = with.folder + "/unsorted/spells.csv";
    }

    void run() override {
        const int file = open(path_.c_str(), O_RDONLY);
        struct stat about {};
        fstat(file, &about);
        const auto size = static_cast<std::size_t>(about.st_size);
        auto* const text = static_cast<const char*>(mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0));
        const auto after_line = [end = text + size](const char* at) {
            return static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at))) + 1;
        };
        std::vector<const char*> borders{after_line(text)};
        for (unsigned part = 1; part < threads_; ++part) borders.push_back(after_line(text + size / threads_ * part));
        borders.push_back(text + size);

        std::vector<std::size_t> first_row(threads_ + 1);
        in_parts(threads_, threads_, [&](unsigned part, std::size_t, std::size_t) {
            first_row[part + 1] = static_cast<std::size_t>(std::count(borders[part], borders[part + 1], '\n'));
        });
        for (unsigned part = 0; part < threads_; ++part) first_row[part + 1] += first_row[part];
        days_ = {};
        codes_ = {};
        for (auto& column : days_) column.resize(first_row.back());
        for (auto& column : codes_) column.resize(first_row.back());
        in_parts(threads_, threads_, [&](unsigned part, std::size_t, std::size_t) {
            parse(borders[part], borders[part + 1], first_row[part]);
        });
        munmap(const_cast<char*>(text), size);
        close(file);
    }

    void parse(const char* at, const char* end, std::size_t row) {
        for (; at < end; ++row) {
            days_[0][row] = number(at);
            for (std::size_t code = 0; code < 6; ++code) codes_[code][row] = static_cast<std::int8_t>(number(++at));
            days_[1][row] = date(++at);
            days_[2][row] = date(++at);
            for (std::size_t code = 6; code < 8; ++code) codes_[code][row] = static_cast<std::int8_t>(number(++at));
            ++at;
        }
    }
    static int number(const char*& at) {
        if (*at < '0') return no_code;
        int value = 0;
        for (; *at >= '0'; ++at) value = value * 10 + (*at - '0');
        return value;
    }
    static std::int32_t date(const char*& at) {
        if (*at < '0') return no_day;
        const auto digit = [at](int i) { return at[i] - '0'; };
        const int year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
        const int month = digit(5) * 10 + digit(6), of_month = digit(8) * 10 + digit(9);
        at += 10;
        const int y = month < 3 ? year - 1 : year, of_era = y % 400;
        const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + of_month - 1;
        return y / 400 * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
    }

    std::vector<double> answer() const override {
        const auto sum = [](const auto& column) {
            double all = 0;
            for (const auto value : column)
                if (value >= 0) all += value;
            return all;
        };
        double all_codes = 0;
        for (const auto& column : codes_) all_codes += sum(column);
        return {static_cast<double>(days_[0].size()), sum(days_[0]), sum(days_[1]), sum(days_[2]), all_codes};
    }

    unsigned threads_ = 1;
    std::string path_;
    std::array<std::vector<std::int32_t>, 3> days_; ///< person, start, end
    std::array<std::vector<std::int8_t>, 8> codes_;
};

const bool added = add_form<read_by_hand>("csv", "hand");

} // namespace
} // namespace bench
