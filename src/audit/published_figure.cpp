#include <kohort/audit/published_figure.hpp>

#include "exact.hpp"
#include "printed_text.hpp"
#include "wording.hpp"

#include <kohort/publish/rounding.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace kohort {
namespace {

using audit::piece;
using audit::worded_number;

/// A number as it stands in the text, before its unit is known.
struct found_number {
    worded_number number;
    int magnitude = 0; ///< a power of ten said in words: "miljoner"
    std::size_t next = 0;
};

class figure_reader {
  public:
    figure_reader(std::string_view printed, const reading_options& options)
        : printed_(printed), options_(options), pieces_(audit::pieces_of(printed, options.in)) {
        for (const auto& each : pieces_)
            words_.push_back(each.is == piece::kind::word ? std::string_view(each.text) : std::string_view());
    }

    result<published_figure> read() {
        for (std::size_t at = 0; at < pieces_.size(); ++at) {
            if (is_year_label(at)) continue;
            if (const auto* phrase = audit::phrase_at(std::span(words_).subspan(at))) {
                says_ = phrase->says;
                falls_ = falls_ || phrase->falls;
                at += audit::length_of(*phrase) - 1;
                continue;
            }
            is_negative_ = at > 0 && pieces_[at - 1].is == piece::kind::dash;
            if (const auto found = number_at(at)) return figure(*found);
            if (pieces_[at].too_long) return problem("has a number of more than 15 digits");
        }
        return problem("has no number in digits or words");
    }

  private:
    error problem(const std::string& what) const {
        return {error_code::invalid_argument, "\"" + std::string(printed_) + "\" " + what};
    }

    bool is(std::size_t at, piece::kind kind) const { return at < pieces_.size() && pieces_[at].is == kind; }
    std::string_view word(std::size_t at) const { return at < words_.size() ? words_[at] : std::string_view(); }

    /// "2023:" before the figure of that year.
    bool is_year_label(std::size_t at) const {
        return is(at, piece::kind::number) && pieces_[at].text.size() == 4 && pieces_[at].value >= 1900 &&
               pieces_[at].value < 2100 && at + 1 < pieces_.size() && pieces_[at + 1].text == ":";
    }

    /// The number that begins here: "39 300", "fem tusen", "en tredjedel", "två av tre", "ett 30-tal".
    std::optional<found_number> number_at(std::size_t at) const {
        if (is(at, piece::kind::number) && pieces_[at].too_long) return std::nullopt;
        if (is(at, piece::kind::number)) return with_magnitude(digits_at(at));
        if (!is(at, piece::kind::word)) return std::nullopt;
        if (audit::is_article(word(at)) && is_number_noun(at + 1)) return number_at(at + 1);
        if (const auto part = part_at(at)) return part;
        const auto number = audit::number_in_word(word(at));
        if (!number) return std::nullopt;
        return with_magnitude({*number, 0, at + 1});
    }

    /// Whether an article belongs to what follows: "ett 30-tal", "en dryg månad", "ett par", but not "en enhet".
    bool is_number_noun(std::size_t at) const {
        if (is(at, piece::kind::number)) return true;
        const auto number = audit::number_in_word(word(at));
        return number && (number->says != wording::plain || !number->has_digits || number->decimals < 0);
    }

    /// "en tredjedel", "två tredjedelar", "två av tre"; in digits only halves and so on: "1 av 2" are counts.
    std::optional<found_number> part_at(std::size_t at) const {
        const auto many = audit::number_in_word(word(at));
        if (const auto parts = audit::denominator_of(word(at)))
            return found_number{{ratio(1, *parts), 0, wording::plain, true, false}, 0, at + 1};
        if (!many || !many->value.is_integer() || !many->has_digits) return std::nullopt;
        if (const auto parts = audit::denominator_of(word(at + 1)))
            return found_number{{many->value / *parts, 0, wording::plain, true, false}, 0, at + 2};
        const auto whole = word(at + 1) == "av" || word(at + 1) == "of" || (word(at + 1) == "in")
                               ? audit::number_in_word(word(at + 2))
                               : std::nullopt;
        if (!whole || !whole->has_digits || whole->value <= many->value) return std::nullopt;
        return found_number{{many->value / whole->value, 0, wording::plain, true, false}, 0, at + 3};
    }

    found_number digits_at(std::size_t at) const {
        worded_number number{pieces_[at].value, pieces_[at].decimals};
        const auto tal = is(at + 1, piece::kind::dash) ? at + 2 : at + 1;
        if (word(tal) != "tal") return {number, 0, at + 1};
        number.says = wording::about;
        return {number, 0, tal + 1};
    }

    found_number with_magnitude(found_number found) const {
        if (const auto exponent = audit::magnitude_of(word(found.next))) {
            found.magnitude = *exponent;
            ++found.next;
        }
        return found;
    }

    /// The number after "till", "och" or a dash; the second one of a range.
    std::optional<found_number> second_of_range(std::size_t at) const {
        const auto between = word(at);
        const bool is_range = is(at, piece::kind::dash) || between == "till" || between == "to" ||
                              ((between == "och" || between == "and") && has_word("mellan", "between"));
        if (!is_range || at + 1 >= pieces_.size()) return std::nullopt;
        const auto second = number_at(at + 1);
        return second && second->number.has_digits ? second : std::nullopt;
    }

    bool has_word(std::string_view swedish, std::string_view english) const {
        return std::find(words_.begin(), words_.end(), swedish) != words_.end() ||
               std::find(words_.begin(), words_.end(), english) != words_.end();
    }

