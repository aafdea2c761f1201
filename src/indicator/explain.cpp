#include <kohort/indicator/explain.hpp>

#include "../base/display_text.hpp"
#include "definition_words.hpp"

#include <kohort/indicator/catalogue.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace kohort {
namespace {

/// A text that grows by headings and indented sentences.
class page {
  public:
    explicit page(std::size_t width) : width_(width) {}

    void heading(std::string_view text) { add(text, 0, 0); }
    void line(std::string_view text, std::size_t indent = 2, std::size_t hanging = 0) { add(text, indent, hanging); }
    void blank() { text_ += '\n'; }
    [[nodiscard]] std::string text() && { return std::move(text_); }

  private:
    void add(std::string_view text, std::size_t indent, std::size_t hanging) {
        const auto room = width_ > indent ? width_ - indent : 1;
        for (const auto& line : wrap(text, room, hanging)) text_.append(indent, ' ').append(line).append("\n");
    }

    std::size_t width_;
    std::string text_;
};

std::string sentence(std::string text) {
    text = capitalised(std::move(text));
    return text.ends_with('.') ? text : text + ".";
}

/// Days from and to which a definition is valid, as the end of a sentence.
std::string validity(const definition& indicator, const phrase_book& book) {
    const auto from = indicator.valid_from ? to_string(*indicator.valid_from) : std::string();
    const auto to = indicator.valid_to ? to_string(*indicator.valid_to) : std::string();
    if (!from.empty() && !to.empty()) return book.say("valid from {} to {}", "gäller från {} till {}", from, to);
    if (!from.empty()) return book.say("valid since {}", "gäller sedan {}", from);
    if (!to.empty()) return book.say("valid until {}", "gäller till {}", to);
    return std::string(book.say("with no stated start or end", "utan angiven början eller slut"));
}

class explainer {
  public:
    explainer(const definition& indicator, const phrase_book& book, const explain_options& options)
        : indicator_(indicator), book_(book), options_(options), page_(options.width) {}

    std::string told() && {
        tell_title();
        for (const auto& aspect : aspects_of(indicator_, book_)) section(aspect.title, aspect.sentences);
        section(say("Shown as", "Visas som"), figures());
        section(say("Target", "Mål"), target());
        section(say("Formula", "Formel"), {formula_in_words(indicator_, book_.in(), options_.labels)});
        facts(say("Whose definition", "Vems definition"), source());
        section(say("Version", "Version"), versions());
        facts(say("Breaks", "Tidsseriebrott"), breaks());
        tell_list(say("What the source leaves undefined", "Vad källan inte definierar"),
                  indicator_.undefined_in_source);
        tell_confusions();
        return std::move(page_).text();
    }

  private:
    [[nodiscard]] std::string_view say(std::string_view english, std::string_view swedish) const {
        return book_.say(english, swedish);
    }

    void section(std::string_view title, const std::vector<std::string>& sentences) {
        if (sentences.empty()) return;
        page_.blank();
        page_.heading(title);
        for (const auto& each : sentences) page_.line(sentence(each), 2, sentences.size() > 1 ? 2 : 0);
    }

    /// Texts that are not ours: as they are.
    void facts(std::string_view title, const std::vector<std::string>& texts) {
        if (texts.empty()) return;
        page_.blank();
        page_.heading(title);
        for (const auto& each : texts) page_.line(each, 2, 2);
    }

    void tell_title() {
        page_.heading(indicator_.name.in(book_.in()));
        auto identity = indicator_.id;
        if (!indicator_.version.empty()) identity += ", version " + indicator_.version;
        page_.line(identity);
        if (indicator_.description.empty()) return;
        page_.blank();
        page_.line(indicator_.description.in(book_.in()));
    }

    [[nodiscard]] std::vector<std::string> figures() const {
        const auto decimals = indicator_.decimals;
        const auto digits = decimals == 0   ? std::string(say("whole numbers", "heltal"))
                            : decimals == 1 ? std::string(say("1 decimal", "1 decimal"))
                                            : book_.say("{} decimals", "{} decimaler", decimals);
        const auto rounding = indicator_.rounding == rounding_rule::half_to_even
                                  ? say("halves rounded to even", "halva avrundas till jämnt")
                                  : say("halves rounded away from zero", "halva avrundas bort från noll");
        std::vector<std::string> texts{
            fmt::format("{}, {}, {}", unit_label(indicator_.unit, book_.in()), digits, rounding)};
        if (indicator_.small_counts_below)
            texts.push_back(
                book_.say("counts below {} are hidden", "antal under {} döljs", *indicator_.small_counts_below));
        return texts;
    }

    [[nodiscard]] std::vector<std::string> target() const {
        if (!indicator_.target) return {};
        const auto& goal = *indicator_.target;
        const bool is_lower = goal.side == indicator_target::direction::at_least;
        auto text = fmt::format("{} {} {}", book_.at_least_or_most(is_lower, true), book_.number(goal.value),
                                unit_label(indicator_.unit, book_.in()));
        if (!goal.margin.empty())
            text += book_.say(", with a margin of {}", ", med en marginal på {}", book_.number(goal.margin));
        return {text};
    }

    [[nodiscard]] std::vector<std::string> source() const {
        const auto& [document, section, owner] = indicator_.source;
        std::vector<std::string> texts;
        if (!owner.empty()) texts.push_back(owner);
        const auto joint = document.empty() || section.empty() ? "" : ", ";
        if (!document.empty() || !section.empty()) texts.push_back(document + joint + section);
        return texts;
    }

