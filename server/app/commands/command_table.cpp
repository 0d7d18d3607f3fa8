#include "server/app/commands/command_table.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

namespace foyer::app {
namespace {

using domain::CommandOutcome;

constexpr std::size_t remembered = 1'000;
constexpr std::uint32_t largest_id = 0x7FFFFFFF;

}  // namespace

CommandTable::CommandTable(boost::asio::any_io_executor executor, ports::Publisher& publisher, const ports::Clock& clock,
                           const ClientFeatures& clients, CommandSettings settings)
    : executor_(std::move(executor)), publisher_(publisher), clock_(clock), clients_(clients), settings_(settings) {}

CommandTable::~CommandTable() {
    for (const auto& [id, open] : open_) open->bell.abandon();
}

Task<Result<CommandOutcome>> CommandTable::ask(ContactId person, domain::Command command) {
    if (stopping_) co_return refuse(ErrorCode::unavailable);
    const auto waiting = std::ranges::count_if(open_, [person](const auto& one) { return one.second->person == person; });
    if (static_cast<std::uint32_t>(waiting) >= settings_.open_per_user) {
        co_return refuse(ErrorCode::limit_reached,
                         fmt::format("{} commands wait for an answer already (commands.open_per_user).", waiting));
    }
    const auto open = std::make_shared<Open>();
    open->person = person;
    open->asked = clients_.with(person, Feature::cmd);
    if (open->asked.empty()) co_return refuse(ErrorCode::no_client);
    last_ = last_ == largest_id ? 1 : last_ + 1;
    command.id = CommandId{last_};
    command.expires = clock_.now() + settings_.timeout;
    const auto id = command.id;
    const auto until = command.expires;
    open_.insert_or_assign(id, open);
    publisher_.publish(std::make_shared<const std::vector<ContactId>>(1, person),
                       ports::CommandGiven{std::move(command)});
    while (!open->fate) {
        co_await open->bell.wait(until);
        if (!open->fate && clock_.now() >= until) end(id, *open, CommandOutcome::timed_out);
    }
    co_return std::move(*open->fate);
}

Result<void> CommandTable::answer(ContactId person, ConnectionId connection, CommandId id, bool accepted) {
    const auto found = open_.find(id);
    if (found == open_.end() || found->second->person != person) {
        const bool was_his = std::ranges::find(over_, std::pair(id, person)) != over_.end();
        return refuse(was_his ? ErrorCode::already_answered : ErrorCode::not_found);
    }
    const auto open = found->second;
    if (accepted) {
        end(id, *open, CommandOutcome::accepted, connection);
        return {};
    }
    open->is_refused = true;
    std::erase(open->asked, connection);
    if (open->asked.empty()) end(id, *open, CommandOutcome::rejected, connection);
    return {};
}

void CommandTable::end(CommandId id, Open& open, Result<CommandOutcome> fate, ConnectionId by) {
    if (fate) {
        publisher_.publish(
            std::make_shared<const std::vector<ContactId>>(1, open.person),
            ports::CommandOver{.id = id, .outcome = *fate, .but = static_cast<std::uint64_t>(by)});
    }
    open.fate = std::move(fate);
    over_.emplace_back(id, open.person);
    if (over_.size() > remembered) over_.pop_front();
    open_.erase(id);
    open.bell.ring();
}

void CommandTable::connection_gone(ConnectionId connection) {
    boost::asio::post(executor_, [this, connection] {
        const auto all = open_;  // What ends leaves open_.
        for (const auto& [id, open] : all) {
            if (std::erase(open->asked, connection) == 0 || !open->asked.empty()) continue;
            if (open->is_refused) {
                end(id, *open, CommandOutcome::rejected);
            } else {
                end(id, *open, refuse(ErrorCode::no_client));
            }
        }
    });
}

Task<void> CommandTable::turn() {
    co_await on_strand(pass_time());
}

Task<void> CommandTable::pass_time() {
    for (const auto& [id, open] : open_) open->bell.pass_time(clock_.now());
    co_return;
}

void CommandTable::stop_waiting() {
    stopping_ = true;
    boost::asio::post(executor_, [this] {
        const auto all = open_;
        for (const auto& [id, open] : all) end(id, *open, refuse(ErrorCode::unavailable));
    });
}

}  // namespace foyer::app
