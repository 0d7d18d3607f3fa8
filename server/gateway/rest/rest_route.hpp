#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include <boost/beast/http/verb.hpp>

namespace foyer::gateway {

/// What an API key needs for a call. `admin`: administrators only, too; `login`: no API key will do.
enum class RestScope : std::uint8_t { read, write, admin, command, login };

/// A field of a request that does not stand in the body.
struct RestParameter {
    enum class Kind : std::uint8_t { number, flag, text };
    enum class Place : std::uint8_t { path, query, header };
    std::string_view name;
    Kind kind = Kind::text;
    Place place = Place::query;
};

/// One call of schema/rest.proto.
struct RestRoute {
    std::string_view name;
    boost::beast::http::verb method = boost::beast::http::verb::get;
    std::string_view path;
    RestScope scope = RestScope::login;
    bool creates = false;
    bool takes_body = false;
    std::span<const RestParameter> parameters;
};

}  // namespace foyer::gateway
