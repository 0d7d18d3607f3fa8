#pragma once
#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/presence_board.hpp"
#include "server/app/people/relation_book.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::app {

/// Tells connected people what changed in their list of contacts. Lives on the presence board's executor, so that a
/// contact is announced before his presence is. What is told is what is true then, so a change that was overtaken does
/// no harm. Lives as long as the program.
class ContactNews {
public:
    ContactNews(boost::asio::any_io_executor executor, DirectoryCache& directory, RelationBook& relations,
                GuestCircles& circles, PresenceBoard& presence, ports::Publisher& publisher);

    /// Somebody's relation to somebody changed: each is told about the other, and presence follows. From any executor.
    Task<void> relation_changed(domain::Relation before, domain::Relation now);
    /// People, companies or exceptions changed; presence follows. From any executor.
    Task<void> directory_changed(DirectoryNews news);
    /// A room began or changed: guests in it learn who is with them now, and lose sight of who is not. By the room's
    /// strand, after it was stored.
    void room_changed(const domain::Room& room);

private:
    Task<void> tell_relation(domain::Relation before, domain::Relation now);
    Task<void> tell_directory(DirectoryNews news);
    Task<void> tell_about(std::vector<ContactId> people, std::vector<ContactId> newcomers);
    Task<void> tell_everything(ContactId reader, std::vector<ContactId> about);
    Task<void> tell_exceptions(DirectoryNews news);
    void tell_guest(ContactId guest, const std::vector<ContactId>& about);
    void tell_guests_around(const std::vector<ContactId>& people);
    void tell_removed(const DirectoryNews& news);
    void tell_self(const domain::Directory& now, ContactId person);
    void tell_side(const domain::Directory& now, ContactId reader, ContactId other, const domain::Relation& before,
                   const domain::Relation& relation);

    boost::asio::any_io_executor executor_;
    DirectoryCache& directory_;
    RelationBook& relations_;
    GuestCircles& circles_;
    PresenceBoard& presence_;
    ports::Publisher& publisher_;
};

}  // namespace foyer::app
