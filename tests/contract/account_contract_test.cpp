#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using ::testing::ElementsAre;

class AccountContract : public StoreContract {
protected:
    domain::Directory directory() { return get(accounts().load_directory()); }
    std::uint64_t version() { return get(accounts().directory_version()); }
};
FOYER_CONTRACT_SUITE(AccountContract);

TEST_P(AccountContract, TheDirectoryHoldsWhatWasStored) {
    const auto other = given_company("Other");
    domain::Person person{.kind = domain::PersonKind::guest,
                          .company = other,
                          .uname = "x1y2",
                          .name = "Zoë O'Neil",
                          .email = "zoe@example.org",
                          .jid = "zoe@jabber.example",
                          .administrator = true,
                          .disabled = true,
                          .supervises = {other, acme}};
    person.id = get(accounts().create_person(person, "hash"));
    person.supervises = {acme, other};  // Stored by id.
    const auto now = directory();
    ASSERT_TRUE(now.find(person.id));
    EXPECT_EQ(*now.find(person.id), person);
    EXPECT_EQ(now.find_by_uname("ann")->id, ann);
    EXPECT_EQ(*now.company(other), (domain::Company{.id = other, .name = "Other", .auto_roster = true}));
    EXPECT_THAT(now.people_of(acme), ElementsAre(ann, bob, cid));
}

TEST_P(AccountContract, NamesAreUnique) {
    EXPECT_EQ(refusal(accounts().create_company("Acme")), ErrorCode::already_exists);
    EXPECT_EQ(refusal(accounts().create_person({.company = acme, .uname = "ann"}, "")), ErrorCode::already_exists);
    const auto other = given_company("Other");
    EXPECT_EQ(refusal(accounts().create_person({.company = other, .uname = "ann"}, "")), ErrorCode::already_exists);
    EXPECT_EQ(refusal(accounts().update_company({.id = other, .name = "Acme"})), ErrorCode::already_exists);
    EXPECT_EQ(directory().people().size(), 3U);
}

TEST_P(AccountContract, PeopleWithoutUnameMayBeMany) {
    domain::Person xmpp{.kind = domain::PersonKind::xmpp, .company = acme, .name = "X", .jid = "x@example.org"};
    EXPECT_NE(get(accounts().create_person(xmpp, "")), get(accounts().create_person(xmpp, "")));
}

TEST_P(AccountContract, WhatDoesNotExistIsNotFound) {
    const CompanyId nowhere{4711};
    const ContactId nobody{4711};
    EXPECT_EQ(refusal(accounts().create_person({.company = nowhere, .uname = "x"}, "")), ErrorCode::not_found);
    EXPECT_EQ(refusal(accounts().create_person({.company = acme, .uname = "x", .supervises = {nowhere}}, "")),
              ErrorCode::not_found);
    EXPECT_EQ(refusal(accounts().update_person({.id = nobody})), ErrorCode::not_found);
    EXPECT_EQ(refusal(accounts().update_company({.id = nowhere, .name = "N"})), ErrorCode::not_found);
    EXPECT_EQ(refusal(accounts().set_password_hash(nobody, "hash")), ErrorCode::not_found);
    EXPECT_EQ(refusal(accounts().set_roster_exception({ann, nobody}, true)), ErrorCode::not_found);
    EXPECT_EQ(refusal(accounts().set_roster_exception({nobody, {}}, true)), ErrorCode::not_found);
    EXPECT_FALSE(get(accounts().password_hash(nobody)));
    EXPECT_FALSE(directory().find_by_uname("x"));
}

TEST_P(AccountContract, SeveralPeopleAreStoredInOrder) {
    const auto before = version();
    std::vector<ports::NewPerson> two{{{.company = acme, .uname = "dan"}, "dans hash"},
                                      {{.company = acme, .uname = "eve", .supervises = {acme}}, ""}};
    const auto ids = get(accounts().create_people(two));
    ASSERT_EQ(ids.size(), 2U);
    EXPECT_EQ(directory().find(ids[0])->uname, "dan");
    EXPECT_EQ(directory().find(ids[1])->supervises, std::vector{acme});
    EXPECT_EQ(get(accounts().password_hash(ids[0])), "dans hash");
    EXPECT_FALSE(get(accounts().password_hash(ids[1])));
    EXPECT_GT(version(), before);
}

TEST_P(AccountContract, OfSeveralPeopleNobodyIsStoredIfOneCannotBe) {
    const auto before = directory().people().size();
    const auto all_but = [&](domain::Person last) {
        std::vector<ports::NewPerson> people{{{.company = acme, .uname = "dan"}, ""}, {std::move(last), ""}};
        return refusal(accounts().create_people(std::move(people)));
    };
    EXPECT_EQ(all_but({.company = acme, .uname = "ann"}), ErrorCode::already_exists);
    EXPECT_EQ(all_but({.company = acme, .uname = "dan"}), ErrorCode::already_exists);
    EXPECT_EQ(all_but({.company = CompanyId{4711}, .uname = "eve"}), ErrorCode::not_found);
    EXPECT_EQ(directory().people().size(), before);
    EXPECT_FALSE(directory().find_by_uname("dan"));
}

