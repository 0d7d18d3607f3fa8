#include "server/app/people/presence_pacer.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace foyer::app {
namespace {

const CompanyId acme{1};
const CompanyId blue{2};

class PresencePacerTest : public ::testing::Test {
protected:
    PresenceSettings settings;
    PresencePacer pacer{settings};
    Instant now{std::chrono::hours{1}};
    std::size_t readers = 10;

    std::vector<ContactId> due(CompanyId company = acme) {
        std::vector<ContactId> people;
        for (const auto& batch : pacer.take_due(now, [this](CompanyId) { return readers; })) {
            if (batch.company == company) people.insert(people.end(), batch.people.begin(), batch.people.end());
        }
        return people;
    }
    static ContactId person(std::uint32_t id) { return ContactId{id}; }
};

TEST_F(PresencePacerTest, TellsAChangeOneWindowLater) {
    pacer.changed(acme, person(1), now);
    EXPECT_TRUE(due().empty());
    now += settings.window - Millis{1};
    EXPECT_TRUE(due().empty());
    now += Millis{1};
    EXPECT_EQ(due(), std::vector{person(1)});
    now += settings.window;
    EXPECT_TRUE(due().empty());
    EXPECT_TRUE(pacer.idle());
}

TEST_F(PresencePacerTest, GathersWhatChangesWithinTheWindowOnceEachInOrder) {
    pacer.changed(acme, person(3), now);
    pacer.changed(acme, person(1), now + Millis{10});
    pacer.changed(acme, person(3), now + Millis{20});
    now += settings.window;
    EXPECT_EQ(due(), (std::vector{person(3), person(1)}));
}

TEST_F(PresencePacerTest, CompaniesDoNotWaitForEachOther) {
    pacer.changed(acme, person(1), now);
    pacer.changed(blue, person(2), now + Millis{100});
    now += settings.window;
    const auto batches = pacer.take_due(now, [](CompanyId) { return std::size_t{10}; });
    ASSERT_EQ(batches.size(), 1u);
    EXPECT_EQ(batches[0].company, acme);
    now += Millis{100};
    EXPECT_EQ(due(blue), std::vector{person(2)});
}

TEST_F(PresencePacerTest, TheWindowGrowsWithTheReaders) {
    EXPECT_EQ(pacer.window(10), Millis{200});
    EXPECT_EQ(pacer.window(4'000), Millis{200});
    EXPECT_EQ(pacer.window(10'000), Millis{500});
    EXPECT_EQ(pacer.window(100'000), Millis{5000});
    EXPECT_EQ(pacer.batch(1'000), 200u);
    EXPECT_EQ(pacer.batch(10'000), 50u);
    EXPECT_EQ(pacer.batch(0), 200'000u);
}

TEST_F(PresencePacerTest, WhatTenThousandAtOnceCauseStaysBounded) {
    readers = 10'000;
    for (std::uint32_t id = 1; id <= readers; ++id) pacer.changed(acme, person(id), now);
    std::size_t told = 0, frames = 0;
    const auto begin = now;
    while (told < readers) {
        now += Millis{50};
        const auto people = due();
        frames += people.empty() ? 0 : readers;
        told += people.size();
        const auto seconds = std::chrono::duration<double>(now - begin).count() + 0.5;
        ASSERT_LE(static_cast<double>(frames), seconds * static_cast<double>(settings.frames_per_second));
        ASSERT_LE(static_cast<double>(told * readers), seconds * static_cast<double>(settings.deliveries_per_second));
    }
    EXPECT_LE(now - begin, std::chrono::seconds{101});
}

TEST_F(PresencePacerTest, NobodyWaitsForEver) {
    readers = 10'000'000;
    settings.frames_per_second = settings.deliveries_per_second;
    pacer = PresencePacer(settings);
    pacer.changed(acme, person(1), now);
    pacer.changed(acme, person(2), now);
    now += pacer.window(readers);
    EXPECT_EQ(due(), std::vector{person(1)});
    now += pacer.window(readers);
    EXPECT_EQ(due(), std::vector{person(2)});
}

}  // namespace
}  // namespace foyer::app
