#include "server/domain/command/command.hpp"

#include <gmock/gmock.h>

namespace foyer::domain {
namespace {

Command wish(std::string type, std::string action) {
    Command command;
    command.type = std::move(type);
    command.action = std::move(action);
    command.internal = {ContactId{5}};
    command.number = "+44 20";
    return command;
}

ErrorCode refusal(const Command& command, std::uint32_t parties = 3) {
    const auto parsed = parse_command(command, parties);
    return parsed ? ErrorCode::ok : parsed.error().code;
}

TEST(ParseCommand, KnowsTheCommandsOfTheContract) {
    auto call = wish("call", "dial");
    call.number = "+4420";
    EXPECT_EQ(refusal(wish("room", "create")), ErrorCode::ok);
    EXPECT_EQ(refusal(wish("video", "start")), ErrorCode::ok);
    EXPECT_EQ(refusal(call), ErrorCode::ok);
    for (const auto* const action : {"talk", "hold", "hangup"}) EXPECT_EQ(refusal(wish("call", action)), ErrorCode::ok);
    EXPECT_EQ(refusal(wish("room", "start")), ErrorCode::bad_request);
    EXPECT_EQ(refusal(wish("", "")), ErrorCode::bad_request);
}

TEST(ParseCommand, KeepsWhatTheCommandNeedsAndEverybodyOnce) {
    auto command = wish("room", "create");
    command.internal = {ContactId{7}, ContactId{5}, ContactId{7}};
    const auto parsed = *parse_command(command, 3);
    EXPECT_THAT(parsed.internal, testing::ElementsAre(ContactId{5}, ContactId{7}));
    EXPECT_EQ(parsed.number, "");
    EXPECT_TRUE(parse_command(wish("call", "hold"), 3)->internal.empty());
}

TEST(ParseCommand, RefusesWhatIsMissingOrNotSound) {
    auto nobody = wish("room", "create");
    nobody.internal.clear();
    EXPECT_EQ(refusal(nobody), ErrorCode::bad_request);
    EXPECT_EQ(refusal(wish("call", "dial")), ErrorCode::bad_request) << "a blank in the number";
    auto guest = wish("room", "create");
    guest.external = {{"Gus", "gus@example.org", "+44 (20) 1"}};
    EXPECT_EQ(refusal(guest), ErrorCode::ok);
    guest.external = {{"<b>", "", ""}};
    EXPECT_EQ(refusal(guest), ErrorCode::bad_name);
    guest.external = {{"Gus", "no address", ""}};
    EXPECT_EQ(refusal(guest), ErrorCode::bad_address);
    guest.external = {{"Gus", "", "call me"}};
    EXPECT_EQ(refusal(guest), ErrorCode::bad_address);
}

TEST(ParseCommand, NamesABoundedNumberOfPeople) {
    auto command = wish("room", "create");
    command.internal = {ContactId{5}, ContactId{6}};
    command.external = {{"Gus", "", ""}};
    EXPECT_EQ(refusal(command, 3), ErrorCode::ok);
    EXPECT_EQ(refusal(command, 2), ErrorCode::limit_reached);
}

}  // namespace
}  // namespace foyer::domain
