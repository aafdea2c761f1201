// Are published figures consistent?
#include "handles.hpp"

#include <kohort/audit/relations.hpp>

using namespace kohort;
using namespace kohort::c_api;

kohort_status kohort_audit(const char* figures, std::size_t figures_length, const char* relations,
                           std::size_t relations_length, kohort_format format, kohort_text** out,
                           kohort_error* into) noexcept {
    return create(out, into, [&] {
        if (format != KOHORT_FORMAT_CSV && format != KOHORT_FORMAT_TEXT)
            throw argument_problem{"an audit has the formats KOHORT_FORMAT_CSV and KOHORT_FORMAT_TEXT"};
        const auto figures_text = text_of(figures, figures_length, "figures is NULL");
        const auto relations_text = text_of(relations, relations_length, "relations is NULL");
        const auto read_figures = value_of(audit::parse_figures(figures_text, "figures"));
        const auto read_relations = value_of(audit::parse_relations(relations_text, "relations"));
        const auto findings = value_of(audit::check(read_figures, read_relations));
        return kohort_text{format == KOHORT_FORMAT_CSV ? audit::to_csv(findings) : audit::to_text(findings)};
    });
}
