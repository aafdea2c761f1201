// Random valid definitions over the data sets of random_world.hpp: every operator, measure form and condition.
#pragma once

#include "random_world.hpp"

#include <kohort/data/measurement_unit.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/time/period.hpp>

#include <nlohmann/json.hpp>

namespace naive {

using json = nlohmann::ordered_json;

/// What all measures of a definition must have so that its breakdowns fit them.
struct wish {
    bool births = false;    ///< an age is asked for
    bool elapsed = false;   ///< times elapsed are asked for
    bool sex_only = false;  ///< the only dimension is sex: tables take part
    bool no_cells = false;  ///< ages are asked of tables
    bool no_tables = false; ///< ages that no table has are asked for
    std::string age_at{};   ///< of the age breakdown
};

class definition_maker {
  public:
    /// `support` has birth years only, or no births at all.
    definition_maker(unsigned seed, bool has_years) : random_(seed), has_years_(has_years) {}

    json operator()() {
        json made;
        made["id"] = "random";
        made["name"]["en"] = "Random";
        choose_period();
        const auto by = breakdowns();
        made.update(operation(0));
        made["per"] = per_json_;
        if (!by.empty()) made["by"] = by;
        return made;
    }

    /// The periods asked for, a literal that fits the last definition.
    [[nodiscard]] const std::string& periods() const { return periods_; }

  private:
    using texts = std::vector<std::string>;

    void choose_period() {
        is_free_ = false;
        const auto year = std::to_string(random_(2021, 2024));
        const auto next = [](const std::string& y) { return std::to_string(std::stoi(y) + 1); };
        switch (random_(0, 9)) {
        case 0:
        case 1:
            set_period("year", std::to_string(random_(2020, 2023)) + ".." + std::to_string(random_(2023, 2025)), 12);
            break;
        case 2:
        case 3:
            set_period("quarter", year + "-Q3.." + next(year) + "-Q1", 3);
            break;
        case 4:
        case 5:
            set_period("month", year + "-11.." + next(year) + "-01", 1);
            break;
        case 6:
            set_period("half_year", random_.once_in(2) ? "2022" : "2024", 6);
            break;
        case 7:
            set_period({{"year_starting", random_.once_in(2) ? "12-01" : "09-15"}}, "2022..2024", 12);
            if (random_.once_in(2)) per_json_["labelled_by"] = "start";
            is_whole_months_ = per_json_["year_starting"] == "12-01";
            break;
        case 8:
            set_period("week", year + "-W51.." + next(year) + "-W02", 0);
            break;
        default:
            set_period("year", "2022-03-15..2023-02-10", 12);
            is_whole_months_ = is_in_one_year_ = false;
            is_free_ = true;
        }
    }

    void set_period(json per, std::string periods, int months) {
        per_json_ = std::move(per);
        every_ = per_json_.is_string() ? std::string(per_json_) : "year";
        periods_ = std::move(periods);
        months_ = months;
        is_whole_months_ = months > 0;
        is_in_one_year_ = months > 0 && per_json_.is_string(); // so that a parameter has one value
    }

    json breakdowns() {
        wish_ = {};
        grouped_.clear();
        json by = json::array();
        const int chosen = random_(0, 9);
        if (chosen == 1 || chosen == 2) {
            by.push_back("sex");
            grouped_.push_back("sex");
        }
        if (chosen == 2 || chosen == 3 || chosen == 4) by.push_back("area");
        if (chosen == 5) by.push_back({{"dimension", "area"}, {"level", random_(1, 3)}});
        if (chosen == 6) {
            by.push_back({{"dimension", "area"}, {"code_list", "zones"}});
            if (random_.once_in(3)) by.back()["level"] = random_(1, 2);
        }
        if (chosen == 2 || chosen == 7 || chosen == 8) {
            wish_.births = true;
            wish_.age_at = random_.of(texts{"start", "end_of_period", "year_difference"});
            if (is_free_ || !random_.once_in(2)) wish_.age_at = random_.of(texts{"event", "clock"});
            by.push_back({{"age", {{16, 24}, {25, 64}, json::array({65})}}, {"at", wish_.age_at}});
            wish_.no_tables = random_.once_in(4);
            if (wish_.no_tables) by.back()["age"] = {{20, 29}, {40, 50}};
        }
        if (chosen == 8 || chosen == 9) {
            wish_.elapsed = true;
            by.push_back({{"elapsed", random_.once_in(2) ? json::array({"6 months"})
                                                         : json::array({"30 days", "6 months", "1 year"})}});
        }
        wish_.sex_only = chosen == 0 || chosen == 1 || (chosen == 7 && !wish_.no_tables);
        wish_.no_cells = chosen == 7;
        if (chosen >= 2 && chosen <= 6) grouped_.push_back("area");
        if (by.size() > 1 && random_.once_in(2)) std::reverse(by.begin(), by.end());
        return by;
    }

