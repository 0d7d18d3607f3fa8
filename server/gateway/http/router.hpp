#pragma once
#include <functional>
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/net/http.hpp"
#include "server/app/caller.hpp"
#include "server/gateway/http/origin_rule.hpp"

namespace foyer::gateway {

/// Who may call an operation; stands on the operation, never on a pattern of paths.
enum class Access {
    anyone,         ///< Also nobody in particular; `caller` is not looked for.
    logged_in,      ///< `caller` is set.
    administrator,  ///< `caller` is set and may manage accounts.
};

/// A request on its way to its operation, judged and authenticated.
struct HttpCall {
    net::HttpRequest request;
    Origin origin = Origin::none;
    app::Caller caller;
};

struct HttpOperation {
    boost::beast::http::verb method = boost::beast::http::verb::get;
    std::string path;
    Access access = Access::logged_in;
    std::function<Task<net::HttpResponse>(HttpCall)> run;
};

/// The operations by path and method. Filled before the server starts, immutable afterwards; any thread.
class Router {
public:
    void add(HttpOperation operation) { operations_.push_back(std::move(operation)); }

    struct Found {
        const HttpOperation* operation = nullptr;
        std::string allow;  ///< The path's methods, for 405 and preflight. Empty: there is no such path.
    };
    /// HEAD finds the GET operation.
    [[nodiscard]] Found find(boost::beast::http::verb method, std::string_view path) const;

private:
    std::vector<HttpOperation> operations_;
};

}  // namespace foyer::gateway
