#pragma once
#include <string>
#include <string_view>

#include "lib/wire/codec.hpp"
#include "schema/http.pb.h"
#include "schema/rest.pb.h"
#include "server/cli/transport.hpp"

namespace foyer::cli {

/// "Ann & Co" for a query: "Ann%20%26%20Co".
[[nodiscard]] std::string query_encoded(std::string_view text);

/// Asks the administrators' REST; its refusals are errors here, with code and sentence.
class AdminClient {
public:
    explicit AdminClient(Transport& transport) : transport_(transport) {}

    template <class Message = v1::Done>
    Result<Message> get(const std::string& target) {
        return ask<Message>("GET", target, {});
    }
    template <class Message = v1::Done>
    Result<Message> remove(const std::string& target) {
        return ask<Message>("DELETE", target, {});
    }
    template <class Message = v1::Done, class Request>
    Result<Message> send(std::string_view method, const std::string& target, const Request& request) {
        return ask<Message>(method, target, wire::encode_json(request));
    }
    /// The answer as it came.
    Result<std::string> text(std::string_view method, const std::string& target, const std::string& body);

    /// All pages of a list as one. `path` ends where a parameter may follow ("…?limit=9&"); `last` gives the id that
    /// the next page begins after.
    template <class Page>
    Result<Page> all(const std::string& path, std::uint32_t (*last)(const Page&)) {
        Page whole;
        std::uint32_t after = 0;
        for (;;) {
            auto page = get<Page>(path + "limit=500&after=" + std::to_string(after));
            if (!page) return page;
            whole.MergeFrom(*page);
            whole.set_more(false);
            if (!page->more()) return whole;
            after = last(*page);
        }
    }

    /// By its name. Error: `not_found` with a sentence that names it.
    Result<v1::Company> company(const std::string& name);
    Result<v1::User> user(const std::string& login);
    /// All of them, by id.
    Result<v1::CompanyPage> companies();

private:
    template <class Message>
    Result<Message> ask(std::string_view method, const std::string& target, const std::string& body) {
        constexpr wire::DecodeLimits as_much_as_it_is{
            .bytes = std::size_t{256} << 20U, .depth = 32, .list_elements = 1'000'000};
        const auto answer = text(method, target, body);
        if (!answer) return refuse(answer.error());
        return wire::decode_json<Message>(*answer, as_much_as_it_is);
    }

    Transport& transport_;
};

}  // namespace foyer::cli
