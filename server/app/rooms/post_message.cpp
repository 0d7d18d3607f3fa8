#include "server/app/rooms/post_message.hpp"

#include "server/app/rooms/invitees.hpp"

namespace foyer::app {

Task<Result<Seq>> PostMessage::run(Caller caller, RoomId room, std::string text, std::string idempotency_key) {
    if (idempotency_key.size() > table_.settings().idempotency_key_bytes) {
        co_return refuse(ErrorCode::bad_request, "The idempotency key is too long.");
    }
    domain::NewMessage message{.text = std::move(text), .idempotency_key = std::move(idempotency_key)};
    co_return co_await table_.on_strand(room, post(caller, room, std::move(message)));
}

Task<Result<Seq>> PostMessage::post(Caller caller, RoomId id, domain::NewMessage message) {
    for (std::uint32_t tries = 0; tries <= table_.settings().conflict_retries; ++tries) {
        auto entered = co_await table_.enter(id);
        if (!entered) co_return refuse(entered.error());
        auto& room = *entered->room;

        bool absent_may_return = false;
        if (const auto absent = domain::absent_party(room.room(), caller.person)) {
            auto may = co_await may_talk_now(table_.ports(), caller.person, absent);
            if (!may) co_return refuse(may.error());
            absent_may_return = *may;
        }
        const auto* const author = room.directory().find(caller.person);
        if (!author) co_return refuse(ErrorCode::not_found);
        auto posted = domain::post_message(room.room(), *author, message, absent_may_return, room.directory(),
                                           table_.ports().clock.now(), table_.limits());
        if (!posted) co_return refuse(posted.error());

        Result<ports::Committed> committed;
        if (posted->next) {
            co_await entered->pass.alone();
            domain::RoomChange change{.next = std::move(*posted->next), .messages = {}};
            change.messages.push_back(std::move(posted->draft));
            committed = co_await room.commit(std::move(change));
        } else {
            const auto effect = room.turnstile().let_on(std::move(entered->pass));
            committed = co_await room.commit(std::move(posted->draft));
        }
        if (committed) co_return committed->messages.front().seq;
        if (committed.error().code != ErrorCode::conflict) {
            entered = refuse(committed.error());  // Gives up the turn.
            co_await table_.enter(id);            // Was it stored, and only the answer lost? Then it is told now.
            co_return refuse(committed.error());
        }
    }
    co_return refuse(ErrorCode::conflict);
}

}  // namespace foyer::app
