// PX files, the format of PC-Axis and PxWeb (specification of 2013): reading files of every age, writing new ones.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/publish/publication.hpp>

#include <string>
#include <string_view>

namespace kohort {

/// Reads a PX file from memory; `name` stands for the file in messages.
///
/// Keywords may be in lower case, blanks and line breaks anywhere, texts split over lines; strings with quotes inside
/// are taken as they were meant. The text is decoded as CODEPAGE says (UTF-8, ISO-8859-1, windows-1252 and what iconv
/// knows); without it UTF-8, when that is what it is, else windows-1252, or code page 850 for files without CHARSET. A
/// file without LANGUAGE has the language "und".
///
/// Data: separated by blanks, tabs, commas or semicolons, signs quoted or not, with or without KEYS (rows left out are
/// zeros). Dots mean what DATASYMBOL1 to 6 say where the words tell secrecy, what cannot be or what is missing apart,
/// otherwise what `from_px_symbol` says; "-" is nil. Flags come from ATTRIBUTES of the attribute OBS_STATUS.
///
/// The time dimension is the one with TIMEVAL, or one whose name says so; its codes become periods as kohort writes
/// them ("2024-07"). Without CODES the values are the codes. A total is what ELIMINATION names, or a value called so
/// ("Totalt"); "varav" and "of which" mark parts; parents come from HIERARCHIES. "#" in notes is a line break, "##"
/// parts two notes. Keywords without a field of their own are kept in `publication::keywords`.
///
/// Errors (`data`, path file:line:column, the message begins with the keyword): what is not a PX file, a text that is
/// not closed, an encoding that is not known, variables without values, other numbers of codes than of values, a value
/// that does not exist, an unreadable cell, too few or too many cells. Several where the file can be read on; at most
/// 20. O(bytes); memory: the file and 16 bytes a cell.
[[nodiscard]] result<publication> parse_px(std::string_view text, const std::string& name);

/// Reads a PX file. Errors besides those of `parse_px`: those of `read_text_file`.
[[nodiscard]] result<publication> read_px(const std::string& path);

struct px_options {
    text_encoding encoding = text_encoding::utf_8;
    bool is_sparse = false; ///< with KEYS: rows of zeros are left out
};

/// The text of a PX file of version 2013, lines ending with CR LF. All mandatory keywords, every language, codes,
/// TIMEVAL, ELIMINATION of totals, HIERARCHIES, notes, DATASYMBOL1 to 4 and NIL for the statuses, and ATTRIBUTES for
/// flags. Read back it is the same publication, but for: quotation marks in texts, which PX has not ('), of-which marks
/// of codes without a label in Swedish or English, several notes about the same thing as one paragraph each, the
/// version, and the difference between no label and one that repeats the code.
///
/// Errors (`data`, path: the publication's id): a letter that ISO-8859-1 has not; no dimension; no cells. O(cells).
[[nodiscard]] result<std::string> to_px(const publication& table, const px_options& options = {});

} // namespace kohort
