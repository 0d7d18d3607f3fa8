#pragma once
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "server/cli/admin_client.hpp"

namespace foyer::cli {

/// What is done once there is somebody to ask.
using Work = std::function<Result<void>(Transport&)>;
/// Reaches a server, does the work, and sees to the exit code and to what is said on standard error.
using Perform = std::function<void(const Work&)>;
/// Adds the options by which a subcommand finds its server. Made by main.
using Prepare = std::function<Perform(CLI::App& command)>;

/// What every subcommand takes.
struct AdminOptions {
    bool json = false;
};

/// A subcommand with further ones, which ask the administrators' REST.
class CommandGroup {
public:
    CommandGroup(CLI::App& program, Prepare prepare, const char* name, const char* description)
        : CommandGroup(*program.add_subcommand(name, description), std::move(prepare)) {
        group_.require_subcommand(1);
    }
    /// Of the program itself.
    CommandGroup(CLI::App& group, Prepare prepare) : group_(group), prepare_(std::move(prepare)) {}

    /// The subcommand, and its options to be bound to it; both live as long as the program.
    template <class Options>
    std::pair<CLI::App*, Options*> add(const char* name, const char* description,
                                       Result<void> (*work)(AdminClient&, const Options&)) {
        auto* command = group_.add_subcommand(name, description);
        const auto options = std::make_shared<Options>();  // Shared by the callbacks that CLI11 keeps.
        command->add_flag("--json", options->json, "Print the answer as REST gives it");
        command->callback([options, work, perform = prepare_(*command)] {
            perform([&](Transport& transport) {
                AdminClient client(transport);
                return work(client, *options);
            });
        });
        return {command, options.get()};
    }

private:
    CLI::App& group_;
    Prepare prepare_;
};

/// For commands whose answer is a message: as JSON if that is asked for, else whatever `words` prints.
template <class Message, class Words>
Result<void> tell(const AdminOptions& options, const Result<Message>& answer, Words words) {
    if (!answer) return refuse(answer.error());
    if (options.json) {
        std::printf("%s\n", wire::encode_json(*answer).c_str());
    } else {
        words(*answer);
    }
    return {};
}
/// Nothing but JSON: what was asked for has been done, and that is all.
template <class Message>
Result<void> tell(const AdminOptions& options, const Result<Message>& answer) {
    return tell(options, answer, [](const Message&) {});
}

/// The first line of standard input: a password on the command line would show in the list of processes.
[[nodiscard]] std::string read_password();
/// The name of a company by its id, for lists.
[[nodiscard]] std::string name_of_company(const v1::CompanyPage& companies, std::uint32_t id);

}  // namespace foyer::cli
