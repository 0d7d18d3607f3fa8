#include "server/main/settings.hpp"

#include <charconv>

#include "lib/wire/json_text.hpp"
#include "server/config/describe.hpp"

namespace foyer::main {

namespace {

constexpr std::uint32_t requests_bytes = 64 * 1024 * 1024;  // Of all requests that wait for the store.

app::RoomSettings room_settings(const config::Config::Rooms& rooms) {
    app::RoomSettings settings;
    settings.message_bytes = static_cast<std::uint32_t>(rooms.message_bytes);
    settings.name_characters = rooms.name_chars;
    settings.members_max = rooms.members_max;
    settings.live_max = rooms.live_max;
    settings.history_page = rooms.history_page;
    settings.history_page_default = rooms.history_page_default;
    settings.public_page = rooms.public_page;
    settings.snapshot_rooms = rooms.rooms_per_user;
    settings.catch_up_messages = rooms.catch_up_messages;
    settings.catch_up_bytes = static_cast<std::uint32_t>(rooms.catch_up_bytes);
    settings.conflict_retries = rooms.conflict_retries;
    return settings;
}

app::PeopleSettings people_settings(const config::Config& config) {
    app::PeopleSettings settings;
    const auto& login = config.login;
    settings.sessions.session_lifetime = login.session_lifetime_s;
    settings.sessions.login_token_lifetime = login.token_lifetime_s;
    settings.sessions.sessions_per_user = login.sessions_per_user;
    settings.sessions.password_min_characters = login.password_min_chars;
    settings.sessions.password_max_bytes = login.password_max_bytes;
    settings.sessions.session_cache_age = login.session_cache_ms;
    settings.sessions.session_cache_size = login.session_cache_max;
    settings.sessions.keys_per_user = login.keys_per_user;
    settings.sessions.key_lifetime = login.key_lifetime_s;
    settings.sessions.key_use_interval = login.key_use_ms;
    settings.login_limits.failures_per_pair = login.failures_per_account_and_address;
    settings.login_limits.failures_per_address = login.failures_per_address;
    settings.login_limits.failures_before_delay = login.failures_before_delay;
    settings.login_limits.window = login.window_ms;
    settings.login_limits.longest_delay = login.longest_delay_ms;
    settings.login_limits.table_size = login.table_max;
    settings.presence.window = config.presence.window_ms;
    settings.presence.grace = config.presence.grace_ms;
    settings.presence.frames_per_second = config.presence.frames_per_second;
    settings.presence.deliveries_per_second = config.presence.deliveries_per_second;
    settings.presence.resources_per_person = config.presence.resources_max;
    settings.presence.text_max_bytes = config.presence.text_bytes;
    settings.roster.relations_max = config.roster.relations_max;
    settings.roster.cached_people = config.roster.cached_people;
    settings.directory_poll = login.directory_poll_ms;
    return settings;
}

void append_field(std::string& json, std::string_view name) {
    wire::append_json_string(json, name);
    json += ':';
}

}  // namespace

app::AppSettings app_settings(const config::Config& config) {
    return {room_settings(config.rooms), people_settings(config)};
}

gateway::RestSettings rest_settings(const config::Config& config) {
    return {config.rest.page, std::max(config.rest.page, config.rest.page_max)};
}

storage::SqliteSettings store_settings(const config::Config& config, storage::SqliteSettings::Role role) {
    storage::SqliteSettings settings;
    settings.folder = config.data.dir;
    settings.role = role;
    settings.reader_threads = config.storage.reader_threads;
    settings.writer.queue = {config.storage.queue, requests_bytes};
    settings.writer.largest_group = config.storage.group_commands;
    settings.read_queue = {config.storage.reader_queue, requests_bytes};
    settings.checkpoints.step_pages = config.storage.checkpoint_pages;
    settings.checkpoints.bound_pages = 4 * static_cast<std::uint64_t>(config.storage.checkpoint_pages);
    return settings;
}

gateway::FeedSettings feed_settings(const config::Config& config) {
    const auto& feed = config.feed;
    gateway::FeedSettings settings;
    settings.rules.handshake = feed.handshake_ms;
    settings.rules.heartbeat = feed.heartbeat_ms;
    settings.rules.requests_per_second = feed.requests_per_second;
    settings.rules.request_burst = feed.requests_burst;
    settings.rules.requests_in_flight = feed.requests_open;
    settings.socket.limits.frame_bytes = feed.frame_bytes;
    settings.socket.limits.message_bytes = feed.frame_bytes;
    settings.socket.limits.fragments = feed.fragments;
    settings.socket.pending_bytes = feed.queue_bytes;
    settings.socket.heartbeat = feed.heartbeat_ms;
    settings.socket.close_timeout = feed.close_timeout_ms;
    settings.connections_per_user = feed.connections_per_user;
    settings.restart_hint = config.shutdown.retry_after_ms;
    return settings;
}

v1::Limits limits_for_clients(const config::Config& config) {
    v1::Limits limits;
    limits.set_frame_bytes(static_cast<std::uint32_t>(config.feed.frame_bytes));
    limits.set_message_bytes(static_cast<std::uint32_t>(config.rooms.message_bytes));
    limits.set_requests_per_second(config.feed.requests_per_second);
    limits.set_history_page(config.rooms.history_page);
    limits.set_heartbeat_ms(static_cast<std::uint32_t>(config.feed.heartbeat_ms.count()));
    return limits;
}

net::HttpSettings http_settings(const config::Config& config, const std::string& address) {
    const auto& http = config.http;
    net::HttpSettings settings;
    const auto colon = address.rfind(':');
    settings.address = address.substr(0, colon);
    std::from_chars(address.data() + colon + 1, address.data() + address.size(), settings.port);
    if (!http.tls_certificate.empty()) settings.tls = net::TlsFiles{http.tls_certificate, http.tls_key};
    settings.trusted_proxies = http.trusted_proxies;
    settings.connections = http.connections;
    settings.connections_per_address = http.connections_per_address;
    settings.header_bytes = http.header_bytes;
    settings.body_bytes = http.body_bytes;
    settings.handshake_timeout = http.handshake_timeout_ms;
    settings.request_timeout = http.request_timeout_ms;
    settings.keep_alive = http.idle_timeout_ms;
    settings.handler_timeout = http.handler_timeout_ms;
    settings.write_timeout = http.write_timeout_ms;
    return settings;
}

std::string limits_json(const config::Config& config) {
    std::string json = "{\"limits\":[";
    bool first = true;
    for (const auto& bound : config::bounds(config)) {
        if (!std::exchange(first, false)) json += ',';
        json += '{';
        append_field(json, "name");
        wire::append_json_string(json, bound.name);
        json += ',';
        append_field(json, "value");
        json += std::to_string(bound.value);
        json += ',';
        append_field(json, "unit");
        wire::append_json_string(json, bound.unit);
        json += ',';
        append_field(json, "doc");
        wire::append_json_string(json, bound.doc);
        json += '}';
    }
    return json + "]}";
}

}  // namespace foyer::main
