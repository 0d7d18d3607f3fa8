#include "server/cli/table.hpp"

#include <gtest/gtest.h>

namespace foyer::cli {
namespace {

Table example() {
    Table table({"ID", "NAME", "NOTES"});
    table.add({"7", "Zoë", ""});
    table.add({"12", "Ann Archer", "disabled"});
    return table;
}

TEST(Table, IsAlignedForAPerson) {
    EXPECT_EQ(example().for_person(),
              "ID  NAME        NOTES\n"
              "7   Zoë\n"
              "12  Ann Archer  disabled\n");
}

TEST(Table, IsSeparatedByTabsForAProgram) {
    EXPECT_EQ(example().for_program(), "7\tZoë\t\n12\tAnn Archer\tdisabled\n");
}

TEST(Table, LetsNobodyConfuseTheTerminal) {
    Table table({"NAME"});
    table.add({"a\tb\nc\x1b[31m"});
    EXPECT_EQ(table.for_program(), "a?b?c?[31m\n");
    EXPECT_EQ(table.for_person(), "NAME\na?b?c?[31m\n");
}

TEST(Table, TimesAreInUtc) {
    EXPECT_EQ(day_of(0), "never");
    EXPECT_EQ(day_of(1'795'701'900'999), "2026-11-26");
    EXPECT_EQ(time_of(1'795'701'900'999), "2026-11-26 14:05 UTC");
}

}  // namespace
}  // namespace foyer::cli
