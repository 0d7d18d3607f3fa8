#include "server/app/app.hpp"

namespace foyer::app {

namespace {

/// The members named here are made before those that ask.
AccountDesk accounts_of(App& app) {
    return {app.directory, app.world.store.accounts, app.world.hasher, app.sessions, app.settings.people.sessions};
}
SecondFactorDesk second_factors_of(App& app) {
    return {app.directory,    app.world.store.accounts, app.world.store.second_factors,
            app.world.hasher, app.world.codes,          app.world.random,
            app.world.clock};
}
RosterDesk roster_of(App& app) {
    return {app.directory, app.relations, app.contact_news, app.settings.people.roster};
}

}  // namespace

App::App(AppPorts world_, AppSettings settings_, std::vector<boost::asio::any_io_executor> executors, Sleep sleep)
    : world(world_),
      settings(settings_),
      directory(executors.front(), world.store.accounts),
      relations(world.store.roster, settings.people.roster),
      presence(executors.front(), directory, relations, world.publisher, world.clock, settings.people.presence),
      contacts(directory, relations),
      contact_news(executors.front(), directory, relations, presence, world.publisher),
      sessions(world.store.sessions, world.publisher, world.clock, world.random, settings.people.sessions),
      login_limits(settings.people.login_limits),
      rooms(executors, {world.store.rooms, world.publisher, world.clock, directory, relations, presence},
            settings.rooms),
      upkeep(executors.front(), directory, presence, sessions, settings.people, sleep),
      open_feed(rooms.ports(), contacts, world.store.epoch, settings.rooms),
      add_members(rooms),
      create_room(rooms),
      invite_to_chat(rooms),
      join_room(rooms),
      leave_room(rooms),
      list_public_rooms(rooms),
      modify_room(rooms),
      post_message(rooms),
      read_history(rooms),
      remove_member(rooms),
      set_seen(rooms),
      take_up_room(rooms),
      check_second_factor(second_factors_of(*this)),
      show_second_factor(second_factors_of(*this)),
      start_second_factor(second_factors_of(*this)),
      confirm_second_factor(second_factors_of(*this)),
      stop_second_factor(second_factors_of(*this)),
      authenticate(directory, sessions),
      log_in(directory, world.store.accounts, sessions, world.hasher, check_second_factor, world.clock, login_limits,
             sleep, settings.people.sessions),
      log_out(sessions),
      list_sessions(sessions),
      revoke_session(sessions),
      set_up(accounts_of(*this), world.random),
      create_company(accounts_of(*this)),
      modify_company(accounts_of(*this)),
      create_user(accounts_of(*this)),
      grant_permission(accounts_of(*this)),
      set_administrator(accounts_of(*this)),
      disable_user(accounts_of(*this)),
      set_password(accounts_of(*this)),
      rename_user(accounts_of(*this)),
      set_roster_exception(accounts_of(*this)),
      request_contact(roster_of(*this)),
      accept_contact(roster_of(*this)),
      end_contact(roster_of(*this)) {
    directory.subscribe([this](const DirectoryNews& news) { rooms.directory_changed(news); });
    directory.follow([this](DirectoryNews news) { return contact_news.directory_changed(std::move(news)); });
}

}  // namespace foyer::app
