#include "server/world/argon2_hasher.hpp"

#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

namespace foyer::world {
namespace {

constexpr Argon2Settings cheap{1, 8192, 2, 4};

class Argon2HasherTest : public ::testing::Test {
protected:
    boost::asio::io_context io;

    template <class T>
    T run(Task<T> task) {
        auto result = boost::asio::co_spawn(io, std::move(task), boost::asio::use_future);
        io.restart();
        io.run();
        return result.get();
    }
};

TEST_F(Argon2HasherTest, KnowsThePasswordItHashed) {
    Argon2Hasher hasher(cheap);
    const auto hash = run(hasher.hash("correct horse"));
    ASSERT_TRUE(hash);
    EXPECT_TRUE(hash->starts_with("$argon2id$"));
    EXPECT_EQ(run(hasher.verify("correct horse", *hash)), true);
    EXPECT_EQ(run(hasher.verify("battery staple", *hash)), false);
}

TEST_F(Argon2HasherTest, NothingMatchesWhereThereIsNoHash) {
    Argon2Hasher hasher(cheap);
    EXPECT_EQ(run(hasher.verify("", "")), false);
    EXPECT_EQ(run(hasher.verify("anything", "")), false);
}

TEST_F(Argon2HasherTest, NothingMatchesADamagedHash) {
    Argon2Hasher hasher(cheap);
    EXPECT_EQ(run(hasher.verify("anything", "$argon2id$rubbish")), false);
}

TEST_F(Argon2HasherTest, SaltsEachHash) {
    Argon2Hasher hasher(cheap);
    EXPECT_NE(run(hasher.hash("same")), run(hasher.hash("same")));
}

TEST_F(Argon2HasherTest, WantsHashesOfOtherParametersMadeAnew) {
    Argon2Hasher weak(cheap);
    auto stronger = cheap;
    stronger.operations = 2;
    Argon2Hasher strong(stronger);
    const auto hash = run(weak.hash("secret"));
    EXPECT_FALSE(weak.needs_rehash(*hash));
    EXPECT_TRUE(strong.needs_rehash(*hash));
    EXPECT_EQ(run(strong.verify("secret", *hash)), true);
}

TEST_F(Argon2HasherTest, RefusesWhatItsQueueCannotHold) {
    auto settings = cheap;
    settings.queue = 0;
    Argon2Hasher hasher(settings);
    EXPECT_EQ(run(hasher.hash("secret")).error().code, ErrorCode::rate_limited);
    EXPECT_EQ(run(hasher.verify("secret", "")).error().code, ErrorCode::rate_limited);
}

TEST_F(Argon2HasherTest, GivesPlacesBack) {
    auto settings = cheap;
    settings.queue = 1;
    Argon2Hasher hasher(settings);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(run(hasher.hash("secret")));
}

}  // namespace
}  // namespace foyer::world
