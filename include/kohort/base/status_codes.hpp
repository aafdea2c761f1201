// Statuses in the words of others: SDMX code lists, PX data symbols, JSON-stat; and back.
#pragma once

#include <kohort/base/obs_status.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// A status read from a foreign code. Not exact when the code says more than a status can hold ("derogation") or
/// contradicts the cell (a missing value with a number beside it): the reader reports that.
struct foreign_status {
    obs_status status;
    bool is_exact = true;
    friend constexpr bool operator==(foreign_status, foreign_status) = default;
};

// SDMX: CL_OBS_STATUS 2.3 and CL_CONF_STATUS 1.4.

/// Codes of one observation.
struct sdmx_codes {
    /// One letter for each of CL_OBS_STATUS that holds, in the order of precedence that SDMX recommends: B (break), O
    /// (missing), M (cannot exist), Q (suppressed), F (forecast), E (estimated), P (provisional), U (low reliability);
    /// "A" (normal) when there is nothing else to say. Where one code is allowed, it is the first.
    std::string obs_status;
    char conf_status = 'F'; ///< F (free), C (suppressed), D (secondary)
    friend bool operator==(const sdmx_codes&, const sdmx_codes&) = default;
};

/// The codes of a status. Nil is written as the value 0 with code A: there is no code for it, and it comes back as a
/// normal 0. That is all that is lost, unless only the first code is kept.
[[nodiscard]] sdmx_codes to_sdmx(obs_status status);

/// The status that codes of CL_OBS_STATUS (any number of them; blank, comma, semicolon, "|" and "+" may stand between)
/// and a code of CL_CONF_STATUS (empty: free) give to an observation with or without a value. Nothing when one is not
/// in its list.
///
/// Exact: those that `to_sdmx` writes. Read as the nearest, not exact: I (imputed) as estimated; V (unvalidated) as
/// provisional; H, K, L (reasons to be missing) as missing; D, G, J, N, S, W as no remark; confidentiality A, E, G, M,
/// N, O, T, X (particular reasons, embargo) as suppressed, S (set by the receiver) as secondary; a confidential cell
/// that is missing for another reason as suppressed, and a value beside a reason to have none as that reason. A cell
/// without value and reason is missing; not exact when code A calls it normal.
[[nodiscard]] std::optional<foreign_status> from_sdmx(std::string_view obs_status, std::string_view conf_status,
                                                      bool has_value);

// PX data symbols.

/// What stands in place of a number in PX files: "." not applicable, ".." missing, "..." suppressed, "...."
/// suppressed (secondary), "-" nil; empty for a normal value, which is a number. Flags have no symbol.
///
/// PX lets each publisher say what the dots mean (DATASYMBOL1 ... 6). These are the meanings that Statistics Finland
/// and others give them; Statistics Sweden has ".." for whatever is not available. Writers say in words what they mean.
[[nodiscard]] std::string_view px_symbol_of(availability is) noexcept;

/// The sign in tables for people: that of PX files, but "..." for both kinds of suppression, for readers are not to
/// know which cells had to be protected.
[[nodiscard]] std::string_view printed_sign_of(availability is) noexcept;

/// Inverse of `px_symbol_of`; nothing when the text is not a symbol. "....." and "......" have no fixed meaning:
/// missing, not exact.
[[nodiscard]] std::optional<foreign_status> from_px_symbol(std::string_view text) noexcept;

// JSON-stat.

/// The status string of a JSON-stat cell: the words of `to_string`; empty (no status) when normal. Without a value the
/// cell's value is null; nil has the value 0. Nothing is lost.
[[nodiscard]] std::string to_json_stat(obs_status status);

/// The status that a status string gives to a cell with or without a value; nothing when the text is not known. Read
/// are the words of `to_string`, PX symbols (as PxWeb writes them; ":" for missing), and Eurostat's letters in any
/// combination: b e f p u as flags, c (confidential) as suppressed, z as not applicable, m as missing; i and s as
/// estimated, d n r as no remark, these not exact. Words and symbols for a missing value beside a number are not exact.
/// An empty text is normal, or missing when there is no value; so are flags alone.
[[nodiscard]] std::optional<foreign_status> from_json_stat(std::string_view text, bool has_value);

} // namespace kohort
