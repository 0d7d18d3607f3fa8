// Messages of a room, and what has been seen of them.
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

/// The message with this number. Error besides those of ReadHistory: `not_found`.
Task<Result<v1::Message>> shown(RestDesk& desk, app::Caller caller, RoomId room, Seq seq) {
    if (!seq) co_return refuse(ErrorCode::not_found);
    app::HistoryRequest wish;
    wish.room = room;
    wish.before = next(seq);
    wish.limit = 1;
    const auto page = co_await desk.app.read_history.run(caller, wish);
    if (!page) co_return refuse(page.error());
    if (page->messages.empty() || page->messages.back().seq != seq) co_return refuse(ErrorCode::not_found);
    v1::Message message;
    to_wire(page->messages.back(), message);
    co_return message;
}

Task<Result<v1::Message>> post_message(RestDesk& desk, app::Caller caller, v1::PostMessageRequest request) {
    const RoomId room{request.room_id()};
    const auto seq = co_await desk.app.post_message.run(caller, room, request.text(), request.idempotency_key());
    if (!seq) co_return refuse(seq.error());
    auto message = co_await shown(desk, caller, room, *seq);
    if (message) co_return std::move(*message);
    // It is stored, whatever reading it back says: the author must not post it again.
    v1::Message stored;
    stored.set_seq(seq->value());
    stored.set_author_id(caller.person.value());
    stored.set_text(request.text());
    co_return stored;
}

Task<Result<v1::HistoryPage>> read_history(RestDesk& desk, app::Caller caller, v1::ReadHistoryRequest request) {
    app::HistoryRequest wish;
    wish.room = RoomId{request.room_id()};
    wish.before = Seq{request.before()};
    wish.after = Seq{request.after()};
    wish.limit = request.limit();
    const auto page = co_await desk.app.read_history.run(caller, wish);
    if (!page) co_return refuse(page.error());
    v1::HistoryPage answer;
    to_wire(wish.room, *page, answer);
    co_return answer;
}

Task<Result<v1::Message>> read_message(RestDesk& desk, app::Caller caller, v1::ReadMessageRequest request) {
    return shown(desk, caller, RoomId{request.room_id()}, Seq{request.seq()});
}

Task<Result<v1::SeenEvent>> set_seen(RestDesk& desk, app::Caller caller, v1::SetSeenRequest request) {
    const auto seq = co_await desk.app.set_seen.run(caller, RoomId{request.room_id()}, Seq{request.seq()});
    if (!seq) co_return refuse(seq.error());
    v1::SeenEvent answer;
    answer.set_room_id(request.room_id());
    answer.set_seq(seq->value());
    co_return answer;
}

}  // namespace

void bind_message_calls(RestOperations& operations) {
    operations.bind<route::PostMessage>(post_message);
    operations.bind<route::ReadHistory>(read_history);
    operations.bind<route::ReadMessage>(read_message);
    operations.bind<route::SetSeen>(set_seen);
}

}  // namespace foyer::gateway
