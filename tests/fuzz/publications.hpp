// What holds of every reader and writer of publications, whatever the bytes.
#pragma once

#include <fuzz/harness.hpp>

#include <kohort/base/result.hpp>
#include <kohort/publish/publication.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace fuzz {

using tables = std::vector<kohort::publication>;

/// The decimals of a cell are those of its file. Codes are compared by how they are written: PX has no quotes in them.
inline bool has_same_cells(const kohort::publication& a, const kohort::publication& b) {
    const auto is_as_long = [](const auto& one, const auto& other) { return one.codes.size() == other.codes.size(); };
    return std::ranges::equal(a.dimensions, b.dimensions, is_as_long) &&
           std::ranges::equal(a.cells, b.cells, [](const auto& one, const auto& other) { return is_same(one, other); });
}

/// What `read` makes of an input is an error or tables; what `write` makes of these and can be read again has the same
/// cells. Of formats that put the dimensions in an order of their own only that they can be read and written.
///
/// That all that is written can be read, and is written the same once more, is not promised of names that no publisher
/// gives: column names that begin with a byte order mark or differ in quotes only. Fuzzing finds such in a minute.
template <class Text, class Read, class Write>
void comes_back(const Text& input, bool keeps_order, Read read, Write write) {
    const kohort::result<tables> first = read(input);
    if (!first || first->empty()) return;
    const kohort::result<Text> written = write(*first);
    if (!written) return;
    const kohort::result<tables> again = read(*written);
    if (!again) return;
    require(!keeps_order || std::ranges::equal(*first, *again, has_same_cells), "what was written has the same cells");
    static_cast<void>(write(*again));
}

/// The one table of formats that hold one.
inline kohort::result<tables> as_tables(kohort::result<kohort::publication> read) {
    if (!read) return std::move(read).errors();
    tables made;
    made.push_back(std::move(*read));
    return made;
}

} // namespace fuzz
