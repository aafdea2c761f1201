// `read_csv` into typed columns: keys, days, categories.
#include "../harness/kohort_forms.hpp"

namespace bench {
namespace {

using namespace kohort;

class read : public form {
    void load(const setting& with) override {
        path_ = with.folder + "/unsorted/spells.csv";
        options_.threads = with.threads;
    }

    void run() override {
        table_ = {};
        table_ = read_csv(path_, columns_, options_).value();
    }

    std::vector<double> answer() const override {
        std::vector<double> sums{static_cast<double>(table_.rows), 0, 0, 0, 0};
        for (const auto key : table_.columns[0].keys) sums[1] += static_cast<double>(key);
        for (const std::size_t column : {1u, 2u})
            for (const auto day : table_.columns[column].days) sums[column + 1] += day > csv_column::bad_day ? day : 0;
        for (std::size_t column = 3; column < table_.columns.size(); ++column) {
            std::vector<double> of_category{0};
            for (const auto& text : table_.columns[column].texts) of_category.push_back(std::stod(text));
            for (const auto category : table_.columns[column].categories) sums[4] += of_category[category];
        }
        return sums;
    }

    std::string path_;
    const std::vector<csv_column_request> columns_{{"person", csv_type::key},
                                                   {"start_date", csv_type::day},
                                                   {"end_date", csv_type::day},
                                                   {"sex"},
                                                   {"age"},
                                                   {"district"},
                                                   {"target_group"},
                                                   {"born_abroad"},
                                                   {"education"},
                                                   {"exit_reason"},
                                                   {"self_supporting"}};
    csv_options options_;
    csv_table table_;
};

const bool added = add_form<read>("csv", "read_csv");

} // namespace
} // namespace bench
