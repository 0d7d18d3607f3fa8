#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "lib/net/http.hpp"

namespace foyer::gateway {

/// One static file, as it is and precompressed.
struct Asset {
    net::SharedBytes plain;
    net::SharedBytes gzip;    ///< Null: not there.
    net::SharedBytes brotli;  ///< Null: not there.
    std::string content_type;
    std::string etag;        ///< With its quotes.
    bool immutable = false;  ///< Its name changes with its content.
};

/// Files by path ("/api/api.js"). Immutable once made.
using Assets = std::map<std::string, Asset, std::less<>>;

/// By the ending of the path; "application/octet-stream" for what is not known.
[[nodiscard]] std::string_view content_type_of(std::string_view path);

/// Does the name hold a hash of the content, as bundlers write it ("app-5JQZB2KD.js")?
[[nodiscard]] bool has_hashed_name(std::string_view path);

/// An uncompressed asset with everything that follows from its path and content.
[[nodiscard]] Asset make_asset(std::string_view path, std::string content);

/// Reads a pack made by tools/pack_assets.py. Empty for a pack that is none.
[[nodiscard]] Assets unpack_assets(std::string_view pack);

}  // namespace foyer::gateway
