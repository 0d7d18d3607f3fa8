#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "lib/async/task_group.hpp"
#include "lib/net/connection.hpp"
#include "lib/net/http.hpp"
#include "lib/net/http_server.hpp"
#include "lib/net/served.hpp"
#include "lib/net/trusted_proxies.hpp"

namespace foyer::net {

/// What all HTTP sessions of one thread share. Outlives them.
struct HttpService {
    const HttpSettings& settings;
    const TrustedProxies& proxies;
    HttpHandler& handler;
    TaskGroup& tasks;  ///< Handlers under way.
};

/// The HTTP/1.1 protocol on a connection: one request at a time, the next is read when the answer to the last has left.
/// Lives on the connection's thread.
class HttpSession final : public Connection::Protocol, public Served, public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(std::shared_ptr<Connection> connection, const HttpService& service,
                std::unique_ptr<Admission> admission);
    ~HttpSession() override;

    void on_server_stopping() override;
    void cut(std::string_view why) override { connection_->cut(std::string(why)); }

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    enum class State { waiting, reading, handling, answering, streaming };

    void on_start() override;
    void on_bytes(std::span<char> bytes) override;
    void on_timer() override;
    void on_drained() override;
    void on_end(std::string why) override;

    void read_on();
    void begin_request();
    bool parse();
    bool judge_body();
    void answer_expect();
    void dispatch();
    HttpRequest take_request();
    static Task<void> run(std::shared_ptr<HttpSession> self, HttpRequest request);
    static Task<UpgradeAnswer> ask(std::shared_ptr<HttpSession> self, HttpRequest request);
    void refuse_request(unsigned status, std::string_view sentence);
    void answer(HttpResponse response);
    static Task<void> stream(std::shared_ptr<HttpSession> self, StreamedBody body);
    Task<bool> sent(BodySource& source);
    void finish_answer();
    void become_event_stream(HttpResponse response);
    void become_websocket(AcceptUpgrade upgrade, const std::string& key);

    std::shared_ptr<Connection> connection_;
    const HttpService& service_;
    std::unique_ptr<Admission> admission_;
    std::unique_ptr<Parser> parser_;  // Of the request under way.
    std::string unread_;
    std::size_t pending_before_ = 0;  // At the last look whether the answer makes progress.
    State state_ = State::waiting;
    boost::asio::steady_timer* taken_ = nullptr;  // While a body is streamed: cancelled when it is time to look on.
    bool body_judged_ = false;
    bool is_head_ = false;
    bool old_client_ = false;
    bool close_after_ = false;
    bool expect_answered_ = false;
};

}  // namespace foyer::net
