#include "server/app/app.hpp"

namespace foyer::app {

App::App(AppPorts world_, AppSettings settings_, std::vector<boost::asio::any_io_executor> executors)
    : world(world_),
      settings(settings_),
      directory(executors.front(), world.store.accounts),
      relations(world.store.roster, settings.people.roster),
      presence(executors.front(), directory, relations, world.publisher, world.clock, settings.people.presence),
      contacts(directory, relations),
      contact_news(executors.front(), directory, relations, presence, world.publisher),
      rooms(std::move(executors), {world.store.rooms, world.publisher, world.clock, directory, relations, presence},
            settings.rooms),
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
      take_up_room(rooms) {
    directory.subscribe([this](const DirectoryNews& news) { rooms.directory_changed(news.old, news.now); });
}

}  // namespace foyer::app
