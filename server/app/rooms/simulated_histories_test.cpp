// Thousands of random operations by several people at once, over a store that fails, loses answers and holds callers.
// A seed replays: the same operations, the same faults, the same interleaving.
//
// Every person has a model of a client, which knows nothing but what was published to him. What must hold:
//  - he is told of a room before anything in it, and its messages come gapless, in order, and as they are stored;
//  - he sees no message from before he came into the room, and none of a room that he has lost;
//  - a repeated request is one message;
//  - in the end, with the store healthy, he sees exactly the rooms he may see, each as it is stored.
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "server/app/app_fixture.hpp"
#include "server/domain/room/standing.hpp"

namespace foyer::app {
namespace {

/// How many histories a run plays: FOYER_SEEDS=2000 plays more.
unsigned seeds_to_play() {
    const auto* const wish = std::getenv("FOYER_SEEDS");
    return wish ? static_cast<unsigned>(std::strtoul(wish, nullptr, 10)) : 40U;
}
const unsigned seeds = seeds_to_play();

/// What one person's connections show.
struct ModelClient {
    struct Shown {
        std::shared_ptr<const ports::RoomView> view;
        Seq newest;
    };
    ContactId person;
    std::map<RoomId, Shown> rooms;
    std::map<RoomId, Seq> seen;

    void on(const ports::RoomChanged& event) {
        const auto id = event.view->room.id;
        const auto known = rooms.find(id);
        if (known == rooms.end()) {
            rooms[id] = {event.view, event.newest};
            return;
        }
        ASSERT_GE(event.view->room.version, known->second.view->room.version) << "a room never goes back";
        ASSERT_EQ(event.newest, known->second.newest) << "a hole before a change of the room";
        known->second.view = event.view;
    }
    void on(const ports::MessagesPosted& event) {
        const auto known = rooms.find(event.room);
        ASSERT_NE(known, rooms.end()) << "a message of a room that is not shown";
        const auto* const member = known->second.view->room.find(person);
        for (const auto& message : event.messages) {
            ASSERT_EQ(message.seq, next(known->second.newest)) << "a hole or a repeat";
            ASSERT_TRUE(!member || known->second.view->room.archive || message.seq >= member->first_seq);
            known->second.newest = message.seq;
        }
    }
    void on(const ports::RoomLost& event) { rooms.erase(event.view->room.id); }
    void on(const ports::SeenMoved& event) {
        ASSERT_GT(event.seq, seen[event.room]) << "seen never goes back";
        seen[event.room] = event.seq;
    }
    void on(const auto&) {}
};

class SimulatedHistory : public testing::TestWithParam<unsigned>, public AppFixture {
protected:
    SimulatedHistory()
        : AppFixture([] {
              AppSettings settings;
              settings.rooms.live_max = 6;  // Rooms leave and come back all the time.
              return settings;
          }()) {
        for (const auto* name : {"ann", "bob", "cat", "eve"}) people.push_back(person(name, acme));
        people.push_back(person("dan", borg));
        people.push_back(person("sue", acme, domain::PersonKind::user, {acme}));
        people.push_back(person("gus", acme, domain::PersonKind::guest));
        refresh();
        for (const auto id : people) clients[id].person = id;
    }

    std::mt19937 random{GetParam()};
    std::vector<ContactId> people;
    std::map<ContactId, ModelClient> clients;
    std::set<RoomId> rooms;
    std::size_t shown_events = 0;

    struct Posting {
        RoomId room;
        ContactId author;
        std::string text;
        Pending<Result<Seq>> answer;
    };
    std::vector<Posting> postings;
    std::vector<Pending<Result<void>>> changes;
    std::vector<Pending<Result<RoomId>>> openings;
    std::vector<Pending<Result<Seq>>> seeings;
    unsigned last_text = 0;

    unsigned pick(std::size_t below) { return static_cast<unsigned>(random() % below); }
    ContactId anyone() { return people[pick(people.size())]; }
    RoomId any_room() {
        if (rooms.empty()) return RoomId{1};
        return *std::next(rooms.begin(), pick(rooms.size()));
    }

    void do_something() {
        const auto by = caller(anyone());
        const auto room = any_room();
        switch (pick(16)) {
            case 0:
                openings.push_back(start(app.invite_to_chat.run(by, {anyone()}, "")));
                break;
            case 1:
                openings.push_back(start(app.create_room.run(by, new_room())));
                break;
            case 2:
                changes.push_back(start(app.add_members.run(by, room, {anyone(), anyone()})));
                break;
            case 3:
                changes.push_back(start(app.leave_room.run(by, room)));
                break;
            case 4:
                changes.push_back(start(app.remove_member.run(by, room, anyone())));
                break;
            case 5:
                changes.push_back(start(app.take_up_room.run(by, room)));
                break;
            case 6:
                changes.push_back(start(app.join_room.run(by, room)));
                break;
            case 7:
                changes.push_back(start(app.modify_room.run(by, room, modification())));
                break;
            case 8:
                seeings.push_back(start(app.set_seen.run(by, room, Seq{pick(30)})));
                break;
            default:
                post(by, room);
                break;
        }
    }
    NewRoom new_room() {
        NewRoom request;
        request.parties = {anyone(), anyone()};
        request.is_public = pick(3) == 0;
        request.archive = pick(3) == 0;
        return request;
    }
    domain::RoomModification modification() {
        domain::RoomModification asked;
        asked.go_multi = pick(3) == 0;
        if (pick(2)) asked.name = "name " + std::to_string(pick(5));
        return asked;
    }
    /// Sometimes one of before, with the same key: as a client does that had no answer.
    void post(Caller by, RoomId room) {
        auto text = std::to_string(++last_text);
        if (!postings.empty() && pick(4) == 0) {
            const auto& again = postings[pick(postings.size())];
            by = caller(again.author);
            room = again.room;
            text = again.text;
        }
        postings.push_back({room, by.person, text, start(app.post_message.run(by, room, text, "key " + text))});
    }

