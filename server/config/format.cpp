#include "server/config/format.hpp"

#include <charconv>

#include <boost/asio/ip/address.hpp>

namespace foyer::config {
namespace {

std::optional<unsigned> number(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_port(std::string_view text) {
    const auto port = number(text);
    return port && *port <= 65535;
}

bool is_host_name(std::string_view text) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-._";
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

std::optional<boost::asio::ip::address> ip_address(std::string_view text) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(text), error);
    return error ? std::nullopt : std::optional(address);
}

bool is_bracketed_ipv6(std::string_view text) {
    if (text.size() < 2 || text.front() != '[' || text.back() != ']') return false;
    const auto address = ip_address(text.substr(1, text.size() - 2));
    return address && address->is_v6();
}

bool is_address(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) return false;
    const auto host = text.substr(0, colon);
    const auto address = ip_address(host);
    return (address && address->is_v4()) || is_bracketed_ipv6(host) || host == "localhost";
}

bool is_origin(std::string_view text) {
    const auto scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
    if (scheme == 0) return false;
    auto host = text.substr(static_cast<std::size_t>(scheme));
    if (const auto colon = host.rfind(':'); colon != std::string_view::npos && !host.ends_with(']')) {
        if (!is_port(host.substr(colon + 1))) return false;
        host = host.substr(0, colon);
    }
    return is_host_name(host) || is_bracketed_ipv6(host);
}

bool is_network(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = ip_address(text.substr(0, slash));
    if (!address || slash == std::string_view::npos) return address.has_value();
    const auto bits = number(text.substr(slash + 1));
    return bits && *bits <= (address->is_v4() ? 32u : 128u);
}

bool is_level(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    const auto level = text.substr(equals + 1);
    return level == "debug" || level == "info" || level == "warn" || level == "error";
}

/// host, host:port, with IPv6 in brackets.
bool is_host_with_port(std::string_view text) {
    if (const auto colon = text.rfind(':'); colon != std::string_view::npos && !text.ends_with(']')) {
        if (!is_port(text.substr(colon + 1))) return false;
        text = text.substr(0, colon);
    }
    return is_host_name(text) || is_bracketed_ipv6(text);
}

/// RFC 7064.
bool is_stun(std::string_view text) {
    if (!text.starts_with("stun:") && !text.starts_with("stuns:")) return false;
    return is_host_with_port(text.substr(text.find(':') + 1));
}

/// RFC 7065.
bool is_turn(std::string_view text) {
    if (!text.starts_with("turn:") && !text.starts_with("turns:")) return false;
    const auto question = text.find('?');
    const auto transport = question == std::string_view::npos ? "?transport=udp" : text.substr(question);
    if (transport != "?transport=udp" && transport != "?transport=tcp") return false;
    text = text.substr(0, question);
    return is_host_with_port(text.substr(text.find(':') + 1));
}

}  // namespace

std::optional<std::string_view> misfit(Format format, std::string_view text) {
    const auto unless = [](bool fits, std::string_view expected) {
        return fits ? std::nullopt : std::optional(expected);
    };
    switch (format) {
        case Format::any:
            return std::nullopt;
        case Format::address:
            return unless(is_address(text), "an IP address with a port, such as 127.0.0.1:8080");
        case Format::origin:
            return unless(is_origin(text), "an origin in lower case, such as https://www.example.com, without a path");
        case Format::network:
            return unless(is_network(text), "an IP address or a network, such as 10.0.0.0/8");
        case Format::level:
            return unless(is_level(text), "a module and a level (debug, info, warn, error), such as storage=debug");
        case Format::stun:
            return unless(is_stun(text), "a STUN server, such as stun:stun.example.com:3478");
        case Format::turn:
            return unless(is_turn(text), "a TURN server, such as turn:turn.example.com:3478?transport=udp");
    }
    return std::nullopt;
}

}  // namespace foyer::config
