#include "server/gateway/http/router.hpp"

#include <charconv>

#include <boost/beast/http/verb.hpp>

#include "server/gateway/http/credentials.hpp"

namespace foyer::gateway {

namespace {

/// Splits off the first segment; `path` begins with '/' and keeps what follows.
std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);
    const auto segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

/// Does `path` fit the pattern? `literal`: one letter a segment, 'a' for a literal one and 'b' for a named one, so that
/// the smaller of two is the more literal one.
bool fits(std::string_view pattern, std::string_view path, std::string& literal, PathValues& values) {
    while (!pattern.empty() && !path.empty()) {
        if (pattern.front() != '/' || path.front() != '/') return pattern == path;
        const auto want = next_segment(pattern);
        const auto have = next_segment(path);
        const bool is_named = want.starts_with(':');
        literal += is_named ? 'b' : 'a';
        if (is_named ? have.empty() : have != want) return false;
        if (is_named) values.add(std::string(want.substr(1)), percent_decoded(have));
    }
    return path.empty() && (pattern.empty() || pattern == "/");
}

}  // namespace

std::string_view PathValues::text(std::string_view name) const {
    for (const auto& [key, value] : values_) {
        if (key == name) return value;
    }
    return {};
}

std::optional<std::uint32_t> PathValues::number(std::string_view name) const {
    const auto digits = text(name);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

domain::Scope HttpOperation::needed_scope() const {
    if (scope) return *scope;
    if (access == Access::administrator) return domain::Scope::admin;
    return method == boost::beast::http::verb::get ? domain::Scope::read : domain::Scope::write;
}

Router::Found Router::find(boost::beast::http::verb method, std::string_view path) const {
    using boost::beast::http::verb;
    if (method == verb::head) method = verb::get;
    Found found;
    std::string best;
    for (const auto& operation : operations_) {
        std::string literal;
        PathValues values;
        if (!fits(operation.path, path, literal, values)) continue;
        if (!found.allow.empty() && literal > best) continue;
        if (literal < best) found = {};
        best = literal;
        if (operation.method == method) {
            found.operation = &operation;
            found.path = std::move(values);
        }
        if (!found.allow.empty()) found.allow += ", ";
        found.allow += std::string(boost::beast::http::to_string(operation.method));
    }
    return found;
}

}  // namespace foyer::gateway
