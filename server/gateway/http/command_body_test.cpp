#include "server/gateway/http/command_body.hpp"

#include <gmock/gmock.h>

namespace foyer::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CommandBody, JsonNamesContactsInAnyOfItsShapes) {
    const auto is_5_6 = ElementsAre(ContactId{5}, ContactId{6});
    for (const auto* const body :
         {R"({"type":"room","internal":[5,6]})", R"({"type":"room","internal":["5","6"]})",
          R"({"type":"room","internal":"5, 6"})", R"({"type":"room","internal":["5,6"]})"}) {
        const auto command = command_from_json(body);
        ASSERT_TRUE(command) << body;
        EXPECT_EQ(command->type, "room");
        EXPECT_THAT(command->internal, is_5_6) << body;
    }
    EXPECT_THAT(command_from_json(R"({"internal":7})")->internal, ElementsAre(ContactId{7}));
    EXPECT_THAT(command_from_json(R"({"internal":null})")->internal, IsEmpty());
}

TEST(CommandBody, JsonNamesGuests) {
    const auto command = command_from_json(
        R"({"type":"video","external":[{"name":"Gus","email":"gus@example.org","mobile":"+44 1"},{"name":"Eve"}]})");
    ASSERT_TRUE(command);
    EXPECT_THAT(command->external, ElementsAre(domain::CommandGuest{"Gus", "gus@example.org", "+44 1"},
                                               domain::CommandGuest{"Eve", "", ""}));
    EXPECT_EQ(command_from_json(R"({"external":{"name":"Gus"}})")->external.size(), 1U);
}

TEST(CommandBody, AFormNamesThemAsListOrAgainAndAgain) {
    const auto command = command_from_form("type=room&internal=5%2C+6&internal=7&internal%5B%5D=8&other=1");
    ASSERT_TRUE(command);
    EXPECT_EQ(command->type, "room");
    EXPECT_THAT(command->internal, ElementsAre(ContactId{5}, ContactId{6}, ContactId{7}, ContactId{8}));
    EXPECT_EQ(command_from_form("type=call&number=%2B44+20")->number, "+44 20");
}

TEST(CommandBody, AFormNamesGuestsAsJsonOrByNameAlone) {
    const auto command = command_from_form("external=Gus+Green&external=%7B%22name%22%3A%22Eve%22%7D&external=");
    ASSERT_TRUE(command);
    EXPECT_THAT(command->external,
                ElementsAre(domain::CommandGuest{"Gus Green", "", ""}, domain::CommandGuest{"Eve", "", ""}));
}

TEST(CommandBody, WhatIsNotWellFormedIsRefused) {
    for (const auto* const body :
         {"", "5", "[]", "{", R"({"type":5})", R"({"number":5})", R"({"internal":0})", R"({"internal":-1})",
          R"({"internal":1.5})", R"({"internal":"x"})", R"({"internal":{}})", R"({"internal":[[5]]})",
          R"({"internal":4294967296})", R"({"external":"Gus"})", R"({"external":[5]})", R"({"external":{"name":5}})"}) {
        const auto command = command_from_json(body);
        ASSERT_FALSE(command) << body;
        EXPECT_EQ(command.error().code, ErrorCode::bad_request) << body;
    }
    for (const auto* const body : {"internal=x", "internal=0", "internal=5,,6", "external=%7B", "external=[5]"}) {
        EXPECT_FALSE(command_from_form(body)) << body;
    }
}

}  // namespace
}  // namespace foyer::gateway
