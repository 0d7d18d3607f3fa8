#include "server/gateway/http/content_disposition.hpp"

#include <gtest/gtest.h>

namespace foyer::gateway {
namespace {

TEST(ContentDisposition, HasAFileSavedUnderItsName) {
    EXPECT_EQ(attachment_named("plan.pdf"), "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf");
}

TEST(ContentDisposition, NamesOfOtherScriptsComeEncoded) {
    EXPECT_EQ(attachment_named("Pläne für 東.txt"),
              "attachment; filename=\"Pl_ne f_r _.txt\"; filename*=UTF-8''Pl%C3%A4ne%20f%C3%BCr%20%E6%9D%B1.txt");
}

TEST(ContentDisposition, NoNameGetsOutOfItsQuotes) {
    EXPECT_EQ(attachment_named("a\"; filename=evil.exe\r\nX: y"),
              "attachment; filename=\"a__ filename=evil.exe__X_ y\"; "
              "filename*=UTF-8''a%22%3B%20filename%3Devil.exe%0D%0AX%3A%20y");
    EXPECT_EQ(attachment_named("..\\%41'*"), "attachment; filename=\"..__41'_\"; filename*=UTF-8''..%5C%2541%27%2A");
}

}  // namespace
}  // namespace foyer::gateway
