#include "server/main/logging.hpp"

#include <algorithm>
#include <array>

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace foyer::main {

namespace {

constexpr std::array modules{"main", "feed", "http", "storage", "app"};
constexpr std::array<std::string_view, 4> levels{"error", "warn", "info", "debug"};

/// The message as the inside of a JSON string.
class JsonEscaped final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
        for (const char c : message.payload) {
            if (c == '"' || c == '\\') {
                out.push_back('\\');
                out.push_back(c);
            } else if (static_cast<unsigned char>(c) < 0x20) {
                fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
            } else {
                out.push_back(c);
            }
        }
    }
    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<JsonEscaped>();
    }
};

std::unique_ptr<spdlog::formatter> formatter_for(const std::string& format) {
    auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    if (format == "json") {
        formatter->add_flag<JsonEscaped>('*').set_pattern(
            R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","module":"%n","message":"%*"})");
    } else {
        formatter->set_pattern("%Y-%m-%d %H:%M:%S.%eZ %-7l %-8n %v");
    }
    return formatter;
}

spdlog::level::level_enum level_of(const std::string& name) {
    return spdlog::level::from_str(name);
}

void set_levels(const config::Config::Log& log) {
    for (const auto* module : modules) spdlog::get(module)->set_level(level_of(log.level));
    for (const auto& entry : log.modules) {
        const auto equals = entry.find('=');
        const auto logger = spdlog::get(entry.substr(0, equals));
        if (logger && equals != std::string::npos) {
            logger->set_level(level_of(entry.substr(equals + 1)));
        } else {
            spdlog::warn("log.modules names \"{}\", which is no module of this program", entry);
        }
    }
}

}  // namespace

void start_logging(const config::Config::Log& log) {
    const auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    sink->set_formatter(formatter_for(log.format));
    for (const auto* module : modules) {
        const auto logger = std::make_shared<spdlog::logger>(module, sink);
        logger->set_formatter(formatter_for(log.format));
        logger->flush_on(spdlog::level::info);
        spdlog::register_logger(logger);
    }
    spdlog::set_default_logger(spdlog::get("main"));
    set_levels(log);
}

void LogLevels::configure(const config::Config::Log& log) {
    const std::lock_guard lock(mutex_);
    log_ = log;
    set_levels(log_);
}

std::string LogLevels::level() const {
    const std::lock_guard lock(mutex_);
    return log_.level;
}

Result<void> LogLevels::set(std::string_view level) {
    if (std::ranges::find(levels, level) == levels.end()) {
        return refuse(ErrorCode::bad_request, "The levels are error, warn, info and debug.");
    }
    const std::lock_guard lock(mutex_);
    log_.level = level;
    set_levels(log_);
    return {};
}

}  // namespace foyer::main
