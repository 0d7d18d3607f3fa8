#pragma once
#include <string>

#include "server/app/app_fixture.hpp"

namespace foyer::app {

/// Ann, Bob and the supervisor Sue of Acme, Dan of Borg; Ann invites guests into rooms.
class GuestTest : public testing::Test, public AppFixture {
protected:
    explicit GuestTest(AppSettings settings = {}) : AppFixture(settings) { refresh(); }

    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId dan = person("dan", borg);
    ContactId sue = person("sue", acme, domain::PersonKind::user, {acme});

    static GuestSpec spec(std::string name) {
        GuestSpec made;
        made.name = std::move(name);
        return made;
    }
    /// A room of ann and a new guest.
    RoomId invite(GuestSpec described = spec("Gus"), std::string key = "") {
        return run(app.invite_to_chat.run(caller(ann), {std::move(described)}, std::move(key))).value();
    }
    /// The invitations as they are stored, oldest first.
    std::vector<domain::Invitation> invitations() {
        ports::InvitationFilter all{.inviter = ann, .companies = {acme, borg}, .limit = 1000};
        auto listed = run(memory.store().guests.list(std::move(all))).value();
        std::ranges::reverse(listed);
        return listed;
    }
    domain::Invitation invitation() { return invitations().back(); }
    std::string token_of(const domain::Invitation& invitation) {
        const auto url = app.invitations.url_of(invitation);
        return url.empty() ? app.invitations.links().token(invitation.seed) : url.substr(url.find('#') + 1);
    }
    Result<LoggedIn> redeem(std::string token, std::string pin = "", std::string address = "192.0.2.7") {
        Redemption redemption;
        redemption.token = std::move(token);
        redemption.pin = std::move(pin);
        redemption.remote_address = std::move(address);
        return run(app.redeem_link.run(std::move(redemption)));
    }
    Result<LinkFace> look(std::string token, std::optional<Caller> by = std::nullopt,
                          std::string address = "192.0.2.7") {
        return run(app.look_at_link.run(std::move(token), by, std::move(address)));
    }
    /// Time passes, and the keeper looks after the guests.
    void pass(Millis time) {
        clock.advance(time);
        start(keep());
        pump();
    }
    [[nodiscard]] bool exists(ContactId id) const { return app.directory.current()->find(id) != nullptr; }
    static ErrorCode code(const auto& result) { return result ? ErrorCode::ok : result.error().code; }

private:
    Task<bool> keep() {
        co_await app.guest_keeper.turn();
        co_return true;
    }
};

}  // namespace foyer::app
