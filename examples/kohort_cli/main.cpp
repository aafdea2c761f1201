// kohort: from registers of spells to tables that can be published, on the command line.
#include "commands.hpp"
#include "terminal.hpp"

#include <csignal>
#include <new>
#include <stdexcept>
#include <variant>

namespace kohort_cli {
namespace {

exit_status run_command(int argument_count, char** arguments) {
    try {
        const auto wanted = parse_arguments(argument_count, arguments);
        return std::visit([](const auto& command) { return run(command); }, wanted);
    } catch (const failure& problem) {
        for (const auto& message : problem.messages()) print_error(message);
        if (problem.status() == exit_status::wrong_usage) print_hint(help_hint(argument_count, arguments));
        return problem.status();
    } catch (const std::bad_alloc&) {
        print_error("memory ran out; 'kohort report --memory SIZE' reads a register in parts, and fewer --threads, "
                    "--by or columns "
                    "in the schema need less");
    } catch (const std::overflow_error&) {
        print_error("a figure does not fit into 64 bits; give it a larger unit or fewer decimals");
        return exit_status::wrong_document;
    } catch (const std::exception& problem) {
        print_error(std::string("this should not happen, please report it: ") + problem.what());
    }
    return exit_status::input_output_failed;
}

} // namespace

exit_status run(const printed_answer& answer) {
    write_output(answer.text);
    return exit_status::fine;
}

} // namespace kohort_cli

int main(int argument_count, char** arguments) {
    // A reader that stops early and a limit on the size of files are failed writes, not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return static_cast<int>(kohort_cli::run_command(argument_count, arguments));
}
