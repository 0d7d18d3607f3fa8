#include "server/gateway/ws/requests.hpp"

#include "server/gateway/wire/from_wire.hpp"
#include "server/gateway/wire/to_wire.hpp"
#include "server/gateway/ws/call_requests.hpp"
#include "server/gateway/ws/feed_machine.hpp"
#include "server/gateway/ws/file_requests.hpp"

namespace foyer::gateway {

namespace {

Answer room_answer(Result<void> result, RoomId room) {
    co_await after_its_events();
    if (!result) co_return refuse(result.error());
    v1::ServerFrame frame;
    frame.mutable_room_answer()->set_room_id(room.value());
    co_return frame;
}

Answer room_answer(Result<RoomId> room) {
    if (!room) co_return refuse(room.error());
    co_return co_await room_answer(Result<void>{}, *room);
}

/// What an API key must be good for. The one place for requests of the feed.
domain::Scope scope_of(const v1::ClientFrame& frame) {
    using Body = v1::ClientFrame;
    switch (frame.body_case()) {
        case Body::kReadHistory:
        case Body::kListPublicRooms:
        case Body::kGetIceServers:
        case Body::kSetFeatures:
            return domain::Scope::read;
        default:
            return domain::Scope::write;
    }
}

}  // namespace

Task<v1::ServerFrame> Requests::perform(FeedCaller who, v1::ClientFrame frame) {
    const auto id = frame.id();
    auto answer = co_await dispatch(who, std::move(frame));
    if (!answer) co_return error_frame(id, answer.error());
    answer->set_re(id);
    co_return std::move(*answer);
}

Answer Requests::dispatch(FeedCaller who, v1::ClientFrame frame) {
    using Body = v1::ClientFrame;
    const auto& caller = who.caller;
    if (!caller.scopes.has(scope_of(frame))) {
        return at_once(refuse(ErrorCode::forbidden, "This API key lacks the scope write."));
    }
    // The use case's coroutine is returned, not awaited here: one coroutine frame less on the way of every post.
    if (is_file_request(frame.body_case())) return perform_file_request(app_, caller, std::move(frame));
    switch (frame.body_case()) {
        case Body::kPostMessage:
            return post_message(caller, std::move(*frame.mutable_post_message()));
        case Body::kInviteToChat:
            return invite_to_chat(caller, std::move(*frame.mutable_invite_to_chat()));
        case Body::kCreateRoom:
            return create_room(caller, std::move(*frame.mutable_create_room()));
        case Body::kAddMembers:
            return add_members(caller, std::move(*frame.mutable_add_members()));
        case Body::kLeaveRoom:
            return leave_room(caller, std::move(*frame.mutable_leave_room()));
        case Body::kRemoveMember:
            return remove_member(caller, std::move(*frame.mutable_remove_member()));
        case Body::kModifyRoom:
            return modify_room(caller, std::move(*frame.mutable_modify_room()));
        case Body::kSetSeen:
            return set_seen(caller, std::move(*frame.mutable_set_seen()));
        case Body::kTakeUpRoom:
            return take_up_room(caller, std::move(*frame.mutable_take_up_room()));
        case Body::kJoinRoom:
            return join_room(caller, std::move(*frame.mutable_join_room()));
        case Body::kListPublicRooms:
            return list_public_rooms(caller, std::move(*frame.mutable_list_public_rooms()));
        case Body::kReadHistory:
            return read_history(caller, std::move(*frame.mutable_read_history()));
        case Body::kRequestContact:
            return request_contact(caller, std::move(*frame.mutable_request_contact()));
        case Body::kAcceptContact:
            return accept_contact(caller, std::move(*frame.mutable_accept_contact()));
        case Body::kEndContact:
            return end_contact(caller, std::move(*frame.mutable_end_contact()));
        case Body::kRevokeInvitation:
            return revoke_invitation(caller, std::move(*frame.mutable_revoke_invitation()));
        case Body::kResendInvitation:
            return resend_invitation(caller, std::move(*frame.mutable_resend_invitation()));
        case Body::kSetPresence:
            return at_once(set_presence(who.connection, std::move(*frame.mutable_set_presence())));
        case Body::kSetFeatures:
            return at_once(set_features(who, std::move(*frame.mutable_set_features())));
        case Body::kAnswerCommand:
            return answer_command(who, std::move(*frame.mutable_answer_command()));
        case Body::kStartCall:
            return gateway::start_call(app_, who, std::move(*frame.mutable_start_call()));
        case Body::kJoinCall:
            return gateway::join_call(app_, who, std::move(*frame.mutable_join_call()));
        case Body::kRejectCall:
            return gateway::reject_call(app_, who, std::move(*frame.mutable_reject_call()));
        case Body::kLeaveCall:
            return gateway::leave_call(app_, who, std::move(*frame.mutable_leave_call()));
        case Body::kMergeCalls:
            return gateway::merge_calls(app_, who, std::move(*frame.mutable_merge_calls()));
        case Body::kSendSignal:
            return gateway::send_signal(app_, who, std::move(*frame.mutable_send_signal()));
        case Body::kSetCallMedia:
            return gateway::set_call_media(app_, who, std::move(*frame.mutable_set_call_media()));
        case Body::kGetIceServers:
            return at_once(get_ice_servers(app_, who));
        case Body::kHello:
        case Body::kPing:
        case Body::kBye:
        case Body::BODY_NOT_SET:
        case Body::kOfferFile:
        case Body::kAcceptFile:
        case Body::kRejectFile:
        case Body::kCancelFile:
        case Body::kFinishFile:
            break;  // The machine keeps the first three to itself; files have been dealt with.
    }
    return at_once(refuse(ErrorCode::bad_request));
}

Answer Requests::post_message(app::Caller caller, v1::PostMessage request) {
    const RoomId room{request.room_id()};
    auto seq = co_await app_.post_message.run(caller, room, std::move(*request.mutable_text()),
                                              std::move(*request.mutable_idempotency_key()));
    if (!seq) co_return refuse(seq.error());
    v1::ServerFrame frame;
    frame.mutable_message_posted()->set_room_id(room.value());
    frame.mutable_message_posted()->set_seq(seq->value());
    co_return frame;
}

Answer Requests::invite_to_chat(app::Caller caller, v1::InviteToChat request) {
    auto parties = parties_from_wire(request.parties());
    if (!parties) co_return refuse(parties.error());
    auto room = co_await app_.invite_to_chat.run(caller, std::move(*parties), request.idempotency_key());
    co_return co_await room_answer(std::move(room));
}

Answer Requests::create_room(app::Caller caller, v1::CreateRoom request) {
    auto parties = parties_from_wire(request.parties());
    if (!parties) co_return refuse(parties.error());
    app::NewRoom wish;
    wish.parties = std::move(*parties);
    wish.name = request.name();
    wish.is_public = request.public_();
    wish.archive = request.archive();
    wish.idempotency_key = request.idempotency_key();
    auto room = co_await app_.create_room.run(caller, std::move(wish));
    co_return co_await room_answer(std::move(room));
}

Answer Requests::add_members(app::Caller caller, v1::AddMembers request) {
    const RoomId room{request.room_id()};
    auto parties = parties_from_wire(request.parties());
    if (!parties) co_return refuse(parties.error());
    auto result = co_await app_.add_members.run(caller, room, std::move(*parties), request.idempotency_key());
    co_return co_await room_answer(std::move(result), room);
}

Answer Requests::leave_room(app::Caller caller, v1::LeaveRoom request) {
    const RoomId room{request.room_id()};
    auto result = co_await app_.leave_room.run(caller, room);
    co_return co_await room_answer(std::move(result), room);
}

Answer Requests::remove_member(app::Caller caller, v1::RemoveMember request) {
    const RoomId room{request.room_id()};
    auto result = co_await app_.remove_member.run(caller, room, ContactId{request.contact_id()});
    co_return co_await room_answer(std::move(result), room);
}

Answer Requests::modify_room(app::Caller caller, v1::ModifyRoom request) {
    const RoomId room{request.room_id()};
    domain::RoomModification modification;
    if (request.has_name()) modification.name = request.name();
    if (request.has_public_()) modification.is_public = request.public_();
    if (request.has_archive()) modification.archive = request.archive();
    modification.go_multi = request.go_multi();
    auto result = co_await app_.modify_room.run(caller, room, std::move(modification));
    co_return co_await room_answer(std::move(result), room);
}

Answer Requests::set_seen(app::Caller caller, v1::SetSeen request) {
    const RoomId room{request.room_id()};
    auto seq = co_await app_.set_seen.run(caller, room, Seq{request.seq()});
    if (!seq) co_return refuse(seq.error());
    v1::ServerFrame frame;
    frame.mutable_seen_event()->set_room_id(room.value());
    frame.mutable_seen_event()->set_seq(seq->value());
    co_return frame;
}

Answer Requests::take_up_room(app::Caller caller, v1::TakeUpRoom request) {
    auto result = co_await app_.take_up_room.run(caller, RoomId{request.room_id()});
    co_await after_its_events();
    co_return done(result);
}

Answer Requests::join_room(app::Caller caller, v1::JoinRoom request) {
    const RoomId room{request.room_id()};
    auto result = co_await app_.join_room.run(caller, room);
    co_return co_await room_answer(std::move(result), room);
}

Answer Requests::list_public_rooms(app::Caller caller, v1::ListPublicRooms request) {
    auto page = co_await app_.list_public_rooms.run(caller, RoomId{request.after_room_id()});
    if (!page) co_return refuse(page.error());
    v1::ServerFrame frame;
    to_wire(*page, *frame.mutable_public_rooms());
    co_return frame;
}

Answer Requests::read_history(app::Caller caller, v1::ReadHistory request) {
    app::HistoryRequest wish;
    wish.room = RoomId{request.room_id()};
    wish.before = Seq{request.before()};
    wish.after = Seq{request.after()};
    wish.limit = request.limit();
    auto page = co_await app_.read_history.run(caller, wish);
    if (!page) co_return refuse(page.error());
    v1::ServerFrame frame;
    to_wire(wish.room, *page, *frame.mutable_history_page());
    co_return frame;
}

Answer Requests::request_contact(app::Caller caller, v1::RequestContact request) {
    Result<void> result;
    if (request.contact_id() != 0) {
        result = co_await app_.request_contact.run(caller, ContactId{request.contact_id()});
    } else {
        result = co_await app_.request_contact.run(caller, request.uname());
    }
    co_return done(result);
}

Answer Requests::accept_contact(app::Caller caller, v1::AcceptContact request) {
    const auto result = co_await app_.accept_contact.run(caller, ContactId{request.contact_id()});
    co_return done(result);
}

Answer Requests::end_contact(app::Caller caller, v1::EndContact request) {
    const auto result = co_await app_.end_contact.run(caller, ContactId{request.contact_id()});
    co_return done(result);
}

Answer Requests::answer_command(FeedCaller who, v1::AnswerCommand request) {
    const CommandId command{request.command_id()};
    const auto result = co_await app_.answer_command.run(who.caller, who.connection, command, request.accepted());
    co_return done(result);
}

Result<v1::ServerFrame> Requests::set_features(FeedCaller who, v1::SetFeatures request) {
    app_.client_features.change(who.connection, features_from_wire(request.features()));
    return done(Result<void>{});
}

Answer Requests::revoke_invitation(app::Caller caller, v1::RevokeInvitation request) {
    const auto result = co_await app_.revoke_invitation.run(caller, InvitationId{request.invitation_id()});
    co_await after_its_events();
    co_return done(result);
}

Answer Requests::resend_invitation(app::Caller caller, v1::ResendInvitation request) {
    const auto result = co_await app_.resend_invitation.run(caller, InvitationId{request.invitation_id()});
    co_await after_its_events();
    co_return done(result);
}

Result<v1::ServerFrame> Requests::set_presence(ConnectionId connection, v1::SetPresence request) {
    app_.presence.set(connection, show_from_wire(request.show()), std::move(*request.mutable_text()));
    return done(Result<void>{});
}

}  // namespace foyer::gateway
