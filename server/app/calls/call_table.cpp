#include "server/app/calls/call_table.hpp"

#include <algorithm>

#include "server/domain/call/call_notice.hpp"
#include "server/domain/call/merge_calls.hpp"
#include "server/domain/call/pass_time.hpp"

namespace foyer::app {
namespace {

using domain::Call;
using domain::CallChange;
using domain::CallEndReason;
using domain::CallId;

constexpr std::uint32_t burst = 4;  // Signals of a peer at once, times the average of a second: a mesh that connects.

std::unexpected<Error> refuse_call() {
    return refuse(ErrorCode::not_found, "There is no such call in this room.");
}

std::vector<ContactId> out_of(const domain::Room& before, const domain::Directory& directory_before,
                              const domain::Room& now, const domain::Directory& directory) {
    const auto were = domain::call_members(before, directory_before);
    const auto are = domain::call_members(now, directory);
    std::vector<ContactId> out;
    std::ranges::set_difference(were, are, std::back_inserter(out));
    return out;
}

}  // namespace

CallTable::CallTable(boost::asio::any_io_executor executor, CallPorts ports, CallSettings settings,
                     PostNotice post_notice)
    : executor_(executor),
      ports_(ports),
      settings_(std::move(settings)),
      post_notice_(std::move(post_notice)),
      herald_(ports.publisher),
      directory_(ports.directory.current()),
      notices_(executor),
      mailbox_(executor, [this](std::vector<News>& batch) {
          for (const auto& news : batch) take(news);
      }) {}

void CallTable::room_changed(std::shared_ptr<const ports::RoomView> view) {
    // Who begins a call holds the room's turn until it is counted.
    if (counters_.running > 0) mailbox_.put(std::move(view));
}

void CallTable::connection_gone(ConnectionId connection, bool for_good) {
    mailbox_.put(Gone{connection, for_good});
}

void CallTable::take(const News& news) {
    if (const auto* const gone = std::get_if<Gone>(&news)) return take_gone(*gone);
    take_room(std::get<std::shared_ptr<const ports::RoomView>>(news));
}

void CallTable::take_room(const std::shared_ptr<const ports::RoomView>& view) {
    const auto found = rooms_.find(view->room.id);
    if (found == rooms_.end() || found->second.view->room.version >= view->room.version) return;
    const auto before = std::exchange(found->second.view, view);
    const auto out = out_of(before->room, *directory_, view->room, *directory_);
    const bool others =
        domain::call_members(before->room, *directory_) != domain::call_members(view->room, *directory_);
    for (const auto& call : std::vector(found->second.calls)) {
        follow(call, others);
        herald_.tell_out(view->room.id, call, out);
    }
}

void CallTable::directory_changed(const DirectoryNews& news) {
    const auto before = std::exchange(directory_, news.now);
    std::vector<std::pair<RoomId, std::vector<ContactId>>> outs;
    for (const auto& [id, room] : rooms_) {
        auto out = out_of(room.view->room, *before, room.view->room, *directory_);
        if (!out.empty()) outs.emplace_back(id, std::move(out));
    }
    std::vector<CallId> all;
    for (const auto& [id, running] : calls_) all.push_back(id);
    for (const auto& [room, out] : outs) {
        for (const auto& call : rooms_.at(room).calls) herald_.tell_out(room, call, out);
    }
    for (const auto& call : all) follow(call, !outs.empty());
}

void CallTable::take_gone(Gone gone) {
    std::vector<CallId> concerned;
    for (auto at = by_connection_.lower_bound({gone.connection, CallId{}});
         at != by_connection_.end() && at->first == gone.connection; ++at) {
        concerned.push_back(at->second);
    }
    const auto now = ports_.clock.now();
    for (const auto& call : concerned) {
        keep(domain::lose_connection(calls_.at(call).call, gone.connection, gone.for_good, now, settings_.limits));
    }
}

void CallTable::follow(const CallId& call, bool others_are_members) {
    const auto& current = calls_.at(call).call;
    // What a reader of a merged call sees depends on which of its rooms he is in.
    const bool is_seen_anew = others_are_members && current.rooms.size() > 1;
    keep(domain::follow_members(current, rooms_of(current), *directory_, ports_.clock.now(), settings_.limits),
         is_seen_anew);
}

Task<void> CallTable::turn() {
    co_await on_strand(end_what_is_due());
}

Task<void> CallTable::end_what_is_due() {
    const auto now = ports_.clock.now();
    while (!by_due_time_.empty() && by_due_time_.begin()->first <= now) {
        const auto call = by_due_time_.begin()->second;
        keep(domain::pass_time(calls_.at(call).call, now));
    }
    co_return;
}

Task<std::vector<ports::CallChanged>> CallTable::running_in(std::vector<RoomId> rooms, ContactId person) {
    if (counters_.running == 0) co_return std::vector<ports::CallChanged>{};
    co_return co_await on_strand(read_running(std::move(rooms), person));
}

Task<std::vector<ports::CallChanged>> CallTable::read_running(std::vector<RoomId> rooms, ContactId person) {
    std::vector<ports::CallChanged> running;
    for (const auto id : rooms) {
        const auto found = rooms_.find(id);
        if (found == rooms_.end() || !is_member(found->second.view->room, person)) continue;
        for (const auto& call : found->second.calls) running.push_back({id, view_for(calls_.at(call).call, person)});
    }
    co_return running;
}

bool CallTable::is_member(const domain::Room& room, ContactId person) const {
    return std::ranges::binary_search(domain::call_members(room, *directory_), person);
}

CallTable::Running* CallTable::find(const CallPlace& place) {
    const auto alias = merged_.find(place.call);
    const auto found = calls_.find(alias == merged_.end() ? place.call : alias->second);
    return found == calls_.end() || !found->second.call.is_in(place.room) ? nullptr : &found->second;
}

domain::CallActor CallTable::actor_of(const CallCaller& who, const domain::Person& person, RoomId room) const {
    return {
        .person = person, .room = rooms_.at(room).view->room, .directory = *directory_, .connection = who.connection};
}

domain::CallRooms CallTable::rooms_of(const Call& call) const {
    domain::CallRooms rooms;
    for (const auto id : call.rooms) rooms.push_back(&rooms_.at(id).view->room);
    return rooms;
}

std::size_t CallTable::others_of(ContactId person, const CallId& but) const {
    std::size_t count = 0;
    for (auto at = by_person_.lower_bound({person, CallId{}}); at != by_person_.end() && at->first == person; ++at) {
        if (at->second != but) ++count;
    }
    return count;
}

ports::CallViewRef CallTable::view_for(const Call& call, ContactId reader) const {
    auto his = rooms_of(call);
    std::erase_if(his, [&](const domain::Room* room) { return !is_member(*room, reader); });
    return view_of(domain::seen_from(call, his, *directory_), *directory_);
}

Result<ports::CallViewRef> CallTable::start(CallCaller who, std::shared_ptr<const ports::RoomView> view,
                                            domain::NewCall wish) {
    if (calls_.empty()) directory_ = ports_.directory.current();  // From here on its news tell.
    const auto* const person = directory_->find(who.caller.person);
    if (!person) return refuse(ErrorCode::not_found);
    if (!ports_.presence.is_open(who.connection)) return refuse(ErrorCode::unavailable);
    const auto room = view->room.id;
    if (const auto* const known = find({room, wish.id})) {
        const auto* const peer = known->call.peer(wish.peer);
        const bool is_repeated = known->call.initiator == person->id && peer && peer->person == person->id;
        if (is_repeated) {
            return change(who, {room, wish.id}, [&](const auto& call, const auto& actor, CallMoment moment) {
                return domain::join_call(call, actor, wish.peer, moment.others, moment.now, settings_.limits);
            });
        }
    }
    const auto beside = rooms_.find(room);
    const domain::CallLoad load{.in_room = beside == rooms_.end() ? 0 : beside->second.calls.size(),
                                .of_person = others_of(person->id, wish.id),
                                .on_server = calls_.size()};
    auto call = domain::start_call(view->room, *person, std::move(wish), load, *directory_, ports_.clock.now(),
                                   settings_.limits);
    if (!call) return refuse(call.error());
    if (calls_.contains(call->id) || merged_.contains(call->id)) {
        return refuse(ErrorCode::already_exists, "There is another call with this id.");
    }
    call->version = 1;
    rooms_[room].view = std::move(view);
    const auto& kept = calls_.emplace(call->id, Running{*call, {}}).first->second.call;
    index(kept);
    ++counters_.running;
    ++counters_.started;
    herald_.tell(kept, rooms_of(kept), *directory_);
    return view_for(kept, person->id);
}

Result<ports::CallViewRef> CallTable::change(CallCaller who, const CallPlace& place, const Decide& decide) {
    const auto* const person = directory_->find(who.caller.person);
    auto* const running = find(place);
    if (!running || !person) return refuse_call();
    if (!ports_.presence.is_open(who.connection)) return refuse(ErrorCode::unavailable);
    const CallMoment moment{.now = ports_.clock.now(), .others = others_of(person->id, running->call.id)};
    auto change = decide(running->call, actor_of(who, *person, place.room), moment);
    if (!change) return refuse(change.error());
    change->next.version = running->call.version + (change->next == running->call ? 0 : 1);
    auto view = view_for(change->next, person->id);
    keep(std::move(*change));
    return view;
}

Result<ports::CallViewRef> CallTable::merge(CallCaller who, const CallPlace& first, const CallPlace& into) {
    const auto* const person = directory_->find(who.caller.person);
    auto* const goes = find(first);
    auto* const stays = find(into);
    if (!goes || !stays || !person) return refuse_call();
    auto next = domain::merge_calls(goes->call, actor_of(who, *person, first.room), stays->call,
                                    actor_of(who, *person, into.room), ports_.clock.now(), settings_.limits);
    if (!next) return refuse(next.error());
    const auto last = goes->call;
    for (const auto& id : next->merged) merged_[id] = next->id;
    ++next->version;
    replace(*stays, std::move(*next));
    const auto& remaining = stays->call;
    herald_.tell(remaining, rooms_of(remaining), *directory_);
    end(last, CallEndReason::merged, &remaining);
    return view_for(remaining, person->id);
}

Result<void> CallTable::relay(CallCaller who, const CallPlace& place, domain::PeerId from, domain::PeerId to,
                              domain::Signal signal) {
    const auto* const person = directory_->find(who.caller.person);
    auto* const running = find(place);
    if (!running || !person) return refuse_call();
    const auto target = domain::signal_target(running->call, actor_of(who, *person, place.room), from, to);
    if (!target) return refuse(target.error());
    const auto now = ports_.clock.now();
    const auto per_second = settings_.signals_per_second;
    auto& bucket = running->buckets.try_emplace(from, per_second, burst * per_second, now).first->second;
    if (!bucket.take(now)) {
        Error error{ErrorCode::rate_limited, "Too many signalling messages (calls.signals_per_second)."};
        error.retry_after = bucket.wait();
        return refuse(std::move(error));
    }
    ++counters_.signals;
    // Who is not in the sender's room knows the call by another of its rooms.
    auto room = place.room;
    for (const auto* const one : rooms_of(running->call)) {
        if (!is_member(rooms_.at(room).view->room, target->person)) room = one->id;
    }
    ports::SignalSent event{.connection = target->connection,
                            .room = room,
                            .call = running->call.id,
                            .from = std::move(from),
                            .to = std::move(to),
                            .signal = std::move(signal)};
    herald_.relay(target->person, std::move(event));
    return {};
}

void CallTable::keep(CallChange change, bool is_seen_anew) {
    auto& running = calls_.at(change.next.id);
    change.next.version = running.call.version;
    if (is_seen_anew || change.next != running.call) {
        ++change.next.version;
        replace(running, std::move(change.next));
        herald_.tell(running.call, rooms_of(running.call), *directory_);
    }
    if (change.end) end(running.call, *change.end, nullptr);
}

void CallTable::replace(Running& running, Call next) {
    unindex(running.call);
    for (const auto room : running.call.rooms) {
        if (!next.is_in(room)) leave_room(room, next.id);
    }
    running.call = std::move(next);
    index(running.call);
    std::erase_if(running.buckets, [&](const auto& entry) { return !running.call.peer(entry.first); });
}

void CallTable::leave_room(RoomId room, const CallId& call) {
    const auto found = rooms_.find(room);
    std::erase(found->second.calls, call);
    if (found->second.calls.empty()) rooms_.erase(found);
}

void CallTable::end(Call last, CallEndReason reason, const Call* into) {
    const auto rooms = rooms_of(last);
    ports::CallGone event{
        .room = {}, .call = last.id, .reason = reason, .into = into ? into->id : CallId{}, .into_room = {}};
    herald_.tell_end(std::move(event), rooms, *directory_);
    if (!into) {
        const auto* const initiator = directory_->find(last.initiator);
        const auto notice = domain::call_notice(last, initiator ? initiator->name : "somebody", ports_.clock.now());
        if (notice) {
            ++counters_.connected;
            for (const auto room : last.rooms) notices_.spawn(post_notice_(room, *notice));
        }
        for (const auto& id : last.merged) merged_.erase(id);
    }
    unindex(last);
    for (const auto room : last.rooms) leave_room(room, last.id);
    calls_.erase(last.id);
    --counters_.running;
}

void CallTable::index(const Call& call) {
    for (const auto room : call.rooms) {
        auto& calls = rooms_.at(room).calls;
        if (std::ranges::find(calls, call.id) == calls.end()) calls.push_back(call.id);
    }
    for (const auto& peer : call.peers) {
        by_person_.emplace(peer.person, call.id);
        if (peer.connection != ConnectionId{}) by_connection_.emplace(peer.connection, call.id);
    }
    if (const auto due = call.due()) by_due_time_.emplace(*due, call.id);
    counters_.peers += call.peers.size();
}

void CallTable::unindex(const Call& call) {
    for (const auto& peer : call.peers) {
        by_person_.erase({peer.person, call.id});
        by_connection_.erase({peer.connection, call.id});
    }
    if (const auto due = call.due()) by_due_time_.erase({*due, call.id});
    counters_.peers -= call.peers.size();
}

}  // namespace foyer::app
