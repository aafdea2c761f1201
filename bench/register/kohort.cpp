// From typed columns to a register: codes, surrogates of persons, order, an account of every row.
#include "../harness/kohort_forms.hpp"

namespace bench {
namespace {

class build : public form {
    void load(const setting& with) override {
        const std::array files{sources + "/harness/schema.json"};
        auto schemas = kohort::read_schemas(files).value();
        schema_ = schemas.registers.front();
        codes_ = std::move(schemas.codes);
        kohort::csv_options options;
        options.threads = threads_ = with.threads;
        table_ = kohort::read_csv(with.folder + "/unsorted/spells.csv", kohort::columns_of(schema_), options).value();
    }

    void run() override {
        built_.reset();
        kohort::person_table persons;
        built_ = kohort::build_register(schema_, table_, "spells.csv", codes_, persons, {{}, threads_}).value();
    }

    std::vector<double> answer() const override {
        const auto& spells = built_->spells;
        const auto person = spells.person();
        const auto start = spells.start();
        double persons = 1, steps = 0, starts = start[0], ends = 0, open = 0;
        for (std::size_t i = 0; i < spells.size(); ++i) {
            const auto exit = spells.exit_day(i);
            open += exit == kohort::spell_register::open_end;
            ends += exit == kohort::spell_register::open_end ? 0 : exit;
            if (i == 0) continue;
            starts += start[i];
            persons += person[i] != person[i - 1];
            if (person[i] == person[i - 1]) steps += start[i] - start[i - 1];
        }
        return {static_cast<double>(spells.size()), persons, steps, starts, ends, open};
    }

    unsigned threads_ = 1;
    kohort::register_schema schema_;
    kohort::code_book codes_;
    kohort::csv_table table_;
    std::optional<kohort::built_register> built_;
};

const bool added = add_form<build>("register", "build_register");

} // namespace
} // namespace bench
