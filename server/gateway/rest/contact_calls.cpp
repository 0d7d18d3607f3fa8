// Contacts, requests to become one, and who is online.
#include <algorithm>
#include <functional>

#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

/// Cuts a list to what follows `after`, at most `limit`; says whether more would have followed.
template <class Item, class IdOf>
bool cut_to_page(std::vector<Item>& items, ContactId after, std::uint32_t limit, IdOf id_of) {
    std::erase_if(items, [&](const Item& item) { return std::invoke(id_of, item) <= after; });
    std::ranges::sort(items, {}, id_of);
    const bool more = items.size() > limit;
    if (more) items.erase(items.begin() + limit, items.end());
    return more;
}

Task<Result<v1::ContactPage>> list_contacts(RestDesk& desk, app::Caller caller, v1::ListContactsRequest request) {
    auto contacts = co_await desk.app.contacts.contacts_of(caller.person);
    if (!contacts) co_return refuse(contacts.error());
    v1::ContactPage page;
    page.set_more(cut_to_page(*contacts, ContactId{request.after()}, desk.page(request.limit()),
                              [](const ports::ContactView& view) { return view.person.id; }));
    for (const auto& contact : *contacts) to_wire(contact, *page.add_contacts());
    co_return page;
}

Task<Result<v1::Done>> request_contact(RestDesk& desk, app::Caller caller, v1::RequestContactRequest request) {
    if ((request.contact_id() != 0) == !request.uname().empty()) {
        co_return refuse(ErrorCode::bad_request, "Give one of contactId and uname.");
    }
    Result<void> asked;
    if (request.contact_id() != 0) {
        asked = co_await desk.app.request_contact.run(caller, ContactId{request.contact_id()});
    } else {
        asked = co_await desk.app.request_contact.run(caller, request.uname());
    }
    if (!asked) co_return refuse(asked.error());
    co_return v1::Done{};
}

Task<Result<v1::Done>> accept_contact(RestDesk& desk, app::Caller caller, v1::AcceptContactRequest request) {
    const auto accepted = co_await desk.app.accept_contact.run(caller, ContactId{request.contact_id()});
    if (!accepted) co_return refuse(accepted.error());
    co_return v1::Done{};
}

Task<Result<v1::Done>> end_contact(RestDesk& desk, app::Caller caller, v1::EndContactRequest request) {
    const auto ended = co_await desk.app.end_contact.run(caller, ContactId{request.contact_id()});
    if (!ended) co_return refuse(ended.error());
    co_return v1::Done{};
}

Task<Result<v1::PresencePage>> list_presence(RestDesk& desk, app::Caller caller, v1::ListPresenceRequest request) {
    auto presence = co_await desk.app.presence.seen_by(caller.person);
    if (!presence) co_return refuse(presence.error());
    v1::PresencePage page;
    page.set_more(
        cut_to_page(*presence, ContactId{request.after()}, desk.page(request.limit()), &ports::Presence::person));
    for (const auto& one : *presence) to_wire(one, *page.add_presence());
    co_return page;
}

}  // namespace

void bind_contact_calls(RestOperations& operations) {
    operations.bind<route::ListContacts>(list_contacts);
    operations.bind<route::RequestContact>(request_contact);
    operations.bind<route::AcceptContact>(accept_contact);
    operations.bind<route::EndContact>(end_contact);
    operations.bind<route::ListPresence>(list_presence);
}

}  // namespace foyer::gateway
