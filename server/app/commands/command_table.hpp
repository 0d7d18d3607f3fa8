#pragma once
#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/commands/command_settings.hpp"
#include "server/app/files/bell.hpp"
#include "server/app/people/client_features.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// The commands that wait for an answer, in memory alone, all on one strand.
///
/// Every client of the user that takes commands is asked; the first to accept has it. A refusal counts for one client:
/// the command is refused when all have refused, so that a page in the background does not decide for the one in use.
/// Clients that go without an answer count no more.
class CommandTable {
public:
    CommandTable(boost::asio::any_io_executor executor, ports::Publisher& publisher, const ports::Clock& clock,
                 const ClientFeatures& clients, CommandSettings settings);
    ~CommandTable();
    CommandTable(const CommandTable&) = delete;
    CommandTable& operator=(const CommandTable&) = delete;

    // Any thread.

    template <class T>
    Task<T> on_strand(Task<T> task) {
        namespace asio = boost::asio;
        co_return co_await asio::co_spawn(executor_, std::move(task),
                                          asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
    }
    void connection_gone(ConnectionId connection);
    /// Ends what has waited long enough. Called a few times a second.
    Task<void> turn();
    /// Nothing waits any more, from now on: the server stops.
    void stop_waiting();
    [[nodiscard]] const CommandSettings& settings() const { return settings_; }

    // On the strand.

    /// Asks the clients of a person, and waits for what becomes of it. Errors: `no_client` (there is none, or all have
    /// gone), `limit_reached`, `unavailable` (the server stops).
    Task<Result<domain::CommandOutcome>> ask(ContactId person, domain::Command command);
    /// Errors: `not_found`, `already_answered`.
    Result<void> answer(ContactId person, ConnectionId connection, CommandId command, bool accepted);

private:
    struct Open {
        ContactId person;
        std::vector<ConnectionId> asked;  ///< And have neither answered nor gone.
        bool is_refused = false;          ///< By one of them.
        std::optional<Result<domain::CommandOutcome>> fate;
        Bell bell;
    };
    void end(CommandId id, Open& open, Result<domain::CommandOutcome> fate, ConnectionId by = {});
    Task<void> pass_time();

    boost::asio::any_io_executor executor_;
    ports::Publisher& publisher_;
    const ports::Clock& clock_;
    const ClientFeatures& clients_;
    CommandSettings settings_;
    std::map<CommandId, std::shared_ptr<Open>> open_;
    std::deque<std::pair<CommandId, ContactId>> over_;  ///< The newest that have ended.
    std::uint32_t last_ = 0;
    std::atomic<bool> stopping_{false};
};

}  // namespace foyer::app
