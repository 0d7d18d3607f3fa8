#include "server/app/people/presence_table.hpp"

#include <gtest/gtest.h>

namespace foyer::app {
namespace {

using ports::Show;

class PresenceTableTest : public ::testing::Test {
protected:
    PresenceSettings settings;
    PresenceTable table{settings};
    const CompanyId acme{1};
    const ContactId ann{1};
    Instant now{std::chrono::hours{1}};
    const PresenceTable::Changed nothing{};
    const PresenceTable::Changed ann_changed{ann, acme};

    PresenceTable::Connected connect(std::uint64_t id, const std::string& resource, Show show = Show::online) {
        return table.connect(ConnectionId{id}, ann, acme, {resource, show, {}});
    }
    PresenceTable::Changed disconnect(std::uint64_t id, bool graceful) {
        return table.disconnect(ConnectionId{id}, graceful, now);
    }
    std::string shown() {
        std::string all;
        for (const auto& resource : table.shown(ann))
            all += resource.name + (resource.show == Show::online ? "+ " : "- ");
        return all;
    }
};

TEST_F(PresenceTableTest, ShowsEachResource) {
    EXPECT_TRUE(connect(1, "web").changed);
    EXPECT_TRUE(connect(2, "phone").changed);
    EXPECT_EQ(shown(), "phone+ web+ ");
    EXPECT_EQ(table.set(ConnectionId{1}, Show::away, "at lunch"), ann_changed);
    EXPECT_EQ(table.set(ConnectionId{1}, Show::away, "at lunch"), nothing);
    EXPECT_EQ(table.shown(ann)[1], (ports::Resource{"web", Show::away, "at lunch"}));
    EXPECT_EQ(table.connected_of(acme).size(), 1u);
}

TEST_F(PresenceTableTest, NamesResourcesApart) {
    EXPECT_EQ(connect(1, "web").resource, "web");
    EXPECT_EQ(connect(2, "web").resource, "web-2");
    EXPECT_EQ(connect(3, "web").resource, "web-3");
    EXPECT_EQ(connect(4, "").resource, "client");
}

TEST_F(PresenceTableTest, GoodByeIsAtOnce) {
    connect(1, "web");
    EXPECT_EQ(disconnect(1, true), ann_changed);
    EXPECT_EQ(shown(), "");
    EXPECT_FALSE(table.is_connected(ann));
    EXPECT_EQ(table.connected_people(), 0u);
    EXPECT_TRUE(table.connected_of(acme).empty());
    EXPECT_EQ(disconnect(1, true), nothing);
}

TEST_F(PresenceTableTest, ALostConnectionStaysForItsGrace) {
    connect(1, "web");
    EXPECT_EQ(disconnect(1, false), nothing);
    now += settings.grace - Millis{1};
    EXPECT_TRUE(table.end_graces(now).empty());
    EXPECT_EQ(shown(), "web+ ");
    EXPECT_TRUE(table.is_connected(ann));
    now += Millis{1};
    EXPECT_EQ(table.end_graces(now), std::vector{ann_changed});
    EXPECT_EQ(shown(), "");
}

TEST_F(PresenceTableTest, APageThatReloadsDoesNotBlink) {
    connect(1, "web");
    disconnect(1, false);
    now += Millis{1000};
    const auto again = connect(2, "web");
    EXPECT_EQ(again.resource, "web");
    EXPECT_FALSE(again.changed);
    now += settings.grace;
    EXPECT_TRUE(table.end_graces(now).empty());
    EXPECT_EQ(shown(), "web+ ");
}

TEST_F(PresenceTableTest, TheGraceOfASecondLossCountsAnew) {
    connect(1, "web");
    disconnect(1, false);
    now += Millis{4000};
    connect(2, "web");
    disconnect(2, false);
    now += Millis{1000};
    EXPECT_TRUE(table.end_graces(now).empty());
    now += Millis{4000};
    EXPECT_EQ(table.end_graces(now).size(), 1u);
}

TEST_F(PresenceTableTest, WhoIsConnectedWithoutShowingIsConnected) {
    EXPECT_FALSE(connect(1, "bot", Show::offline).changed);
    EXPECT_EQ(shown(), "");
    EXPECT_TRUE(table.is_connected(ann));
    EXPECT_EQ(table.set(ConnectionId{1}, Show::offline, "x"), nothing);
    EXPECT_EQ(table.set(ConnectionId{1}, Show::online, ""), ann_changed);
    EXPECT_EQ(table.set(ConnectionId{1}, Show::offline, ""), ann_changed);
    EXPECT_EQ(disconnect(1, true), nothing);
}

TEST_F(PresenceTableTest, ListsAtMostSoManyResources) {
    for (std::uint64_t id = 1; id <= settings.resources_per_person; ++id) EXPECT_TRUE(connect(id, "bot").changed);
    EXPECT_FALSE(connect(99, "bot").changed);
    EXPECT_EQ(table.shown(ann).size(), settings.resources_per_person);
    EXPECT_EQ(table.set(ConnectionId{99}, Show::away, ""), nothing);
    for (std::uint64_t id = 1; id <= settings.resources_per_person; ++id) disconnect(id, true);
    EXPECT_TRUE(table.is_connected(ann));
    EXPECT_EQ(disconnect(99, false), nothing);
    EXPECT_FALSE(table.is_connected(ann));
}

TEST_F(PresenceTableTest, BoundsTextsWithoutCuttingCharacters) {
    settings.text_max_bytes = 4;
    PresenceTable small(settings);
    small.connect(ConnectionId{1}, ann, acme, {"web", Show::online, "äöü"});
    EXPECT_EQ(small.shown(ann)[0].text, "äö");
    small.set(ConnectionId{1}, Show::online, "abcöx");
    EXPECT_EQ(small.shown(ann)[0].text, "abc");
    small.set(ConnectionId{1}, Show::online, "\xC3");
    EXPECT_EQ(small.shown(ann)[0].text, "");
}

TEST_F(PresenceTableTest, DoesNotKnowStrangers) {
    EXPECT_EQ(table.set(ConnectionId{7}, Show::away, ""), nothing);
    EXPECT_EQ(disconnect(7, false), nothing);
    EXPECT_TRUE(table.shown(ann).empty());
}

}  // namespace
}  // namespace foyer::app
