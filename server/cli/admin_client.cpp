#include "server/cli/admin_client.hpp"

#include <fmt/format.h>

namespace foyer::cli {

std::string query_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

Result<std::string> AdminClient::text(std::string_view method, const std::string& target, const std::string& body) {
    auto answer = transport_.perform(method, target, body);
    if (!answer) return refuse(answer.error());
    constexpr unsigned first_error = 400;
    if (answer->status < first_error) return std::move(answer->body);
    const auto refusal = wire::decode_json<v1::ErrorAnswer>(answer->body);
    if (!refusal) return refuse(ErrorCode::internal, fmt::format("The server answers with status {}.", answer->status));
    Error error(static_cast<ErrorCode>(refusal->error().code()), refusal->error().sentence());
    error.retry_after = Millis{refusal->error().retry_after_ms()};
    return refuse(std::move(error));
}

Result<v1::Company> AdminClient::company(const std::string& name) {
    const auto found = get<v1::CompanyPage>("/api/v1/companies?name=" + query_encoded(name));
    if (!found) return refuse(found.error());
    if (!name.empty() && found->companies_size() == 1) return found->companies(0);
    return refuse(ErrorCode::not_found,
                  fmt::format("There is no company \"{}\". `foyer company list` shows all.", name));
}

Result<v1::User> AdminClient::user(const std::string& login) {
    const auto found = get<v1::UserPage>("/api/v1/users?uname=" + query_encoded(login));
    if (!found) return refuse(found.error());
    if (!login.empty() && found->users_size() == 1) return found->users(0);
    return refuse(ErrorCode::not_found, fmt::format("There is no user \"{}\". `foyer user list` shows all.", login));
}

Result<v1::CompanyPage> AdminClient::companies() {
    return all<v1::CompanyPage>("/api/v1/companies?", [](const v1::CompanyPage& page) {
        return page.companies(page.companies_size() - 1).company_id();
    });
}

}  // namespace foyer::cli
