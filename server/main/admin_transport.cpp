#include "server/main/admin_transport.hpp"

#include "server/cli/socket_transport.hpp"
#include "server/gateway/rest/local_gateway.hpp"
#include "server/main/local_app.hpp"
#include "server/main/operator_routes.hpp"

namespace foyer::main {

namespace {

/// The gateway that a server would have on its socket, over a LocalApp.
class InProcess final : public cli::Transport {
public:
    explicit InProcess(const config::Config& config) : config_(config), local_(config) {}

    Result<void> open() {
        if (auto opened = local_.open(); !opened) return opened;
        desk_ = std::make_unique<gateway::RestDesk>(local_.app(), rest_settings(config_));
        gateway_ = std::make_unique<gateway::LocalGateway>(operator_routes(*desk_, config_));
        return {};
    }

    Result<cli::Answer> perform(std::string_view method, const std::string& target, const std::string& body) override {
        net::HttpRequest request;
        request.method = boost::beast::http::string_to_verb(method);
        const auto question = target.find('?');
        request.path = target.substr(0, question);
        if (question != std::string::npos) request.query = target.substr(question + 1);
        request.body = body;
        const auto response = local_.run(gateway_->handle(std::move(request)));
        return cli::Answer{response.status, std::string(response.body_view())};
    }

private:
    config::Config config_;
    LocalApp local_;
    std::unique_ptr<gateway::RestDesk> desk_;
    std::unique_ptr<gateway::LocalGateway> gateway_;
};

}  // namespace

Result<std::unique_ptr<cli::Transport>> reach_server(const config::Config& config) {
    auto connected = cli::connect_to(admin_socket(config));
    if (!connected || *connected) return connected;
    auto in_process = std::make_unique<InProcess>(config);
    if (auto opened = in_process->open(); !opened) return refuse(opened.error());
    return in_process;
}

}  // namespace foyer::main