    [[nodiscard]] std::vector<std::string> versions() const {
        const auto name =
            indicator_.version.empty() ? std::string(say("no number", "utan nummer")) : indicator_.version;
        std::vector<std::string> texts{name + ", " + validity(indicator_, book_)};
        for (const auto& other : catalogue::versions(indicator_.id))
            if (other.version != indicator_.version)
                texts.push_back(book_.say("there is also version {}, {}", "det finns också version {}, {}",
                                          other.version, validity(other, book_)));
        return texts;
    }

    [[nodiscard]] std::vector<std::string> breaks() const {
        std::vector<std::string> texts;
        for (const auto& each : indicator_.breaks) texts.push_back(each.at + ": " + each.why);
        return texts;
    }

    void tell_list(std::string_view title, const std::vector<std::string>& items) {
        if (items.empty()) return;
        page_.blank();
        page_.heading(title);
        for (const auto& item : items) page_.line("- " + item, 2, 2);
    }

    /// The definition that an id stands for beside this one: of several versions the newest that is valid at the same
    /// time, or the newest.
    [[nodiscard]] const definition* other(const std::string& id) const {
        const auto given = std::ranges::find(options_.others, id, &definition::id);
        if (given != options_.others.end()) return &*given;
        const auto editions = catalogue::versions(id);
        const auto is_at_the_same_time = [this](const definition& one) {
            const bool is_later = one.valid_from && indicator_.valid_to && *one.valid_from > *indicator_.valid_to;
            const bool is_earlier = one.valid_to && indicator_.valid_from && *one.valid_to < *indicator_.valid_from;
            return !is_later && !is_earlier;
        };
        for (auto edition = editions.rbegin(); edition != editions.rend(); ++edition)
            if (is_at_the_same_time(*edition)) return &*edition;
        return editions.empty() ? nullptr : &editions.back();
    }

    void tell_confusions() {
        if (indicator_.confused_with.empty()) return;
        page_.blank();
        page_.heading(say("Often confused with, and what differs there", "Förväxlas ofta med, och vad som skiljer"));
        for (const auto& id : indicator_.confused_with) {
            const auto* twin = other(id);
            if (!twin) {
                page_.line("- " + id, 2, 2);
                continue;
            }
            page_.line("- " + twin->name.in(book_.in()) + " (" + id + ")", 2, 2);
            for (const auto& each : differences(indicator_, *twin, book_.in(), options_.labels))
                page_.line(each.aspect + ": " + each.there + ".", 4, 2);
        }
    }

    const definition& indicator_;
    const phrase_book& book_;
    const explain_options& options_;
    page page_;
};

} // namespace

code_labels::code_labels(const schema_set& schemas) {
    const auto add_all = [&](const auto& sources) {
        for (const auto& source : sources)
            for (const auto& dimension : source.dimensions)
                if (const auto* codes = dimension.code_list ? schemas.codes.find(*dimension.code_list) : nullptr)
                    add(source.name, dimension.name, *codes);
    };
    add_all(schemas.registers);
    add_all(schemas.populations);
}

code_labels::code_labels(const data_set& data) {
    const auto add_all = [this](const auto& sources) {
        for (const auto& source : sources)
            for (const auto& dimension : source.dimensions()) add(source.name(), dimension.name, dimension.codes);
    };
    add_all(data.registers());
    add_all(data.populations());
}

void code_labels::add(const std::string& source, const std::string& dimension, const code_list& codes) {
    sources_[source].insert_or_assign(dimension, codes);
}

std::string code_labels::label(std::string_view source, std::string_view dimension, std::string_view code,
                               language in) const {
    const auto lists = sources_.find(source);
    if (lists == sources_.end()) return std::string(code);
    const auto list = lists->second.find(dimension);
    if (list == lists->second.end()) return std::string(code);
    const auto found = list->second.find(code);
    if (!found || list->second[*found].label.empty()) return std::string(code);
    return list->second[*found].label.in(in);
}

std::string explain(const definition& indicator, language in, const explain_options& options) {
    const phrase_book book(in, options.labels);
    return explainer(indicator, book, options).told();
}

std::vector<definition_difference> differences(const definition& here, const definition& there, language in,
                                               const code_labels& labels) {
    const phrase_book book(in, labels);
    const auto of_one = aspects_of(here, book), of_other = aspects_of(there, book);
    std::vector<definition_difference> found;
    const auto compare = [&](const told_aspect& one, const told_aspect& other) {
        if (one.sentences != other.sentences) found.push_back({one.title, in_one(one, book), in_one(other, book)});
    };
    for (std::size_t i = 0; i + 1 < of_one.size(); ++i) compare(of_one[i], of_other[i]);
    const auto fact = [&](std::string_view english, std::string_view swedish, std::string_view text) {
        return told_aspect{std::string(book.say(english, swedish)), {std::string(text)}};
    };
    compare(fact("Unit", "Enhet", unit_label(here.unit, in)), fact("Unit", "Enhet", unit_label(there.unit, in)));
    compare(fact("Owner", "Ägare", here.source.owner), fact("Owner", "Ägare", there.source.owner));
    if (found.empty()) compare(of_one.back(), of_other.back());
    return found;
}

} // namespace kohort
