#include "formula_words.hpp"

#include <type_traits>
#include <variant>

namespace kohort {
namespace {

template <class... Functions>
struct overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
overloaded(Functions...) -> overloaded<Functions...>;

} // namespace

std::string words_of(const spell_quantity& quantity, const phrase_book& book) {
    switch (quantity.is) {
    case spell_quantity::kind::duration:
        return std::string(book.say("the duration", "varaktigheten"));
    case spell_quantity::kind::elapsed:
        return std::string(book.say("the time elapsed", "den förflutna tiden"));
    case spell_quantity::kind::value:
        break;
    }
    return quantity.value;
}

std::string name_of_quantile(const std::string& p, const phrase_book& book) {
    if (p == "0.5") return std::string(book.say("the median", "medianen"));
    return book.say("the quantile {}", "kvantilen {}", book.number(p));
}

std::string words_of(const mean_over_operator& mean, const phrase_book& book, frequency every) {
    if (mean.each == mean_over_operator::step::dimension)
        return book.say("the unweighted mean over {}", "det ovägda medelvärdet över {}", mean.dimension);
    const auto time = mean.in ? book.latest(*mean.in) : std::string(book.the_period(every));
    return mean.each == mean_over_operator::step::month
               ? book.say("the mean over the months of {}", "medelvärdet över månaderna under {}", time)
               : book.say("the mean over the quarters of {}", "medelvärdet över kvartalen under {}", time);
}

std::string since_when(const change_operator& change, const phrase_book& book, frequency every) {
    const auto period = book.period(every);
    if (change.from == change_operator::base::period)
        return book.say("the change since {}", "förändringen sedan {}", change.period);
    if (change.from == change_operator::base::previous || every == frequency::year)
        return book.say("the change since the {} before", "förändringen sedan föregående {}", period);
    return book.say("the change since the same {} of the year before", "förändringen sedan samma {} året före", period);
}

std::string told_as(const change_operator& change, const phrase_book& book) {
    switch (change.as) {
    case change_operator::expression::percent:
        return std::string(book.say("in percent of the earlier figure", "i procent av den tidigare siffran"));
    case change_operator::expression::points:
        return std::string(book.say("in percentage points", "i procentenheter"));
    case change_operator::expression::difference:
        break;
    }
    return std::string(book.say("as a difference", "som skillnad"));
}

frequency step_of(const mean_over_operator& mean, frequency every) noexcept {
    if (mean.each == mean_over_operator::step::month) return frequency::month;
    return mean.each == mean_over_operator::step::quarter ? frequency::quarter : every;
}

std::string formula_writer::write(const operand& side, frequency every) const {
    return std::visit(overloaded{[&](const measure& of) { return part_({&of}, every); },
                                 [&](const definition_number& number) { return book_->number(number); },
                                 [&](const indirect<indicator_operator>& nested) {
                                     if (const auto* count = std::get_if<count_operator>(&nested->alternatives()))
                                         return part_({&count->of}, every);
                                     return "(" + write(*nested, every) + ")";
                                 }},
                      side);
}

std::string formula_writer::write(const indicator_operator& operation, frequency every) const {
    const auto& book = *book_;
    // One after the other: parts may be given letters as they come.
    const auto in_order = [&](const operand& first, std::string_view joint, const operand& second) {
        auto text = write(first, every).append(joint);
        return text += write(second, every);
    };
    const auto joined = [&](const std::vector<operand>& sides, const std::string& joint) {
        std::string text;
        for (const auto& side : sides) text += (text.empty() ? "" : joint) + write(side, every);
        return text;
    };
    return std::visit(
        overloaded{[&](const count_operator& o) { return part_({&o.of}, every); },
                   [&](const share_operator& o) {
                       return part_({&o.of, &o}, every) + " / " + part_({&o.of}, every);
                   },
                   [&](const quotient_operator& o) { return in_order(o.of, " / ", o.over); },
                   [&](const mean_operator& o) {
                       return book.say("the mean of {} for {}", "medelvärdet av {} för {}", words_of(o.of, book),
                                       part_({&o.over}, every));
                   },
                   [&](const quantile_operator& o) {
                       return book.say("{} of {} for {}", "{} av {} för {}", name_of_quantile(o.p, book),
                                       words_of(o.of, book), part_({&o.over}, every));
                   },
                   [&](const combination_operator& o) {
                       if (o.is == combination_operator::kind::sum) return joined(o.of, " + ");
                       return std::string(o.is == combination_operator::kind::minimum
                                              ? book.say("the least of (", "det minsta av (")
                                              : book.say("the greatest of (", "det största av (")) +
                              joined(o.of, "; ") + ")";
                   },
                   [&](const difference_operator& o) { return in_order(o.from, " − ", o.taken); },
                   [&](const product_operator& o) { return write(o.of, every) + " × " + book.number(o.by); },
                   [&](const mean_over_operator& o) {
                       return book.say("{} of {}", "{} av {}", words_of(o, book, every),
                                       write(o.of, step_of(o, every)));
                   },
                   [&](const change_operator& o) {
                       return book.say("{} of {}, {}", "{} av {}, {}", since_when(o, book, every), write(o.of, every),
                                       told_as(o, book));
                   }},
        operation.alternatives());
}

std::string formula_in_words(const definition& indicator, language in, const code_labels& labels) {
    const phrase_book book(in, labels);
    const formula_writer writer(book,
                                [&book](const counted_part& part, frequency every) { return book.whole(part, every); });
    return writer.write(indicator.operation, indicator.per.every) + ", " + book.per(indicator.per);
}

} // namespace kohort
