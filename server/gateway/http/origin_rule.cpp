#include "server/gateway/http/origin_rule.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>

namespace foyer::gateway {

namespace http = boost::beast::http;

Origin OriginRule::judge(const net::HttpRequest& request) const {
    const auto found = request.fields.find(http::field::origin);
    if (found == request.fields.end()) return Origin::none;
    const auto origin = request.field(http::field::origin);
    const auto host = request.field(http::field::host);
    // Behind a proxy that ends TLS and is not known as trusted, our own pages are https: while we see plain http.
    const bool same =
        !host.empty() && ((boost::beast::iequals(origin, "https://" + std::string(host))) ||
                          (!request.secure && boost::beast::iequals(origin, "http://" + std::string(host))));
    if (same || (!public_url_.empty() && boost::beast::iequals(origin, public_url_))) return Origin::same;
    const auto origins = allowed();
    const bool is_allowed =
        std::ranges::any_of(*origins, [origin](const auto& one) { return boost::beast::iequals(origin, one); });
    return is_allowed ? Origin::allowed : Origin::foreign;
}

void OriginRule::allow(std::vector<std::string> origins) {
    auto next = std::make_shared<const std::vector<std::string>>(std::move(origins));
    const std::lock_guard lock(mutex_);
    allowed_ = std::move(next);
}

OriginRule::Origins OriginRule::allowed() const {
    const std::lock_guard lock(mutex_);
    return allowed_;
}

bool cookie_counts(Origin origin, bool changes_something) {
    switch (origin) {
        case Origin::same:
        case Origin::allowed:
            return true;
        case Origin::none:
            return !changes_something;
        case Origin::foreign:
            return false;
    }
    return false;
}

}  // namespace foyer::gateway