    static json base_amount() { return {{"parameter", "base_amount"}}; }

    // Operators

    json operation(int depth) {
        switch (random_(0, depth > 1 ? 4 : 12)) {
        case 0:
        case 1:
            return {{"count", measure({})}};
        case 2:
        case 3:
            return share();
        case 4:
            return random_.once_in(2) ? mean() : quantile();
        case 5: {
            auto of = operand(depth + 1), over = operand(depth + 1);
            return {{random_.once_in(2) ? "rate" : "ratio", {{"of", of}, {"over", over}}}};
        }
        case 6:
        case 7:
            return combination();
        case 8: {
            auto of = operand(depth + 1);
            return {{"product", {of, !is_in_one_year_ || random_.once_in(2) ? json(0.75) : base_amount()}}};
        }
        case 9:
        case 10:
            return mean_over(depth);
        default:
            return change(depth);
        }
    }

    json operand(int depth) {
        if (random_.once_in(3)) return measure({});
        return operation(depth);
    }

    json combination() {
        texts units{"spells", "entries", "exits"};
        if (wish_.elapsed) units = {"exits", "spells"};
        if (wish_.age_at == "event") units = {"exits"};
        if (wish_.age_at == "clock") units = {"spells"};
        const auto unit = random_.of(units);
        json of = json::array({measure({unit}), measure({unit})});
        if (random_.once_in(3)) of[1] = json{{"product", {measure({unit}), 2.5}}};
        if (random_.once_in(4)) of[0] = json(random_(0, 3));
        const auto word = random_.of(texts{"sum", "minimum", "maximum", "difference"});
        if (word != "difference" && random_.once_in(2)) of.push_back(measure({unit}));
        return {{word, of}};
    }

    json mean_over(int depth) {
        json made;
        if (random_.once_in(3) && !wish_.sex_only && grouped_.size() < 3) {
            texts free{"area", "reason", "sex"};
            std::erase_if(free, [this](const auto& each) { return std::ranges::count(grouped_, each) > 0; });
            const auto groups = random_.of(free);
            grouped_.push_back(groups);
            made["of"] = operand(depth + 1);
            made["each"] = groups;
            grouped_.pop_back();
            return {{"mean_over", made}};
        }
        const auto every = every_;
        const auto months = months_;
        const auto whole = is_whole_months_, free = is_free_;
        const bool by_quarter = months_ > 0 && months_ % 3 == 0 && whole && random_.once_in(3);
        const bool trailing = !by_quarter && random_.once_in(3);
        const bool fits = months_ > 0;
        every_ = by_quarter ? "quarter" : "month";
        months_ = by_quarter ? 3 : 1;
        is_whole_months_ = true;
        is_free_ = false;
        made["of"] = operand(depth + 1);
        made["each"] = every_;
        if (trailing || !fits) made["in"] = !fits ? "12 months" : random_.of(texts{"12 months", "4 months"});
        every_ = every;
        months_ = months;
        is_whole_months_ = whole;
        is_free_ = free;
        return {{"mean_over", made}};
    }

    json change(int depth) {
        json made;
        const auto whole = is_whole_months_, free = is_free_, in_one = is_in_one_year_;
        const bool from_window = random_.once_in(8);
        if (from_window) is_whole_months_ = is_in_one_year_ = false, is_free_ = true;
        made["of"] = operand(depth + 1);
        is_whole_months_ = whole, is_free_ = free, is_in_one_year_ = in_one;
        made["from"] = random_.of(texts{"previous", "year_before"});
        if (random_.once_in(3) && every_ == "year") made["from"] = "2022";
        if (random_.once_in(3) && every_ == "quarter") made["from"] = "2022-Q1";
        if (from_window) made["from"] = "2021-05-03..2024-12-01";
        made["as"] = random_.of(texts{"difference", "percent"});
        return {{"change", made}};
    }

