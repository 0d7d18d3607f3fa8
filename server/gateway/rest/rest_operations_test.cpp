#include "server/gateway/rest/rest_operations.hpp"

#include <gtest/gtest.h>

#include "server/gateway/rest/rest_fixture.hpp"

namespace foyer::gateway {
namespace {

class Rest : public testing::Test, public RestFixture {};

TEST_F(Rest, ARoomIsCreatedReadAndChanged) {
    const auto created = ask(ann, "POST /api/v1/rooms",
                             R"({"parties":[{"contactId":)" + std::to_string(bob.value()) + R"(}],"name":"Plans"})");
    const auto place = created.field("Location");
    EXPECT_EQ(place, "/api/v1/rooms/" + std::to_string(created.number("/room/roomId")));
    EXPECT_EQ(ask(bob, "GET " + place)["/room/name"], "Plans");
    EXPECT_EQ(ask(ann, "PATCH " + place, R"({"name":"Deeds"})")["/room/name"], "Deeds");
    EXPECT_EQ(ask(bob, "GET " + place)["/room/name"], "Deeds");
}

TEST_F(Rest, ASupervisorListsWhatHeOnlyWatches) {
    const auto room = given_conversation();
    EXPECT_FALSE(ask(sue, "GET /api/v1/rooms").body.as_object().contains("rooms"));
    const auto watched = ask(sue, "GET /api/v1/rooms?watched=true");
    EXPECT_EQ(watched.number("/rooms/0/room/roomId"), room.value());
    EXPECT_EQ(watched["/rooms/0/watched"], true);
    EXPECT_FALSE(ask(ann, "GET /api/v1/rooms?watched=true").body.as_object().contains("rooms"));
}

TEST_F(Rest, RoomsComeInPagesNewestFirst) {
    std::vector<std::int64_t> made;
    for (int i = 0; i < 5; ++i) made.push_back(given_conversation().value());
    const auto first = ask(ann, "GET /api/v1/rooms?limit=2");
    EXPECT_EQ(first.number("/rooms/0/room/roomId"), made[4]);
    EXPECT_EQ(first.number("/rooms/1/room/roomId"), made[3]);
    EXPECT_EQ(first["/more"], true);
    const auto last = ask(ann, "GET /api/v1/rooms?limit=3&before=" + std::to_string(made[3]));
    EXPECT_EQ(last.number("/rooms/0/room/roomId"), made[2]);
    EXPECT_EQ(last["/rooms"].as_array().size(), 3U);
    EXPECT_FALSE(last.body.as_object().contains("more"));
}

TEST_F(Rest, APageHoldsNoMoreThanTheServerIsSetTo) {
    desk.settings.page = 1;
    desk.settings.page_max = 2;
    EXPECT_EQ(ask(ann, "GET /api/v1/contacts")["/contacts"].as_array().size(), 1U);
    EXPECT_EQ(ask(ann, "GET /api/v1/contacts?limit=2")["/contacts"].as_array().size(), 2U);
    EXPECT_EQ(ask(ann, "GET /api/v1/contacts?limit=3")["/contacts"].as_array().size(), 2U);
}

TEST_F(Rest, PagesOfContactsHoldEverybodyOnce) {
    std::vector<std::int64_t> seen;
    std::string after = "0";
    for (bool more = true; more;) {
        const auto page = ask(ann, "GET /api/v1/contacts?limit=2&after=" + after);
        for (const auto& contact : page["/contacts"].as_array()) {
            seen.push_back(contact.at("contactId").to_number<std::int64_t>());
        }
        after = std::to_string(seen.back());
        more = page.body.as_object().contains("more");
    }
    EXPECT_TRUE(std::ranges::is_sorted(seen));
    EXPECT_EQ(seen.size(), run(app.contacts.contacts_of(ann))->size());
}

TEST_F(Rest, AMessageIsWhereItsLocationSays) {
    const auto room = "/api/v1/rooms/" + std::to_string(given_conversation().value());
    const auto posted = ask(bob, "POST " + room + "/messages", R"({"text":"hi"})");
    EXPECT_EQ(posted["/text"], "hi");
    const auto read = ask(ann, "GET " + posted.field("Location"));
    EXPECT_EQ(read.body, posted.body);
    EXPECT_EQ(ask(ann, "GET " + room + "/messages/99").code(), "not_found");
    EXPECT_EQ(ask(ann, "GET " + room + "/messages/0").code(), "not_found");
}

TEST_F(Rest, TheSameIdempotencyKeyIsTheSameMessage) {
    const auto line = "POST /api/v1/rooms/" + std::to_string(given_conversation().value()) + "/messages";
    const auto once = ask_with(token_of(bob), line, R"({"text":"hi"})", "key-1");
    const auto twice = ask_with(token_of(bob), line, R"({"text":"hi"})", "key-1");
    const auto other = ask_with(token_of(bob), line, R"({"text":"hi"})", "key-2");
    EXPECT_EQ(once.number("/seq"), twice.number("/seq"));
    EXPECT_NE(once.number("/seq"), other.number("/seq"));
    EXPECT_EQ(ask_with(token_of(bob), line, R"({"text":"hi"})", std::string(65, 'k')).code(), "bad_request");
}

TEST_F(Rest, TheSameIdempotencyKeyIsTheSameRoom) {
    const auto body = R"({"name":"Once"})";
    const auto once = ask_with(token_of(ann), "POST /api/v1/rooms", body, "key-1");
    EXPECT_EQ(ask_with(token_of(ann), "POST /api/v1/rooms", body, "key-1").field("Location"), once.field("Location"));
    EXPECT_NE(ask_with(token_of(ann), "POST /api/v1/rooms", body, "key-2").field("Location"), once.field("Location"));
}

TEST_F(Rest, TheSameIdempotencyKeyAddsAGuestOnce) {
    const auto line = "POST /api/v1/rooms/" + std::to_string(given_conversation().value()) + "/members";
    const auto body = R"({"parties":[{"guest":{"name":"Greta Guest"}}]})";
    const auto once = ask_with(token_of(ann), line, body, "key-1");
    ASSERT_EQ(once.code(), "ok") << once.response.body_view();
    EXPECT_EQ(ask_with(token_of(ann), line, body, "key-1").body, once.body);
    EXPECT_EQ(ask(ann, "GET /api/v1/invitations")["/invitations"].as_array().size(), 1U);
    EXPECT_EQ(ask_with(token_of(ann), line, body, "key-2").code(), "ok");
    EXPECT_EQ(ask(ann, "GET /api/v1/invitations")["/invitations"].as_array().size(), 2U);
    EXPECT_EQ(ask_with(token_of(ann), line, body, std::string(65, 'k')).code(), "bad_request");
    EXPECT_EQ(ask_with(token_of(dan), line, body, "key-1").code(), "not_found");
}

TEST_F(Rest, TheSameIdempotencyKeyIsTheSameWebhook) {
    const auto body = R"({"companyId":)" + std::to_string(acme.value()) +
                      R"(,"url":"https://www.example.com/hook","events":["guest.came"]})";
    const auto once = ask_with(token_of(root), "POST /api/v1/webhooks", body, "key-1");
    ASSERT_EQ(once.code(), "ok") << once.response.body_view();
    const auto again = ask_with(token_of(root), "POST /api/v1/webhooks", body, "key-1");
    EXPECT_EQ(again.body, once.body);
    EXPECT_EQ(again.field("Location"), once.field("Location"));
    EXPECT_EQ(ask(root, "GET /api/v1/webhooks")["/webhooks"].as_array().size(), 1U);
    EXPECT_EQ(ask_with(token_of(root), "POST /api/v1/webhooks", body, std::string(65, 'k')).code(), "bad_request");
    EXPECT_EQ(ask_with(token_of(ann), "POST /api/v1/webhooks", body, "key-1").code(), "forbidden");
}

TEST_F(Rest, AGuestIsInvitedSeenAndRevoked) {
    const auto made =
        ask(ann, "POST /api/v1/rooms", R"({"parties":[{"guest":{"name":"Greta Guest"}}],"name":"Visit"})");
    EXPECT_EQ(made.code(), "ok") << made.response.body_view();
    const auto listed = ask(ann, "GET /api/v1/invitations");
    EXPECT_EQ(listed["/invitations/0/name"], "Greta Guest");
    EXPECT_TRUE(std::string(listed["/invitations/0/url"].as_string()).starts_with("https://foyer.example"));
    EXPECT_FALSE(ask(bob, "GET /api/v1/invitations").body.as_object().contains("invitations"));
    const auto id = std::to_string(listed.number("/invitations/0/invitationId"));
    EXPECT_EQ(ask(ann, "DELETE /api/v1/invitations/" + id).code(), "ok");
    EXPECT_EQ(ask(ann, "GET /api/v1/invitations")["/invitations/0/state"], "invitation_revoked");
}

TEST_F(Rest, WhatStandsInThePathCountsMoreThanTheBody) {
    const auto room = given_conversation();
    const auto other = given_conversation();
    ask(ann, "PATCH /api/v1/rooms/" + std::to_string(room.value()),
        R"({"name":"Renamed","roomId":)" + std::to_string(other.value()) + "}");
    EXPECT_EQ(stored(room).room.name, "Renamed");
    EXPECT_NE(stored(other).room.name, "Renamed");
}

TEST_F(Rest, WhoAsksTooFastIsToldWhenToComeBack) {
    for (std::uint32_t i = 0; i < desk.settings.requests_burst; ++i) {
        ASSERT_EQ(ask(ann, "GET /api/v1/me").status, 200U) << i;
    }
    const auto refused = ask(ann, "GET /api/v1/me");
    EXPECT_EQ(refused.status, 429U);
    EXPECT_EQ(refused.code(), "rate_limited");
    EXPECT_EQ(refused.field("Retry-After"), "1");
    EXPECT_EQ(ask(bob, "GET /api/v1/me").status, 200U);
    EXPECT_EQ(ask_locally("GET /api/v1/companies").status, 200U);
    clock.advance(Millis{1000});
    EXPECT_EQ(ask(ann, "GET /api/v1/me").status, 200U);
}

TEST_F(Rest, EveryRefusalIsAnErrorObject) {
    for (const auto* line : {"GET /api/nothing", "POST /api/v1/nothing", "GET /rest/nothing/", "GET /api/v1/rooms/"}) {
        const auto unknown = ask(ann, line);
        EXPECT_EQ(unknown.status, 404U) << line;
        EXPECT_EQ(unknown.code(), "not_found") << line;
    }
    EXPECT_NE(asked(run(gateway.handle(request_of({}, "GET /nothing", {}, {})))).body.kind(),
              boost::json::kind::object);
    const std::pair<unsigned, std::string> refusals[] = {{400, "bad_request"},   {408, "bad_request"},
                                                         {413, "limit_reached"}, {431, "limit_reached"},
                                                         {500, "internal"},      {503, "unavailable"}};
    for (const auto& [status, code] : refusals) {
        for (const auto& refused : {asked(gateway.refusal(status, "Why.")), asked(local.refusal(status, "Why."))}) {
            EXPECT_EQ(refused.status, status);
            EXPECT_EQ(refused.code(), code);
            EXPECT_EQ(refused["/error/sentence"], "Why.");
            EXPECT_EQ(refused.field("Retry-After"), status == 503 ? "1" : "");
        }
    }
}

TEST_F(Rest, NamesInTheQueryAreReadAsInJson) {
    const auto company = std::to_string(borg.value());
    for (const auto* name : {"company_id", "companyId"}) {
        const auto found = ask(root, "GET /api/v1/users?" + std::string(name) + "=" + company);
        ASSERT_EQ(found["/users"].as_array().size(), 1U) << name;
        EXPECT_EQ(found["/users/0/uname"], "dan");
        EXPECT_EQ(ask(root, "GET /api/v1/users?" + std::string(name) + "=x").code(), "bad_request");
    }
}

TEST_F(Rest, NumbersBeyondTheirRangeAreRefused) {
    EXPECT_EQ(ask(ann, "GET /api/v1/rooms/4294967296").code(), "bad_request");
    EXPECT_EQ(ask(ann, "GET /api/v1/rooms/-1").code(), "bad_request");
    EXPECT_EQ(ask(ann, "GET /api/v1/rooms?watched=yes").code(), "bad_request");
}

TEST_F(Rest, ABodyMustBeJson) {
    auto request = request_of(token_of(ann), "POST /api/v1/rooms", R"({"name":"x"})", "");
    request.fields.set(boost::beast::http::field::content_type, "text/plain");
    EXPECT_EQ(asked(run(gateway.handle(request))).status, 415U);
    EXPECT_EQ(ask(ann, "POST /api/v1/rooms", "{").code(), "bad_request");
}

TEST_F(Rest, AnUnknownPathIsNoOperation) {
    EXPECT_EQ(ask(ann, "GET /api/v1/nothing").status, 404U);
    const auto wrong_method = ask(ann, "PUT /api/v1/rooms");
    EXPECT_EQ(wrong_method.status, 405U);
    EXPECT_NE(wrong_method.field("Allow").find("POST"), std::string::npos);
}

TEST_F(Rest, TheTokenOfANewKeyWorksAndIsShownOnce) {
    const auto made = ask(ann, "POST /api/v1/keys", R"({"name":"robot","scopes":["read"],"days":1})");
    const std::string token(made["/token"].as_string());
    EXPECT_TRUE(token.starts_with("fk_"));
    EXPECT_EQ(ask_with(token, "GET /api/v1/me").number("/contactId"), ann.value());
    const auto listed = ask(ann, "GET /api/v1/keys");
    EXPECT_EQ(listed["/keys/0/name"], "robot");
    EXPECT_EQ(listed["/keys/0/scopes/0"], "read");
    EXPECT_GT(listed.number("/keys/0/lastUsedMs"), 0);
    EXPECT_EQ(std::string(listed.response.body_view()).find(token), std::string::npos);
    clock.advance(std::chrono::days{1});
    EXPECT_EQ(ask_with(token, "GET /api/v1/me").code(), "not_logged_in");
}

TEST_F(Rest, AKeyGivesNobodyMoreThanItsOwnersRights) {
    EXPECT_EQ(ask_with(key_of(ann, domain::Scopes::all()), "GET /api/v1/users").code(), "forbidden");
    const auto key = key_of(root, domain::Scopes::all());
    EXPECT_EQ(ask_with(key, "GET /api/v1/users").code(), "ok");
    ask(root, "PATCH /api/v1/users/" + std::to_string(sue.value()), R"({"administrator":true})");
    ask(root, "PATCH /api/v1/users/" + std::to_string(root.value()), R"({"administrator":false})");
    EXPECT_EQ(ask_with(key, "GET /api/v1/users").code(), "forbidden");
}

TEST_F(Rest, AnAdministratorListsExportsAndClosesAnyRoom) {
    const auto id = given_conversation();
    const auto room = "/api/v1/admin/rooms/" + std::to_string(id.value());
    const auto listed = ask(root, "GET /api/v1/admin/rooms");
    EXPECT_EQ(listed["/rooms/0/name"], "Plans");
    EXPECT_EQ(listed.number("/rooms/0/members"), 2);
    EXPECT_EQ(listed.number("/rooms/0/messages"), 1);
    EXPECT_EQ(listed.number("/rooms/0/companyId"), acme.value());
    EXPECT_GT(listed.number("/rooms/0/lastMessageMs"), 0);
    EXPECT_FALSE(listed["/rooms/0"].as_object().contains("ended"));
    const auto exported = ask(root, "GET " + room + "/messages");
    EXPECT_EQ(exported["/room/name"], "Plans");
    EXPECT_EQ(exported["/members/1/name"], "bob");
    EXPECT_EQ(exported["/messages/0/text"], "hello");
    EXPECT_EQ(exported["/messages/0/authorName"], "ann");
    EXPECT_EQ(ask(root, "POST " + room + "/close").code(), "ok");
    EXPECT_EQ(ask(root, "POST " + room + "/close").code(), "ok");
    EXPECT_EQ(ask(ann, "GET /api/v1/rooms/" + std::to_string(id.value())).code(), "room_ended");
    EXPECT_EQ(ask(root, "GET /api/v1/admin/rooms")["/rooms/0/ended"], true);
    EXPECT_EQ(ask(root, "GET " + room + "/messages?after=1")["/messages/0/authorName"], "SYSTEM");
}

TEST_F(Rest, AGuestDoesWhatHisCompanyLetsHim) {
    app.presence.connect(ConnectionId{1}, gus, {.name = "r", .show = ports::Show::online, .text = {}});
    app::NewRoom wish;
    wish.parties = {bob, gus};
    const auto room =
        "/api/v1/rooms/" + std::to_string(run(app.create_room.run(caller(ann), std::move(wish)))->value());
    EXPECT_EQ(ask(gus, "POST " + room + "/messages", R"({"text":"hi"})").code(), "ok");

    const auto place = "/api/v1/companies/" + std::to_string(acme.value());
    const auto changed = ask(root, "PATCH " + place, R"({"guestsMayChat":false,"guestsMayShareFiles":false})");
    EXPECT_FALSE(changed.body.as_object().contains("guestsMayChat"));
    EXPECT_FALSE(changed.body.as_object().contains("guestsMayShareFiles"));
    EXPECT_EQ(changed["/guestsMayCall"], true);
    const auto refused = ask(gus, "POST " + room + "/messages", R"({"text":"hi"})");
    EXPECT_EQ(refused.status, 403U);
    EXPECT_EQ(refused["/error/code"], "forbidden");
    EXPECT_EQ(refused["/error/sentence"], "Guests of this company can read here, not write.");
    EXPECT_EQ(ask(gus, "PATCH " + room, R"({"name":"Mine"})").code(), "forbidden");
    EXPECT_EQ(ask(gus, "GET " + room + "/messages")["/messages"].as_array().size(), 1U);
    EXPECT_EQ(ask(gus, "PUT " + room + "/seen", R"({"seq":1})").code(), "ok");
    EXPECT_EQ(ask(gus, "GET /api/v1/files").code(), "ok");
    EXPECT_EQ(ask(bob, "POST " + room + "/messages", R"({"text":"hi"})").code(), "ok");

    EXPECT_EQ(ask(root, "PATCH " + place, R"({"guestsMayChat":"no"})").code(), "bad_request");
    EXPECT_EQ(ask(root, "PATCH " + place, R"({"guestsMayChat":true})")["/guestsMayChat"], true);
    EXPECT_EQ(ask(gus, "POST " + room + "/messages", R"({"text":"back"})").code(), "ok");
    EXPECT_EQ(ask(gus, "POST " + room + "/leave").code(), "ok");
}

TEST_F(Rest, TheAuditLogIsReadInPagesByWhoAndWhat) {
    ask(root, "POST /api/v1/companies", R"({"name":"Cyber"})");
    ask(root, "PATCH /api/v1/companies/" + std::to_string(acme.value()),
        R"({"supervisionShown":true,"language":"de"})");
    const auto page = ask(root, "GET /api/v1/audit?limit=2");
    EXPECT_EQ(page["/entries/0/action"], "audit.read");
    EXPECT_EQ(page["/entries/1/action"], "company.changed");
    EXPECT_EQ(page["/entries/1/target"].as_string(), "company " + std::to_string(acme.value()));
    EXPECT_EQ(page["/entries/1/targetName"], "Acme");
    EXPECT_EQ(page["/entries/1/detail"], "supervision_shown: on; language: de");
    EXPECT_EQ(page["/entries/1/actorName"], "root");
    EXPECT_EQ(page["/more"], true);
    const auto next = ask(root, "GET /api/v1/audit?before=" + std::to_string(page.number("/entries/1/auditId")));
    EXPECT_EQ(next["/entries/0/targetName"], "Cyber");
    const auto created =
        ask(root, "GET /api/v1/audit?action=company.created&contact_id=" + std::to_string(root.value()));
    EXPECT_EQ(created["/entries"].as_array().size(), 1U);
    EXPECT_FALSE(
        ask(root, "GET /api/v1/audit?contact_id=" + std::to_string(ann.value())).body.as_object().contains("entries"));
    const auto company = ask(root, "GET /api/v1/companies/" + std::to_string(acme.value()));
    EXPECT_EQ(company["/supervisionShown"], true);
    EXPECT_EQ(company["/language"], "de");
    EXPECT_EQ(ask(root, "PATCH /api/v1/companies/1", R"({"language":"../x"})").code(), "bad_request");
}

}  // namespace
}  // namespace foyer::gateway
