#include "server/cli/admin_client.hpp"

#include <deque>

#include <gtest/gtest.h>

namespace foyer::cli {
namespace {

/// Answers what it was given, in turn, and remembers what was asked.
class Script final : public Transport {
public:
    Result<Answer> perform(std::string_view method, const std::string& target, const std::string& body) override {
        asked.push_back(std::string(method) + ' ' + target + (body.empty() ? "" : ' ' + body));
        auto next = answers.front();
        answers.pop_front();
        return next;
    }
    std::deque<Result<Answer>> answers;
    std::vector<std::string> asked;
};

class AdminClientTest : public testing::Test {
protected:
    void given(unsigned status, std::string body) { script.answers.emplace_back(Answer{status, std::move(body)}); }
    Script script;
    AdminClient client{script};
};

TEST_F(AdminClientTest, FindsSomebodyByHisLoginName) {
    given(200, R"({"users":[{"contactId":7,"uname":"ann+1"}]})");
    const auto user = client.user("ann+1");
    ASSERT_TRUE(user);
    EXPECT_EQ(user->contact_id(), 7U);
    EXPECT_EQ(script.asked.front(), "GET /api/v1/users?uname=ann%2B1");
}

TEST_F(AdminClientTest, NamesWhatItDoesNotFind) {
    given(200, "{}");
    const auto company = client.company("Acme & Söhne");
    ASSERT_FALSE(company);
    EXPECT_EQ(company.error().code, ErrorCode::not_found);
    EXPECT_NE(company.error().sentence.find("Acme & Söhne"), std::string::npos);
    EXPECT_EQ(script.asked.front(), "GET /api/v1/companies?name=Acme%20%26%20S%C3%B6hne");
}

TEST_F(AdminClientTest, AnEmptyNameIsNobodys) {
    given(200, R"({"users":[{"contactId":7}]})");
    EXPECT_FALSE(client.user(""));
}

TEST_F(AdminClientTest, PutsPagesTogether) {
    given(200, R"({"companies":[{"companyId":1},{"companyId":4}],"more":true})");
    given(200, R"({"companies":[{"companyId":9}]})");
    const auto all = client.companies();
    ASSERT_TRUE(all);
    EXPECT_EQ(all->companies_size(), 3);
    EXPECT_FALSE(all->more());
    EXPECT_EQ(script.asked[1], "GET /api/v1/companies?limit=500&after=4");
}

TEST_F(AdminClientTest, PassesRefusalsOnInTheServersWords) {
    given(409, R"({"error":{"code":"already_exists","sentence":"This name is already taken."}})");
    v1::CreateCompanyRequest request;
    request.set_name("Acme");
    const auto made = client.send<v1::Company>("POST", "/api/v1/companies", request);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error(), Error(ErrorCode::already_exists, "This name is already taken."));
    EXPECT_EQ(script.asked.front(), R"(POST /api/v1/companies {"name":"Acme"})");
}

TEST_F(AdminClientTest, SaysSoWhenThereIsNoSoundAnswer) {
    given(503, "this took too long");
    EXPECT_EQ(client.companies().error().sentence, "The server answers with status 503.");
    script.answers.emplace_back(refuse(ErrorCode::unavailable, "gone"));
    EXPECT_EQ(client.companies().error(), Error(ErrorCode::unavailable, "gone"));
    given(200, "no JSON");
    EXPECT_FALSE(client.companies());
}

}  // namespace
}  // namespace foyer::cli
