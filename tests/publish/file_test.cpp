#include <kohort/publish/file.hpp>

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using kohort::write_file;

/// Nobody may write where only its owner may, except root: tests of permissions run as another user.
class without_privileges {
  public:
    without_privileges() {
        constexpr uid_t nobody = 65534;
        EXPECT_EQ(::seteuid(was_ == 0 ? nobody : was_), 0);
    }
    ~without_privileges() { EXPECT_EQ(::seteuid(was_), 0); }

  private:
    uid_t was_ = ::geteuid();
};

/// Files may not grow beyond so many bytes.
class size_limit {
  public:
    explicit size_limit(rlim_t bytes) : on_signal_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &was_);
        const rlimit wanted{bytes, was_.rlim_max};
        EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &wanted), 0);
    }
    ~size_limit() {
        ::setrlimit(RLIMIT_FSIZE, &was_);
        std::signal(SIGXFSZ, on_signal_);
    }

  private:
    rlimit was_{};
    void (*on_signal_)(int);
};

class written_file : public ::testing::Test {
  protected:
    written_file() {
        std::string name = (fs::temp_directory_path() / "kohort_file_test_XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~written_file() override { fs::remove_all(folder_); }

    [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
    [[nodiscard]] std::size_t files_in_folder() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
    }
    static std::string content_of(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static void expect_error(const std::optional<kohort::error>& outcome, const std::string& path,
                             const std::string& message) {
        ASSERT_TRUE(outcome);
        EXPECT_EQ(outcome->message(), message);
        EXPECT_EQ(outcome->path(), path);
        EXPECT_EQ(outcome->code(), kohort::error_code::input_output);
    }

    fs::path folder_;
};

TEST_F(written_file, has_the_content_and_nothing_else_is_left) {
    const std::string content("a,b\n\0\xff"
                              "c",
                              8);
    EXPECT_FALSE(write_file(at("report.csv"), content));
    EXPECT_EQ(content_of(at("report.csv")), content);
    EXPECT_FALSE(write_file(at("report.csv"), ""));
    EXPECT_EQ(content_of(at("report.csv")), "");
    EXPECT_EQ(files_in_folder(), 1U);
}

TEST_F(written_file, may_be_named_without_a_folder) {
    const auto before = fs::current_path();
    fs::current_path(folder_);
    EXPECT_FALSE(write_file("report.csv", "here"));
    fs::current_path(before);
    EXPECT_EQ(content_of(at("report.csv")), "here");
}

TEST_F(written_file, keeps_the_permissions_of_the_old_one) {
    ASSERT_FALSE(write_file(at("report.csv"), "old"));
    fs::permissions(at("report.csv"), fs::perms{0640});
    EXPECT_FALSE(write_file(at("report.csv"), "new"));
    EXPECT_EQ(fs::status(at("report.csv")).permissions(), fs::perms{0640});
    EXPECT_EQ(content_of(at("report.csv")), "new");
}

TEST_F(written_file, of_a_new_name_has_the_permissions_that_the_process_gives) {
    const auto mask = ::umask(027);
    EXPECT_FALSE(write_file(at("report.csv"), "new"));
    ::umask(mask);
    EXPECT_EQ(fs::status(at("report.csv")).permissions(), fs::perms{0640});
}

TEST_F(written_file, behind_a_symbolic_link_is_written_where_the_link_leads) {
    fs::create_directory(folder_ / "archive");
    ASSERT_FALSE(write_file(at("archive/2024.csv"), "old"));
    fs::create_symlink("archive/2024.csv", at("latest.csv"));
    EXPECT_FALSE(write_file(at("latest.csv"), "new"));
    EXPECT_TRUE(fs::is_symlink(at("latest.csv")));
    EXPECT_EQ(content_of(at("archive/2024.csv")), "new");
}

TEST_F(written_file, is_a_new_file_so_that_readers_of_the_old_one_finish_undisturbed) {
    ASSERT_FALSE(write_file(at("report.csv"), "old"));
    std::ifstream reader(at("report.csv"));
    EXPECT_FALSE(write_file(at("report.csv"), "new"));
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(reader), {}), "old");
}

TEST_F(written_file, needs_a_name) { expect_error(write_file("", "x"), "", "the output has no name; name a file"); }

TEST_F(written_file, needs_its_folder) {
    expect_error(write_file(at("2024/report.csv"), "x"), at("2024/report.csv"),
                 "cannot be written: there is no folder \"" + at("2024") + "\"; create it or name another output");
}

TEST_F(written_file, cannot_be_in_a_file) {
    ASSERT_FALSE(write_file(at("2024"), "old"));
    expect_error(write_file(at("2024/report.csv"), "x"), at("2024/report.csv"),
                 "cannot be written: \"" + at("2024") + "\" is not a folder; name another output");
    EXPECT_EQ(content_of(at("2024")), "old");
}

TEST_F(written_file, cannot_be_a_folder) {
    fs::create_directory(folder_ / "2024");
    expect_error(write_file(at("2024"), "x"), at("2024"),
                 "cannot be written: it is a folder; name a file in it, e.g. \"" + at("2024/report.csv") + '"');
    EXPECT_EQ(files_in_folder(), 1U);
}

TEST_F(written_file, needs_permission_for_the_folder) {
    fs::permissions(folder_, fs::perms{0555});
    {
        const without_privileges in_force;
        expect_error(write_file(at("report.csv"), "x"), at("report.csv"),
                     "cannot be written: no permission to write in the folder \"" + folder_.string() +
                         "\"; name an output elsewhere");
    }
    EXPECT_EQ(files_in_folder(), 0U);
    fs::permissions(folder_, fs::perms{0755});
}

TEST_F(written_file, does_not_replace_a_protected_one) {
    ASSERT_FALSE(write_file(at("report.csv"), "old"));
    fs::permissions(at("report.csv"), fs::perms{0444});
    fs::permissions(folder_, fs::perms{0777});
    {
        const without_privileges in_force;
        expect_error(write_file(at("report.csv"), "x"), at("report.csv"),
                     "cannot be written: no permission to write to it; name another output");
    }
    EXPECT_EQ(content_of(at("report.csv")), "old");
}

TEST_F(written_file, that_stops_half_way_leaves_the_old_one_and_no_rest) {
    ASSERT_FALSE(write_file(at("report.csv"), "old"));
    {
        const size_limit in_force(1000);
        expect_error(
            write_file(at("report.csv"), std::string(2000, 'x')), at("report.csv"),
            "cannot be written: the file would be larger than is allowed; raise the limit (ulimit -f) or write "
            "fewer rows");
    }
    EXPECT_EQ(content_of(at("report.csv")), "old");
    EXPECT_EQ(files_in_folder(), 1U);
}

TEST_F(written_file, on_a_full_disk) {
    expect_error(write_file("/dev/full", "x"), "/dev/full",
                 "cannot be written: the disk is full; free some space or name an output elsewhere");
    EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST_F(written_file, may_be_a_pipe) {
    ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
    const int reader = ::open(at("pipe").c_str(), O_RDONLY | O_NONBLOCK);
    ASSERT_GE(reader, 0);
    EXPECT_FALSE(write_file(at("pipe"), "through"));
    std::array<char, 16> buffer{};
    EXPECT_EQ(::read(reader, buffer.data(), buffer.size()), 7);
    ::close(reader);
    EXPECT_STREQ(buffer.data(), "through");
    EXPECT_TRUE(fs::is_fifo(at("pipe")));
}

TEST_F(written_file, may_be_an_open_descriptor_even_of_a_regular_file) {
    const int descriptor = ::open(at("redirected.txt").c_str(), O_RDWR | O_CREAT | O_APPEND, 0600);
    ASSERT_EQ(::write(descriptor, "before ", 7), 7);
    EXPECT_FALSE(write_file("/dev/fd/" + std::to_string(descriptor), "report "));
    ASSERT_EQ(::write(descriptor, "after", 5), 5);
    ::close(descriptor);
    EXPECT_EQ(content_of(at("redirected.txt")), "before report after");
}

} // namespace
