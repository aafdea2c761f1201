// What every page has besides its contents.
#pragma once

#include <span>
#include <string_view>

namespace kohort {

/// How the page looks: light and dark, on screen and on paper.
[[nodiscard]] std::string_view page_style() noexcept;

/// What the page does: it sorts tables, and draws the charts when the programs for that are in the page.
[[nodiscard]] std::string_view page_script() noexcept;

/// A program that draws charts, in pieces; and the notice of its licence. Written at build time by
/// cmake/embed_chart_scripts.cmake.
struct chart_script {
    std::string_view name; ///< "vega 5.33.0"
    std::span<const std::string_view> pieces;
    std::string_view licence;
};

/// The programs in the order in which they are loaded; none when kohort was built without KOHORT_HTML.
[[nodiscard]] std::span<const chart_script> chart_scripts() noexcept;

} // namespace kohort
