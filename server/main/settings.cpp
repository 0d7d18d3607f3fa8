#include "server/main/settings.hpp"

#include <charconv>

#include <spdlog/spdlog.h>

#include "lib/wire/json_text.hpp"
#include "server/config/describe.hpp"

namespace foyer::main {

namespace {

bool can_mail(const config::Config& config) {
    return config.guests.enabled && !config.mail.server.empty();
}
bool can_text(const config::Config& config) {
    return config.guests.enabled && !config.sms.url.empty();
}

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
    settings.sessions.guest_session_lifetime = config.guests.session_lifetime_s;
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

app::FileSettings file_settings(const config::Config::Files& files) {
    app::FileSettings settings;
    settings.limits.size_bytes = files.size_bytes;
    settings.limits.sender_bytes = files.quota_bytes_per_user;
    settings.limits.all_bytes = files.quota_bytes;
    settings.limits.sender_files = files.files_per_user;
    settings.limits.chunk_bytes = static_cast<std::uint32_t>(files.chunk_bytes);
    settings.limits.expiry = files.expiry_s;
    settings.requests_per_user = files.requests_per_user;
    settings.snapshot_files = files.snapshot_files;
    settings.live_max = files.live_max;
    settings.wait = files.wait_ms;
    settings.progress = files.progress_ms;
    return settings;
}

app::CommandSettings command_settings(const config::Config& config) {
    app::CommandSettings settings;
    // The program that asks gets its answer before its request is given up.
    settings.timeout = std::min<Millis>(config.commands.timeout_ms, config.http.handler_timeout_ms * 9 / 10);
    settings.open_per_user = config.commands.open_per_user;
    settings.parties_max = config.commands.parties_max;
    return settings;
}

app::CallSettings call_settings(const config::Config::Calls& calls) {
    app::CallSettings settings;
    settings.limits = {.offer_timeout = calls.offer_timeout_ms,
                       .reconnect_grace = calls.reconnect_grace_ms,
                       .peers_max = calls.peers_max,
                       .calls_per_room = calls.calls_per_room,
                       .calls_per_user = calls.calls_per_user,
                       .calls_max = calls.calls_max,
                       .members_max = calls.members_max,
                       .merges_max = calls.merges_max};
    settings.signals = {.sdp_bytes = static_cast<std::uint32_t>(calls.sdp_bytes),
                        .candidate_bytes = static_cast<std::uint32_t>(calls.candidate_bytes)};
    settings.signals_per_second = calls.signals_per_second;
    settings.ice = {.stun_servers = calls.stun_servers,
                    .turn_servers = calls.turn_servers,
                    .turn_secret = calls.turn_secret,
                    .turn_lifetime = calls.turn_lifetime_s,
                    .relay_only = calls.relay_only};
    return settings;
}

app::GuestSettings guest_settings(const config::Config& config) {
    app::GuestSettings settings;
    const auto& guests = config.guests;
    settings.rules.enabled = guests.enabled;
    settings.rules.can_mail = can_mail(config);
    settings.rules.can_text = can_text(config);
    settings.rules.link_lifetime = guests.link_lifetime_s;
    settings.rules.uses = guests.uses;
    settings.rules.delete_after_minutes = guests.delete_after_minutes;
    settings.rules.wrong_pins = guests.wrong_pins;
    settings.open_per_user = guests.open_per_user;
    settings.sent_per_user_and_day = guests.sent_per_user_and_day;
    settings.sent_per_company_and_day = guests.sent_per_company_and_day;
    settings.queue = config.mail.queue;
    settings.attempts = config.mail.attempts;
    settings.listed = guests.listed;
    settings.kept = guests.kept_s;
    settings.attempts_per_address = guests.attempts_per_address;
    settings.window = config.login.window_ms;
    settings.table_size = config.login.table_max;
    return settings;
}

app::WebhookSettings webhook_settings(const config::Config::Webhooks& webhooks) {
    app::WebhookSettings settings;
    settings.per_company = webhooks.per_company;
    settings.queue = webhooks.queue;
    settings.log = webhooks.log;
    settings.allow_private = webhooks.allow_private;
    settings.timeout = webhooks.timeout_ms;
    settings.retry.attempts = webhooks.attempts;
    settings.retry.first_pause = webhooks.first_pause_ms;
    return settings;
}

void append_field(std::string& json, std::string_view name) {
    wire::append_json_string(json, name);
    json += ':';
}

}  // namespace

delivery::MessengerSettings messenger_settings(const config::Config& config) {
    delivery::MessengerSettings settings;
    settings.templates = config.mail.templates;
    if (can_mail(config)) {
        using Tls = delivery::MailSettings::Tls;
        const auto& starttls = config.mail.starttls;
        settings.mail = {.server = config.mail.server,
                         .username = config.mail.username,
                         .password = config.mail.password,
                         .from = config.mail.from,
                         .ca_file = config.mail.ca_file,
                         .starttls = starttls == "off"   ? Tls::off
                                     : starttls == "try" ? Tls::attempt
                                                         : Tls::require,
                         .timeout = config.mail.timeout_ms};
    }
    if (can_text(config)) {
        settings.sms = {.url = config.sms.url,
                        .post = config.sms.method == "POST",
                        .headers = config.sms.headers,
                        .body = config.sms.body,
                        .content_type = config.sms.content_type,
                        .from = config.sms.from,
                        .success = config.sms.success,
                        .ca_file = {},
                        .timeout = config.sms.timeout_ms};
    }
    return settings;
}

std::vector<std::string> features(const config::Config& config) {
    std::vector<std::string> offered{"chat", "av", "cmd"};
    if (config.files.size_bytes > 0) offered.emplace_back("file");
    if (config.guests.enabled) offered.emplace_back("guests");
    if (can_mail(config)) offered.emplace_back("mail");
    if (can_text(config)) offered.emplace_back("sms");
    return offered;
}

app::AuditSettings audit_settings(const config::Config::Audit& audit) {
    return {.keep = std::chrono::days{audit.keep_days}, .looks = audit.looks};
}

app::AppSettings app_settings(const config::Config& config) {
    return {room_settings(config.rooms),       people_settings(config),
            call_settings(config.calls),       guest_settings(config),
            file_settings(config.files),       command_settings(config),
            webhook_settings(config.webhooks), audit_settings(config.audit)};
}

storage::DiskSettings disk_settings(const config::Config& config) {
    storage::DiskSettings settings;
    settings.folder = std::filesystem::path(config.data.dir) / "files";
    settings.threads = config.files.disk_threads;
    settings.queue = config.files.disk_queue;
    const auto log = spdlog::get("storage");
    if (log) settings.report = [log](const std::string& sentence) { log->error(sentence); };
    return settings;
}

gateway::RestSettings rest_settings(const config::Config& config) {
    return {config.rest.page, std::max(config.rest.page, config.rest.page_max), config.rest.import_users,
            config.rest.requests_per_second, config.rest.requests_burst};
}

storage::SqliteSettings store_settings(const config::Config& config, storage::SqliteSettings::Role role) {
    storage::SqliteSettings settings;
    settings.folder = config.data.dir;
    settings.role = role;
    settings.reader_threads = config.storage.reader_threads;
    settings.writer.queue = {config.storage.queue, config.storage.queue_bytes};
    settings.writer.largest_group = config.storage.group_commands;
    settings.read_queue.requests = config.storage.reader_queue;  // A read holds next to nothing.
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
    settings.rules.signals_per_second = 4 * config.calls.signals_per_second;
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

std::filesystem::path admin_socket(const config::Config& config) {
    return std::filesystem::path(config.data.dir) / "admin.sock";
}

net::HttpSettings admin_http_settings(const config::Config& config) {
    net::HttpSettings settings;
    settings.local_path = admin_socket(config).string();
    settings.connections = config.admin.connections;
    settings.header_bytes = config.http.header_bytes;
    settings.body_bytes = config.http.body_bytes;
    settings.handler_timeout = config.admin.handler_timeout_ms;
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
