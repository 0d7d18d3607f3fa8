// The use cases of files, on memory stores and a standing clock.
#include <gmock/gmock.h>
#include <openssl/sha.h>

#include "server/app/app_fixture.hpp"

namespace foyer::app {
namespace {

using domain::FileState;
using domain::ReceiverState;
using testing::ElementsAre;

AppSettings small_settings() {
    AppSettings settings;
    settings.files.limits.size_bytes = 1000;
    settings.files.limits.sender_bytes = 1500;
    settings.files.limits.sender_files = 3;
    settings.files.limits.chunk_bytes = 10;
    settings.files.limits.expiry = Millis{60'000};
    settings.files.requests_per_user = 4;
    settings.files.live_max = 2;
    settings.files.wait = Millis{20'000};
    settings.files.progress = Millis{250};
    return settings;
}

class Files : public testing::Test, public AppFixture {
protected:
    Files() : AppFixture(small_settings()) { refresh(); }

    RoomId given_room_of(std::vector<ContactId> members, bool multi = true) {
        domain::Room made;
        made.multi = multi;
        made.owner = members.front();
        made.company = acme;
        for (const auto id : members) made.members.push_back({id, domain::MemberState::joined, Seq{1}, {}});
        std::ranges::sort(made.members, {}, &domain::Member::id);
        return given_room(std::move(made));
    }
    Result<std::shared_ptr<const ports::FileView>> offer(ContactId by, RoomId in, std::uint64_t size,
                                                         std::string key = "") {
        domain::FileOffer wish{.name = "plan.pdf", .size = size, .type = "application/pdf"};
        return run(app.offer_file.run(caller(by), in, std::move(wish), std::move(key)));
    }
    FileId offered(std::uint64_t size = 25) {
        auto view = offer(ann, room, size);
        return view.value()->file.id;
    }
    static std::string bytes_of(std::uint32_t chunk, std::size_t size) {
        return std::string(size, static_cast<char>('a' + chunk));
    }
    static ports::ChunkHash hash_of(std::string_view bytes) {
        ports::ChunkHash hash;
        SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
        return hash;
    }
    Task<Result<std::uint32_t>> uploading(FileId file, std::uint32_t chunk, std::size_t size) {
        const auto bytes = bytes_of(chunk, size);
        return app.upload_chunk.run(caller(ann), file, chunk, std::make_shared<const std::string>(bytes),
                                    hash_of(bytes));
    }
    Result<std::uint32_t> upload(FileId file, std::uint32_t chunk, std::size_t size = 10) {
        return run(uploading(file, chunk, size));
    }
    void upload_all(FileId file) {
        EXPECT_TRUE(upload(file, 0));
        EXPECT_TRUE(upload(file, 1));
        EXPECT_TRUE(upload(file, 2, 5));
    }
    Task<Result<ports::StoredChunk>> fetching(ContactId by, FileId file, std::uint32_t chunk, Millis wait = Millis{0}) {
        return app.fetch_chunk.run(caller(by), file, chunk, wait, true);
    }
    Result<std::string> fetch(ContactId by, FileId file, std::uint32_t chunk) {
        auto stored = run(fetching(by, file, chunk));
        if (!stored) return refuse(stored.error());
        return *stored->bytes;
    }
    /// The server once more, on what the first has stored.
    std::unique_ptr<App> restarted() {
        const std::vector<boost::asio::any_io_executor> strands{boost::asio::make_strand(io),
                                                                boost::asio::make_strand(io)};
        AppPorts ports{memory.store(), publisher, clock, random, hasher, codes, file_bytes};
        auto again = std::make_unique<App>(ports, small_settings(), strands);
        EXPECT_TRUE(run(again->directory.refresh()));
        EXPECT_TRUE(run(again->files.start()));
        return again;
    }
    Result<void> accept(ContactId by, FileId file) { return run(app.accept_file.run(caller(by), file)); }
    Result<void> finish(ContactId by, FileId file) { return run(app.finish_file.run(caller(by), file)); }
    domain::FileTransfer stored_file(FileId file) { return *run(memory.store().files.load(file)); }
    ReceiverState state_of(FileId file, ContactId person) { return stored_file(file).find(person)->state; }
    /// The newest a person was told of the file; version 0: nothing.
    domain::FileTransfer told(ContactId person, FileId file) {
        domain::FileTransfer newest;
        for (const auto& event : publisher.told<ports::FileChanged>(person)) {
            if (event.view->file.id == file) newest = event.view->file;
        }
        return newest;
    }
    void pass(Millis time) {
        clock.advance(time);
        start_void(app.files.turn());
        pump();
    }
    void start_void(Task<void> task) {
        boost::asio::co_spawn(io, std::move(task), [](const auto&...) {});
    }
    template <class T>
    static ErrorCode refusal(const Result<T>& result) {
        return result ? ErrorCode::ok : result.error().code;
    }

    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId cat = person("cat", acme);
    ContactId eve = person("eve", acme);
    ContactId sue = person("sue", acme, domain::PersonKind::user, {acme});
    RoomId room = (refresh(), given_room_of({ann, bob, cat}));
};

TEST_F(Files, AFileGoesFromOneToTheOthers) {
    const auto file = offered();
    EXPECT_EQ(told(bob, file).name, "plan.pdf");
    EXPECT_EQ(told(eve, file).version, 0U);
    EXPECT_TRUE(accept(bob, file));
    upload_all(file);
    EXPECT_EQ(*fetch(bob, file, 0), bytes_of(0, 10));
    EXPECT_EQ(*fetch(bob, file, 2), bytes_of(2, 5));
    EXPECT_TRUE(finish(bob, file));
    EXPECT_EQ(state_of(file, bob), ReceiverState::complete);
    EXPECT_EQ(file_bytes.files(), 1U) << "cat has not answered";
    EXPECT_TRUE(run(app.reject_file.run(caller(cat), file, false)));
    EXPECT_EQ(told(ann, file).state, FileState::done);
    EXPECT_EQ(file_bytes.files(), 0U);
    EXPECT_EQ(refusal(fetch(bob, file, 0)), ErrorCode::file_gone);
}

TEST_F(Files, ViewsCarryTheNamesOfThoseInThem) {
    const auto view = *offer(ann, room, 1);
    EXPECT_EQ(view->sender_name, "ann");
    EXPECT_THAT(view->receiver_names, ElementsAre("bob", "cat"));
}

TEST_F(Files, AnEmptyFileIsAcceptedAndFinished) {
    const auto file = offered(0);
    EXPECT_TRUE(accept(bob, file));
    EXPECT_TRUE(finish(bob, file));
    EXPECT_EQ(state_of(file, bob), ReceiverState::complete);
}

TEST_F(Files, OfferedTwiceWithOneKeyIsOneFile) {
    const auto first = *offer(ann, room, 25, "key");
    EXPECT_EQ((*offer(ann, room, 25, "key"))->file.id, first->file.id);
    EXPECT_NE((*offer(ann, room, 25, "other"))->file.id, first->file.id);
    EXPECT_EQ(refusal(offer(ann, room, 25, std::string(65, 'k'))), ErrorCode::bad_request);
}

TEST_F(Files, TheLimitsAreKept) {
    EXPECT_EQ(refusal(offer(ann, room, 1001)), ErrorCode::file_too_large);
    EXPECT_TRUE(offer(ann, room, 1000));
    EXPECT_EQ(refusal(offer(ann, room, 501)), ErrorCode::quota_reached);
    EXPECT_TRUE(offer(ann, room, 500));
    EXPECT_TRUE(offer(ann, room, 0));
    EXPECT_EQ(refusal(offer(ann, room, 0)), ErrorCode::limit_reached);
    EXPECT_TRUE(offer(bob, room, 1000)) << "another one's quota";
}

TEST_F(Files, OnlyItsReceiversFetchOnlyItsSenderUploads) {
    const auto file = offered();
    upload_all(file);
    EXPECT_EQ(refusal(fetch(bob, file, 0)), ErrorCode::forbidden) << "not accepted";
    for (const auto other : {eve, sue}) {
        EXPECT_EQ(refusal(fetch(other, file, 0)), ErrorCode::not_found);
        EXPECT_EQ(refusal(accept(other, file)), ErrorCode::not_found);
        EXPECT_EQ(refusal(finish(other, file)), ErrorCode::not_found);
        EXPECT_EQ(refusal(run(app.reject_file.run(caller(other), file, true))), ErrorCode::not_found);
        EXPECT_EQ(refusal(run(app.cancel_file.run(caller(other), file))), ErrorCode::not_found);
        EXPECT_EQ(refusal(run(app.look_at_file.run(caller(other), file))), ErrorCode::not_found);
    }
    EXPECT_EQ(refusal(run(app.cancel_file.run(caller(bob), file))), ErrorCode::forbidden);
    const auto bytes = bytes_of(0, 10);
    const auto shared = std::make_shared<const std::string>(bytes);
    EXPECT_EQ(refusal(run(app.upload_chunk.run(caller(bob), file, 0, shared, hash_of(bytes)))), ErrorCode::forbidden);
    EXPECT_EQ(refusal(run(app.upload_chunk.run(caller(eve), file, 0, shared, hash_of(bytes)))), ErrorCode::not_found);
    EXPECT_EQ(refusal(fetch(bob, FileId{4711}, 0)), ErrorCode::not_found);
    EXPECT_EQ(refusal(accept(bob, FileId{4711})), ErrorCode::not_found);
}

TEST_F(Files, SomebodyWhoCameLaterWasNotOfferedIt) {
    const auto file = offered();
    EXPECT_TRUE(run(app.add_members.run(caller(sue), room, {eve})));
    EXPECT_EQ(refusal(accept(eve, file)), ErrorCode::not_found);
}

TEST_F(Files, AChunkThatDoesNotFitItsHashChangesNothing) {
    const auto file = offered();
    const auto bytes = std::make_shared<const std::string>(bytes_of(0, 10));
    EXPECT_EQ(refusal(run(app.upload_chunk.run(caller(ann), file, 0, bytes, hash_of("other")))), ErrorCode::bad_chunk);
    EXPECT_EQ(refusal(upload(file, 1)), ErrorCode::bad_chunk) << "not the next one";
    EXPECT_EQ(*upload(file, 0), 1U);
}

TEST_F(Files, AChunkSentAgainIsHarmlessUnlessItsBytesAreOthers) {
    const auto file = offered();
    upload_all(file);
    EXPECT_EQ(*upload(file, 1), 3U);
    const std::string other(10, 'x');
    EXPECT_EQ(refusal(run(app.upload_chunk.run(caller(ann), file, 1, std::make_shared<const std::string>(other),
                                               hash_of(other)))),
              ErrorCode::bad_chunk);
    EXPECT_TRUE(accept(bob, file));
    EXPECT_EQ(*fetch(bob, file, 1), bytes_of(1, 10));
}

TEST_F(Files, OneChunkSentTwiceAtOnceIsStoredOnce) {
    const auto file = offered();
    file_bytes.faults().hold();
    const auto one = start(uploading(file, 0, 10));
    const auto other = start(uploading(file, 0, 10));
    pump();
    file_bytes.faults().release();
    pump();
    EXPECT_EQ((*one)->value(), 1U);
    EXPECT_EQ((*other)->value(), 1U);
}

TEST_F(Files, WhoAsksTooEarlyWaitsUntilTheChunkArrives) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    const auto waiting = start(fetching(bob, file, 0, Millis{10'000}));
    pump();
    EXPECT_FALSE(waiting->has_value());
    EXPECT_TRUE(upload(file, 0));
    pump();
    ASSERT_TRUE(waiting->has_value());
    EXPECT_EQ(*(*waiting)->value().bytes, bytes_of(0, 10));
}

TEST_F(Files, AWaitEnds) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    EXPECT_EQ(refusal(fetch(bob, file, 0)), ErrorCode::chunk_not_there) << "who does not wait is told at once";
    const auto some = start(fetching(bob, file, 0, Millis{10'000}));
    const auto longest = start(fetching(bob, file, 0, Millis{1'000'000}));
    pump();
    pass(Millis{9'999});
    EXPECT_FALSE(some->has_value());
    pass(Millis{1});
    EXPECT_EQ(refusal(some->value()), ErrorCode::chunk_not_there);
    pass(Millis{9'999});
    EXPECT_FALSE(longest->has_value());
    pass(Millis{1});
    EXPECT_EQ(refusal(longest->value()), ErrorCode::chunk_not_there) << "files.wait_ms";
}

TEST_F(Files, WhoWaitsIsToldWhenTheFileEnds) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    const auto waiting = start(fetching(bob, file, 0, Millis{10'000}));
    pump();
    EXPECT_TRUE(run(app.cancel_file.run(caller(ann), file)));
    EXPECT_EQ(refusal(waiting->value()), ErrorCode::file_gone);
}

TEST_F(Files, AtTheServersStopNobodyWaits) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    const auto waiting = start(fetching(bob, file, 0, Millis{10'000}));
    pump();
    app.files.stop_waiting();
    pump();
    EXPECT_EQ(refusal(waiting->value()), ErrorCode::chunk_not_there);
}

TEST_F(Files, ProgressIsGathered) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    const auto version = told(ann, file).version;
    upload_all(file);
    EXPECT_TRUE(fetch(bob, file, 0));
    EXPECT_EQ(told(ann, file).version, version) << "not yet";
    pass(Millis{250});
    EXPECT_EQ(told(ann, file).version, version + 1);
    EXPECT_EQ(told(bob, file).chunks, 3U);
    EXPECT_EQ(told(ann, file).find(bob)->chunks, 1U);
    EXPECT_EQ(told(ann, file).find(bob)->state, ReceiverState::active);
    EXPECT_EQ(stored_file(file).chunks, 3U);
    EXPECT_TRUE(fetch(bob, file, 1));
    pass(Millis{249});
    EXPECT_EQ(told(ann, file).version, version + 1) << "at most every 250 ms";
    pass(Millis{1});
    EXPECT_EQ(told(ann, file).find(bob)->chunks, 2U);
    pass(Millis{1'000});
    EXPECT_EQ(told(ann, file).version, version + 2) << "nothing new";
}

TEST_F(Files, ProgressThatCannotBeStoredIsTriedAgain) {
    const auto file = offered();
    upload_all(file);
    memory.faults().fail_writes(true);
    pass(Millis{250});
    EXPECT_EQ(told(ann, file).chunks, 0U) << "told when it is stored";
    memory.faults().fail_writes(false);
    pass(Millis{250});
    EXPECT_EQ(told(ann, file).chunks, 3U);
}

TEST_F(Files, ALostAnswerOfTheStoreIsToldAllTheSame) {
    const auto file = offered();
    memory.faults().lose_next_answer();
    EXPECT_EQ(refusal(accept(bob, file)), ErrorCode::store_failed);
    EXPECT_EQ(told(ann, file).find(bob)->state, ReceiverState::accepted);
    EXPECT_TRUE(accept(bob, file));
}

TEST_F(Files, AFailedStoreChangesNothing) {
    memory.faults().fail_writes(true);
    EXPECT_EQ(refusal(offer(ann, room, 25)), ErrorCode::store_failed);
    EXPECT_TRUE(publisher.told<ports::FileChanged>(ann).empty());
    memory.faults().fail_writes(false);
    const auto file = offered();
    memory.faults().fail_writes(true);
    EXPECT_EQ(refusal(accept(bob, file)), ErrorCode::store_failed);
    EXPECT_EQ(refusal(run(app.reject_file.run(caller(bob), file, false))), ErrorCode::store_failed);
    EXPECT_EQ(refusal(run(app.cancel_file.run(caller(ann), file))), ErrorCode::store_failed);
    memory.faults().fail_writes(false);
    EXPECT_EQ(stored_file(file).version, 1U);
    EXPECT_TRUE(accept(bob, file));
}

TEST_F(Files, AFullDiskFailsTheFileAndTheServerGoesOn) {
    const auto file = offered();
    EXPECT_TRUE(upload(file, 0));
    file_bytes.faults().fail_next_write();
    EXPECT_EQ(refusal(upload(file, 1)), ErrorCode::store_failed);
    EXPECT_EQ(told(ann, file).state, FileState::failed);
    EXPECT_EQ(told(bob, file).find(bob)->state, ReceiverState::error);
    EXPECT_EQ(file_bytes.files(), 0U);
    EXPECT_EQ(refusal(upload(file, 1)), ErrorCode::file_gone);
    const auto next = offered();
    EXPECT_TRUE(upload(next, 0));
}

TEST_F(Files, BytesThatCannotBeReadFailTheFile) {
    const auto file = offered();
    upload_all(file);
    EXPECT_TRUE(accept(bob, file));
    file_bytes.damage(file, 1);
    EXPECT_TRUE(fetch(bob, file, 0));
    EXPECT_EQ(refusal(fetch(bob, file, 1)), ErrorCode::store_failed);
    EXPECT_EQ(told(ann, file).state, FileState::failed);
}

TEST_F(Files, WhoIsRemovedReceivesNothingMore) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    upload_all(file);
    const auto waiting = start(fetching(bob, file, 0, Millis{10'000}));
    pump();
    EXPECT_TRUE(waiting->has_value());
    EXPECT_TRUE(run(app.remove_member.run(caller(sue), room, bob)));
    EXPECT_EQ(refusal(fetch(bob, file, 1)), ErrorCode::not_found);
    EXPECT_EQ(state_of(file, bob), ReceiverState::cancelled);
    EXPECT_EQ(told(bob, file).find(bob)->state, ReceiverState::cancelled) << "his last word of it";
    EXPECT_TRUE(accept(cat, file));
    EXPECT_EQ(told(bob, file).find(cat)->state, ReceiverState::pending) << "he is told nothing more";
}

TEST_F(Files, WhoComesBackDoesNotGetItBack) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    upload_all(file);
    EXPECT_TRUE(run(app.leave_room.run(caller(bob), room)));
    EXPECT_TRUE(run(app.add_members.run(caller(sue), room, {bob})));
    EXPECT_EQ(refusal(fetch(bob, file, 0)), ErrorCode::file_gone);
}

TEST_F(Files, WithoutItsSenderAFileIsWithdrawn) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    upload_all(file);
    EXPECT_TRUE(run(app.leave_room.run(caller(ann), room)));
    EXPECT_EQ(told(bob, file).state, FileState::withdrawn);
    EXPECT_EQ(refusal(fetch(bob, file, 0)), ErrorCode::file_gone);
    EXPECT_EQ(refusal(upload(file, 0)), ErrorCode::not_found);
    EXPECT_EQ(file_bytes.files(), 0U);
}

TEST_F(Files, InARoomThatTheAdministratorClosesNothingGoesOn) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    upload_all(file);
    EXPECT_TRUE(run(app.close_room.run(Local{}, room)));
    pump();
    EXPECT_EQ(stored_file(file).state, FileState::withdrawn);
    EXPECT_FALSE(fetch(bob, file, 0));
    EXPECT_FALSE(upload(file, 0));
    EXPECT_EQ(file_bytes.files(), 0U);
}

TEST_F(Files, ADisabledAccountReceivesNothingMore) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    upload_all(file);
    change_person(bob, [](domain::Person& changed) { changed.disabled = true; });
    EXPECT_EQ(refusal(fetch(bob, file, 0)), ErrorCode::not_found);
    EXPECT_EQ(state_of(file, bob), ReceiverState::cancelled);
    change_person(ann, [](domain::Person& changed) { changed.disabled = true; });
    EXPECT_EQ(stored_file(file).state, FileState::withdrawn);
}

TEST_F(Files, BytesOfAnEndedFileAreRemovedAfterAWriteUnderWay) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));  // It is in memory from here on.
    file_bytes.faults().hold();
    const auto uploading_one = start(uploading(file, 0, 10));
    pump();
    const auto cancelling = start(app.cancel_file.run(caller(ann), file));
    pump();
    file_bytes.faults().release();
    pump();
    EXPECT_EQ(refusal(uploading_one->value()), ErrorCode::file_gone);
    EXPECT_TRUE(cancelling->value());
    EXPECT_EQ(file_bytes.files(), 0U);
}

TEST_F(Files, UndeliveredFilesExpire) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    upload_all(file);
    clock.advance(Millis{59'999});
    start_void(app.files.expire());
    pump();
    EXPECT_EQ(refusal(fetch(bob, file, 0)), ErrorCode::ok);
    clock.advance(Millis{1});
    start_void(app.files.expire());
    pump();
    EXPECT_EQ(told(bob, file).state, FileState::expired);
    EXPECT_EQ(file_bytes.files(), 0U);
    EXPECT_EQ(refusal(run(memory.store().files.load(file))), ErrorCode::not_found) << "and are forgotten";
}

TEST_F(Files, RequestsForBytesAreBoundedPerUser) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    EXPECT_TRUE(accept(cat, file));
    std::vector<Pending<Result<ports::StoredChunk>>> waiting;
    for (int i = 0; i < 4; ++i) waiting.push_back(start(fetching(bob, file, 0, Millis{10'000})));
    pump();
    EXPECT_EQ(refusal(fetch(bob, file, 0)), ErrorCode::rate_limited);
    EXPECT_EQ(refusal(fetch(cat, file, 0)), ErrorCode::chunk_not_there) << "others have their own bound";
    EXPECT_TRUE(upload(file, 0));
    EXPECT_TRUE(fetch(bob, file, 0));
}

TEST_F(Files, FilesInMemoryAreBoundedAndNothingIsForgottenWithThem) {
    const auto first = offered();
    EXPECT_TRUE(upload(first, 0));  // Not stored yet: it stays.
    const auto second = offered();
    const auto third = offered();
    EXPECT_TRUE(accept(bob, second));
    EXPECT_TRUE(accept(bob, third));
    EXPECT_EQ(app.files.live(), 2U);
    pass(Millis{250});
    EXPECT_EQ(stored_file(first).chunks, 1U);
    EXPECT_TRUE(accept(bob, second));
    EXPECT_LE(app.files.live(), 2U);
    EXPECT_TRUE(accept(bob, first));
    EXPECT_EQ(*fetch(bob, first, 0), bytes_of(0, 10));
}

TEST_F(Files, AFeedBeginsWithTheFilesThatHaveNotEndedForItsReader) {
    const auto file = offered();
    const auto names = [this](ContactId reader) {
        std::vector<std::uint32_t> ids;
        const auto snapshot = run(app.open_feed.run(caller(reader), FeedRequest{}));
        for (const auto& view : snapshot.value().files) ids.push_back(view->file.id.value());
        return ids;
    };
    EXPECT_THAT(names(ann), ElementsAre(file.value()));
    EXPECT_THAT(names(bob), ElementsAre(file.value()));
    EXPECT_THAT(names(eve), ElementsAre());
    EXPECT_TRUE(run(app.reject_file.run(caller(bob), file, false)));
    EXPECT_THAT(names(bob), ElementsAre());
    EXPECT_THAT(names(cat), ElementsAre(file.value()));
}

TEST_F(Files, AfterARestartItGoesOnWhereItWas) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    EXPECT_TRUE(upload(file, 0));
    EXPECT_TRUE(upload(file, 1));  // Neither of them has reached the store.
    const auto again = restarted();
    EXPECT_EQ(again->files.counters().open, 1U);
    const auto chunk = run(again->fetch_chunk.run(caller(bob), file, 1, Millis{0}, true));
    EXPECT_EQ(*chunk.value().bytes, bytes_of(1, 10));
    const auto last = bytes_of(2, 5);
    EXPECT_EQ(
        *run(again->upload_chunk.run(caller(ann), file, 2, std::make_shared<const std::string>(last), hash_of(last))),
        3U);
}

TEST_F(Files, AfterARestartNobodyTakesItForEmptyWhileItsPartsAreCounted) {
    const auto file = offered();
    EXPECT_TRUE(accept(bob, file));
    EXPECT_TRUE(upload(file, 0));
    const auto again = restarted();
    file_bytes.faults().hold();
    const auto fetched = start(again->fetch_chunk.run(caller(bob), file, 0, Millis{0}, true));
    pump();
    const auto next = bytes_of(1, 10);
    const auto uploaded =
        start(again->upload_chunk.run(caller(ann), file, 1, std::make_shared<const std::string>(next), hash_of(next)));
    pump();
    file_bytes.faults().release();
    pump();
    EXPECT_EQ(*fetched->value().value().bytes, bytes_of(0, 10));
    EXPECT_EQ(refusal(uploaded->value()), ErrorCode::ok);
}

TEST_F(Files, AFileThatIsNotInMemoryNeedsTheStore) {
    const auto file = offered();
    upload_all(file);
    EXPECT_TRUE(accept(bob, file));
    const auto again = restarted();
    const auto fetch_again = [&] { return run(again->fetch_chunk.run(caller(bob), file, 0, Millis{0}, true)); };
    memory.faults().fail_reads(true);
    EXPECT_EQ(refusal(fetch_again()), ErrorCode::store_failed);
    memory.faults().fail_reads(false);
    EXPECT_EQ(*fetch_again().value().bytes, bytes_of(0, 10));  // Nothing was lost by it.
}

TEST_F(Files, AtTheStartBytesOfNoOpenFileAreRemoved) {
    const auto file = offered();
    upload_all(file);
    file_bytes.faults().fail_writes(true);  // They cannot be removed when the file ends.
    EXPECT_TRUE(run(app.cancel_file.run(caller(ann), file)));
    file_bytes.faults().fail_writes(false);
    EXPECT_EQ(file_bytes.files(), 1U);
    const auto kept = offered();
    EXPECT_TRUE(upload(kept, 0));
    EXPECT_TRUE(run(app.files.start()));
    EXPECT_EQ(file_bytes.files(), 1U);
}

TEST_F(Files, AFileWhoseBytesAreLostHasFailed) {
    const auto file = offered();
    upload_all(file);
    pass(Millis{250});
    EXPECT_TRUE(run(file_bytes.remove(file)));
    const auto again = restarted();
    EXPECT_EQ(refusal(run(again->accept_file.run(caller(bob), file))), ErrorCode::file_gone);
    EXPECT_EQ(told(ann, file).state, FileState::failed);
}

}  // namespace
}  // namespace foyer::app
