#pragma once
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "server/app/admin/close_room.hpp"
#include "server/app/admin/export_room.hpp"
#include "server/app/admin/list_all_rooms.hpp"
#include "server/app/audit/audit_log.hpp"
#include "server/app/audit/read_audit.hpp"
#include "server/app/calls/call_table.hpp"
#include "server/app/calls/get_ice_servers.hpp"
#include "server/app/calls/join_call.hpp"
#include "server/app/calls/leave_call.hpp"
#include "server/app/calls/merge_calls.hpp"
#include "server/app/calls/reject_call.hpp"
#include "server/app/calls/send_signal.hpp"
#include "server/app/calls/set_call_media.hpp"
#include "server/app/calls/start_call.hpp"
#include "server/app/commands/answer_command.hpp"
#include "server/app/commands/command_settings.hpp"
#include "server/app/commands/command_table.hpp"
#include "server/app/commands/give_command.hpp"
#include "server/app/files/accept_file.hpp"
#include "server/app/files/cancel_file.hpp"
#include "server/app/files/fetch_chunk.hpp"
#include "server/app/files/file_settings.hpp"
#include "server/app/files/file_table.hpp"
#include "server/app/files/finish_file.hpp"
#include "server/app/files/list_files.hpp"
#include "server/app/files/look_at_file.hpp"
#include "server/app/files/offer_file.hpp"
#include "server/app/files/reject_file.hpp"
#include "server/app/files/upload_chunk.hpp"
#include "server/app/guests/create_guest.hpp"
#include "server/app/guests/delivery_clerk.hpp"
#include "server/app/guests/dismiss_guest.hpp"
#include "server/app/guests/guest_keeper.hpp"
#include "server/app/guests/list_all_invitations.hpp"
#include "server/app/guests/look_at_link.hpp"
#include "server/app/guests/redeem_link.hpp"
#include "server/app/guests/resend_invitation.hpp"
#include "server/app/guests/revoke_invitation.hpp"
#include "server/app/open_feed.hpp"
#include "server/app/people/accounts.hpp"
#include "server/app/people/api_keys.hpp"
#include "server/app/people/authenticate.hpp"
#include "server/app/people/client_features.hpp"
#include "server/app/people/contact_news.hpp"
#include "server/app/people/contacts.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/guest_circles.hpp"
#include "server/app/people/import_users.hpp"
#include "server/app/people/log_in.hpp"
#include "server/app/people/log_out.hpp"
#include "server/app/people/login_limits.hpp"
#include "server/app/people/own_keys.hpp"
#include "server/app/people/own_sessions.hpp"
#include "server/app/people/people_settings.hpp"
#include "server/app/people/presence_board.hpp"
#include "server/app/people/read_accounts.hpp"
#include "server/app/people/relation_book.hpp"
#include "server/app/people/roster_requests.hpp"
#include "server/app/people/second_factors.hpp"
#include "server/app/people/sessions.hpp"
#include "server/app/people/sessions_of_user.hpp"
#include "server/app/people/set_up.hpp"
#include "server/app/people/upkeep.hpp"
#include "server/app/rooms/add_members.hpp"
#include "server/app/rooms/create_room.hpp"
#include "server/app/rooms/invite_to_chat.hpp"
#include "server/app/rooms/join_room.hpp"
#include "server/app/rooms/leave_room.hpp"
#include "server/app/rooms/list_public_rooms.hpp"
#include "server/app/rooms/list_rooms.hpp"
#include "server/app/rooms/modify_room.hpp"
#include "server/app/rooms/post_message.hpp"
#include "server/app/rooms/post_notice.hpp"
#include "server/app/rooms/read_history.hpp"
#include "server/app/rooms/remove_member.hpp"
#include "server/app/rooms/room_table.hpp"
#include "server/app/rooms/set_seen.hpp"
#include "server/app/rooms/take_up_room.hpp"
#include "server/app/webhooks/manage_webhooks.hpp"
#include "server/app/webhooks/webhooks.hpp"
#include "server/ports/file_bytes.hpp"
#include "server/ports/one_time_codes.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// The world an App works on. References to what outlives it.
struct AppPorts {
    ports::Store store;
    ports::Publisher& publisher;
    const ports::Clock& clock;
    ports::Random& random;
    ports::PasswordHasher& hasher;
    ports::OneTimeCodes& codes;
    ports::FileBytes& file_bytes;
    GuestWorld guests{};
    ports::HttpCaller* http = nullptr;  ///< Null in tools: they call nobody.
    WebhookBody webhook_body = {};
};