    /// The word after the number; of money with its magnitude, "miljoner kr".
    std::string unit_after(const found_number& found) const {
        const auto next = word(found.next);
        if (found.magnitude != 0 && audit::is_currency(next))
            return std::string(word(found.next - 1)) + " " + std::string(next);
        return std::string(next);
    }

    /// The powers of ten by which the number counts; none where the unit has them in itself: "36 miljoner kr".
    int exponent_of(const found_number& found) const {
        if (!options_.unit) return audit::is_currency(word(found.next)) ? 0 : found.magnitude;
        if (*options_.unit == measurement_unit::msek) return std::max(found.magnitude - 6, 0);
        if (*options_.unit == measurement_unit::ksek) return std::max(found.magnitude - 3, 0);
        return found.magnitude;
    }

    /// A mean of persons has decimals.
    bool counts_whole_things(const found_number& found, const published_figure& made) const {
        if (!found.number.has_digits || made.decimals > 0) return false;
        if (options_.unit) return is_counted_in_whole_numbers(*options_.unit);
        return !made.unit.empty() && !audit::is_measure(made.unit);
    }

    /// By how much a part of a whole is multiplied to be in the unit.
    ratio factor_of(const worded_number& number) const {
        return number.is_part && options_.unit ? ratio(1) / in_base_units(*options_.unit) : ratio(1);
    }

    /// Ends between whole numbers move inwards to the next; ends that are not included stay where the words put them.
    static interval whole_numbers_in(interval numbers) {
        const auto down = [](ratio end) { return end.numerator() / end.denominator(); };
        if (numbers.low && !numbers.low->at.is_integer())
            numbers.low = bound{numbers.low->at < 0 ? 0 : down(numbers.low->at) + 1};
        if (numbers.high && !numbers.high->at.is_integer()) numbers.high = bound{down(numbers.high->at)};
        return numbers;
    }

    static interval mirrored(const interval& numbers) {
        const auto turn = [](const std::optional<bound>& end) {
            return end ? std::optional(bound{end->at * -1, end->included}) : std::nullopt;
        };
        return {turn(numbers.high), turn(numbers.low)};
    }

    /// The number in its unit and what it admits, before its sign.
    std::optional<published_figure> sized(const found_number& found, std::string unit) const {
        const auto& number = found.number;
        const auto exponent = exponent_of(found);
        constexpr std::int64_t most = 1'000'000'000'000'000;
        if (exponent > 0 && number.value > ratio(most) / audit::power_of_ten(exponent)) return std::nullopt;
        published_figure made;
        made.value = number.value * audit::power_of_ten(exponent) * factor_of(number);
        made.decimals = number.decimals - exponent;
        made.says = says_ == wording::plain ? number.says : says_;
        made.unit = std::move(unit);
        const auto by =
            number.has_digits ? audit::widths_of(made.value, made.decimals) : audit::widths_without_digits(made.value);
        const auto reach = audit::reach_of(made.says, made.value, by);
        const bool is_whole = counts_whole_things(found, made);
        made.admits = is_whole ? whole_numbers_in(reach.admits) : reach.admits;
        made.likely = is_whole ? whole_numbers_in(reach.likely) : reach.likely;
        return made;
    }

    result<published_figure> figure(found_number found) {
        found = with_adjective(found);
        auto last = second_of_range(found.next);
        if (last && found.magnitude == 0) found.magnitude = last->magnitude;
        const auto unit = unit_after(last ? *last : found);
        auto made = sized(found, unit);
        const auto end = last ? sized(*last, unit) : std::nullopt;
        if (!made || (last && !end)) return problem("has a number of more than 15 digits");
        if (end) {
            made->range_end = end->value;
            made->admits.high = end->admits.high;
            made->likely.high = end->likely.high;
        }
        if ((is_negative_ && found.number.has_digits) || falls_) {
            made->value = made->value * -1;
            made->admits = mirrored(made->admits);
            made->likely = mirrored(made->likely);
        }
        return std::move(*made);
    }

    /// "en dryg månad": the wording stands after the number.
    found_number with_adjective(found_number found) {
        if (const auto* phrase = audit::phrase_at(std::span(words_).subspan(std::min(found.next, words_.size())));
            phrase && (phrase->words == "dryg" || phrase->words == "knapp")) {
            says_ = phrase->says;
            ++found.next;
        }
        return found;
    }

    std::string_view printed_;
    const reading_options& options_;
    std::vector<piece> pieces_;
    std::vector<std::string_view> words_;
    wording says_ = wording::plain;
    bool falls_ = false;
    bool is_negative_ = false;
};

} // namespace

std::string to_string(const interval& numbers) {
    const auto& [low, high] = numbers;
    return std::string(low && low->included ? "[" : "(") + (low ? decimal_text(low->at) : "-inf") + ", " +
           (high ? decimal_text(high->at) : "inf") + (high && high->included ? "]" : ")");
}

std::string decimal_text(ratio number) { return audit::decimal_text(audit::exact(number)); }

ratio rounded_like(const published_figure& figure, ratio computed) {
    const auto place = audit::power_of_ten(-figure.decimals);
    return ratio(round(computed / place, 0, rounding_rule::half_away_from_zero).scaled) * place;
}

bool is_reproduced(const published_figure& figure, ratio computed) {
    return figure.admits.contains(computed) || rounded_like(figure, computed) == figure.value;
}

bool is_counted_in_whole_numbers(measurement_unit unit) noexcept {
    return unit <= measurement_unit::count && unit != measurement_unit::person_months;
}

result<published_figure> parse_published_figure(std::string_view printed, const reading_options& options) {
    return figure_reader(printed, options).read();
}

} // namespace kohort
