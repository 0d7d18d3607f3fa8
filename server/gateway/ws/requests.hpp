#pragma once
#include "schema/feed.pb.h"
#include "server/app/app.hpp"
#include "server/app/caller.hpp"
#include "server/gateway/ws/answers.hpp"
#include "server/gateway/ws/feed_caller.hpp"

namespace foyer::gateway {

/// Translates a request of the feed into a use case and its result into the answer frame: the one place where both are
/// known. No state; any I/O thread.
class Requests {
public:
    explicit Requests(app::App& app) : app_(app) {}

    /// Always gives the one answer, with `re` set.
    Task<v1::ServerFrame> perform(FeedCaller who, v1::ClientFrame frame);

private:
    Answer dispatch(FeedCaller who, v1::ClientFrame frame);
    Answer post_message(app::Caller caller, v1::PostMessage request);
    Answer invite_to_chat(app::Caller caller, v1::InviteToChat request);
    Answer create_room(app::Caller caller, v1::CreateRoom request);
    Answer add_members(app::Caller caller, v1::AddMembers request);
    Answer leave_room(app::Caller caller, v1::LeaveRoom request);
    Answer remove_member(app::Caller caller, v1::RemoveMember request);
    Answer modify_room(app::Caller caller, v1::ModifyRoom request);
    Answer set_seen(app::Caller caller, v1::SetSeen request);
    Answer take_up_room(app::Caller caller, v1::TakeUpRoom request);
    Answer join_room(app::Caller caller, v1::JoinRoom request);
    Answer list_public_rooms(app::Caller caller, v1::ListPublicRooms request);
    Answer read_history(app::Caller caller, v1::ReadHistory request);
    Answer request_contact(app::Caller caller, v1::RequestContact request);
    Answer accept_contact(app::Caller caller, v1::AcceptContact request);
    Answer end_contact(app::Caller caller, v1::EndContact request);
    Answer answer_command(FeedCaller who, v1::AnswerCommand request);
    Answer resend_invitation(app::Caller caller, v1::ResendInvitation request);
    Answer revoke_invitation(app::Caller caller, v1::RevokeInvitation request);
    Result<v1::ServerFrame> set_features(FeedCaller who, v1::SetFeatures request);
    Result<v1::ServerFrame> set_presence(ConnectionId connection, v1::SetPresence request);

    app::App& app_;
};

}  // namespace foyer::gateway
