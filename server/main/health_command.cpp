#include "server/main/health_command.hpp"

#include <cstdio>

#include <curl/curl.h>

namespace foyer::main {

namespace {

constexpr long patience_ms = 5'000;

std::size_t swallow(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

ExitCode ask(const std::string& url) {
    CURL* curl = curl_easy_init();
    if (curl == nullptr) return ExitCode::failed;
    const auto address = url + "/readyz";
    long status = 0;
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, patience_ms);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
    const auto code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    if (code != CURLE_OK) {
        std::fprintf(stderr, "foyer: %s does not answer: %s.\n", url.c_str(), curl_easy_strerror(code));
        return ExitCode::unavailable;
    }
    std::printf("%s\n", status == 200 ? "ready" : "not ready");
    return status == 200 ? ExitCode::ok : ExitCode::unavailable;
}

}  // namespace

void add_health_command(CLI::App& program, ExitCode& result) {
    auto* command = program.add_subcommand("health", "Ask a running server whether it is ready");
    const auto url =
        std::make_shared<std::string>("http://127.0.0.1:8080");  // Shared by the callbacks that CLI11 keeps.
    command->add_option("url", *url, "Where it listens")->capture_default_str();
    command->callback([url, &result] { result = ask(*url); });
}

}  // namespace foyer::main
