#pragma once
#include <filesystem>

#include "lib/net/http_server.hpp"
#include "schema/feed.pb.h"
#include "server/app/app.hpp"
#include "server/config/config.gen.hpp"
#include "server/delivery/messenger.hpp"
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/ws/feed_services.hpp"
#include "server/storage/disk/disk_file_bytes.hpp"
#include "server/storage/sqlite/sqlite_store.hpp"

/// The configuration, cut into the settings each class receives. Pure.
namespace foyer::main {

[[nodiscard]] app::AppSettings app_settings(const config::Config& config);
[[nodiscard]] storage::DiskSettings disk_settings(const config::Config& config);
[[nodiscard]] gateway::RestSettings rest_settings(const config::Config& config);
[[nodiscard]] storage::SqliteSettings store_settings(const config::Config& config, storage::SqliteSettings::Role role);
[[nodiscard]] gateway::FeedSettings feed_settings(const config::Config& config);
/// How messages to guests are sent, as far as it is configured.
[[nodiscard]] delivery::MessengerSettings messenger_settings(const config::Config& config);
/// What clients are told that this server offers.
[[nodiscard]] std::vector<std::string> features(const config::Config& config);
[[nodiscard]] v1::Limits limits_for_clients(const config::Config& config);
/// `address` is "host:port", as the configuration has checked it.
[[nodiscard]] net::HttpSettings http_settings(const config::Config& config, const std::string& address);
/// Where the command line finds a server that runs on this data folder.
[[nodiscard]] std::filesystem::path admin_socket(const config::Config& config);
[[nodiscard]] net::HttpSettings admin_http_settings(const config::Config& config);
/// The answer of GET /limits.
[[nodiscard]] std::string limits_json(const config::Config& config);

}  // namespace foyer::main