    void make_trouble() {
        switch (pick(12)) {
            case 0:
                memory.faults().fail_next_write();
                break;
            case 1:
                memory.faults().lose_next_answer();
                break;
            case 2:
                memory.faults().hold();
                break;
            case 3:
                memory.faults().fail_reads(true);
                break;
            case 4:
                flip_rights();
                break;
            default:
                memory.faults().fail_reads(false);
                break;
        }
    }
    void flip_rights() {
        memory.faults().release();
        memory.faults().fail_reads(false);
        pump();
        const auto dan = people[4];
        auto changed = *app.directory.current()->find(dan);
        changed.supervises = changed.supervises.empty() ? std::vector{acme} : std::vector<CompanyId>{};
        // The update may meet a fault of its own; then nothing has changed.
        run(memory.store().accounts.update_person(changed));
        refresh();
    }

    void let_clients_read() {
        pump();
        for (const auto& published : std::exchange(publisher.published, {})) {
            for (const auto person : *published.audience) {
                ++shown_events;
                std::visit([&](const auto& event) { clients[person].on(event); }, published.event);
                if (HasFatalFailure()) return;
            }
            if (const auto* const posted = std::get_if<ports::MessagesPosted>(&published.event)) check_stored(*posted);
        }
        for (const auto& opening : openings) {
            if (opening->has_value() && **opening) rooms.insert(***opening);
        }
    }
    void check_stored(const ports::MessagesPosted& posted) {
        memory.faults().fail_reads(false);
        memory.faults().release();
        const auto all = messages(posted.room);
        for (const auto& message : posted.messages) {
            ASSERT_LE(message.seq.value(), all.size()) << "shown, but not stored";
            ASSERT_EQ(message, all[message.seq.value() - 1]);
        }
    }

    /// One more change in every room, with a healthy store: whatever was held back comes out.
    void settle() {
        memory.faults().release();
        memory.faults().fail_reads(false);
        memory.faults().fail_writes(false);
        pump();
        run(memory.store().accounts.set_roster_exception({people[0], people[1]}, false));  // Uses up what is armed.
        for (const auto room : rooms) {
            for (const auto& member : stored(room).room.members)
                run(app.post_message.run(caller(member.id), room, "the end", ""));
        }
        let_clients_read();
    }
    void check_the_end() {
        const auto directory = app.directory.current();
        for (const auto room : rooms) {
            const auto truth = stored(room);
            for (const auto person : people) check_client(person, truth, *directory);
            check_repeats(room);
        }
    }
    void check_client(ContactId person, const ports::StoredRoom& truth, const domain::Directory& directory) {
        const bool sees = domain::standing(truth.room, *directory.find(person), directory) != domain::Standing::none;
        const auto& shown = clients[person].rooms;
        const auto found = shown.find(truth.room.id);
        ASSERT_EQ(found != shown.end(), sees) << directory.find(person)->name << " room " << truth.room.id.value();
        if (!sees) return;
        EXPECT_EQ(found->second.view->room, truth.room);
        EXPECT_EQ(found->second.newest, truth.newest);
    }
    void check_repeats(RoomId room) {
        std::map<std::pair<ContactId, std::string>, Seq> stored_as;
        for (const auto& message : messages(room)) {
            if (message.text == "the end" || !message.author) continue;
            EXPECT_TRUE(stored_as.emplace(std::pair{message.author, message.text}, message.seq).second)
                << "sent twice, stored twice";
        }
        for (const auto& posting : postings) {
            if (posting.room != room) continue;
            ASSERT_TRUE(posting.answer->has_value()) << "every request is answered";
            if (!**posting.answer) continue;
            EXPECT_EQ((stored_as[{posting.author, posting.text}]), ***posting.answer) << "acknowledged, but not stored";
        }
    }
};

TEST_P(SimulatedHistory, ShowsWhatIsStoredAndNothingElse) {
    for (int turn = 0; turn < 150; ++turn) {
        if (pick(3) == 0) make_trouble();
        for (auto together = pick(6); together > 0; --together) do_something();
        if (pick(2)) memory.faults().release();
        let_clients_read();
        if (HasFatalFailure()) return;
    }
    settle();
    if (HasFatalFailure()) return;
    check_the_end();
    EXPECT_GT(shown_events, 100U) << "something happened";
}

INSTANTIATE_TEST_SUITE_P(Seeds, SimulatedHistory, testing::Range(1U, seeds + 1));

}  // namespace
}  // namespace foyer::app