    json share() {
        json made;
        auto of = measure({});
        made["of"] = of;
        if (of.contains("cell")) {
            made["where"] = {{"sex", json::array({random_.of(texts{"women", "men"})})}};
        } else if (of.contains("population")) {
            if (random_.once_in(2))
                made["where"] = {{"sex", json::array({random_.of(texts{"women", "men"})})}};
            else
                made["age"] = {{"from", 25}, {"to", 64}};
        } else {
            restrict(made, of, 1);
        }
        return {{"share", made}};
    }

    json mean() {
        const bool of_exits = wish_.age_at == "event" || (wish_.age_at != "clock" && random_.once_in(2));
        is_quantity_ = true;
        auto over = measure({of_exits ? "exits" : "stock of spells"});
        is_quantity_ = false;
        const bool of_values = random_.once_in(3);
        return {{"mean", {{"of", of_values ? "income" : of_exits ? "duration" : "elapsed"}, {"over", over}}}};
    }

    json quantile() {
        auto made = mean()["mean"];
        made["p"] = random_.of(std::vector<double>{0.5, 0.25, 0.9});
        return {{"quantile", made}};
    }

    // Measures

    json measure(const texts& units) {
        if (units.empty() && wish_.sex_only && !wish_.elapsed && random_.once_in(5)) return table_measure();
        json made;
        auto unit = units.empty() ? any_unit() : units[0];
        const bool stock_of_spells = unit == "stock of spells";
        if (stock_of_spells) unit = "spells";
        if (unit == "total")
            made["total"] = "income";
        else
            made["count"] = unit;
        made["register"] = source();
        const bool is_event = unit == "entries" || unit == "exits" || unit.rfind("persons_", 0) == 0;
        const bool must_be_stock =
            stock_of_spells || (!is_event && unit != "person_days" && (wish_.elapsed || wish_.age_at == "clock"));
        clock(made, unit, must_be_stock);
        restrict(made, made, 0);
        const bool persons = unit.rfind("persons", 0) == 0;
        if (persons && random_.once_in(4))
            made["once_per"] = random_.once_in(2) ? json::array({"area"}) : json::array({"reason", "area"});
        if (random_.once_in(6)) made["merge_gaps"] = random_.of(texts{"0 days", "30 days", "1 month"});
        return made;
    }

    std::string any_unit() {
        const texts events{"entries", "exits", "persons_entering", "persons_exiting"};
        if (wish_.age_at == "event") return wish_.elapsed || random_.once_in(2) ? "exits" : random_.of(events);
        if (wish_.elapsed)
            return random_.of(wish_.age_at == "clock" ? texts{"spells", "persons"}
                                                      : texts{"spells", "persons", "exits", "persons_exiting"});
        if (wish_.age_at == "clock") return random_.of(texts{"spells", "persons"});
        texts all{"spells", "persons", "spells", "persons", "total", "person_months"};
        all.insert(all.end(), events.begin(), events.end());
        if (months_ < 6 && !is_free_) all.push_back("person_days");
        return random_.of(all);
    }

    json source() {
        texts names{"jobs", "studies"};
        const bool years_will_do = wish_.age_at == "year_difference";
        if (!wish_.births || (has_years_ && years_will_do)) names.push_back("support");
        births_ = births::days;
        switch (random_(0, 7)) {
        case 0:
            return {{"union", {"jobs", "studies"}}};
        case 1:
            if (wish_.births && has_years_ && !years_will_do) break;
            if (has_years_) births_ = births::years;
            return {{random_.once_in(2) ? "union" : "overlay", {"support", "jobs", "studies"}}};
        case 2:
            return {{"overlay", {"studies", "jobs"}}};
        case 3:
            return {{random_.once_in(2) ? "intersect" : "subtract", {random_.of(texts{"jobs", "studies"}), "support"}}};
        default:
            break;
        }
        const auto name = random_.of(names);
        if (name == "support") births_ = has_years_ ? births::years : births::none;
        return name;
    }

