#include "server/gateway/rest/user_sheet.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace foyer::gateway {
namespace {

using app::LineFault;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t most = 3;

std::string described(const app::UserLine& line) {
    const auto& user = line.user;
    return fmt::format("{}:{}|{}|{}|{}|{}", line.line, user.uname, user.name, user.email, user.password,
                       user.administrator ? "admin" : "");
}
std::vector<std::string> lines_of(std::string_view csv) {
    const auto sheet = read_user_sheet(csv, most);
    EXPECT_TRUE(sheet) << sheet.error().sentence;
    if (!sheet) return {};
    EXPECT_THAT(sheet->faults, IsEmpty());
    std::vector<std::string> lines;
    for (const auto& line : sheet->lines) lines.push_back(described(line));
    return lines;
}
std::vector<LineFault> faults_of(std::string_view csv) {
    const auto sheet = read_user_sheet(csv, most);
    EXPECT_TRUE(sheet) << sheet.error().sentence;
    return sheet ? sheet->faults : std::vector<LineFault>{};
}
Error refusal_of(std::string_view csv) {
    const auto sheet = read_user_sheet(csv, most);
    return sheet ? Error{ErrorCode::internal} : sheet.error();
}

TEST(UserSheet, ColumnsComeInAnyOrderAndOnlyLoginIsNeeded) {
    EXPECT_THAT(lines_of("login,name,email,password,administrator\r\n"
                         "ann,Ann Archer,ann@example.com,a good password,yes\r\n"
                         "bob,,,,no\r\n"),
                ElementsAre("2:ann|Ann Archer|ann@example.com|a good password|admin", "3:bob||||"));
    EXPECT_THAT(lines_of("Name, LOGIN\nAnn,ann\n"), ElementsAre("2:ann|Ann|||"));
    EXPECT_THAT(lines_of("login\nann"), ElementsAre("2:ann||||"));
    EXPECT_THAT(lines_of("login\n"), IsEmpty());
}

TEST(UserSheet, QuotedValuesHoldCommasQuotesAndLines) {
    EXPECT_THAT(lines_of("login,name,password\n\"ann\",\"Archer, Ann\",\"a \"\"b\"\"\nc \"\nbob,Bob,\n"),
                ElementsAre("2:ann|Archer, Ann||a \"b\"\nc |", "4:bob|Bob|||"));
}

TEST(UserSheet, TakesWhatSpreadsheetsWrite) {
    EXPECT_THAT(lines_of("\xEF\xBB\xBFlogin;name\r\nann;Ann\r\n\r\n"), ElementsAre("2:ann|Ann|||"));
    EXPECT_THAT(lines_of("login,name\n\n ann , Ann Lee \n"), ElementsAre("3:ann|Ann Lee|||"));
}

TEST(UserSheet, SaysWhichLineIsAtFault) {
    EXPECT_THAT(faults_of("login,name\nann,Ann,more\nbob\ncat,Cat\n"),
                ElementsAre(LineFault{2, "There are 3 values in this line, for 2 columns."},
                            LineFault{3, "There are 1 values in this line, for 2 columns."}));
    EXPECT_THAT(faults_of("login,administrator\nann,maybe\n"),
                ElementsAre(LineFault{2, "administrator must be yes or no."}));
    const std::string unpaired = "The quotation marks are not paired, or not around a whole value.";
    EXPECT_THAT(faults_of("login,name\nann,Ann \"the\" Archer\n"), ElementsAre(LineFault{2, unpaired}));
    EXPECT_THAT(faults_of("login,name\nann,Ann\nbob,\"Bob\ncat,Cat\n"), ElementsAre(LineFault{3, unpaired}));
}

TEST(UserSheet, RefusesAFileItCannotUnderstand) {
    for (const auto* csv : {"", "\n\n", "name,email\nAnn,\n", "login,shoe size\nann,39\n", "login,Login\nann,ann\n"}) {
        EXPECT_EQ(refusal_of(csv).code, ErrorCode::bad_request) << csv;
    }
    EXPECT_NE(refusal_of("login,shoe size\n").sentence.find("shoe size"), std::string::npos);
}

TEST(UserSheet, IsBounded) {
    EXPECT_EQ(lines_of("login\na\nb\nc\n").size(), most);
    EXPECT_EQ(refusal_of("login\na\nb\nc\nd\n").code, ErrorCode::limit_reached);
}

}  // namespace
}  // namespace foyer::gateway
