#include "server/gateway/http/file_operations.hpp"

#include <boost/beast/http/field.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <openssl/sha.h>

#include "server/app/app_fixture.hpp"
#include "server/gateway/http/http_gateway.hpp"

namespace foyer::gateway {
namespace {

namespace http = boost::beast::http;
using testing::HasSubstr;

app::AppSettings small_settings() {
    app::AppSettings settings;
    settings.files.limits.chunk_bytes = 10;
    return settings;
}

class FileOperations : public testing::Test, public app::AppFixture {
protected:
    FileOperations() : AppFixture(small_settings()) { refresh(); }

    static std::string field(const net::HttpResponse& response, std::string_view name) {
        for (const auto& [key, value] : response.fields) {
            if (key == name) return value;
        }
        return {};
    }
    std::string token_of(ContactId who) {
        auto& token = tokens[who];
        if (token.empty()) token = run(app.sessions.open(who, ports::SessionKind::session, {}, SessionId{}))->token;
        return token;
    }
    net::HttpRequest request(ContactId who, http::verb method, const std::string& target) {
        net::HttpRequest made;
        made.method = method;
        const auto question = target.find('?');
        made.path = target.substr(0, question);
        if (question != std::string::npos) made.query = target.substr(question + 1);
        made.fields.set(http::field::host, "chat.example.com");
        if (who) made.fields.set(http::field::authorization, "Bearer " + token_of(who));
        return made;
    }
    net::HttpResponse get(ContactId who, const std::string& target, const std::string& range = {}) {
        auto asked = request(who, http::verb::get, target);
        if (!range.empty()) asked.fields.set(http::field::range, range);
        return run(gateway.handle(std::move(asked)));
    }
    static std::string hash_of(std::string_view bytes) {
        std::array<std::uint8_t, 32> hash{};
        SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
        return fmt::format("{:02x}", fmt::join(hash, ""));
    }
    net::HttpResponse put(ContactId who, const std::string& target, std::string bytes, const std::string& hash) {
        auto asked = request(who, http::verb::put, target);
        if (!hash.empty()) asked.fields.set("X-Foyer-SHA256", hash);
        asked.body = std::move(bytes);
        return run(gateway.handle(std::move(asked)));
    }
    FileId given_file(std::string_view content, std::string name = "plan.pdf", std::string type = "application/pdf") {
        app::NewRoom wish;
        wish.parties = {bob};
        const auto room = *run(app.create_room.run(caller(ann), std::move(wish)));
        domain::FileOffer offer{.name = std::move(name), .size = content.size(), .type = std::move(type)};
        const auto file = run(app.offer_file.run(caller(ann), room, std::move(offer), ""));
        const auto id = file.value()->file.id;
        for (std::size_t at = 0, chunk = 0; at < content.size(); at += 10, ++chunk) {
            const std::string piece(content.substr(at, 10));
            EXPECT_EQ(put(ann, path_of(id, chunk), piece, hash_of(piece)).status, 200U);
        }
        EXPECT_TRUE(run(app.accept_file.run(caller(bob), id)));
        return id;
    }
    static std::string path_of(FileId file) { return "/api/files/" + std::to_string(file.value()); }
    static std::string path_of(FileId file, std::size_t chunk) {
        return path_of(file) + "/chunks/" + std::to_string(chunk);
    }
    /// What a client gets of a streamed answer; cut short where it breaks.
    std::string streamed(const net::HttpResponse& response) {
        const auto& body = std::get<net::StreamedBody>(response.body);
        std::string all;
        while (all.size() < body.size) {
            const auto piece = run(body.source->next());
            if (!piece) return all + "|" + name_of(piece.error().code);
            all += **piece;
        }
        start_void(body.source->on_sent());
        pump();
        return all;
    }
    void start_void(Task<void> task) {
        boost::asio::co_spawn(io, std::move(task), [](const auto&...) {});
    }

