#include "server/app/people/presence_board.hpp"

#include <algorithm>
#include <iterator>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/app/people/presence_audience.hpp"
#include "server/app/people/presence_pacer.hpp"
#include "server/domain/roster/guest_sight.hpp"
#include "server/domain/roster/roster.hpp"

namespace foyer::app {

namespace {

constexpr std::size_t people_per_event = 500;  // Keeps one frame well below what a connection may hold pending.

ports::Audience audience_of(std::vector<ContactId> people) {
    return std::make_shared<const std::vector<ContactId>>(std::move(people));
}

}  // namespace

struct PresenceBoard::State {
    State(boost::asio::any_io_executor e, DirectoryCache& d, RelationBook& r, const GuestCircles& g,
          ports::Publisher& p, const ports::Clock& c, PresenceSettings settings)
        : executor(std::move(e)),
          directory(d),
          relations(r),
          circles(g),
          publisher(p),
          clock(c),
          table(settings),
          pacer(settings) {}

    // Any thread.
    void changed(ContactId person, CompanyId company);  // Holding the mutex.
    std::vector<ports::Presence> read(const std::vector<ContactId>& people) const;
    std::vector<ContactId> connected_of(CompanyId company) const;  // By id.
    std::vector<ports::Presence> seen_by_guest(const domain::Person& guest, const domain::Directory& now) const;

    // On the executor.
    Task<void> turn();
    Task<void> relation_changed(ContactId one, ContactId other);
    Task<void> directory_changed(DirectoryNews news);
    std::vector<PresencePacer::Batch> take_due();
    void tell(const PresencePacer::Batch& batch);
    void tell_one(const domain::Directory& now, ContactId reader, ContactId other, const domain::Relation& relation);
    void show_anew(CompanyId company, bool hide_before);
    Task<void> exception_changed(domain::Directory::Exception exception);
    void publish(const ports::Audience& audience, std::vector<ports::Presence> presence);

    boost::asio::any_io_executor executor;
    DirectoryCache& directory;
    RelationBook& relations;
    const GuestCircles& circles;
    ports::Publisher& publisher;
    const ports::Clock& clock;
    bool turning = false;  // On the executor.

