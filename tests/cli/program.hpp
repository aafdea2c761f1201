// Runs the program kohort as its users do: with arguments, files, a standard input and an environment.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace cli_test {

/// What the program did.
struct outcome {
    int status = -1; ///< as a shell tells it: 128 + signal when the program was killed
    std::string out;
    std::string err;
};

/// What surrounds the arguments.
struct surroundings {
    std::string input{};                                            ///< standard input
    std::vector<std::pair<std::string, std::string>> environment{}; ///< besides the one of the tests
    std::string output_to{};             ///< a file for standard output instead of capturing it
    rlim_t largest_file = RLIM_INFINITY; ///< bytes; as if the disk were full then
};

/// A folder of its own for each test, in which the program runs: messages name files as the test does.
class scratch_folder {
  public:
    scratch_folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "kohort_cli_XXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("no folder for the test");
        path_ = pattern;
    }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    void write(const std::string& name, std::string_view text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// Names of everything in the folder, sorted.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(path_))
            found.push_back(entry.path().filename().string());
        std::sort(found.begin(), found.end());
        return found;
    }

    [[nodiscard]] outcome run(std::vector<std::string> arguments, const surroundings& around = {}) const {
        const captured input(around.input), output, errors;
        const auto child = ::fork();
        if (child == 0) {
            const int to = around.output_to.empty() ? output.descriptor() : ::open(around.output_to.c_str(), O_WRONLY);
            const bool is_ready = ::dup2(input.descriptor(), 0) == 0 && ::dup2(to, 1) == 1 &&
                                  ::dup2(errors.descriptor(), 2) == 2 && ::chdir(path_.c_str()) == 0;
            const rlimit limit{around.largest_file, around.largest_file};
            if (is_ready && ::setrlimit(RLIMIT_FSIZE, &limit) == 0) become_program(arguments, around.environment);
            ::_exit(127);
        }
        int state = 0;
        ::waitpid(child, &state, 0);
        return {WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state), output.text(), errors.text()};
    }

    /// Replaces this process by the program; returns only when that fails.
    static void become_program(std::vector<std::string>& arguments,
                               const std::vector<std::pair<std::string, std::string>>& environment) {
        for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"}) ::unsetenv(name);
        for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
        std::vector<char*> words{const_cast<char*>("kohort")};
        for (auto& argument : arguments) words.push_back(argument.data());
        words.push_back(nullptr);
        ::execv(KOHORT_CLI, words.data());
    }

  private:
    /// A file without a name: holds what goes in or comes out, of any length, without a second thread.
    class captured {
      public:
        explicit captured(std::string_view text = {}) : file_(std::tmpfile()) {
            if (!file_) throw std::runtime_error("no file to capture output in");
            std::fwrite(text.data(), 1, text.size(), file_);
            std::rewind(file_);
        }
        captured(const captured&) = delete;
        captured& operator=(const captured&) = delete;
        ~captured() { std::fclose(file_); }

        [[nodiscard]] int descriptor() const { return ::fileno(file_); }
        [[nodiscard]] std::string text() const {
            std::rewind(file_);
            std::string all;
            for (int letter = 0; (letter = std::fgetc(file_)) != EOF;) all += static_cast<char>(letter);
            return all;
        }

      private:
        std::FILE* file_;
    };

    std::filesystem::path path_;
};

} // namespace cli_test
