#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "lib/net/io_threads.hpp"
#include "lib/wire/codec.hpp"
#include "server/app/people/people_fixture.hpp"
#include "server/gateway/ws/feed_connection.hpp"
#include "server/storage/memory/memory_file_bytes.hpp"
#include "server/storage/memory/memory_store.hpp"

namespace foyer::gateway {

/// A WebSocket without a network: keeps what it was given to send.
class FakeSocket final : public net::WebSocketConnection {
public:
    explicit FakeSocket(net::IoThread& thread) : thread_(thread) {}

    void send(net::FrameRef frame) override {
        if (closed != 0) return;
        constexpr std::size_t short_header = 2;
        constexpr std::size_t long_header = 4;
        constexpr std::size_t longest_header = 10;
        const auto length = static_cast<unsigned char>((*frame)[1]) & 0x7FU;
        const auto header = length < 126 ? short_header : length == 126 ? long_header : longest_header;
        auto decoded = wire::decode_json<v1::ServerFrame>(std::string_view(*frame).substr(header));
        ASSERT_TRUE(decoded) << decoded.error().sentence;
        frames.push_back(std::move(*decoded));
    }
    void send(net::MessageKind, std::string_view) override { FAIL() << "feeds send whole frames"; }
    void close(std::uint16_t code, std::string_view) override { closed = code; }
    void cut(std::string_view) override { closed = net::websocket::close_code::abnormal; }
    void drop_pending() override { frames.clear(); }
    void pause_reading() override { paused = true; }
    void resume_reading() override { paused = false; }
    [[nodiscard]] bool is_open() const override { return closed == 0; }
    [[nodiscard]] std::size_t pending_bytes() const override { return 0; }
    [[nodiscard]] net::IoThread& thread() const override { return thread_; }
    [[nodiscard]] const std::string& remote_address() const override { return address_; }

    std::vector<v1::ServerFrame> frames;
    std::uint16_t closed = 0;
    bool paused = false;

private:
    net::IoThread& thread_;
    std::string address_ = "127.0.0.1";
};

/// A client at the other end of a FakeSocket.
struct FakeClient {
    std::shared_ptr<FakeSocket> socket;
    std::shared_ptr<FeedConnection> connection;

    /// One line per frame since this was asked last: "1 welcome", "snapshot", "room_event", "2 error not_found" …
    std::vector<std::string> told() {
        std::vector<std::string> lines;
        for (const auto& frame : std::exchange(socket->frames, {})) {
            const auto* body = v1::ServerFrame::descriptor()->FindFieldByNumber(static_cast<int>(frame.body_case()));
            std::string line = (frame.re() != 0 ? std::to_string(frame.re()) + " " : "") + body->name();
            if (frame.has_error()) line += " " + v1::ErrorCode_Name(frame.error().code());
            if (frame.has_message_event()) line += " " + frame.message_event().messages(0).text();
            lines.push_back(std::move(line));
        }
        return lines;
    }
    void close() { connection->on_end({}); }
};

/// Feeds on an App in memory, on one I/O thread that the test turns by hand, in virtual time.
class FeedTest : public testing::Test {
protected:
    FeedTest() {
        EXPECT_TRUE(run(app.directory.refresh()));
        company_ = *run(app.create_company.run(app::Local{}, "Acme"));
        services.settings.socket.pending_bytes = 64 * 1024;
    }

    template <class T>
    T run(Task<T> task) {
        auto result = boost::asio::co_spawn(threads[0].executor(), std::move(task), boost::asio::use_future);
        turn();
        return result.get();
    }
    /// Lets the thread do all it can do now.
    void turn() {
        while (threads[0].context().poll() > 0) {
        }
    }

    /// Adds a user and logs him in; gives his session token.
    std::string user(const std::string& uname) {
        people[uname] =
            *run(app.create_user.run(app::Local{}, {company_, uname, uname, {}, "password of " + uname, false}));
        return log_in(uname);
    }
    std::string log_in(const std::string& uname) {
        app::Login login;
        login.uname = uname;
        login.password = "password of " + uname;
        return run(app.log_in.run(std::move(login)))->session_token;
    }
    FakeClient connect(std::string cookie = {}) {
        FakeClient client{
            std::make_shared<FakeSocket>(threads[0]),
            std::make_shared<FeedConnection>(services, hub.on(threads[0]), WireFormat::json, std::move(cookie))};
        client.connection->on_open(client.socket);
        return client;
    }
    void say(FakeClient& client, const v1::ClientFrame& frame) {
        client.connection->on_message(net::MessageKind::text, wire::encode_json(frame));
    }
    void hello(FakeClient& client, std::string token = {}, std::uint32_t id = 1) {
        v1::ClientFrame frame;
        frame.set_id(id);
        frame.mutable_hello()->set_token(std::move(token));
        say(client, frame);
    }
    /// Somebody who is connected and has read his snapshot.
    FakeClient feed_of(std::string token) {
        auto client = connect();
        hello(client, std::move(token));
        turn();
        client.told();
        return client;
    }
    v1::ClientFrame invite(std::uint32_t id, const std::string& uname) {
        v1::ClientFrame frame;
        frame.set_id(id);
        frame.mutable_invite_to_chat()->add_parties()->set_contact_id(people.at(uname).value());
        return frame;
    }
    static v1::ClientFrame post(std::uint32_t id, std::uint32_t room, std::string text) {
        v1::ClientFrame frame;
        frame.set_id(id);
        frame.mutable_post_message()->set_room_id(room);
        frame.mutable_post_message()->set_text(std::move(text));
        return frame;
    }

    app::StandingClock clock;
    net::IoThreads threads{1};
    Hub hub{threads, clock};
    storage::MemoryStore store;
    storage::MemoryFileBytes file_bytes;
    app::CountedRandom random;
    app::FakeHasher hasher;
    app::FakeCodes codes;
    app::App app{{store.store(), hub, clock, random, hasher, codes, file_bytes}, {}, threads.executors()};
    FeedServices services{app, hub, {}, {}, 1, {}, [] { return 7U; }};
    std::map<std::string, ContactId> people;

private:
    CompanyId company_;
};

}  // namespace foyer::gateway
