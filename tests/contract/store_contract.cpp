#include "tests/contract/store_contract.hpp"

#include <utility>

namespace foyer::contract {

StoreContract::StoreContract() {
    acme = given_company("Acme");
    ann = given_person("ann", acme);
    bob = given_person("bob", acme);
    cid = given_person("cid", acme);
}

ContactId StoreContract::given_person(std::string uname, CompanyId in) {
    domain::Person person{.company = in, .uname = uname, .name = "Name of " + uname};
    return get(accounts().create_person(std::move(person), ""));
}

domain::Room StoreContract::pair_room(ContactId one, ContactId other) const {
    domain::Room room{.owner = one, .company = acme, .created = at(1'000)};
    room.members = {{.id = one, .state = domain::MemberState::joined}, {.id = other, .added_by = one}};
    return room;
}

domain::Room StoreContract::multi_room(std::vector<ContactId> members) const {
    domain::Room room{.multi = true, .company = acme, .created = at(2'000)};
    if (!members.empty()) room.owner = members.front();
    for (const auto member : members) room.members.push_back({.id = member, .state = domain::MemberState::joined});
    return room;
}

ports::Committed StoreContract::post(RoomId room, std::uint32_t version, domain::Draft draft) {
    ports::RoomWrite write{.room = room, .expected_version = version, .next = {}, .messages = {}};
    write.messages.push_back(std::move(draft));
    return get(rooms().commit(std::move(write)));
}

Seq StoreContract::given_message(RoomId room, ContactId author, std::string text, std::string key) {
    const auto version = get(rooms().load(room)).room.version;
    return post(room, version, draft_of(author, std::move(text), std::move(key))).messages.at(0).seq;
}

domain::Draft draft_of(ContactId author, std::string text, std::string key) {
    return {.author = author,
            .author_name = "Author " + std::to_string(author.value()),
            .text = std::move(text),
            .time = at(5'000),
            .idempotency_key = std::move(key)};
}

Instant at(std::int64_t ms) {
    return Instant{Millis{ms}};
}

std::string name_of_adapter(const ::testing::TestParamInfo<Adapter>& info) {
    return info.param.name;
}

}  // namespace foyer::contract