    void clock(json& made, const std::string& unit, bool must_be_stock) {
        const bool counts_stock = unit == "spells" || unit == "persons" || unit == "total";
        const bool is_stock = counts_stock && (must_be_stock || random_.once_in(2));
        if (is_stock) {
            if (unit != "total" && !is_quantity_ && random_.once_in(4)) {
                const bool days = random_.once_in(2);
                made["clock"] = {{"mean_of", days ? "days" : "months"}};
                if (days && (months_ > 3 || is_free_)) made["clock"]["in"] = "5 weeks";
                if (!days && random_.once_in(2)) made["clock"]["in"] = "3 months";
                return;
            }
            texts days{"last_day", "first_day"};
            if (every_ == "year" && !is_free_) days.push_back("04-30");
            made["clock"] = {{random_.once_in(2) ? "on" : "close_of", random_.of(days)}};
            if (random_.once_in(4)) made["clock"]["years_back"] = 1;
        } else if (random_.once_in(4)) {
            made["clock"] = {
                {"during", unit == "person_days" ? "8 weeks" : random_.of(texts{"8 weeks", "12 months", "40 days"})}};
        }
    }

    json table_measure() {
        json made;
        if (!wish_.no_cells && random_.once_in(2)) {
            made["cell"] = random_.of(texts{"openly_unemployed", "labour_force"});
            if (random_.once_in(3)) made["where"] = {{"sex", json::array({"women"})}};
            return made;
        }
        made["population"] = "people";
        switch (random_(0, 3)) {
        case 0:
            made["clock"] = {{"on", "last_day"}};
            break;
        case 1:
            made["clock"] = {{"on", "last_day"}, {"years_back", 1}};
            break;
        case 2:
            made["clock"] = {{"mean_of", "months"}, {"in", "12 months"}};
            break;
        default:
            break;
        }
        if (random_.once_in(3))
            made["where"] = {{"sex", random_.once_in(2) ? json::array({"men"}) : json{{"not", json::array({"men"})}}}};
        if (random_.once_in(3)) made["age"] = {{"from", 16}, {"to", 64}};
        return made;
    }

    /// Adds restrictions to a measure, or at least one to a share of a measure.
    void restrict(json& made, const json& of, int least) {
        const auto unit = of.contains("count") ? std::string(of["count"]) : "total";
        const bool is_entry = unit == "entries" || unit == "persons_entering";
        const bool is_exit = unit == "exits" || unit == "persons_exiting";
        const auto kind = of.contains("clock") ? std::string(of["clock"].begin().key()) : "during";
        const bool is_stock = !is_entry && !is_exit && (kind == "on" || kind == "close_of");
        const bool is_daily = is_stock || kind == "mean_of" || unit == "person_days";
        const int wanted = std::max(least, random_(0, 3) - 1);
        for (int i = 0; i < wanted; ++i) {
            switch (random_(0, 5)) {
            case 1:
                if (births_ == births::none) break;
                made["age"] = {{"from", 16}, {"to", random_.of(std::vector<int>{24, 29, 64})}};
                if (random_.once_in(4)) made["age"].erase("to");
                made["age"]["at"] = random_.of(texts{"start", "end_of_period", "year_difference"});
                if (random_.once_in(2) && (is_entry || is_exit)) made["age"]["at"] = "event";
                if (random_.once_in(2) && is_daily) made["age"]["at"] = "clock";
                if (births_ == births::years) made["age"]["at"] = "year_difference";
                continue;
            case 2:
                if (!is_exit && !is_daily) break;
                made["elapsed"] = {
                    {random_.of(texts{"at_least", "more_than"}), random_.of(texts{"27 days", "3 months", "1 year"})}};
                if (random_.once_in(3)) made["elapsed"][random_.of(texts{"at_most", "less_than"})] = "14 months";
                continue;
            case 3:
                if (unit != "persons" || !is_whole_months_) break;
                if (random_.once_in(2) && months_ > 1)
                    made["months"] = {{"at_least", random_(1, 3)}, {"in", "period"}};
                else
                    made["months"] = {{"at_least", random_(2, 12)}, {"in", "16 months"}};
                continue;
            case 4:
                if (!is_entry) break;
                made["first"] = random_.of(texts{"ever", "12 months", "40 days"});
                continue;
            case 5:
                if (!is_entry && !is_exit && !is_stock) break;
                made["follow_up"] = follow_up();
                continue;
            default:
                break;
            }
            made["where"] = condition(2);
            const bool has_register = of["register"].contains("union") || of["register"].contains("overlay");
            if (has_register && random_.once_in(3))
                made["where"] = {
                    {"register", random_.once_in(2) ? json::array({"jobs"}) : json{{"not", {"studies", "jobs"}}}}};
        }
    }

