#include <kohort/indicator/builder.hpp>
#include <kohort/indicator/cohort_definition.hpp>

#include <utility>

namespace kohort {

cohort_builder cohort_builder::from(cohort_event event, measure_source source, std::string time, int at_age) const {
    auto copy = *this;
    copy.made_.source = std::move(source);
    copy.made_.from = {event, std::move(time), at_age};
    return copy;
}

cohort_builder cohort_builder::entered(measure_source source, std::string time) const {
    return from(cohort_event::entered, std::move(source), std::move(time), 0);
}
cohort_builder cohort_builder::exited(measure_source source, std::string time) const {
    return from(cohort_event::exited, std::move(source), std::move(time), 0);
}
cohort_builder cohort_builder::in_stock(measure_source source, day on) const {
    return from(cohort_event::in_stock, std::move(source), to_string(on), 0);
}
cohort_builder cohort_builder::born(measure_source source, std::string time, int at_age) const {
    return from(cohort_event::born, std::move(source), std::move(time), at_age);
}

cohort_builder cohort_builder::named(localised_text name) const {
    auto copy = *this;
    copy.made_.name = std::move(name);
    return copy;
}
cohort_builder cohort_builder::where(std::string dimension, std::vector<std::string> wanted) const {
    return where(codes(std::move(dimension), std::move(wanted)));
}
cohort_builder cohort_builder::where_not(std::string dimension, std::vector<std::string> unwanted) const {
    return where(other_codes_than(std::move(dimension), std::move(unwanted)));
}
cohort_builder cohort_builder::where(const condition& added) const {
    auto copy = *this;
    copy.made_.where = both(std::move(copy.made_.where), added);
    return copy;
}
cohort_builder cohort_builder::aged(std::optional<int> least, std::optional<int> most, age_reference at) const {
    auto copy = *this;
    copy.made_.age = age_condition{least, most, at};
    return copy;
}
cohort_builder cohort_builder::merging_gaps(duration gap) const {
    auto copy = *this;
    copy.made_.merge_gaps = gap;
    return copy;
}
cohort_builder cohort_builder::first_ever() const {
    auto copy = *this;
    copy.made_.first = first_condition{};
    return copy;
}
cohort_builder cohort_builder::without_earlier_in(duration time) const {
    auto copy = *this;
    copy.made_.first = first_condition{time};
    return copy;
}
cohort_builder cohort_builder::persons() const {
    auto copy = *this;
    copy.made_.per_person = true;
    return copy;
}
cohort_builder cohort_builder::cause(std::string name, std::vector<std::string> wanted) const {
    auto copy = *this;
    copy.made_.exits.causes.push_back({std::move(name), std::move(wanted)});
    return copy;
}
cohort_builder cohort_builder::censored(std::vector<std::string> wanted) const {
    auto copy = *this;
    copy.made_.exits.censoring = std::move(wanted);
    return copy;
}
cohort_builder cohort_builder::state(std::string name, std::vector<std::string> registers, condition where) const {
    auto copy = *this;
    copy.made_.states.push_back({std::move(name), std::move(registers), std::move(where)});
    return copy;
}

} // namespace kohort
