// The whole server over loopback sockets: what a client sees, byte for byte where it matters.
#include "lib/net/http_server.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include "lib/net/local_address.hpp"
#include "lib/net/test_certificate.hpp"
#include "lib/net/websocket_client.hpp"

namespace foyer::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

/// Echoes; "close 4001" closes, "big N" sends N bytes, "pause" stops reading for good.
class EchoSocket final : public WebSocketHandler {
public:
    explicit EchoSocket(std::atomic<int>& ended) : ended_(ended) {}

    void on_open(std::shared_ptr<WebSocketConnection> connection) override { connection_ = std::move(connection); }
    void on_message(MessageKind kind, std::string_view message) override {
        if (message.starts_with("close ")) {
            connection_->close(static_cast<std::uint16_t>(std::stoi(std::string(message.substr(6)))), "as you wish");
        } else if (message.starts_with("big ")) {
            connection_->send(kind,
                              std::string(static_cast<std::size_t>(std::stol(std::string(message.substr(4)))), 'b'));
        } else {
            connection_->send(kind, message);
        }
    }
    void on_slow_reader() override {
        connection_->drop_pending();
        connection_->close(1013, "too slow");
    }
    void on_server_stopping() override { connection_->close(1001, "stopping"); }
    void on_end(WebSocketEnd) override {
        connection_.reset();
        ++ended_;
    }

private:
    std::atomic<int>& ended_;
    std::shared_ptr<WebSocketConnection> connection_;
};

/// Says hello and listens to nobody.
class Greeter final : public WebSocketHandler {
public:
    explicit Greeter(std::atomic<int>& ended) : ended_(ended) {}

    void on_open(std::shared_ptr<WebSocketConnection> connection) override {
        connection_ = std::move(connection);
        connection_->send(websocket::make_frame(websocket::Opcode::text, R"({"hello":1})"));
        connection_->send(websocket::make_frame(websocket::Opcode::text, std::string(200, 'x')));
    }
    void on_message(MessageKind, std::string_view) override {}
    void on_slow_reader() override {}
    void on_server_stopping() override { connection_->close(1001, "stopping \"now\""); }
    void on_end(WebSocketEnd) override {
        connection_.reset();
        ++ended_;
    }

private:
    std::atomic<int>& ended_;
    std::shared_ptr<WebSocketConnection> connection_;
};

/// As many pieces of one letter each as it was made for. Any thread asks what has become of it.
class Letters final : public BodySource {
public:
    Letters(int pieces, std::size_t piece_bytes, bool breaks) : left_(pieces), bytes_(piece_bytes), breaks_(breaks) {}

    Task<Result<SharedBytes>> next() override {
        if (left_-- == 0 || (breaks_ && left_ == 0)) co_return refuse(ErrorCode::store_failed);
        ++asked;
        co_return std::make_shared<const std::string>(bytes_, 'l');
    }
    Task<bool> may_go_on() override { co_return allowed.load(); }
    Task<void> on_sent() override {
        sent = true;
        co_return;
    }

    std::atomic<int> asked = 0;
    std::atomic<bool> allowed = true;
    std::atomic<bool> sent = false;

private:
    int left_;
    std::size_t bytes_;
    bool breaks_;
};

class TestHandler final : public HttpHandler {
public:
    Task<HttpResponse> handle(HttpRequest request) override {
        if (request.path == "/throw") throw std::runtime_error("broken");
        HttpResponse response;
        if (request.path == "/events") {
            response.events.emplace(std::make_shared<Greeter>(ended), sockets);
            co_return response;
        }
        response.fields.emplace_back("X-From", request.remote_address);
        response.fields.emplace_back("X-Bad", "a\r\nSet-Cookie: b");
        if (request.path == "/letters") {
            letters = std::make_shared<Letters>(pieces, piece_bytes, request.query == "break");
            response.body = StreamedBody{pieces * piece_bytes, letters};
        } else if (request.path == "/none") {
            response.status = 204;
        } else if (request.path == "/shared") {
            response.body = std::make_shared<const std::string>(shared_bytes, 's');
        } else {
            response.body = std::string(http::to_string(request.method)) + " " + request.path + " " + request.query +
                            " " + request.body;
        }
        co_return response;
    }
    Task<UpgradeAnswer> upgrade(HttpRequest request, std::vector<std::string> offered) override {
        if (request.path != "/ws") co_return HttpResponse{.status = 403, .fields = {}, .body = "no", .close = false};
        co_return AcceptUpgrade{offered.empty() ? "" : offered.front(), std::make_shared<EchoSocket>(ended), sockets};
    }

