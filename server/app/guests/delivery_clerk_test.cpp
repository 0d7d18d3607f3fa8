#include "server/app/guests/delivery_clerk.hpp"

#include <gmock/gmock.h>

#include "server/app/guests/guests_fixture.hpp"

namespace foyer::app {
namespace {

using domain::DeliveryState;
using Kind = ports::DeliveryOutcome::Kind;
using std::chrono::seconds;
using testing::IsEmpty;
using testing::SizeIs;

/// Writes down what it is to send, and answers as it is told.
class FakeMessenger final : public ports::Messenger {
public:
    Task<ports::DeliveryOutcome> send(ports::InvitationMessage message) override {
        sent.push_back(std::move(message));
        if (meanwhile) std::exchange(meanwhile, nullptr)();
        co_return outcome;
    }
    std::vector<ports::InvitationMessage> sent;
    ports::DeliveryOutcome outcome;
    std::function<void()> meanwhile;
};

AppSettings with_messages() {
    AppSettings settings;
    settings.guests.rules.can_mail = true;
    settings.guests.rules.can_text = true;
    settings.guests.rules.delete_after_minutes = 100'000;
    settings.guests.attempts = 3;
    settings.guests.sent_per_user_and_day = 4;
    return settings;
}

class Deliveries : public GuestTest {
protected:
    Deliveries() : GuestTest(with_messages()) {}