struct AppSettings {
    RoomSettings rooms;
    PeopleSettings people;
    CallSettings calls;
    GuestSettings guests{};
    FileSettings files{};
    CommandSettings commands{};
    WebhookSettings webhooks = {};
    AuditSettings audit{};
};

/// Every use case, composed. Made once by main(), or by a test; lives until nothing runs on the executors any more.
/// The executors each run on one thread; the first one also carries what there is once (directory, presence, calls),
/// the last one files and commands. Before anything is asked of it: `co_await directory.refresh()` and `co_await
/// files.start()`, then `upkeep.start()`, `guest_keeper.start()` and `delivery_clerk.start()` on the first executor.
struct App {
    App(AppPorts world, AppSettings settings, std::vector<boost::asio::any_io_executor> executors,
        Sleep sleep = sleep_by_timer());
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    AppPorts world;
    AppSettings settings;

    // What the use cases share.
    DirectoryCache directory;
    AuditLog audit;
    RelationBook relations;
    GuestCircles guest_circles;
    PresenceBoard presence;
    Contacts contacts;
    ContactNews contact_news;
    Sessions sessions;
    ApiKeys api_keys;
    LoginLimits login_limits;
    Webhooks webhooks;
    RoomTable rooms;
    FileTable files;
    ClientFeatures client_features;
    CommandTable commands;
    PostNotice post_notice;
    CallTable calls;
    Invitations invitations;
    LoginLimits link_limits;
    DismissGuest dismiss_guest;
    GuestKeeper guest_keeper;
    DeliveryClerk delivery_clerk;
    Upkeep upkeep;

    OpenFeed open_feed;

    AddMembers add_members;
    CreateRoom create_room;
    InviteToChat invite_to_chat;
    JoinRoom join_room;
    LeaveRoom leave_room;
    ListPublicRooms list_public_rooms;
    ListRooms list_rooms;
    ReadRoom read_room;
    ModifyRoom modify_room;
    PostMessage post_message;
    ReadHistory read_history;
    RemoveMember remove_member;
    SetSeen set_seen;
    TakeUpRoom take_up_room;

    OfferFile offer_file;
    AcceptFile accept_file;
    RejectFile reject_file;
    CancelFile cancel_file;
    FinishFile finish_file;
    UploadChunk upload_chunk;
    FetchChunk fetch_chunk;
    ListFiles list_files;
    LookAtFile look_at_file;

    GiveCommand give_command;
    AnswerCommand answer_command;

    StartCall start_call;
    JoinCall join_call;
    RejectCall reject_call;
    LeaveCall leave_call;
    MergeCalls merge_calls;
    SendSignal send_signal;
    SetCallMedia set_call_media;
    GetIceServers get_ice_servers;

    CheckSecondFactor check_second_factor;
    ShowSecondFactor show_second_factor;
    StartSecondFactor start_second_factor;
    ConfirmSecondFactor confirm_second_factor;
    StopSecondFactor stop_second_factor;
    Authenticate authenticate;
    LogIn log_in;
    LogOut log_out;
    ListSessions list_sessions;
    RevokeSession revoke_session;
    ListSessionsOfUser list_sessions_of_user;
    RevokeSessionOfUser revoke_session_of_user;
    CreateApiKey create_api_key;
    ListApiKeys list_api_keys;
    RevokeApiKey revoke_api_key;
    SetUp set_up;
    ReadAccounts read_accounts;
    CreateCompany create_company;
    ModifyCompany modify_company;
    CreateUser create_user;
    ImportUsers import_users;
    GrantPermission grant_permission;
    SetAdministrator set_administrator;
    DisableUser disable_user;
    EndSessions end_sessions;
    SetPassword set_password;
    RenameUser rename_user;
    SetRosterException set_roster_exception;

    CreateGuest create_guest;
    LookAtLink look_at_link;
    RedeemLink redeem_link;
    RevokeInvitation revoke_invitation;
    ListAllInvitations list_all_invitations;
    ResendInvitation resend_invitation;

    ManageWebhooks manage_webhooks;

    ListAllRooms list_all_rooms;
    CloseRoom close_room;
    ExportRoom export_room;
    ReadAudit read_audit;

    RequestContact request_contact;
    AcceptContact accept_contact;
    EndContact end_contact;

private:
    /// Whom a change of a room concerns besides its readers. On the room's strand.
    void room_changed(const std::shared_ptr<const ports::RoomView>& room);
};

}  // namespace foyer::app
