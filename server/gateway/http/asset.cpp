#include "server/gateway/http/asset.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>
#include <openssl/sha.h>

namespace foyer::gateway {

namespace {

struct Ending {
    std::string_view ending;
    std::string_view type;
};
constexpr std::array endings{
    Ending{".html", "text/html; charset=utf-8"},
    Ending{".whtm", "text/javascript; charset=utf-8"},  // The API's loaders (contract 8) are scripts.
    Ending{".js", "text/javascript; charset=utf-8"},
    Ending{".mjs", "text/javascript; charset=utf-8"},
    Ending{".css", "text/css; charset=utf-8"},
    Ending{".json", "application/json"},
    Ending{".map", "application/json"},
    Ending{".webmanifest", "application/manifest+json"},
    Ending{".svg", "image/svg+xml"},
    Ending{".png", "image/png"},
    Ending{".ico", "image/x-icon"},
    Ending{".webp", "image/webp"},
    Ending{".woff2", "font/woff2"},
    Ending{".mp3", "audio/mpeg"},
    Ending{".ogg", "audio/ogg"},
    Ending{".txt", "text/plain; charset=utf-8"},
    Ending{".ts", "text/plain; charset=utf-8"},
    Ending{".md", "text/plain; charset=utf-8"},
};

constexpr std::string_view pack_magic = "foyerpk1";
constexpr std::size_t hash_characters = 8;

/// Reads the pack front to back; `ok` turns false where it ends too early.
struct PackReader {
    std::string_view rest;
    bool ok = true;

    std::uint32_t number() {
        std::uint32_t value = 0;
        const auto bytes = take(sizeof value);
        if (ok) std::memcpy(&value, bytes.data(), sizeof value);  // Little endian, as are all machines it is built for.
        return value;
    }
    std::string_view take(std::size_t size) {
        ok = ok && size <= rest.size();
        if (!ok) return {};
        const auto bytes = rest.substr(0, size);
        rest.remove_prefix(size);
        return bytes;
    }
    net::SharedBytes blob() {
        const auto bytes = take(number());
        return bytes.empty() ? nullptr : std::make_shared<const std::string>(bytes);
    }
};

}  // namespace

std::string_view content_type_of(std::string_view path) {
    const auto found = std::ranges::find_if(endings, [path](const Ending& one) { return path.ends_with(one.ending); });
    return found == endings.end() ? "application/octet-stream" : found->type;
}

bool has_hashed_name(std::string_view path) {
    auto name = path.substr(path.rfind('/') + 1);
    name = name.substr(0, name.find('.', name.starts_with('.') ? 1 : 0));
    const auto dash = name.rfind('-');
    if (dash == std::string_view::npos) return false;
    const auto hash = name.substr(dash + 1);
    return hash.size() == hash_characters &&
           std::ranges::all_of(hash, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

Asset make_asset(std::string_view path, std::string content) {
    Asset asset;
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest.data());
    asset.etag = fmt::format("\"{:02x}\"", fmt::join(digest.begin(), digest.begin() + 12, ""));
    asset.plain = std::make_shared<const std::string>(std::move(content));
    asset.content_type = content_type_of(path);
    asset.immutable = has_hashed_name(path);
    return asset;
}

Assets unpack_assets(std::string_view pack) {
    Assets assets;
    PackReader reader{pack};
    if (reader.take(pack_magic.size()) != pack_magic) return assets;
    for (auto left = reader.number(); left > 0 && reader.ok; --left) {
        const std::string path(reader.take(reader.number()));
        const auto plain = reader.take(reader.number());
        auto asset = make_asset(path, std::string(plain));
        asset.gzip = reader.blob();
        asset.brotli = reader.blob();
        if (!reader.ok) return {};
        assets.emplace(path, std::move(asset));
    }
    return assets;
}

}  // namespace foyer::gateway
