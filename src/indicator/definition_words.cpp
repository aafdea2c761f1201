#include "definition_words.hpp"

#include "formula_words.hpp"

#include <algorithm>
#include <utility>

namespace kohort {
namespace {

/// A measure of the definition and what it is called in the explanation: "numerator", "A", or nothing when it is the
/// only one.
struct named_part {
    std::string name;
    counted_part part;
    frequency every;
};

/// The measure of an operand that is nothing else than one.
const measure* plain(const operand& side) noexcept {
    if (const auto* of = std::get_if<measure>(&side)) return of;
    const auto* nested = std::get_if<indirect<indicator_operator>>(&side);
    const auto* count = nested ? std::get_if<count_operator>(&(*nested)->alternatives()) : nullptr;
    return count ? &count->of : nullptr;
}

class definition_teller {
  public:
    definition_teller(const definition& indicator, const phrase_book& book)
        : indicator_(indicator), book_(book), every_(indicator.per.every) {
        peel(indicator.operation);
    }

    std::vector<told_aspect> tell() {
        told_aspect counted{title("What is counted", "Vad som räknas"), {}},
            over{title("Over what", "I förhållande till"), {}};
        tell_what(counted.sentences, over.sentences);
        tell_computation();
        return {counted,
                over,
                {title("How it is computed", "Beräkning"), computation_},
                {title("When", "När"), when()},
                {title("Age", "Ålder"), ages()},
                {title("Thresholds", "Gränser"),
                 of_parts([this](const named_part& each) { return book_.thresholds(each.part, each.every); }, {})},
                {title("Follow-up", "Uppföljning"), follow_up_sentences()},
                {title("Breakdowns", "Uppdelning"), breakdowns()}};
    }

  private:
    [[nodiscard]] std::string title(std::string_view english, std::string_view swedish) const {
        return std::string(book_.say(english, swedish));
    }

    /// Takes off what only changes a figure, and says it; what remains is the operator that makes the figure.
    void peel(const indicator_operator& operation) {
        operation_ = &operation;
        if (const auto* change = std::get_if<change_operator>(&operation.alternatives())) {
            computation_.push_back(since_when(*change, book_, every_) + ", " + told_as(*change, book_));
            peel(change->of);
        } else if (const auto* mean = std::get_if<mean_over_operator>(&operation.alternatives())) {
            computation_.push_back(words_of(*mean, book_, every_));
            every_ = step_of(*mean, every_);
            peel(mean->of);
        } else if (const auto* product = std::get_if<product_operator>(&operation.alternatives())) {
            computation_.push_back(book_.say("multiplied by {}", "multiplicerat med {}", book_.number(product->by)));
            peel(product->of);
        }
    }
    void peel(const operand& side) {
        if (const auto* nested = std::get_if<indirect<indicator_operator>>(&side))
            peel(**nested);
        else
            side_ = &side;
    }

    void name(std::string_view english, std::string_view swedish, counted_part part) {
        parts_.push_back({title(english, swedish), part, every_});
    }

    void tell_what(std::vector<std::string>& counted, std::vector<std::string>& over) {
        if (side_) {
            if (const auto* of = std::get_if<measure>(side_)) return tell_one({of}, counted);
            counted.push_back(book_.number(std::get<definition_number>(*side_)));
            return;
        }
        const auto& made = operation_->alternatives();
        if (const auto* count = std::get_if<count_operator>(&made)) return tell_one({&count->of}, counted);
        if (const auto* mean = std::get_if<mean_operator>(&made)) return tell_one({&mean->over}, counted);
        if (const auto* quantile = std::get_if<quantile_operator>(&made)) return tell_one({&quantile->over}, counted);
        if (const auto* share = std::get_if<share_operator>(&made))
            return tell_two({&share->of, share}, {&share->of}, counted, over);
        if (const auto* quotient = std::get_if<quotient_operator>(&made)) {
            const auto *of = plain(quotient->of), *by = plain(quotient->over);
            if (of && by) return tell_two({of}, {by}, counted, over);
            tell_with_letters(quotient->of, counted);
            tell_with_letters(quotient->over, over);
            return;
        }
        whole_ = indirect(*operation_);
        tell_with_letters(whole_, counted);
    }

    void tell_one(counted_part part, std::vector<std::string>& counted) {
        parts_.push_back({"", part, every_});
        counted.push_back(book_.core(part));
    }

    void tell_two(counted_part of, counted_part by, std::vector<std::string>& counted, std::vector<std::string>& over) {
        name("numerator", "täljare", of);
        name("denominator", "nämnare", by);
        auto words = book_.core(of);
        over.push_back(book_.core(by));
        if (words == over.back())
            words += book_.say(", those for which what is said of the numerator holds",
                               ", de för vilka det som sägs om täljaren gäller");
        counted.push_back(std::move(words));
    }

    void tell_with_letters(const operand& side, std::vector<std::string>& sentences);

    void tell_computation() {
        const auto& made = operation_->alternatives();
        if (side_) return;
        const auto most = indicator_.unit == measurement_unit::percent ? book_.say("100 percent", "100 procent") : "1";
        if (std::holds_alternative<share_operator>(made))
            computation_.emplace_back(book_.say("a share: the numerator is a part of the denominator",
                                                "en andel: täljaren är en del av nämnaren"));
        if (const auto* quotient = std::get_if<quotient_operator>(&made))
            computation_.push_back(
                quotient->is == quotient_operator::kind::rate
                    ? book_.say("a rate: numerator and denominator are counted separately, and the value may exceed {}",
                                "en kvot: täljare och nämnare räknas var för sig, och värdet kan överstiga {}", most)
                    : title("a ratio: one figure divided by another of its kind",
                            "ett förhållande: en siffra delad med en annan av samma slag"));
        if (const auto* mean = std::get_if<mean_operator>(&made))
            computation_.push_back(book_.say("the mean: the sum of {} divided by the number counted",
                                             "medelvärdet: summan av {} delad med det räknade antalet",
                                             words_of(mean->of, book_)));
        if (const auto* quantile = std::get_if<quantile_operator>(&made))
            computation_.push_back(
                book_.say("{} of {}", "{} av {}", name_of_quantile(quantile->p, book_), words_of(quantile->of, book_)));
    }

