#include "server/app/app.hpp"

#include "server/app/guests/renew_guests.hpp"

namespace foyer::app {

namespace {

constexpr Millis command_pace{200};  // How late a command may end.
constexpr Millis expiry_pace = std::chrono::seconds{30};
constexpr Millis audit_pace = std::chrono::hours{1};
constexpr Millis call_tick{200};  // How late an offer may end, or the grace of a lost peer.

/// The members named here are made before those that ask.
WebhookPorts webhooks_of(App& app) {
    return {app.world.store.webhooks, app.world.http, app.world.clock,
            app.world.random,         app.directory,  app.world.webhook_body};
}
AccountDesk accounts_of(App& app) {
    return {app.directory, app.world.store.accounts,     app.world.hasher,
            app.sessions,  app.settings.people.sessions, app.audit};
}
Task<void> forget_old_entries(AuditLog& audit) {
    co_await audit.remove_old();  // What could not be removed is tried again an hour later.
}
/// A notice that cannot be stored is not worth more than that: the call has ended all the same.
Task<void> put_notice(PostNotice& post_notice, RoomId room, std::string text) {
    co_await post_notice.run(room, std::move(text));
}
SecondFactorDesk second_factors_of(App& app) {
    return {app.directory,
            app.world.store.accounts,
            app.world.store.second_factors,
            app.world.hasher,
            app.world.codes,
            app.world.random,
            app.world.clock,
            app.audit};
}
RosterDesk roster_of(App& app) {
    return {app.directory, app.relations, app.contact_news, app.settings.people.roster};
}

}  // namespace

App::App(AppPorts world_, AppSettings settings_, std::vector<boost::asio::any_io_executor> executors, Sleep sleep)
    : world(world_),
      settings(settings_),
      directory(executors.front(), world.store.accounts),
      audit(world.store.audit, world.clock, directory, settings.audit),
      relations(world.store.roster, settings.people.roster),
      guest_circles(
          world.store.rooms, [this](ContactId guest) { return presence.is_connected(guest); },
          settings.rooms.snapshot_rooms),
      presence(executors.front(), directory, relations, guest_circles, world.publisher, world.clock,
               settings.people.presence),
      contacts(directory, relations, guest_circles),
      contact_news(executors.front(), directory, relations, guest_circles, presence, world.publisher),
      sessions(world.store.sessions, world.publisher, world.clock, world.random, directory, settings.people.sessions),
      api_keys(world.store.api_keys, world.publisher, world.clock, world.random, settings.people.sessions),
      login_limits(settings.people.login_limits),
      webhooks(executors.front(), webhooks_of(*this), settings.webhooks, sleep),
      rooms(executors,
            {world.store.rooms, world.publisher, world.clock, directory, relations, presence, audit,
             [this](const auto& room) { room_changed(room); }, &webhooks},
            settings.rooms),
      files(executors.back(), {world.store.files, world.file_bytes, world.publisher, world.clock, directory}, rooms,
            settings.files),
      commands(executors.back(), world.publisher, world.clock, client_features, settings.commands),
      post_notice(rooms),
      calls(executors.front(), {world.publisher, world.clock, directory, presence}, settings.calls,
            [this](RoomId room, std::string text) { return put_notice(post_notice, room, std::move(text)); }),
      invitations(directory, world.store.guests, world.publisher, world.clock, world.random, world.guests,
                  settings.guests),
      link_limits(app::link_limits(settings.guests)),
      dismiss_guest(invitations, sessions, rooms),
      guest_keeper(executors.front(), invitations, dismiss_guest, presence, rooms, sleep),
      delivery_clerk(executors.front(), invitations, world.store.deliveries, world.store.rooms, world.guests.messenger,
                     sleep),
      upkeep(executors.front(), directory, presence, sessions, api_keys, settings.people, sleep),
      open_feed(rooms.ports(), contacts, guest_circles, calls, invitations, world.store.files, world.store.epoch,
                settings.rooms, settings.files.snapshot_files),
      add_members(rooms, invitations),
      create_room(rooms, invitations),
      invite_to_chat(rooms, invitations),
      join_room(rooms),
      leave_room(rooms),
      list_public_rooms(rooms),
      list_rooms(rooms),
      read_room(rooms),
      modify_room(rooms),
      post_message(rooms),
      read_history(rooms),
      remove_member(rooms),
      set_seen(rooms),
      take_up_room(rooms),
      offer_file(files, rooms),
      accept_file(files),
      reject_file(files),
      cancel_file(files),
      finish_file(files),
      upload_chunk(files),
      fetch_chunk(files),
      list_files(directory, world.store.files),
      look_at_file(files),
      give_command(commands, contacts),
      answer_command(commands),
      start_call(rooms, calls),
      join_call(calls),
      reject_call(calls),
      leave_call(calls),
      merge_calls(calls),
      send_signal(calls),
      set_call_media(calls),
      get_ice_servers(directory, world.clock, settings.calls.ice),
      check_second_factor(second_factors_of(*this)),
      show_second_factor(second_factors_of(*this)),
      start_second_factor(second_factors_of(*this)),
      confirm_second_factor(second_factors_of(*this)),
      stop_second_factor(second_factors_of(*this)),
      authenticate(directory, sessions, api_keys),
      log_in(directory, world.store.accounts, sessions, world.hasher, check_second_factor, world.clock, login_limits,
             sleep, settings.people.sessions, audit),
      log_out(sessions),
      list_sessions(sessions),
      revoke_session(sessions),
      list_sessions_of_user(directory, sessions),
      revoke_session_of_user(directory, sessions, audit),
      create_api_key(directory, api_keys, world.clock, settings.people.sessions, audit),
      list_api_keys(directory, api_keys),
      revoke_api_key(directory, api_keys, audit),
      set_up(accounts_of(*this), world.random),
      read_accounts(directory),
      create_company(accounts_of(*this)),
      modify_company(accounts_of(*this)),
      create_user(accounts_of(*this)),
      import_users(accounts_of(*this), world.random),
      grant_permission(accounts_of(*this)),
      set_administrator(accounts_of(*this)),
      disable_user(accounts_of(*this)),
      end_sessions(accounts_of(*this)),
      set_password(accounts_of(*this)),
      rename_user(accounts_of(*this)),
      set_roster_exception(accounts_of(*this)),
      create_guest(invitations, audit),
      look_at_link(invitations, world.store.rooms, link_limits),
      redeem_link(invitations, sessions, link_limits),
      revoke_invitation(invitations, dismiss_guest, audit),
      list_all_invitations(invitations),
      resend_invitation(invitations, world.store.deliveries),
      manage_webhooks(webhooks, audit),
      list_all_rooms(directory, world.store.rooms, audit),
      close_room(directory, rooms),
      export_room(directory, world.store.rooms, audit, settings.rooms),
      read_audit(audit),
      request_contact(roster_of(*this)),
      accept_contact(roster_of(*this)),
      end_contact(roster_of(*this)) {
    directory.subscribe([this](const DirectoryNews& news) { rooms.directory_changed(news); });
    directory.subscribe([this](const DirectoryNews& news) { files.directory_changed(news); });
    upkeep.every(settings.files.progress, [this] { return files.turn(); });
    upkeep.every(command_pace, [this] { return commands.turn(); });
    upkeep.every(expiry_pace, [this] { return files.expire(); });
    directory.subscribe([this](const DirectoryNews& news) { calls.directory_changed(news); });
    // Last: who comes back then finds everything as he may have it.
    directory.subscribe([this](const DirectoryNews& news) { renew_guests(world.publisher, news); });
    upkeep.every(call_tick, [this] { return calls.turn(); });
    upkeep.every(audit_pace, [this] { return forget_old_entries(audit); });
    directory.follow([this](DirectoryNews news) { return contact_news.directory_changed(std::move(news)); });
}

void App::room_changed(const std::shared_ptr<const ports::RoomView>& room) {
    contact_news.room_changed(room->room);
    calls.room_changed(room);
    files.room_changed(room->room.id);
}

}  // namespace foyer::app