    GuestSpec by_mail() {
        auto described = spec("Gus");
        described.email = "gus@example.com";
        described.invite = true;
        return described;
    }
    void work() {
        start(turn());
        pump();
    }
    FakeMessenger messenger;
    DeliveryClerk clerk{io.get_executor(),    app.invitations, memory.store().deliveries,
                        memory.store().rooms, &messenger,      sleep_by_timer()};

private:
    Task<bool> turn() {
        co_await clerk.turn();
        co_return true;
    }
};

TEST_F(Deliveries, AMessageSaysWhoInvitesIntoWhat) {
    NewRoom wish;
    wish.parties = {by_mail()};
    wish.name = "Plans";
    ASSERT_TRUE(run(app.create_room.run(caller(ann), wish)));
    EXPECT_EQ(invitation().delivery, DeliveryState::queued);
    work();
    ASSERT_THAT(messenger.sent, SizeIs(1));
    const auto& message = messenger.sent[0];
    EXPECT_EQ(message.to, "gus@example.com");
    EXPECT_EQ(message.inviter, "ann");
    EXPECT_EQ(message.company_name, "Acme");
    EXPECT_EQ(message.room, "Plans");
    EXPECT_EQ(message.url, app.invitations.url_of(invitation()));
    EXPECT_EQ(invitation().delivery, DeliveryState::sent);
    EXPECT_EQ(publisher.told<ports::InvitationChanged>(ann).back().invitation.delivery, DeliveryState::sent);
    work();
    EXPECT_THAT(messenger.sent, SizeIs(1));
}

TEST_F(Deliveries, AMessageIsInTheGuestsLanguageElseInTheCompanys) {
    CompanyModification german;
    german.language = "de";
    ASSERT_TRUE(run(app.modify_company.run(Local{}, acme, german)));
    invite(by_mail());
    auto described = by_mail();
    described.language = "en";
    invite(described);
    work();
    ASSERT_THAT(messenger.sent, SizeIs(2));
    EXPECT_EQ(messenger.sent[0].language, "de");
    EXPECT_EQ(messenger.sent[1].language, "en");
}

TEST_F(Deliveries, TextMessagesGoToNumbers) {
    auto described = spec("Gus");
    described.mobile = "+4915123456789";
    described.invite = true;
    invite(described);
    work();
    EXPECT_EQ(messenger.sent.at(0).to, "+4915123456789");
    EXPECT_EQ(messenger.sent.at(0).channel, domain::InvitationChannel::sms);
}

TEST_F(Deliveries, WhatCannotBeSentNowIsTriedAgainLaterWithTheSameKey) {
    messenger.outcome = {Kind::later, "The mail server is away."};
    invite(by_mail());
    work();
    EXPECT_EQ(invitation().delivery, DeliveryState::queued);
    EXPECT_EQ(invitation().delivery_error, "The mail server is away.");
    clock.advance(seconds{29});
    work();
    EXPECT_THAT(messenger.sent, SizeIs(1));
    clock.advance(seconds{1});
    work();
    EXPECT_THAT(messenger.sent, SizeIs(2));
    EXPECT_EQ(messenger.sent[0].key, messenger.sent[1].key);
    clock.advance(seconds{60});
    work();
    EXPECT_EQ(invitation().delivery, DeliveryState::failed);
    clock.advance(std::chrono::hours{2});
    work();
    EXPECT_THAT(messenger.sent, SizeIs(3));
    EXPECT_EQ(clerk.counters().put_off, 2U);
    EXPECT_EQ(clerk.counters().failed, 1U);
}

TEST_F(Deliveries, AFailureIsToldToTheInviterAndTheRoomStays) {
    messenger.outcome = {Kind::failed, "The mail server refused the message (550)."};
    const auto room = invite(by_mail());
    work();
    const auto told = publisher.told<ports::InvitationChanged>(ann).back().invitation;
    EXPECT_EQ(told.delivery, DeliveryState::failed);
    EXPECT_EQ(told.delivery_error, "The mail server refused the message (550).");
    EXPECT_TRUE(stored(room).room.has_member(invitation().guest));
}

TEST_F(Deliveries, WhoseInvitationHasEndedGetsNone) {
    invite(by_mail());
    ASSERT_TRUE(run(app.revoke_invitation.run(caller(ann), invitation().id)));
    work();
    EXPECT_THAT(messenger.sent, IsEmpty());
}

TEST_F(Deliveries, WhatWasUnderWayAtACrashIsNotSentAgain) {
    invite(by_mail());
    ASSERT_THAT(run(memory.store().deliveries.take(clock.now(), 10)).value(), SizeIs(1));  // Then the server died.
    ASSERT_TRUE(run(clerk.recover()));
    work();
    EXPECT_THAT(messenger.sent, IsEmpty());
    EXPECT_EQ(invitation().delivery, DeliveryState::failed);
    EXPECT_FALSE(invitation().delivery_error.empty());
}

TEST_F(Deliveries, AStoreThatFailsAfterSendingSendsNothingTwice) {
    invite(by_mail());
    messenger.meanwhile = [&] { memory.faults().fail_writes(true); };
    work();
    memory.faults().fail_writes(false);
    work();
    EXPECT_THAT(messenger.sent, SizeIs(1));
    ASSERT_TRUE(run(clerk.recover()));
    EXPECT_EQ(invitation().delivery, DeliveryState::failed);
}

TEST_F(Deliveries, TheInviterSendsItAgain) {
    messenger.outcome = {Kind::failed, "no"};
    invite(by_mail());
    work();
    messenger.outcome = {};
    EXPECT_EQ(code(run(app.resend_invitation.run(caller(bob), invitation().id))), ErrorCode::not_found);
    ASSERT_TRUE(run(app.resend_invitation.run(caller(ann), invitation().id)));
    EXPECT_EQ(code(run(app.resend_invitation.run(caller(ann), invitation().id))), ErrorCode::limit_reached);
    work();
    ASSERT_THAT(messenger.sent, SizeIs(2));
    EXPECT_NE(messenger.sent[0].key, messenger.sent[1].key);
    EXPECT_EQ(invitation().delivery, DeliveryState::sent);
}

TEST_F(Deliveries, MessagesOfAUserAreBounded) {
    for (int i = 0; i < 4; ++i) invite(by_mail());
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(ann), {by_mail()}, ""))), ErrorCode::limit_reached);
    work();
    EXPECT_EQ(code(run(app.resend_invitation.run(caller(ann), invitation().id))), ErrorCode::limit_reached);
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(ann), {spec("Gil")}, ""))), ErrorCode::ok);
    clock.advance(std::chrono::hours{25});
    EXPECT_EQ(code(run(app.resend_invitation.run(caller(ann), invitations().front().id))), ErrorCode::ok);
}

TEST_F(Deliveries, ALinkThatIsPassedOnIsNotSent) {
    invite();
    EXPECT_EQ(code(run(app.resend_invitation.run(caller(ann), invitation().id))), ErrorCode::bad_request);
    work();
    EXPECT_THAT(messenger.sent, IsEmpty());
}

TEST(PauseAfter, GrowsToAnHour) {
    EXPECT_EQ(pause_after(1), Millis{30'000});
    EXPECT_EQ(pause_after(2), Millis{60'000});
    EXPECT_EQ(pause_after(8), Millis{std::chrono::hours{1}});
    EXPECT_EQ(pause_after(1000), Millis{std::chrono::hours{1}});
}

}  // namespace
}  // namespace foyer::app
