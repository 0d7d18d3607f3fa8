#pragma once
#include <boost/asio/ip/address.hpp>

namespace foyer::delivery {

/// An address that anybody on the internet could have: neither private, loopback, link-local, multicast, nor set aside
/// for a purpose (RFC 6890). IPv4 addresses inside IPv6 ones count as themselves.
[[nodiscard]] bool is_public(const boost::asio::ip::address& address);

}  // namespace foyer::delivery
