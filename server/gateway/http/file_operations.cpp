#include "server/gateway/http/file_operations.hpp"

#include <charconv>

#include <boost/beast/http/field.hpp>
#include <fmt/format.h>

#include "lib/wire/codec.hpp"
#include "schema/http.pb.h"
#include "server/domain/file/file_face.hpp"
#include "server/gateway/http/byte_range.hpp"
#include "server/gateway/http/content_disposition.hpp"
#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/file_source.hpp"
#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

namespace {

namespace http = boost::beast::http;

constexpr std::string_view hash_field = "X-Foyer-SHA256";

std::string hex(const ports::ChunkHash& hash) {
    return fmt::format("{:02x}", fmt::join(hash, ""));
}

std::optional<ports::ChunkHash> parse_hash(std::string_view text) {
    ports::ChunkHash hash{};
    if (text.size() != 2 * hash.size()) return std::nullopt;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const auto* const begin = text.data() + 2 * i;
        const auto [end, error] = std::from_chars(begin, begin + 2, hash[i], 16);
        if (error != std::errc{} || end != begin + 2) return std::nullopt;
    }
    return hash;
}

/// Which chunk of which file the path names. Error: `not_found`.
struct Place {
    FileId file;
    std::uint32_t chunk = 0;
};
Result<Place> place_of(const PathValues& path) {
    const auto file = path.number("file");
    const auto chunk = path.number("chunk");
    if (!file || !chunk) return refuse(ErrorCode::not_found);
    return Place{FileId{*file}, *chunk};
}

Millis wait_of(std::string_view query) {
    const auto text = query_value(query, "wait_ms");
    std::uint32_t wait = 0;
    std::from_chars(text.data(), text.data() + text.size(), wait);
    return Millis{wait};
}

/// What comes from a person is never shown as a page of ours, whatever it is.
void add_protection(net::HttpResponse& response) {
    response.fields.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    response.fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    response.fields.emplace_back("Cache-Control", "private, no-store");
}

Task<net::HttpResponse> upload_chunk(app::App& app, HttpCall call) {
    const auto place = place_of(call.path);
    if (!place) co_return error_answer(place.error());
    const auto hash = parse_hash(call.request.fields[hash_field]);
    if (!hash) {
        co_return error_answer(Error{ErrorCode::bad_request, "X-Foyer-SHA256 must hold 64 hexadecimal digits."});
    }
    auto bytes = std::make_shared<const std::string>(std::move(call.request.body));
    const auto chunks = co_await app.upload_chunk.run(call.caller, place->file, place->chunk, std::move(bytes), *hash);
    if (!chunks) co_return error_answer(chunks.error());
    v1::ChunkAnswer answer;
    answer.set_file_id(place->file.value());
    answer.set_chunks(*chunks);
    co_return json_answer(wire::encode_json(answer));
}

Task<net::HttpResponse> fetch_chunk(app::App& app, HttpCall call) {
    const auto place = place_of(call.path);
    if (!place) co_return error_answer(place.error());
    const auto wait = wait_of(call.request.query);
    auto chunk = co_await app.fetch_chunk.run(call.caller, place->file, place->chunk, wait, false);
    if (!chunk) co_return error_answer(chunk.error());
    net::HttpResponse response;
    response.fields = {{"Content-Type", "application/octet-stream"},
                       {"Content-Disposition", "attachment"},
                       {std::string(hash_field), hex(chunk->hash)}};
    add_protection(response);
    response.body = std::move(chunk->bytes);
    co_return response;
}

net::HttpResponse not_satisfiable(std::uint64_t size) {
    net::HttpResponse response;
    response.status = 416;
    response.fields.emplace_back("Content-Range", fmt::format("bytes */{}", size));
    return response;
}

Task<net::HttpResponse> fetch_file(app::App& app, HttpCall call) {
    const auto number = call.path.number("file");
    if (!number) co_return error_answer(Error{ErrorCode::not_found});
    const FileId id{*number};
    const auto file = co_await app.look_at_file.run(call.caller, id);
    if (!file) co_return error_answer(file.error());
    const auto wish = parse_range(call.request.field(http::field::range), file->size);
    if (!wish.is_satisfiable) co_return not_satisfiable(file->size);
    net::HttpResponse response;
    response.fields = {{"Content-Type", std::string(domain::safe_file_type(file->type))},
                       {"Content-Disposition", attachment_named(file->name)},
                       {"Accept-Ranges", "bytes"}};
    add_protection(response);
    if (file->size == 0) {
        const auto finished = co_await app.finish_file.run(call.caller, id);
        if (!finished) co_return error_answer(finished.error());
        co_return response;
    }
    const auto range = wish.range.value_or(ByteRange{0, file->size - 1});
    if (wish.range) {
        response.status = 206;
        response.fields.emplace_back("Content-Range",
                                     fmt::format("bytes {}-{}/{}", range.first, range.last, file->size));
    }
    auto token = session_token(call.request, call.origin, false);
    FileSource::Authenticate authenticate = [&app, token = std::move(token)] { return app.authenticate.run(token); };
    net::StreamedBody body{.size = range.last - range.first + 1, .source = {}};
    body.source = std::make_shared<FileSource>(app, call.caller, std::move(authenticate), *file, range);
    response.body = std::move(body);
    co_return response;
}

}  // namespace

void add_file_operations(Router& router, app::App& app, FileOperationSettings settings) {
    using http::verb;
    const std::string chunks = "/api/files/:file/chunks/:chunk";
    HttpOperation put{verb::put, chunks, Access::logged_in, [&app](HttpCall call) {
                          return upload_chunk(app, std::move(call));
                      }};
    put.body_rule = net::BodyRule{settings.chunk_bytes, settings.chunk_timeout};
    router.add(std::move(put));
    router.add({verb::get, chunks, Access::logged_in, [&app](HttpCall call) {
                    return fetch_chunk(app, std::move(call));
                }});
    router.add({verb::get, "/api/files/:file", Access::logged_in, [&app](HttpCall call) {
                    return fetch_file(app, std::move(call));
                }});
}

}  // namespace foyer::gateway
