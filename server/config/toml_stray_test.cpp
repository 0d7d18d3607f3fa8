#include "server/config/toml_stray.hpp"

#include <gtest/gtest.h>

namespace foyer::config {
namespace {

TEST(StrayCharacter, IsNoneInStringsAndComments) {
    for (const char* fine : {"", "a = 1 # Straße", "a = \"é\"\nb = 'é'\n", "a = \"\"\"é\"\n\\\"\"\" é\"\"\"",
                             "a = '''é'\né'''", "a = \"\\\"é\"", "\xEF\xBB\xBF[http]", "a = '\\' # é"}) {
        EXPECT_EQ(line_of_stray_character(fine), std::nullopt) << fine;
    }
}

TEST(StrayCharacter, IsFoundWithItsLine) {
    EXPECT_EQ(line_of_stray_character("é"), 1u);
    EXPECT_EQ(line_of_stray_character("# é\n\na = ь"), 3u);
    EXPECT_EQ(line_of_stray_character("a = 'x'é"), 1u);
    EXPECT_EQ(line_of_stray_character("a = \"\"\"\n\n\"\"\"\n\u00a0"), 4u);
    EXPECT_EQ(line_of_stray_character("a = \"x\né = 1"), 2u);
}

}  // namespace
}  // namespace foyer::config