    std::map<ContactId, std::string> tokens;
    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId eve = person("eve", acme);
    OriginRule origins{{"https://www.example.com"}};
    StaticFiles static_files{{}, origins};
    HttpGateway gateway{app, origins, static_files, routes()};

private:
    Router routes() {
        Router router;
        add_file_operations(router, app, {.chunk_bytes = 10, .chunk_timeout = Millis{1'000}});
        return router;
    }
};

TEST_F(FileOperations, AChunkComesBackAsItWasSent) {
    const auto file = given_file("hello world");
    const auto answer = get(bob, path_of(file, 1));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body_view(), "d");
    EXPECT_EQ(field(answer, "X-Foyer-SHA256"), hash_of("d"));
    EXPECT_EQ(field(answer, "Content-Type"), "application/octet-stream");
    const auto again = put(ann, path_of(file, 0), "hello worl", hash_of("hello worl"));
    EXPECT_EQ(again.body_view(), fmt::format(R"({{"fileId":{},"chunks":2}})", file.value()));
}

TEST_F(FileOperations, BytesFromPeopleAreNeverShownAsPagesOfOurs) {
    const auto html = given_file("<script>x", "a.html", "text/html");
    const auto png = given_file("not a png", "Bild ä.png", "image/png");
    for (const auto& answer : {get(bob, path_of(html)), get(bob, path_of(html, 0)), get(bob, path_of(png))}) {
        EXPECT_EQ(field(answer, "X-Content-Type-Options"), "nosniff");
        EXPECT_THAT(field(answer, "Content-Security-Policy"), HasSubstr("sandbox"));
        EXPECT_EQ(field(answer, "Cross-Origin-Resource-Policy"), "same-origin");
        EXPECT_THAT(field(answer, "Content-Disposition"), testing::StartsWith("attachment"));
    }
    EXPECT_EQ(field(get(bob, path_of(html)), "Content-Type"), "application/octet-stream");
    const auto image = get(bob, path_of(png));
    EXPECT_EQ(field(image, "Content-Type"), "image/png");
    EXPECT_THAT(field(image, "Content-Disposition"), HasSubstr("filename*=UTF-8''Bild%20%C3%A4.png"));
}

TEST_F(FileOperations, OnlyThoseWhoMayGetBytesAtAll) {
    const auto file = given_file("hello world");
    for (const auto& path : {path_of(file), path_of(file, 0)}) {
        EXPECT_EQ(get(ContactId{}, path).status, 401U);
        EXPECT_EQ(get(eve, path).status, 404U);
        EXPECT_EQ(get(ann, path).status, 404U) << "the sender is no receiver";
    }
    EXPECT_EQ(put(ContactId{}, path_of(file, 0), "x", hash_of("x")).status, 401U);
    EXPECT_EQ(put(bob, path_of(file, 0), "x", hash_of("x")).status, 403U);
    EXPECT_EQ(get(bob, "/api/files/4711").status, 404U);
    EXPECT_EQ(get(bob, "/api/files/x").status, 404U);
    EXPECT_EQ(get(bob, path_of(file) + "/chunks/-1").status, 404U);
}

TEST_F(FileOperations, ChunksThatAreNotThereOrNotSoundAreRefused) {
    const auto file = given_file("hello world");
    EXPECT_EQ(put(ann, path_of(file, 2), "x", hash_of("x")).status, 400U);
    EXPECT_EQ(put(ann, path_of(file, 1), "d", "").status, 400U);
    EXPECT_EQ(put(ann, path_of(file, 1), "d", std::string(64, 'g')).status, 400U);
    EXPECT_EQ(put(ann, path_of(file, 1), "e", hash_of("e")).status, 400U) << "other bytes";
    EXPECT_EQ(get(bob, path_of(file, 2)).status, 400U);
    app::NewRoom wish;
    wish.parties = {bob};
    domain::FileOffer offer{.name = "late", .size = 5, .type = ""};
    const auto room = *run(app.create_room.run(caller(ann), std::move(wish)));
    const auto late = run(app.offer_file.run(caller(ann), room, std::move(offer), "")).value()->file.id;
    EXPECT_TRUE(run(app.accept_file.run(caller(bob), late)));
    EXPECT_EQ(get(bob, path_of(late, 0)).status, 425U);
}

TEST_F(FileOperations, AWholeFileIsStreamedAndThenComplete) {
    const auto file = given_file("hello world, and all of you");
    const auto answer = get(bob, path_of(file));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body_size(), 27U);
    EXPECT_EQ(streamed(answer), "hello world, and all of you");
    EXPECT_EQ(run(memory.store().files.load(file))->find(bob)->state, domain::ReceiverState::complete);
}

TEST_F(FileOperations, ARangeIsHonoured) {
    const auto file = given_file("hello world, and all of you");
    const auto middle = get(bob, path_of(file), "bytes=6-11");
    EXPECT_EQ(middle.status, 206U);
    EXPECT_EQ(field(middle, "Content-Range"), "bytes 6-11/27");
    EXPECT_EQ(streamed(middle), "world,");
    EXPECT_NE(run(memory.store().files.load(file))->find(bob)->state, domain::ReceiverState::complete);
    EXPECT_EQ(streamed(get(bob, path_of(file), "bytes=9-10")), "ld");
    EXPECT_EQ(get(bob, path_of(file), "bytes=27-").status, 416U);
    EXPECT_EQ(streamed(get(bob, path_of(file), "bytes=24-")), "you");
    EXPECT_EQ(run(memory.store().files.load(file))->find(bob)->state, domain::ReceiverState::complete);
}

TEST_F(FileOperations, AnEmptyFileIsCompleteAtOnce) {
    const auto file = given_file("");
    const auto answer = get(bob, path_of(file));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body_size(), 0U);
    EXPECT_EQ(run(memory.store().files.load(file))->find(bob)->state, domain::ReceiverState::complete);
}

TEST_F(FileOperations, ADownloadUnderWayIsCutWhenItsReaderMayNoMore) {
    const auto file = given_file("hello world, and all of you");
    const auto room = run(memory.store().files.load(file))->room;
    const auto answer = get(bob, path_of(file));
    const auto source = std::get<net::StreamedBody>(answer.body).source;
    EXPECT_TRUE(run(source->next()));
    EXPECT_TRUE(run(source->may_go_on()));
    EXPECT_TRUE(run(app.leave_room.run(caller(bob), room)));
    EXPECT_FALSE(run(source->may_go_on()));
    EXPECT_FALSE(run(source->next()));
}

TEST_F(FileOperations, ADownloadUnderWayIsCutWhenItsSessionEnds) {
    const auto file = given_file("hello world, and all of you");
    const auto answer = get(bob, path_of(file));
    const auto source = std::get<net::StreamedBody>(answer.body).source;
    EXPECT_TRUE(run(source->next()));
    EXPECT_TRUE(run(app.sessions.end_all(bob, "logged out")));
    EXPECT_FALSE(run(source->may_go_on()));
    EXPECT_EQ(run(source->next()).error().code, ErrorCode::not_logged_in);
}

TEST_F(FileOperations, AGuestWhoMayNotHaveFilesAnyMoreMovesNoMoreBytes) {
    const auto gus = person("gus", acme, domain::PersonKind::guest);
    refresh();
    app.presence.connect(ConnectionId{1}, gus, {.name = "r", .show = ports::Show::online, .text = {}});
    app::NewRoom wish;
    wish.parties = {gus};
    const auto room = *run(app.create_room.run(caller(ann), std::move(wish)));
    const auto offered_by = [&](ContactId sender) {
        domain::FileOffer offer{.name = "plan.pdf", .size = 15, .type = ""};
        return run(app.offer_file.run(caller(sender), room, std::move(offer), "")).value()->file.id;
    };
    const auto his = offered_by(gus);
    const auto hers = offered_by(ann);
    const std::string piece(10, 'x');
    EXPECT_EQ(put(gus, path_of(his, 0), piece, hash_of(piece)).status, 200U);
    EXPECT_EQ(put(ann, path_of(hers, 0), piece, hash_of(piece)).status, 200U);
    EXPECT_EQ(put(ann, path_of(hers, 1), "yyyyy", hash_of("yyyyy")).status, 200U);
    EXPECT_TRUE(run(app.accept_file.run(caller(gus), hers)));
    const auto running = get(gus, path_of(hers));
    const auto& source = std::get<net::StreamedBody>(running.body).source;
    EXPECT_TRUE(run(source->next()));

    app::CompanyModification less;
    less.guests_may_share_files = false;
    EXPECT_TRUE(run(app.modify_company.run(app::Local{}, acme, std::move(less))));
    EXPECT_EQ(run(source->next()).error().code, ErrorCode::forbidden);
    EXPECT_EQ(get(gus, path_of(hers)).status, 403U);
    EXPECT_EQ(get(gus, path_of(hers, 0)).status, 403U);
    EXPECT_EQ(put(gus, path_of(his, 1), "yyyyy", hash_of("yyyyy")).status, 403U);
}

TEST_F(FileOperations, DamagedBytesAreNotStreamed) {
    const auto file = given_file("hello world, and all of you");
    file_bytes.damage(file, 1);
    EXPECT_EQ(streamed(get(bob, path_of(file))), "hello worl|store_failed");
}

TEST_F(FileOperations, PagesOfAllowedOriginsMaySendTheHashAndReadIt) {
    const auto file = given_file("hello world");
    auto preflight = request(ContactId{}, http::verb::options, path_of(file, 0));
    preflight.fields.set(http::field::origin, "https://www.example.com");
    const auto allowed = run(gateway.handle(std::move(preflight)));
    EXPECT_THAT(field(allowed, "Access-Control-Allow-Headers"), HasSubstr("x-foyer-sha256"));
    EXPECT_THAT(field(allowed, "Access-Control-Allow-Methods"), HasSubstr("PUT"));
    auto asked = request(bob, http::verb::get, path_of(file, 0));
    asked.fields.set(http::field::origin, "https://www.example.com");
    EXPECT_THAT(field(run(gateway.handle(std::move(asked))), "Access-Control-Expose-Headers"),
                HasSubstr("X-Foyer-SHA256"));
}

TEST_F(FileOperations, OnlyUploadsMayBeAsLargeAsAChunk) {
    EXPECT_EQ(gateway.body_rule(http::verb::put, "/api/files/7/chunks/0")->bytes, 10U);
    EXPECT_FALSE(gateway.body_rule(http::verb::get, "/api/files/7/chunks/0"));
    EXPECT_FALSE(gateway.body_rule(http::verb::put, "/api/elsewhere"));
}

}  // namespace
}  // namespace foyer::gateway