    mutable std::mutex mutex;  // Guards what follows: connections come, go and read on every I/O thread.
    PresenceTable table;
    PresencePacer pacer;
};

PresenceBoard::PresenceBoard(boost::asio::any_io_executor executor, DirectoryCache& directory, RelationBook& relations,
                             const GuestCircles& circles, ports::Publisher& publisher, const ports::Clock& clock,
                             PresenceSettings settings)
    : state_(std::make_unique<State>(std::move(executor), directory, relations, circles, publisher, clock, settings)) {}
PresenceBoard::~PresenceBoard() = default;

std::string PresenceBoard::connect(ConnectionId id, ContactId person, ports::Resource wish) {
    CompanyId company;
    {
        const auto directory = state_->directory.current();
        if (const auto* known = directory->find(person)) company = known->company;
    }
    const std::lock_guard lock(state_->mutex);
    auto connected = state_->table.connect(id, person, company, std::move(wish));
    if (connected.changed) state_->changed(person, company);
    return std::move(connected.resource);
}

void PresenceBoard::set(ConnectionId id, ports::Show show, std::string text) {
    const std::lock_guard lock(state_->mutex);
    const auto changed = state_->table.set(id, show, std::move(text));
    if (changed.person) state_->changed(changed.person, changed.company);
}

void PresenceBoard::disconnect(ConnectionId id, bool graceful) {
    const auto now = state_->clock.now();
    const std::lock_guard lock(state_->mutex);
    const auto gone = state_->table.disconnect(id, graceful, now);
    if (gone.person) state_->changed(gone.person, gone.company);
}

std::vector<ports::Resource> PresenceBoard::of(ContactId person) const {
    const std::lock_guard lock(state_->mutex);
    return state_->table.shown(person);
}

bool PresenceBoard::is_connected(ContactId person) const {
    const std::lock_guard lock(state_->mutex);
    return state_->table.is_connected(person);
}

bool PresenceBoard::is_open(ConnectionId id) const {
    const std::lock_guard lock(state_->mutex);
    return state_->table.is_open(id);
}

std::size_t PresenceBoard::connected_people() const {
    const std::lock_guard lock(state_->mutex);
    return state_->table.connected_people();
}

Task<Result<std::vector<ports::Presence>>> PresenceBoard::seen_by(ContactId reader) {
    const auto relations = co_await state_->relations.of(reader);
    if (!relations) co_return refuse(relations.error());
    const auto directory = state_->directory.current();
    const auto* self = directory->find(reader);
    if (!self) co_return std::vector<ports::Presence>{};

    if (self->kind == domain::PersonKind::guest) co_return state_->seen_by_guest(*self, *directory);
    auto visible = state_->connected_of(self->company);
    for (const auto& relation : **relations) {
        if (relation.mutual()) visible.push_back(relation.other(reader));
    }
    std::ranges::sort(visible);
    const auto repeated = std::ranges::unique(visible);
    visible.erase(repeated.begin(), repeated.end());
    std::erase_if(visible, [&](ContactId id) {
        const auto* other = directory->find(id);
        return !other || !domain::may_see_presence(*self, *other, *directory, relation_in(*relations, reader, id));
    });
    auto presence = state_->read(visible);
    std::erase_if(presence, [](const ports::Presence& one) { return one.resources.empty(); });
    co_return presence;
}

std::vector<ports::Presence> PresenceBoard::State::seen_by_guest(const domain::Person& guest,
                                                                 const domain::Directory& now) const {
    auto visible = circles.circle_of(guest.id);
    std::erase_if(visible, [&](ContactId id) {
        const auto* other = now.find(id);
        return !other || !domain::guest_sees(guest, *other, true);
    });
    visible.push_back(guest.id);
    auto presence = read(visible);
    std::erase_if(presence, [](const ports::Presence& one) { return one.resources.empty(); });
    return presence;
}

void PresenceBoard::show_to_guest(ContactId guest, const std::vector<ContactId>& people) {
    auto presence = state_->read(people);
    std::erase_if(presence, [](const ports::Presence& one) { return one.resources.empty(); });
    state_->publish(audience_of({guest}), std::move(presence));
}

Task<void> PresenceBoard::turn() {
    co_await boost::asio::co_spawn(state_->executor, state_->turn(), boost::asio::use_awaitable);
}

Task<void> PresenceBoard::relation_changed(ContactId one, ContactId other) {
    co_await boost::asio::co_spawn(state_->executor, state_->relation_changed(one, other), boost::asio::use_awaitable);
}

Task<void> PresenceBoard::directory_changed(DirectoryNews news) {
    co_await boost::asio::co_spawn(state_->executor, state_->directory_changed(std::move(news)),
                                   boost::asio::use_awaitable);
}

void PresenceBoard::State::changed(ContactId person, CompanyId company) {
    pacer.changed(company, person, clock.now());
}

std::vector<ports::Presence> PresenceBoard::State::read(const std::vector<ContactId>& people) const {
    std::vector<ports::Presence> presence;
    presence.reserve(people.size());
    for (std::size_t begin = 0; begin < people.size(); begin += people_per_event) {
        const std::lock_guard lock(mutex);  // Not for all at once: others want to connect meanwhile.
        const auto end = std::min(people.size(), begin + people_per_event);
        for (auto i = begin; i < end; ++i) presence.push_back({people[i], table.shown(people[i])});
    }
    return presence;
}

std::vector<ContactId> PresenceBoard::State::connected_of(CompanyId company) const {
    std::unique_lock lock(mutex);
    const auto& connected = table.connected_of(company);
    std::vector<ContactId> people(connected.begin(), connected.end());
    lock.unlock();
    std::ranges::sort(people);
    return people;
}

// One at a time: what a slow store delays, the next turn finds still due.
Task<void> PresenceBoard::State::turn() {
    if (std::exchange(turning, true)) co_return;
    for (const auto& batch : take_due()) {
        for (const auto person : batch.people) co_await relations.of(person);  // A failure shows in tell().
        tell(batch);
    }
    turning = false;
}

std::vector<PresencePacer::Batch> PresenceBoard::State::take_due() {
    const auto now = clock.now();
    const std::lock_guard lock(mutex);
    for (const auto& gone : table.end_graces(now)) pacer.changed(gone.company, gone.person, now);
    return pacer.take_due(now, [this](CompanyId company) { return table.connected_of(company).size(); });
}

// Without waiting, so that what is told is true when it is told, and in the order of events for every reader.
void PresenceBoard::State::tell(const PresencePacer::Batch& batch) {
    const auto now = directory.current();
    const auto connected = connected_of(batch.company);
    std::vector<ContactId> colleagues, company;
    for (const auto id : connected) {
        const auto* reader = now->find(id);
        if (!reader || reader->kind != domain::PersonKind::user) continue;
        company.push_back(id);
        if (reads_colleagues(*reader, *now)) colleagues.push_back(id);
    }
    std::vector<ports::Presence> to_colleagues, to_company;
    for (auto& presence : read(batch.people)) {
        const auto* person = now->find(presence.person);
        const auto known = relations.known(presence.person);
        if (!person) continue;
        if (!known) {  // The store failed, or the relations changed this moment: next time.
            const std::lock_guard lock(mutex);
            changed(presence.person, batch.company);
            continue;
        }
        auto spread = spread_of(*person, *now, known, connected);
        if (auto guests = circles.guests_around(person->id); !person->disabled && !guests.empty())
            publish(audience_of(std::move(guests)), {presence});
        if (!spread.readers.empty()) publish(audience_of(std::move(spread.readers)), {presence});
        if (spread.batch == Spread::Batch::colleagues)
            to_colleagues.push_back(std::move(presence));
        else if (spread.batch == Spread::Batch::company)
            to_company.push_back(std::move(presence));
    }
    publish(audience_of(std::move(colleagues)), std::move(to_colleagues));
    publish(audience_of(std::move(company)), std::move(to_company));
}

void PresenceBoard::State::publish(const ports::Audience& audience, std::vector<ports::Presence> presence) {
    if (audience->empty()) return;
    for (std::size_t begin = 0; begin < presence.size(); begin += people_per_event) {
        const auto first = presence.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last =
            presence.begin() + static_cast<std::ptrdiff_t>(std::min(presence.size(), begin + people_per_event));
        publisher.publish(audience, ports::PresenceChanged{{std::move_iterator(first), std::move_iterator(last)}});
    }
}

Task<void> PresenceBoard::State::relation_changed(ContactId one, ContactId other) {
    const auto own = co_await relations.of(one);
    if (!own) co_return;  // Nothing is known, so nothing is shown; a snapshot would fail alike.
    const auto relation = relation_in(*own, one, other);
    const auto now = directory.current();
    tell_one(*now, one, other, relation);
    tell_one(*now, other, one, relation);
}

void PresenceBoard::State::tell_one(const domain::Directory& now, ContactId reader, ContactId other,
                                    const domain::Relation& relation) {
    const auto* reading = now.find(reader);
    const auto* seen = now.find(other);
    if (!reading || !seen || reading->kind == domain::PersonKind::guest) return;
    auto presence = read({other});
    if (!domain::may_see_presence(*reading, *seen, now, relation)) presence.front().resources.clear();
    publish(audience_of({reader}), std::move(presence));
}

Task<void> PresenceBoard::State::directory_changed(DirectoryNews news) {
    for (const auto id : news.diff.companies) {
        const auto* before = news.old->company(id);
        const auto* now = news.now->company(id);
        if (before && now && before->auto_roster != now->auto_roster) show_anew(id, !now->auto_roster);
    }
    if (!news.diff.exceptions) co_return;
    std::vector<domain::Directory::Exception> changed;
    std::ranges::set_symmetric_difference(news.old->exceptions(), news.now->exceptions(), std::back_inserter(changed));
    for (const auto exception : changed) co_await exception_changed(exception);
}

// An administrator's rare doing: all of the company vanish to each other, and whoever may be seen is told again.
void PresenceBoard::State::show_anew(CompanyId company, bool hide_before) {
    const auto now = directory.current();
    const auto people = connected_of(company);
    std::vector<ContactId> readers;
    std::vector<ports::Presence> hidden;
    for (const auto id : people) {
        const auto* person = now->find(id);
        if (!person || person->kind != domain::PersonKind::user) continue;
        readers.push_back(id);
        hidden.push_back({id, {}});
    }
    if (hide_before) publish(audience_of(std::move(readers)), std::move(hidden));
    const std::lock_guard lock(mutex);
    for (const auto id : people) changed(id, company);
}

Task<void> PresenceBoard::State::exception_changed(domain::Directory::Exception exception) {
    if (exception.second) {
        co_await relation_changed(exception.first, exception.second);
        co_return;
    }
    const auto now = directory.current();
    const auto* person = now->find(exception.first);
    if (!person) co_return;
    for (const auto other : connected_of(person->company)) {
        if (other != exception.first) co_await relation_changed(exception.first, other);
    }
}

}  // namespace foyer::app
