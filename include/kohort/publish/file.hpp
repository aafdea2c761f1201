// Writing a file wholly or not at all.
#pragma once

#include <kohort/base/error.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// Makes `content` the content of the file, or leaves the file as it is: written to a new file in the same folder,
/// brought to the disk, then renamed. A symbolic link keeps leading where it leads, and an existing file keeps its
/// permissions. What is not a regular file (a pipe, a terminal) and everything in /dev and /proc is written directly.
///
/// Returns nothing when all is well. Errors (`error_code::input_output`, path: the file): the folder does not exist or
/// is none, no permission, the path is a folder, the disk is full, the file is too large; the message says what to do.
[[nodiscard]] std::optional<error> write_file(const std::string& path, std::string_view content);

} // namespace kohort
