#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/net/http.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/actor.hpp"
#include "server/domain/person/scope.hpp"
#include "server/gateway/http/origin_rule.hpp"

namespace foyer::gateway {

/// Who may call an operation; stands on the operation, never on a pattern of paths.
enum class Access {
    anyone,         ///< Also nobody in particular; `caller` is not looked for.
    logged_in,      ///< `caller` is set.
    administrator,  ///< `actor` is set and may manage accounts.
};

/// Whether an API key may stand for its owner, besides having the scope.
enum class Keys {
    accepted,
    refused,  ///< What decides about logins and keys themselves takes somebody who has logged in.
};

/// What the body of a POST may be. Pages of other sites can send a form without asking first, so where one is taken,
/// nothing but the origin rule stands between them and the cookie.
enum class Body {
    json,
    json_or_form,  ///< application/x-www-form-urlencoded, too: for programs that were written so.
};

/// What the named segments of an operation's path stand for in a request, percent-decoded.
class PathValues {
public:
    void add(std::string name, std::string value) { values_.emplace_back(std::move(name), std::move(value)); }
    /// Empty: the operation's path has no such segment.
    [[nodiscard]] std::string_view text(std::string_view name) const;
    /// nullopt: not a number in decimal digits that fits 32 bits.
    [[nodiscard]] std::optional<std::uint32_t> number(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> values_;
};

/// A request on its way to its operation, judged and authenticated.
struct HttpCall {
    net::HttpRequest request;
    Origin origin = Origin::none;
    PathValues path = {};
    app::Caller caller = {};
    app::Actor actor = app::Caller{};  ///< Whoever administers: the caller, or the operator. By default nobody.
};

struct HttpOperation {
    boost::beast::http::verb method = boost::beast::http::verb::get;
    /// A segment ":name" stands for any one that is not empty. A path that ends with '/' is found without it, too.
    std::string path;
    Access access = Access::logged_in;
    std::function<Task<net::HttpResponse>(HttpCall)> run;
    Body body = Body::json;
    /// What an API key must be good for. By default `admin` for administrators' operations, `read` for GET, else
    /// `write`.
    std::optional<domain::Scope> scope = {};
    Keys keys = Keys::accepted;
    std::optional<net::BodyRule> body_rule = {};  ///< Where bodies may be other than those of all requests.

    [[nodiscard]] domain::Scope needed_scope() const;
};

/// The operations by path and method. Filled before the server starts, immutable afterwards; any thread.
class Router {
public:
    void add(HttpOperation operation) { operations_.push_back(std::move(operation)); }

    struct Found {
        const HttpOperation* operation = nullptr;
        std::string allow;  ///< The path's methods, for 405 and preflight. Empty: there is no such path.
        PathValues path;
    };
    /// HEAD finds the GET operation. Where several paths fit, the one with the most literal beginning.
    [[nodiscard]] Found find(boost::beast::http::verb method, std::string_view path) const;

private:
    std::vector<HttpOperation> operations_;
};

}  // namespace foyer::gateway
