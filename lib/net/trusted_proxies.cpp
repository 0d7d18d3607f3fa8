#include "lib/net/trusted_proxies.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace foyer::net {
namespace {

namespace ip = boost::asio::ip;

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool covers(const ip::network_v6& network, const ip::address_v6& address) {
    return ip::network_v6(address, network.prefix_length()).canonical() == network.canonical();
}

}  // namespace

ip::address plain_address(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
    TrustedProxies proxies;
    for (const auto& text : networks) {
        boost::system::error_code error;
        const bool single = text.find('/') == std::string::npos;
        const bool v6 = text.find(':') != std::string::npos;
        if (v6) {
            proxies.v6_.push_back(ip::make_network_v6(single ? text + "/128" : text, error));
        } else {
            proxies.v4_.push_back(ip::make_network_v4(single ? text + "/32" : text, error));
        }
        if (error) return refuse(ErrorCode::bad_request, fmt::format("\"{}\" is not a network", text));
    }
    return proxies;
}

bool TrustedProxies::contains(const ip::address& any) const {
    const auto address = plain_address(any);
    if (address.is_v6()) return std::ranges::any_of(v6_, [&](const auto& n) { return covers(n, address.to_v6()); });
    return std::ranges::any_of(v4_, [&](const auto& n) {
        return ip::network_v4(address.to_v4(), n.prefix_length()).canonical() == n.canonical();
    });
}

ip::address TrustedProxies::client(const ip::address& peer, std::string_view forwarded_for) const {
    auto client = plain_address(peer);
    while (contains(client) && !forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        const auto last = comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
        forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
        boost::system::error_code error;
        const auto named = ip::make_address(std::string(trimmed(last)), error);
        if (error) break;  // Whoever wrote this cannot be believed further back either.
        client = plain_address(named);
    }
    return client;
}

}  // namespace foyer::net