    json follow_up() {
        json made;
        const auto form = random_.of(texts{"on_day", "in_month", "every_month", "every_day", "within"});
        const bool by_month = form == "in_month" || form == "every_month";
        made["after"] =
            by_month ? random_.of(texts{"1 month", "3 months"}) : random_.of(texts{"2 months", "30 days", "13 weeks"});
        made["register"] = random_.once_in(3) ? json::array({"studies", "support"})
                                              : json(random_.of(texts{"jobs", "studies", "support"}));
        if (random_.once_in(3)) made["where"] = {{"area", json::array({random_.of(texts{"north", "south", "west"})})}};
        made["state"] = random_.of(texts{"present", "present", "absent", "known"});
        made["as"] = form;
        if (made["state"] == "present" && random_.once_in(3)) made["lasting"] = random_.of(texts{"1 month", "20 days"});
        made["incomplete"] = random_.once_in(2) ? "exclude" : "include";
        return made;
    }

    json codes(const std::string& dimension) {
        const texts sexes{"women", "men", "unknown"}, reasons{"work", "studies", "moved", "not_exited"};
        const texts areas{"north", "north_a", "north_b", "south", "south_a", "south_a1", "west", "nowhere"};
        const auto& all = dimension == "sex" ? sexes : dimension == "reason" ? reasons : areas;
        const auto from = random_(0, static_cast<int>(all.size()) - 2),
                   to = random_(from, static_cast<int>(all.size()) - 2);
        if (random_.once_in(6))
            return {{"from", all[static_cast<std::size_t>(from)]}, {"to", all[static_cast<std::size_t>(to)]}};
        json list = json::array({random_.of(all)});
        if (const auto more = random_.of(all); random_.once_in(2) && list[0] != json(more)) list.push_back(more);
        return random_.once_in(3) ? json{{"not", list}} : list;
    }

    json condition(int depth) {
        json made;
        switch (random_(0, depth > 0 ? 9 : 3)) {
        case 4:
            return {{"any", {condition(depth - 1), condition(depth - 1)}}};
        case 5:
            return {{"all", {condition(depth - 1), condition(depth - 1)}}};
        case 6:
            return {{"not", condition(depth - 1)}};
        case 7:
        case 8: {
            made["register"] = random_.of(texts{"jobs", "studies", "support"});
            if (random_.once_in(2)) made["where"] = condition(0);
            if (random_.once_in(2))
                made["clock"] = {{random_.once_in(2) ? "on" : "close_of", random_.of(texts{"last_day", "first_day"})}};
            else if (random_.once_in(2))
                made["clock"] = {{"during", "12 months"}};
            return {{random_.once_in(2) ? "present_in" : "absent_from", made}};
        }
        case 9: {
            made["total"] = "income";
            made["register"] = random_.of(texts{"jobs", "studies", "support"});
            made["in"] = "period";
            made[random_.of(texts{"at_most", "more_than", "at_least", "less_than"})] =
                is_in_one_year_ && random_.once_in(2) ? base_amount() : json(2500.5);
            return made;
        }
        default:
            break;
        }
        made["area"] = codes("area");
        if (random_.once_in(2)) made = {{"sex", codes("sex")}};
        if (random_.once_in(3)) made["reason"] = codes("reason");
        return made;
    }

    randomness random_;
    json per_json_;
    std::string every_, periods_;
    int months_ = 12;
    bool is_whole_months_ = true, is_free_ = false, is_in_one_year_ = true;
    enum class births { none, years, days } births_ = births::days; ///< of the source last drawn
    bool has_years_;
    texts grouped_; ///< dimensions that are broken down by already
    bool is_quantity_ = false;
    wish wish_;
};

/// The definition with the first unit that fits its operator.
inline std::optional<kohort::definition> parsed(json document, std::string& problems) {
    for (const auto unit : kohort::measurement_unit_names) {
        document["unit"] = unit;
        auto read = kohort::parse_definitions(document.dump());
        if (read) return read->front();
        problems = kohort::to_string(read.errors());
    }
    return std::nullopt;
}

} // namespace naive