    [[nodiscard]] std::optional<BodyRule> body_rule(http::verb method, std::string_view path) const override {
        if (method != http::verb::put || path != "/large") return std::nullopt;
        return BodyRule{.bytes = 100'000, .timeout = Millis{120'000}};
    }

    static constexpr std::size_t shared_bytes = 300'000;
    static constexpr std::size_t piece_bytes = 1'000'000;
    std::size_t pieces = 3;
    std::shared_ptr<Letters>
        letters;  // Of the newest request; the test looks at it when it has seen some of the answer.
    WebSocketSettings sockets;
    std::atomic<int> ended = 0;
};

class HttpServerTest : public testing::Test {
protected:
    void start(HttpSettings settings = {}) {
        settings.port = 0;
        server.emplace(threads, settings, handler);
        const auto started = server->start();
        ASSERT_TRUE(started) << started.error().sentence;
        threads.start();
    }
    void TearDown() override { stop(); }
    void stop(Millis deadline = Millis{5'000}) {
        if (!server) return;
        asio::co_spawn(threads[0].executor(), server->stop(deadline), asio::use_future).get();
        EXPECT_EQ(server->connections(), 0U);
        threads.stop();
        server.reset();
    }

    /// Time passes on every thread.
    void pass(Millis time) {
        for (std::size_t i = 0; i < threads.size(); ++i) {
            asio::post(threads[i].context(), asio::use_future([this, i, time] { threads[i].advance(time); })).get();
        }
    }
    /// Until it has happened; what waits for a deadline waits for nothing else.
    template <class Happened>
    void pass_until(Happened happened) {
        while (!happened()) pass(Millis{1'000});
    }

    asio::ip::tcp::socket connect() {
        asio::ip::tcp::socket socket(io);
        socket.connect({asio::ip::make_address("127.0.0.1"), server->port()});
        return socket;
    }
    /// Everything until the server closes.
    static std::string read_all(asio::ip::tcp::socket& socket) {
        std::string all;
        boost::system::error_code error;
        asio::read(socket, asio::dynamic_buffer(all), error);
        return all;
    }
    std::string ask(const std::string& bytes) {
        auto socket = connect();
        asio::write(socket, asio::buffer(bytes));
        return read_all(socket);
    }

    asio::io_context io;
    TestHandler handler;
    IoThreads threads{2, TimeSource::hand};
    std::optional<HttpServer> server;
};

std::string body_of(const std::string& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
}
std::string status_of(const std::string& answer) {
    return answer.substr(9, 3);
}

TEST_F(HttpServerTest, AnswersARequest) {
    start();
    const auto answer = ask("GET /a/b?c=d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_NE(answer.find("\r\nX-From: 127.0.0.1\r\n"), std::string::npos);
    EXPECT_NE(answer.find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_EQ(answer.find("Set-Cookie"), std::string::npos);
    EXPECT_EQ(body_of(answer), "GET /a/b c=d ");
}

TEST_F(HttpServerTest, StreamsEventsUntilItSaysGoodBye) {
    start();
    auto socket = connect();
    asio::write(socket, asio::buffer(std::string("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")));
    std::string stream;
    asio::read_until(socket, asio::dynamic_buffer(stream), "data: " + std::string(200, 'x') + "\n\n");
    EXPECT_TRUE(stream.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n")) << stream;
    EXPECT_EQ(stream.find("Content-Length"), std::string::npos);
    EXPECT_NE(stream.find("\r\n\r\ndata: {\"hello\":1}\n\n"), std::string::npos) << stream;
    stop();
    EXPECT_EQ(read_all(socket), "event: close\ndata: {\"code\":1001,\"reason\":\"stopping \\\"now\\\"\"}\n\n");
    EXPECT_EQ(handler.ended, 1);
}

TEST_F(HttpServerTest, AStreamOfSomebodyWhoHasGoneSilentIsCut) {
    handler.sockets.heartbeat = Millis{1'000};
    start();
    auto socket = connect();
    asio::write(socket, asio::buffer(std::string("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")));
    std::string stream;
    asio::read_until(socket, asio::dynamic_buffer(stream), "\r\n\r\n");
    auto rest = std::async(std::launch::async, [&] { return read_all(socket); });
    pass_until([&] { return rest.wait_for(Millis{0}) == std::future_status::ready; });
    stream += rest.get();
    EXPECT_NE(stream.find("\n\n:\n\n"), std::string::npos) << "a sign of life in between";
    EXPECT_EQ(stream.find("event: close"), std::string::npos);
    pass_until([&] { return handler.ended != 0; });
}

TEST_F(HttpServerTest, AHeadOfAStreamIsNoStream) {
    start();
    const auto answer = ask("HEAD /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << answer;
    EXPECT_EQ(handler.ended, 0);
}

TEST_F(HttpServerTest, StreamsABodyPieceByPieceAndGoesOn) {
    start();
    const auto answer =
        ask("GET /letters HTTP/1.1\r\nHost: x\r\n\r\n"
            "GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_NE(answer.find("\r\nContent-Length: 3000000\r\n"), std::string::npos);
    const auto body = body_of(answer);
    EXPECT_EQ(body.substr(0, 3'000'000), std::string(3'000'000, 'l'));
    EXPECT_EQ(body_of(body), "GET /next  ");
    EXPECT_TRUE(handler.letters->sent);
}

TEST_F(HttpServerTest, ABodyThatDoesNotComeToItsEndCutsTheConnection) {
    start();
    const auto answer = ask("GET /letters?break HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_NE(answer.find("\r\nContent-Length: 3000000\r\n"), std::string::npos);
    EXPECT_LE(body_of(answer).size(), 2'000'000U);
    EXPECT_FALSE(handler.letters->sent);
}

TEST_F(HttpServerTest, AStreamWaitsForItsReaderAndIsCutWhenItMayNotGoOn) {
    handler.pieces = 200;
    start();
    auto socket = connect();
    asio::write(socket, asio::buffer(std::string("GET /letters HTTP/1.1\r\nHost: x\r\n\r\n")));
    std::string head;
    asio::read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n");
    pass(Millis{1'000});
    EXPECT_EQ(server->connections(), 1U) << "it may go on";
    EXPECT_LT(handler.letters->asked, 100) << "what the reader does not take is not asked for";
    handler.letters->allowed = false;
    pass_until([&] { return server->connections() == 0; });
    EXPECT_FALSE(handler.letters->sent);
}

TEST_F(HttpServerTest, AStreamWhoseReaderHasGoneSilentIsCut) {
    handler.pieces = 200;
    start({.write_timeout = Millis{5'000}});
    auto socket = connect();
    asio::write(socket, asio::buffer(std::string("GET /letters HTTP/1.1\r\nHost: x\r\n\r\n")));
    std::string head;
    asio::read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n");
    pass_until([&] { return server->connections() == 0; });
}

TEST_F(HttpServerTest, AHeadOfAStreamedBodyAsksForNoPiece) {
    start();
    const auto answer = ask("HEAD /letters HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_NE(answer.find("\r\nContent-Length: 3000000\r\n"), std::string::npos);
    EXPECT_EQ(body_of(answer), "");
    EXPECT_EQ(handler.letters->asked, 0);
}

TEST_F(HttpServerTest, SomePathsTakeLargerBodies) {
    start({.body_bytes = 10});
    const auto put = [this](const std::string& path, std::size_t bytes) {
        return status_of(ask("PUT " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                             std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, 'b')));
    };
    EXPECT_EQ(put("/large", 100'000), "200");
    EXPECT_EQ(put("/large?x=1", 100'000), "200");
    EXPECT_EQ(put("/other", 10), "200");
    EXPECT_EQ(put("/other", 11), "413");
    EXPECT_EQ(status_of(ask("PUT /large HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\n\r\n")), "413");
    EXPECT_EQ(status_of(ask("PUT /other HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            "b\r\nhello world\r\n0\r\n\r\n")),
              "413");
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
    start();
    const auto answer =
        ask("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\none"
            "\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n"
            "POST /3 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: "
            "close\r\n\r\n2\r\nth\r\n3\r\nree\r\n0\r\n\r\n"
            "GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto first = answer.find("POST /1  one");
    const auto second = answer.find("GET /2  ");
    const auto third = answer.find("POST /3  three");
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
    EXPECT_NE(third, std::string::npos) << answer;
    EXPECT_EQ(answer.find("never"), std::string::npos);
}

TEST_F(HttpServerTest, ReadsRequestsThatArriveByteByByte) {
    start();
    auto socket = connect();
    for (const char c :
         std::string("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")) {
        asio::write(socket, asio::buffer(&c, 1));
    }
    EXPECT_EQ(body_of(read_all(socket)), "POST /x  hi");
}

TEST_F(HttpServerTest, GivesTheLengthButNoBodyToHead) {
    start();
    const auto answer = ask("HEAD /shared HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_NE(answer.find("Content-Length: 300000\r\n"), std::string::npos);
    EXPECT_EQ(body_of(answer), "");
    EXPECT_EQ(ask("GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").find("Content-Length"),
              std::string::npos);
}

TEST_F(HttpServerTest, SendsSharedBytes) {
    start();
    const auto answer = ask("GET /shared HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(body_of(answer), std::string(TestHandler::shared_bytes, 's'));
}

TEST_F(HttpServerTest, ClosesAfterAnOldClientUnlessToldOtherwise) {
    start();
    EXPECT_EQ(body_of(ask("GET /x HTTP/1.0\r\n\r\n")), "GET /x  ");
    const auto kept = ask("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /y HTTP/1.0\r\n\r\n");
    EXPECT_NE(kept.find("Connection: keep-alive"), std::string::npos);
    EXPECT_NE(kept.find("GET /y"), std::string::npos);
}

TEST_F(HttpServerTest, InvitesTheBodyThatWaitsToBeInvited) {
    start();
    auto socket = connect();
    asio::write(socket,
                asio::buffer(std::string("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
                                         "Connection: close\r\n\r\n")));
    std::string head;
    asio::read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n");
    EXPECT_EQ(head, "HTTP/1.1 100 Continue\r\n\r\n");
    asio::write(socket, asio::buffer(std::string("hi")));
    EXPECT_EQ(body_of(read_all(socket)), "POST /x  hi");
}

TEST_F(HttpServerTest, RefusesWhatIsTooLongOrNoHttp) {
    start({.header_bytes = 1000, .body_bytes = 10});
    EXPECT_EQ(
        status_of(ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + std::string(900, 'x') + "\r\n\r\n")),
        "200");
    EXPECT_EQ(status_of(ask("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(1000, 'x') + "\r\n\r\n")), "431");
    EXPECT_EQ(status_of(ask("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n0123456789")),
              "200");
    EXPECT_EQ(status_of(ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n01234567890")), "413");
    EXPECT_EQ(
        status_of(ask("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n")),
        "413");
    EXPECT_EQ(status_of(ask("nonsense\r\n\r\n")), "400");
    EXPECT_EQ(status_of(ask(
                  "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
              "400");
}

TEST_F(HttpServerTest, RefusesARequestWithoutOneHost) {
    start();
    EXPECT_EQ(status_of(ask("GET / HTTP/1.1\r\n\r\n")), "400");
    EXPECT_EQ(status_of(ask("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")), "400");
}

TEST_F(HttpServerTest, BelievesWhatATrustedProxyAddedLastOnWhicheverLine) {
    HttpSettings settings;
    settings.trusted_proxies = {"127.0.0.1"};
    start(settings);
    const auto answer =
        ask("GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 9.9.9.9\r\nConnection: "
            "close\r\n\r\n");
    EXPECT_NE(answer.find("X-From: 9.9.9.9\r\n"), std::string::npos) << answer;
}

TEST_F(HttpServerTest, AnswersAHandlersExceptionWith500) {
    start();
    EXPECT_EQ(status_of(ask("GET /throw HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")), "500");
}

TEST_F(HttpServerTest, CutsOffWhoNeverSendsHisRequest) {
    start();
    auto silent = connect();
    auto slow = connect();
    asio::write(slow, asio::buffer(std::string("GET / HTTP/1.1\r\nHo")));
    auto nothing = std::async(std::launch::async, [&] { return read_all(silent); });
    auto refusal = std::async(std::launch::async, [&] { return read_all(slow); });
    const auto is_there = [](const auto& read) { return read.wait_for(Millis{0}) == std::future_status::ready; };
    pass_until([&] { return is_there(nothing) && is_there(refusal); });
    EXPECT_EQ(nothing.get(), "");
    EXPECT_EQ(status_of(refusal.get()), "408");
}

TEST_F(HttpServerTest, BoundsItsConnections) {
    start({.connections = 1});
    auto first = connect();
    asio::write(first, asio::buffer(std::string("GET / HTTP/1.1\r\nHost: x\r\n\r\n")));
    std::string head;
    asio::read_until(first, asio::dynamic_buffer(head), "\r\n\r\n");
    EXPECT_EQ(ask(""), "");
}

TEST_F(HttpServerTest, BoundsConnectionsPerAddress) {
    start({.connections_per_address = 1});
    auto first = connect();
    asio::write(first, asio::buffer(std::string("GET / HTTP/1.1\r\nHost: x\r\n\r\n")));
    std::string head;
    asio::read_until(first, asio::dynamic_buffer(head), "\r\n\r\n");
    EXPECT_EQ(ask(""), "");
}

TEST_F(HttpServerTest, ListensOnIpv6AndNamesWhatItCannotBind) {
    start({.address = "[::1]"});
    HttpServer second(threads, {.address = "::1", .port = server->port()}, handler);
    const auto started = second.start();
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().sentence.find("in use"), std::string::npos) << started.error().sentence;
}

// Over a Unix socket.

class LocalServerTest : public HttpServerTest {
protected:
    LocalServerTest() {
        std::string name = (std::filesystem::temp_directory_path() / "foyer-net-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    void TearDown() override {
        stop();
        std::filesystem::remove_all(folder);
    }
    void start_at(const std::filesystem::path& path) { start({.local_path = path.string()}); }
    std::string ask_at(const std::filesystem::path& path) {
        const auto address = LocalAddress::of(path.string());
        EXPECT_TRUE(address);
        asio::local::stream_protocol::socket socket(io);
        socket.connect({address->name()});
        asio::write(socket, asio::buffer(std::string("GET /here HTTP/1.0\r\n\r\n")));
        std::string all;
        boost::system::error_code error;
        asio::read(socket, asio::dynamic_buffer(all), error);
        return all;
    }
    /// As of a server that was killed.
    void given_stale_socket(const std::filesystem::path& path) {
        asio::local::stream_protocol::acceptor acceptor(io, {path.string()});
    }

    std::filesystem::path folder;
};

TEST_F(LocalServerTest, ServesItsOwnUserUntilItStops) {
    const auto path = folder / "socket";
    start_at(path);
    const auto answer = ask_at(path);
    EXPECT_EQ(body_of(answer), "GET /here  ");
    EXPECT_NE(answer.find("X-From: 127.0.0.1"), std::string::npos) << answer;
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
    stop();
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(LocalServerTest, TakesTheOneThatWasLeftOver) {
    const auto path = folder / "socket";
    given_stale_socket(path);
    ASSERT_TRUE(std::filesystem::exists(path));
    start_at(path);
    EXPECT_EQ(status_of(ask_at(path)), "200");
}

TEST_F(LocalServerTest, TouchesNothingElseThatIsInItsWay) {
    const auto path = folder / "socket";
    std::ofstream(path) << "precious";
    HttpServer refused(threads, {.local_path = path.string()}, handler);
    const auto started = refused.start();
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().sentence.find("in the way"), std::string::npos) << started.error().sentence;
    EXPECT_EQ(std::filesystem::file_size(path), 8U);
}

TEST_F(LocalServerTest, ALongFolderIsNoHindranceALongNameIs) {
    const auto deep = folder / std::string(100, 'd') / std::string(100, 'e');
    std::filesystem::create_directories(deep);
    start_at(deep / "socket");
    EXPECT_EQ(status_of(ask_at(deep / "socket")), "200");
    HttpServer refused(threads, {.local_path = (deep / std::string(120, 'f')).string()}, handler);
    const auto started = refused.start();
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().sentence.find("longer than 107 bytes"), std::string::npos) << started.error().sentence;
    EXPECT_FALSE(LocalAddress::of((folder / std::string(100, 'x') / "socket").string()));
}

// WebSockets, with our own client.

class ClientSocket final : public WebSocketHandler {
public:
    void on_open(std::shared_ptr<WebSocketConnection> c) override { connection = std::move(c); }
    void on_message(MessageKind, std::string_view message) override {
        std::promise<std::string> answer = std::exchange(next, {});
        answer.set_value(std::string(message));
    }
    void on_slow_reader() override {}
    void on_server_stopping() override {}
    void on_end(WebSocketEnd end) override {
        connection.reset();
        ended.set_value(std::move(end));
    }

    std::shared_ptr<WebSocketConnection> connection;
    std::promise<std::string> next;
    std::promise<WebSocketEnd> ended;
};

class WebSocketServerTest : public HttpServerTest {
protected:
    // Where the threads stop before the client has heard of the end, the two would keep each other.
    void TearDown() override {
        stop();
        if (client) client->connection.reset();
    }
    Result<void> open(WebSocketTarget target) {
        target.port = server->port();
        if (target.path == "/") target.path = "/ws";
        client = std::make_shared<ClientSocket>();
        return asio::co_spawn(threads[1].executor(), open_websocket(threads[1], target, client), asio::use_future)
            .get();
    }
    std::string echo(std::string text) {
        auto answer = client->next.get_future();
        asio::post(threads[1].context(),
                   [this, text = std::move(text)] { client->connection->send(MessageKind::text, text); });
        return answer.get();
    }
    WebSocketEnd send_and_end(std::string text) {
        asio::post(threads[1].context(),
                   [this, text = std::move(text)] { client->connection->send(MessageKind::text, text); });
        return client->ended.get_future().get();
    }

    std::shared_ptr<ClientSocket> client;
};

TEST_F(WebSocketServerTest, EchoesSmallAndLarge) {
    handler.sockets.limits = {.frame_bytes = 4'000'000, .message_bytes = 4'000'000, .fragments = 10};
    handler.sockets.pending_bytes = 8'000'000;
    start();
    WebSocketTarget target;
    target.settings = handler.sockets;
    ASSERT_TRUE(open(target));
    EXPECT_EQ(echo("hello"), "hello");
    const std::string large(3'000'000, 'x');
    EXPECT_EQ(echo(large), large);
    EXPECT_EQ(echo("again"), "again");
}

TEST_F(WebSocketServerTest, ClosesWithTheServersCode) {
    start();
    ASSERT_TRUE(open({}));
    const auto end = send_and_end("close 4001");
    EXPECT_EQ(end.code, 4001);
    EXPECT_EQ(end.reason, "as you wish");
    EXPECT_TRUE(end.by_peer);
}

TEST_F(WebSocketServerTest, TellsItsClientsThatItStops) {
    start();
    ASSERT_TRUE(open({}));
    auto ended = client->ended.get_future();
    asio::co_spawn(threads[0].executor(), server->stop(Millis{5'000}), asio::use_future).get();
    EXPECT_EQ(ended.get().code, 1001);
    pass_until([&] { return handler.ended != 0; });
}

TEST_F(WebSocketServerTest, RefusesAnUpgradeWithTheHandlersStatus) {
    start();
    WebSocketTarget target;
    target.path = "/elsewhere";
    const auto opened = open(target);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().sentence.find("403"), std::string::npos) << opened.error().sentence;
    EXPECT_EQ(status_of(ask("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                            "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")),
              "426");
}

TEST_F(WebSocketServerTest, ReadsFramesThatCameWithTheUpgradeRequest) {
    start();
    std::string bytes =
        "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: a, b\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    websocket::append_frame(bytes, websocket::Opcode::text, "early", 0x01020304);
    websocket::append_frame(bytes, websocket::Opcode::close, "", 0x01020304);
    auto socket = connect();
    asio::write(socket, asio::buffer(bytes));
    std::string all = read_all(socket);
    EXPECT_NE(all.find("Sec-WebSocket-Protocol: a\r\n"), std::string::npos);
    EXPECT_EQ(body_of(all), std::string("\x81\x05"
                                        "early\x88\x00",
                                        9));
}

TEST_F(WebSocketServerTest, CutsASlowReaderAndOnlyHim) {
    handler.sockets.pending_bytes = 100'000;
    handler.sockets.heartbeat = Millis{0};
    start();
    auto stuck = connect();
    std::string bytes =
        "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    for (int i = 0; i < 64; ++i) websocket::append_frame(bytes, websocket::Opcode::text, "big 1000000", 0x01020304);
    asio::write(stuck, asio::buffer(bytes));
    std::string head;
    asio::read_until(stuck, asio::dynamic_buffer(head), "\r\n\r\n");  // And no more from here on.
    WebSocketTarget target;
    target.settings.heartbeat = Millis{0};
    ASSERT_TRUE(open(target));
    EXPECT_EQ(echo("hello"), "hello");
    pass_until([&] { return handler.ended != 0; });
    EXPECT_EQ(echo("still here"), "still here");
}

TEST_F(WebSocketServerTest, SpeaksTls) {
    const TestCertificate certificate;
    HttpSettings settings;
    settings.tls = certificate.files();
    handler.sockets.limits = {.frame_bytes = 4'000'000, .message_bytes = 4'000'000, .fragments = 10};
    handler.sockets.pending_bytes = 8'000'000;
    start(settings);
    WebSocketTarget target;
    target.settings = handler.sockets;
    target.host = "localhost";
    target.tls = *make_client_tls(certificate.files().certificate_chain);
    const auto opened = open(target);
    ASSERT_TRUE(opened) << opened.error().sentence;
    EXPECT_EQ(echo("hello"), "hello");
    const std::string large(3'000'000, 'x');
    EXPECT_EQ(echo(large), large);
    EXPECT_EQ(send_and_end("close 4002").code, 4002);
}

TEST_F(WebSocketServerTest, TakesARenewedCertificate) {
    const TestCertificate old;
    const TestCertificate renewed;
    TlsFilesWatch watch(old.files());
    ASSERT_TRUE(watch.load());
    EXPECT_EQ(*watch.reload(), nullptr);
    old.break_files();
    EXPECT_FALSE(watch.reload());
    EXPECT_EQ(*watch.reload(), nullptr);
    old.copy_from(renewed);
    EXPECT_NE(*watch.reload(), nullptr);
}

TEST_F(WebSocketServerTest, RefusesToStartWithoutItsCertificate) {
    HttpSettings settings;
    settings.port = 0;
    settings.tls = TlsFiles{"/nonexistent/chain.pem", "/nonexistent/key.pem"};
    HttpServer broken(threads, settings, handler);
    const auto started = broken.start();
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().sentence.find("/nonexistent/chain.pem"), std::string::npos);
}

TEST_F(WebSocketServerTest, ClientDoesNotTrustAnUnknownCertificate) {
    const TestCertificate certificate;
    const TestCertificate other;
    HttpSettings settings;
    settings.tls = certificate.files();
    start(settings);
    WebSocketTarget target;
    target.host = "localhost";
    target.tls = *make_client_tls(other.files().certificate_chain);
    EXPECT_FALSE(open(target));
}

}  // namespace
}  // namespace foyer::net
