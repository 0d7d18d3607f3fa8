#include "lib/net/http.hpp"

#include <ctime>

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

#include "lib/net/http_text.hpp"

namespace foyer::net {
namespace {

bool is_harmless(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string http_date(std::time_t now) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[40];
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

}  // namespace

std::string_view HttpResponse::body_view() const {
    if (const auto* own = std::get_if<std::string>(&body)) return *own;
    const auto* shared = std::get_if<SharedBytes>(&body);
    return shared && *shared ? std::string_view(**shared) : std::string_view{};
}

std::uint64_t HttpResponse::body_size() const {
    if (const auto* streamed = std::get_if<StreamedBody>(&body)) return streamed->size;
    return body_view().size();
}

std::string response_head(const HttpResponse& response, const AnswerForm& form) {
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, std::string_view(reason));
    for (const auto& [name, value] : response.fields) {
        if (is_harmless(name) && is_harmless(value)) head.append(name).append(": ").append(value).append("\r\n");
    }
    if (may_have_body(response.status) && !form.endless)
        head += fmt::format("Content-Length: {}\r\n", response.body_size());
    head.append("Date: ").append(http_date(form.now)).append("\r\n");
    if (form.close) {
        head += "Connection: close\r\n";
    } else if (form.old_client) {
        head += "Connection: keep-alive\r\n";
    }
    return head.append("\r\n");
}

bool may_have_body(unsigned status) {
    return status >= 200 && status != 204 && status != 304;
}

}  // namespace foyer::net
