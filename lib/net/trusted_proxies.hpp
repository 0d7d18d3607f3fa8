#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "lib/base/result.hpp"

namespace foyer::net {

/// The networks whose word we take for who the client is. Immutable: any thread.
class TrustedProxies {
public:
    /// Networks ("10.0.0.0/8") and single addresses ("::1"). Error: `bad_request`, naming the one that is neither.
    [[nodiscard]] static Result<TrustedProxies> parse(const std::vector<std::string>& networks);

    [[nodiscard]] bool contains(const boost::asio::ip::address& address) const;
    /// The client's address: `peer`, or, if that is a trusted proxy, the last entry of X-Forwarded-For that is not one.
    [[nodiscard]] boost::asio::ip::address client(const boost::asio::ip::address& peer,
                                                  std::string_view forwarded_for) const;

private:
    std::vector<boost::asio::ip::network_v4> v4_;
    std::vector<boost::asio::ip::network_v6> v6_;
};

/// An IPv4 address that came in IPv6 clothes is an IPv4 address.
[[nodiscard]] boost::asio::ip::address plain_address(const boost::asio::ip::address& address);

}  // namespace foyer::net
