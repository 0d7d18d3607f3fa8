#include "server/gateway/http/router.hpp"

#include <boost/beast/http/verb.hpp>

namespace foyer::gateway {

Router::Found Router::find(boost::beast::http::verb method, std::string_view path) const {
    using boost::beast::http::verb;
    if (method == verb::head) method = verb::get;
    Found found;
    for (const auto& operation : operations_) {
        if (operation.path != path) continue;
        if (operation.method == method) found.operation = &operation;
        if (!found.allow.empty()) found.allow += ", ";
        found.allow += std::string(boost::beast::http::to_string(operation.method));
    }
    return found;
}

}  // namespace foyer::gateway