    /// What `say` says of every part: one sentence when it is the same of all, else one for each text with the names of
    /// the parts before it. Parts of which it says nothing are told as `nothing`, or not at all when that is empty.
    template <class Say>
    std::vector<std::string> of_parts(Say say, std::string_view nothing) const {
        std::vector<std::pair<std::string, std::vector<std::string>>> told; // text, names
        for (const auto& each : parts_) {
            auto text = say(each);
            if (text.empty()) text = nothing;
            const auto known = std::ranges::find(told, text, [](const auto& one) { return one.first; });
            if (known == told.end())
                told.push_back({text, {each.name}});
            else
                known->second.push_back(each.name);
        }
        const bool is_one = told.size() == 1;
        std::vector<std::string> sentences;
        for (const auto& [text, names] : told)
            if (!text.empty()) sentences.push_back(is_one ? text : book_.all_of(names) + ": " + text);
        return sentences;
    }

    std::vector<std::string> when() const {
        auto sentences = of_parts([this](const named_part& each) { return book_.when(*each.part.of, each.every); }, {});
        const auto reported = book_.say("reported {}", "redovisas {}", book_.per(indicator_.per));
        if (sentences.size() == 1)
            sentences.front() = reported + ": " + sentences.front();
        else
            sentences.insert(sentences.begin(), reported);
        return sentences;
    }

    std::vector<std::string> ages() const {
        const bool any = std::ranges::any_of(
            parts_, [](const named_part& each) { return each.part.of->source.is != measure_source::kind::cell; });
        if (!any) return {};
        return of_parts([this](const named_part& each) { return book_.ages(each.part); },
                        book_.say("all ages", "alla åldrar"));
    }

    std::vector<std::string> follow_up_sentences() const {
        auto sentences = of_parts([this](const named_part& each) { return book_.followed(each.part); }, {});
        for (const auto& each : parts_) {
            auto text = book_.incomplete(each.part);
            const bool is_new = std::ranges::find(sentences, text) == sentences.end();
            if (!text.empty() && is_new) sentences.push_back(std::move(text));
        }
        return sentences;
    }

    [[nodiscard]] std::string breakdown_words(const breakdown& by) const {
        if (by.ages) {
            std::vector<std::string> bands;
            for (const auto& band : by.ages->bands) bands.push_back(to_string(band));
            const auto taken = parts_.empty() ? std::string() : book_.age_taken(by.ages->at, *parts_.front().part.of);
            return book_.say("age ({}) {}", "ålder ({}) {}", book_.list(bands, ", "), taken);
        }
        if (by.elapsed) {
            std::vector<std::string> limits;
            for (const auto limit : by.elapsed->limits) limits.push_back(book_.length(limit));
            return book_.say("time elapsed (limits: {})", "förfluten tid (gränser: {})", book_.all_of(limits));
        }
        auto text = by.dimension;
        if (by.code_list) text += book_.say(" (as in {})", " (enligt {})", *by.code_list);
        if (by.level) text += book_.say(" (level {})", " (nivå {})", *by.level);
        return text;
    }

    std::vector<std::string> breakdowns() const {
        std::vector<std::string> texts;
        for (const auto& by : indicator_.by) texts.push_back(breakdown_words(by));
        if (texts.empty()) return {title("not broken down", "redovisas inte uppdelat")};
        return {book_.say("by {}", "efter {}", book_.all_of(texts))};
    }

    const definition& indicator_;
    const phrase_book& book_;
    frequency every_;
    const indicator_operator* operation_ = nullptr;
    const operand* side_ = nullptr; ///< what is left when it is no operator
    std::vector<named_part> parts_;
    operand whole_; ///< what the parts are of when they are not the definition's own
    std::vector<std::string> computation_;
};

void definition_teller::tell_with_letters(const operand& side, std::vector<std::string>& sentences) {
    const auto first = parts_.size();
    const formula_writer writer(book_, [this](const counted_part& part, frequency every) {
        parts_.push_back({std::string(1, static_cast<char>('A' + parts_.size())), part, every});
        return parts_.back().name;
    });
    const auto* nested = std::get_if<indirect<indicator_operator>>(&side);
    auto formula = nested ? writer.write(**nested, every_) : writer.write(side, every_);
    const bool is_one_letter = parts_.size() == first + 1 && formula == parts_.back().name;
    if (!is_one_letter) sentences.push_back(std::move(formula));
    for (auto part = parts_.begin() + static_cast<std::ptrdiff_t>(first); part != parts_.end(); ++part)
        sentences.push_back(part->name + ": " + book_.core(part->part));
}

} // namespace

std::vector<told_aspect> aspects_of(const definition& indicator, const phrase_book& book) {
    return definition_teller(indicator, book).tell();
}

std::string in_one(const told_aspect& aspect, const phrase_book& book) {
    if (aspect.sentences.empty()) return std::string(book.say("none", "saknas"));
    return book.list(aspect.sentences, "; ");
}

} // namespace kohort
