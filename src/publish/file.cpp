#include <kohort/publish/file.hpp>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kohort {
namespace {

constexpr mode_t readable_and_writable = 0666; // less what the process masks
constexpr mode_t permission_bits = 07777;

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::filesystem::path folder_of(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    return folder.empty() ? "." : folder;
}

error cannot_be_written(const std::string& path, const std::string& why) {
    return {error_code::input_output, "cannot be written: " + why, path};
}

/// What stopped the writing, as a number of errno, and what to do.
std::string explanation(int problem, const std::string& path) {
    const auto folder = in_quotes(folder_of(path).string());
    switch (problem) {
    case ENOENT:
        return "there is no folder " + folder + "; create it or name another output";
    case ENOTDIR:
        return folder + " is not a folder; name another output";
    case EISDIR:
        return "it is a folder; name a file in it, e.g. " +
               in_quotes((std::filesystem::path(path) / "report.csv").string());
    case EACCES:
    case EPERM:
        return "no permission to write in the folder " + folder + "; name an output elsewhere";
    case EROFS:
        return "the folder " + folder + " is on a read-only disk; name an output elsewhere";
    case ENOSPC:
    case EDQUOT:
        return "the disk is full; free some space or name an output elsewhere";
    case EFBIG:
        return "the file would be larger than is allowed; raise the limit (ulimit -f) or write fewer rows";
    default:
        return std::generic_category().message(problem) + "; name another output";
    }
}

/// A file open for writing. Results are numbers of errno, 0 when all is well.
class open_file {
  public:
    explicit open_file(int descriptor) noexcept : descriptor_(descriptor) {}
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;
    ~open_file() { static_cast<void>(close()); }

    [[nodiscard]] int write_all(std::string_view content) const noexcept {
        while (!content.empty()) {
            const auto written = ::write(descriptor_, content.data(), content.size());
            if (written < 0 && errno != EINTR) return errno;
            if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
        }
        return 0;
    }
    [[nodiscard]] int bring_to_disk() const noexcept { return ::fsync(descriptor_) == 0 ? 0 : errno; }
    [[nodiscard]] int take_permissions_of(const struct stat& other) const noexcept {
        return ::fchmod(descriptor_, other.st_mode & permission_bits) == 0 ? 0 : errno;
    }
    int close() noexcept {
        const auto descriptor = std::exchange(descriptor_, -1);
        return descriptor < 0 || ::close(descriptor) == 0 ? 0 : errno;
    }

  private:
    int descriptor_;
};

int write_directly(const std::string& path, std::string_view content) noexcept {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0) return errno;
    open_file file(descriptor);
    const int problem = file.write_all(content);
    const int problem_at_end = file.close();
    return problem != 0 ? problem : problem_at_end;
}

int fill(open_file& file, std::string_view content, const struct stat* old) noexcept {
    if (const int problem = file.write_all(content)) return problem;
    if (old != nullptr)
        if (const int problem = file.take_permissions_of(*old)) return problem;
    if (const int problem = file.bring_to_disk()) return problem;
    return file.close();
}

/// Opens a new file that will be renamed to one in the same folder, and puts its name into `temporary`. Returns its
/// descriptor, or a negative number of errno.
int open_beside(const std::string& path, std::string& temporary) {
    const auto start = folder_of(path) / (".kohort-" + std::to_string(::getpid()) + '-');
    for (int attempt = 0;; ++attempt) {
        temporary = start.string() + std::to_string(attempt);
        const int descriptor =
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readable_and_writable);
        if (descriptor >= 0) return descriptor;
        if (errno != EEXIST) return -errno;
    }
}

/// `old` is the file that is replaced, or null.
int replace(const std::string& path, std::string_view content, const struct stat* old) {
    std::string temporary;
    const int descriptor = open_beside(path, temporary);
    if (descriptor < 0) return -descriptor;
    open_file file(descriptor);
    int problem = fill(file, content, old);
    if (problem == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) problem = errno;
    if (problem != 0) ::unlink(temporary.c_str());
    return problem;
}

/// Whether the file is no file of its own but leads to something that is open elsewhere, as /dev/stdout does: replacing
/// it would cut that off.
bool leads_elsewhere(const std::string& path, const struct stat& file) {
    if (!S_ISREG(file.st_mode)) return true;
    std::error_code ignored;
    const auto folder = std::filesystem::canonical(folder_of(path), ignored).string();
    return folder == "/dev" || folder.substr(0, 6) == "/proc/";
}

/// The path without symbolic links, so that a link keeps leading where it leads.
std::string real_path(const std::string& path) {
    std::error_code problem;
    const auto real = std::filesystem::canonical(path, problem);
    return problem ? path : real.string();
}

} // namespace

std::optional<error> write_file(const std::string& path, std::string_view content) {
    if (path.empty()) return error(error_code::input_output, "the output has no name; name a file");
    int problem = 0;
    if (struct stat old{}; ::stat(path.c_str(), &old) != 0)
        problem = replace(path, content, nullptr);
    else if (S_ISDIR(old.st_mode))
        problem = EISDIR;
    else if (::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0)
        return cannot_be_written(path, "no permission to write to it; name another output");
    else if (leads_elsewhere(path, old))
        problem = write_directly(path, content);
    else
        problem = replace(real_path(path), content, &old);
    if (problem == 0) return std::nullopt;
    return cannot_be_written(path, explanation(problem, path));
}

} // namespace kohort
