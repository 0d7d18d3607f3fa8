#include "server/gateway/http/static_files.hpp"

#include <boost/beast/http/field.hpp>

#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

namespace http = boost::beast::http;

namespace {

constexpr std::string_view app_page = "/index.html";
/// Asks for name and password inside a page of another origin (contract 8, Auth.login): the one page that may be
/// framed.
constexpr std::string_view overlay_page = "/api/overlay.html";

constexpr std::string_view not_built = R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Foyer</title>
<body style="font: 16px/1.5 system-ui; max-width: 40em; margin: 10vh auto; padding: 0 1em">
<h1>Foyer is running</h1>
<p>But this program was built without the web app. Run <code>./x build</code> in the source folder and start
<code>build/release/foyer</code>, or point <code>--assets</code> to the built files.</p>
</body></html>
)";

/// Is `wanted` in a comma-separated field, without "q=0"?
bool accepts(std::string_view field, std::string_view wanted) {
    while (!field.empty()) {
        auto item = field.substr(0, field.find(','));
        field.remove_prefix(std::min(field.size(), item.size() + 1));
        while (item.starts_with(' ')) item.remove_prefix(1);
        const auto name = item.substr(0, item.find_first_of("; "));
        if (name == wanted || name == "*")
            return item.find("q=0") == std::string_view::npos || item.find("q=0.") != std::string_view::npos;
    }
    return false;
}

bool matches(std::string_view if_none_match, std::string_view etag) {
    return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

/// A route of the web app, which it shows by itself: no file, and asked for by a browser as a page.
bool is_app_route(const net::HttpRequest& request) {
    const std::string_view path = request.path;
    if (path.starts_with("/api/") || path.starts_with("/cinclude/") || path.starts_with("/rest/")) return false;
    if (path.substr(path.rfind('/')).find('.') != std::string_view::npos) return false;
    return request.field(http::field::accept).find("text/html") != std::string_view::npos;
}

net::HttpResponse not_found() {
    return text_answer("There is no such page.\n", 404);
}

net::HttpResponse get_only() {
    auto response = text_answer("This address takes GET only.\n", 405);
    response.fields.emplace_back("Allow", "GET, HEAD");
    return response;
}

}  // namespace

net::HttpResponse StaticFiles::answer(const net::HttpRequest& request) const {
    if (!request.path.starts_with('/')) return not_found();
    std::string path = request.path.ends_with('/') ? request.path + "index.html" : request.path;
    const auto* asset = find(path);
    if (asset == nullptr && path != app_page) {
        path += ".html";  // A page has its address without the ending: "/join".
        asset = find(path);
    }
    if (request.method != http::verb::get && request.method != http::verb::head) {
        return asset == nullptr ? not_found() : get_only();
    }
    if (asset != nullptr) return serve(request, path, *asset);
    if (path != app_page && !is_app_route(request)) return not_found();
    if (const auto* page = find(app_page)) return serve(request, app_page, *page);
    return text_answer(std::string(not_built), 200, "text/html; charset=utf-8");
}

const Asset* StaticFiles::find(std::string_view path) const {
    const auto found = assets_.find(path);
    return found == assets_.end() ? nullptr : &found->second;
}

net::HttpResponse StaticFiles::serve(const net::HttpRequest& request, std::string_view path, const Asset& asset) const {
    net::HttpResponse response;
    response.fields = {{"Content-Type", asset.content_type},
                       {"ETag", asset.etag},
                       {"Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache"},
                       {"Vary", "Accept-Encoding"}};
    // The API is loaded by pages of other origins, under whatever isolation they run.
    response.fields.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    if (asset.content_type.starts_with("text/html")) add_page_rules(path, response);
    if (matches(request.field(http::field::if_none_match), asset.etag)) {
        response.status = 304;
        return response;
    }
    const auto encodings = request.field(http::field::accept_encoding);
    if (asset.brotli && accepts(encodings, "br")) {
        response.fields.emplace_back("Content-Encoding", "br");
        response.body = asset.brotli;
    } else if (asset.gzip && accepts(encodings, "gzip")) {
        response.fields.emplace_back("Content-Encoding", "gzip");
        response.body = asset.gzip;
    } else {
        response.body = asset.plain;
    }
    return response;
}

void StaticFiles::add_page_rules(std::string_view path, net::HttpResponse& response) const {
    std::string ancestors = "'none'";
    if (path == overlay_page) {
        ancestors = "'self'";
        for (const auto& origin : *origins_.allowed()) ancestors += " " + origin;
    }
    response.fields.emplace_back(
        "Content-Security-Policy",
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob: "
        "mediastream:; "
        "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors " +
            ancestors);
    if (path != overlay_page) response.fields.emplace_back("X-Frame-Options", "DENY");
    response.fields.emplace_back("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self)");
}

}  // namespace foyer::gateway
