#include <boost/json.hpp>

#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string level;
};

/// What stands at /limits is in no schema: a list of names with value, unit and words.
Result<void> show_limits(AdminClient& client, const Options& options) {
    const auto text = client.text("GET", "/limits", {});
    if (!text) return refuse(text.error());
    if (options.json) {
        std::printf("%s\n", text->c_str());
        return {};
    }
    boost::system::error_code error;
    const auto json = boost::json::parse(*text, error);
    const auto* const limits = error ? nullptr : json.as_object().if_contains("limits");
    if (limits == nullptr) return refuse(ErrorCode::internal, "The server's answer cannot be read.");
    Table table({"LIMIT", "VALUE", "UNIT", "MEANING"});
    for (const auto& limit : limits->as_array()) {
        const auto word = [&](const char* name) { return std::string(limit.at(name).as_string()); };
        table.add({word("name"), boost::json::serialize(limit.at("value")), word("unit"), word("doc")});
    }
    table.print();
    return {};
}

Result<void> log_level(AdminClient& client, const Options& options) {
    v1::SetLogLevelRequest request;
    request.set_level(options.level);
    const auto level = options.level.empty() ? client.get<v1::LogLevel>("/api/v1/log-level")
                                             : client.send<v1::LogLevel>("PUT", "/api/v1/log-level", request);
    return tell(options, level, [](const v1::LogLevel& shown) { std::printf("%s\n", shown.level().c_str()); });
}

}  // namespace

void add_server_commands(CLI::App& program, const Prepare& prepare) {
    CommandGroup commands(program, prepare);
    commands.add("limits", "Every bound of the server with its value", show_limits);
    auto [command, options] = commands.add("log-level", "Show or change how much the running server logs", log_level);
    command->add_option("level", options->level,
                        "error, warn, info or debug: until it starts anew or reads its configuration again");
}

}  // namespace foyer::cli
