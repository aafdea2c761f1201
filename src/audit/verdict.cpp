#include <kohort/audit/verdict.hpp>

namespace kohort::audit {

std::string_view name_of(verdict is) noexcept {
    switch (is) {
    case verdict::matches:
        return "matches";
    case verdict::rounding:
        return "rounding";
    case verdict::contradiction:
        return "contradiction";
    }
    return {};
}

std::string_view name_of(mistake is) noexcept {
    switch (is) {
    case mistake::unknown:
        return "no known mistake";
    case mistake::files_disagree:
        return "the files disagree";
    case mistake::of_which_added:
        return "of-which row added";
    case mistake::truncated:
        return "truncated instead of rounded";
    case mistake::sum_of_rounded_parts:
        return "sum of rounded parts";
    case mistake::digits_transposed:
        return "digits transposed";
    case mistake::decimal_sign_lost:
        return "decimal sign lost";
    case mistake::target_as_denominator:
        return "target used as denominator";
    case mistake::columns_swapped:
        return "columns swapped";
    }
    return {};
}

} // namespace kohort::audit
