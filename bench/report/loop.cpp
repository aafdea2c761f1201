// The six tables of the report, one loop after the other.
#include "../harness/harness.hpp"

namespace bench {
namespace {

class report : public form {
    void load(const setting& with) override {
        for (const auto* task : {"exit_cube", "stock", "means", "persons", "long_term", "follow_up"}) {
            tasks_.push_back(make_form(task, "hand"));
            tasks_.back()->load(with);
        }
    }
    void run() override {
        for (const auto& task : tasks_) task->run();
    }
    std::vector<double> answer() const override {
        std::vector<double> all;
        for (const auto& task : tasks_) {
            const auto one = task->answer();
            all.insert(all.end(), one.begin(), one.end());
        }
        return all;
    }

    std::vector<std::unique_ptr<form>> tasks_;
};

const bool added = add_form<report>("report", "hand");

} // namespace
} // namespace bench