TEST_P(AccountContract, UpdatingAPersonReplacesWhatMayChange) {
    auto person = *directory().find(ann);
    person.name = "Ann of Acme";
    person.email = "ann@acme.example";
    person.administrator = person.disabled = true;
    person.supervises = {acme};
    auto asked = person;
    asked.uname = "somebody else";
    asked.company = given_company("Other");
    get(accounts().update_person(asked));
    EXPECT_EQ(*directory().find(ann), person);
    person.supervises.clear();
    person.disabled = false;
    get(accounts().update_person(person));
    EXPECT_EQ(*directory().find(ann), person);
}

TEST_P(AccountContract, ARefusedUpdateChangesNothing) {
    auto person = *directory().find(ann);
    const auto before = person;
    person.name = "changed";
    person.supervises = {CompanyId{4711}};
    EXPECT_EQ(refusal(accounts().update_person(person)), ErrorCode::not_found);
    EXPECT_EQ(*directory().find(ann), before);
}

TEST_P(AccountContract, UpdatingACompanyReplacesIt) {
    domain::Company next{.id = acme, .name = "Acme Ltd", .auto_roster = false};
    get(accounts().update_company(next));
    EXPECT_EQ(*directory().company(acme), next);
    next.supervision_shown = true;
    next.language = "de";
    for (const auto& may : {domain::Abilities{.chat = false}, domain::Abilities{.share_files = false},
                            domain::Abilities{.call = false}}) {
        next.guests_may = may;
        get(accounts().update_company(next));
        EXPECT_EQ(*directory().company(acme), next);
    }
}

TEST_P(AccountContract, RosterExceptionsAreSetAndTakenBack) {
    get(accounts().set_roster_exception({bob, ann}, true));
    get(accounts().set_roster_exception({ann, bob}, true));
    get(accounts().set_roster_exception({cid, {}}, true));
    EXPECT_TRUE(directory().is_exception(ann, bob));
    EXPECT_TRUE(directory().is_exception(cid, ann));
    get(accounts().set_roster_exception({bob, ann}, false));
    get(accounts().set_roster_exception({cid, {}}, false));
    EXPECT_FALSE(directory().is_exception(ann, bob));
    EXPECT_FALSE(directory().is_exception(cid, ann));
}

TEST_P(AccountContract, BadRosterExceptionsAreRefused) {
    EXPECT_EQ(refusal(accounts().set_roster_exception({{}, ann}, true)), ErrorCode::bad_request);
    EXPECT_EQ(refusal(accounts().set_roster_exception({ann, ann}, true)), ErrorCode::bad_request);
}

TEST_P(AccountContract, PasswordHashesAreKeptApart) {
    EXPECT_FALSE(get(accounts().password_hash(ann)));
    get(accounts().set_password_hash(ann, "hash"));
    EXPECT_EQ(get(accounts().password_hash(ann)), "hash");
    const auto dan = get(accounts().create_person({.company = acme, .uname = "dan"}, "dans hash"));
    EXPECT_EQ(get(accounts().password_hash(dan)), "dans hash");
    get(accounts().set_password_hash(dan, ""));
    EXPECT_FALSE(get(accounts().password_hash(dan)));
}

TEST_P(AccountContract, TheVersionGrowsWithEveryChange) {
    auto last = version();
    const auto grown = [&] { return std::exchange(last, version()) < last; };
    EXPECT_FALSE(grown());
    const auto other = given_company("Other");
    EXPECT_TRUE(grown());
    given_person("dan", other);
    EXPECT_TRUE(grown());
    get(accounts().update_person(*directory().find(ann)));
    EXPECT_TRUE(grown());
    get(accounts().update_company({.id = other, .name = "Another"}));
    EXPECT_TRUE(grown());
    get(accounts().set_roster_exception({ann, bob}, true));
    EXPECT_TRUE(grown());
    refusal(accounts().create_company("Acme"));
    given_room(multi_room({ann}));
    EXPECT_FALSE(grown());
}

TEST_P(AccountContract, TheVersionGrowsWithChangesOfAnotherProcess) {
    auto other = adapter->from_another_process();
    const auto before = version();
    const auto dan = get(other.accounts.create_person({.company = acme, .uname = "dan", .name = "Dan"}, ""));
    EXPECT_GT(version(), before);
    EXPECT_EQ(directory().find_by_uname("dan")->id, dan);
    EXPECT_NE(given_person("eve", acme), dan);
}

TEST_P(AccountContract, TheEpochIsNotZeroAndTheSameForAllProcesses) {
    EXPECT_NE(store.epoch, 0U);
    EXPECT_LE(store.epoch, 0x7FFFFFFFU);
    EXPECT_EQ(adapter->from_another_process().epoch, store.epoch);
}

}  // namespace foyer::contract
