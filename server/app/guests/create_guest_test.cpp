#include "server/app/guests/create_guest.hpp"

#include <gmock/gmock.h>

#include "server/app/guests/guests_fixture.hpp"

namespace foyer::app {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class CreateGuestTest : public GuestTest {
protected:
    Result<CreateGuest::Made> make(ContactId who, std::string name = "Gus", std::string key = "") {
        return run(app.create_guest.run(caller(who), spec(std::move(name)), std::move(key)));
    }
};

TEST_F(CreateGuestTest, ASupervisorMakesAGuestWhoIsInNoRoom) {
    const auto made = make(sue).value();
    EXPECT_EQ(made.uname, app.directory.current()->find(made.invitation.invitation.guest)->uname);
    EXPECT_EQ(invitation().room, RoomId{});
    EXPECT_EQ(invitation().inviter, sue);
    EXPECT_THAT(made.invitation.url, testing::StartsWith("https://foyer.example/join#"));
}

TEST_F(CreateGuestTest, OthersMayNot) {
    const auto gus = make(sue).value().invitation.invitation.guest;
    for (const auto who : {ann, dan, gus, ContactId{4711}}) EXPECT_EQ(code(make(who)), ErrorCode::forbidden);
    change_person(sue, [](domain::Person& person) { person.disabled = true; });
    EXPECT_EQ(code(make(sue)), ErrorCode::forbidden);
    EXPECT_THAT(invitations(), SizeIs(1));
}

TEST_F(CreateGuestTest, TheSameKeyOfTheSameCallerIsTheSameGuest) {
    change_person(ann, [](domain::Person& person) { person.administrator = true; });
    const auto made = make(sue, "Gus", "k").value();
    const auto told = publisher.published.size();
    const auto again = make(sue, "<no name>", "k").value();  // Nothing is asked anew.
    EXPECT_EQ(again.invitation.invitation.guest, made.invitation.invitation.guest);
    EXPECT_EQ(again.invitation.url, made.invitation.url);
    EXPECT_EQ(again.uname, made.uname);
    EXPECT_EQ(publisher.published.size(), told);
    EXPECT_NE(make(ann, "Gus", "k").value().uname, made.uname);
    EXPECT_NE(make(sue, "Gus", "other").value().uname, made.uname);
    EXPECT_NE(make(sue).value().uname, make(sue).value().uname);
    EXPECT_THAT(invitations(), SizeIs(5));
}

TEST_F(CreateGuestTest, AKeyIsTextAndNotTooLong) {
    EXPECT_EQ(code(make(sue, "Gus", std::string(64, 'k'))), ErrorCode::ok);
    EXPECT_EQ(code(make(sue, "Gus", std::string(65, 'k'))), ErrorCode::bad_request);
    EXPECT_EQ(code(make(sue, "Gus", "\xff")), ErrorCode::bad_request);
    EXPECT_EQ(code(make(ann, "Gus", "k")), ErrorCode::forbidden);
}

TEST_F(CreateGuestTest, TheSameRequestTwiceAtATimeMakesOneGuest) {
    const auto one = start(app.create_guest.run(caller(sue), spec("Gus"), "k"));
    const auto other = start(app.create_guest.run(caller(sue), spec("Gus"), "k"));
    pump();
    ASSERT_EQ(code(one->value()), ErrorCode::ok);
    ASSERT_EQ(code(other->value()), ErrorCode::ok);
    EXPECT_EQ(one->value()->uname, other->value()->uname);
    EXPECT_THAT(invitations(), SizeIs(1));
}

TEST_F(CreateGuestTest, AGuestWhoHasGoneIsNotMadeAnewByHisKey) {
    ASSERT_TRUE(make(sue, "Gus", "k"));
    pass(std::chrono::minutes{15});
    EXPECT_EQ(code(make(sue, "Gus", "k")), ErrorCode::already_exists);
    pass(std::chrono::days{7} + std::chrono::hours{1});  // Nothing is kept of him.
    EXPECT_TRUE(make(sue, "Gus", "k"));
}

TEST_F(CreateGuestTest, AStoreThatFailsMakesNobody) {
    memory.faults().fail_writes(true);
    EXPECT_EQ(code(make(sue, "Gus", "k")), ErrorCode::store_failed);
    memory.faults().fail_writes(false);
    memory.faults().fail_reads(true);
    EXPECT_EQ(code(make(sue, "Gus", "k")), ErrorCode::store_failed);
    memory.faults().fail_reads(false);
    EXPECT_THAT(invitations(), IsEmpty());
    EXPECT_TRUE(make(sue, "Gus", "k"));
}

}  // namespace
}  // namespace foyer::app
