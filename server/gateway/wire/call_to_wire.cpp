#include "server/gateway/wire/call_to_wire.hpp"

#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {
namespace {

v1::CallPartyState wire(domain::CallPartyState state) {
    switch (state) {
        case domain::CallPartyState::offered:
            return v1::CallPartyState::call_offered;
        case domain::CallPartyState::joined:
            return v1::CallPartyState::call_joined;
        case domain::CallPartyState::rejected:
            return v1::CallPartyState::call_rejected;
        case domain::CallPartyState::timeout:
            return v1::CallPartyState::call_timeout;
        case domain::CallPartyState::left:
            return v1::CallPartyState::call_left;
    }
    return v1::CallPartyState::call_left;
}

v1::CallEnd wire(domain::CallEndReason reason) {
    switch (reason) {
        case domain::CallEndReason::hung_up:
            return v1::CallEnd::hung_up;
        case domain::CallEndReason::refused:
            return v1::CallEnd::refused;
        case domain::CallEndReason::unanswered:
            return v1::CallEnd::unanswered;
        case domain::CallEndReason::merged:
            return v1::CallEnd::merged;
        case domain::CallEndReason::not_member:
            return v1::CallEnd::not_member;
    }
    return v1::CallEnd::hung_up;
}

v1::SignalKind wire(domain::SignalKind kind) {
    switch (kind) {
        case domain::SignalKind::offer:
            return v1::SignalKind::description_offer;
        case domain::SignalKind::answer:
            return v1::SignalKind::description_answer;
        case domain::SignalKind::candidate:
            return v1::SignalKind::candidate;
        case domain::SignalKind::restart:
            return v1::SignalKind::restart;
    }
    return v1::SignalKind::restart;
}

domain::SignalKind kind_from_wire(v1::SignalKind kind) {
    switch (kind) {
        case v1::SignalKind::description_offer:
            return domain::SignalKind::offer;
        case v1::SignalKind::description_answer:
            return domain::SignalKind::answer;
        case v1::SignalKind::candidate:
            return domain::SignalKind::candidate;
        default:
            return domain::SignalKind::restart;
    }
}

void to_wire(const domain::CallPeer& peer, const std::string& name, v1::CallPeer& out) {
    out.set_peer_id(peer.id.value);
    out.set_contact_id(peer.person.value());
    out.set_name(name);
    out.set_audio(peer.media.audio);
    out.set_video(peer.media.video);
    out.set_screen(peer.media.screen);
    out.set_lost(peer.lost_until.has_value());
}

void to_wire(const domain::Signal& signal, v1::Signal& out) {
    out.set_kind(wire(signal.kind));
    out.set_sdp(signal.sdp);
    out.set_candidate(signal.candidate);
    out.set_sdp_mid(signal.sdp_mid);
    out.set_sdp_m_line_index(signal.sdp_m_line_index);
    out.set_username_fragment(signal.username_fragment);
    for (const auto& stream : signal.streams) {
        auto& item = *out.add_streams();
        item.set_stream_id(stream.id);
        item.set_shows(stream.shows);
    }
}

}  // namespace

void to_wire(const ports::CallView& view, v1::Call& out) {
    const auto& call = view.call;
    out.set_call_id(call.id.value);
    out.set_version(call.version);
    out.set_initiator_id(call.initiator.value());
    for (const auto room : call.rooms) out.add_room_ids(room.value());
    for (std::size_t i = 0; i < call.parties.size(); ++i) {
        auto& party = *out.add_parties();
        party.set_contact_id(call.parties[i].id.value());
        party.set_name(view.party_names[i]);
        party.set_state(wire(call.parties[i].state));
    }
    for (std::size_t i = 0; i < call.peers.size(); ++i) to_wire(call.peers[i], view.peer_names[i], *out.add_peers());
    for (const auto& id : call.merged) out.add_merged_call_ids(id.value);
    out.set_connected_ms(wire_time(call.connected));
}

void to_wire(const ports::CallChanged& event, v1::CallEvent& out) {
    out.set_room_id(event.room.value());
    to_wire(*event.view, *out.mutable_call());
}

void to_wire(const ports::CallGone& event, v1::CallEnded& out) {
    out.set_room_id(event.room.value());
    out.set_call_id(event.call.value);
    out.set_reason(wire(event.reason));
    out.set_into_call_id(event.into.value);
    out.set_into_room_id(event.into_room.value());
}

void to_wire(const ports::SignalSent& event, v1::SignalEvent& out) {
    out.set_room_id(event.room.value());
    out.set_call_id(event.call.value);
    out.set_peer_id(event.from.value);
    out.set_to_peer_id(event.to.value);
    to_wire(event.signal, *out.mutable_signal());
}

void to_wire(const app::IceServers& servers, v1::IceServers& out) {
    for (const auto& server : servers.servers) {
        auto& item = *out.add_servers();
        for (const auto& url : server.urls) item.add_urls(url);
        item.set_username(server.username);
        item.set_credential(server.credential);
    }
    out.set_expires_ms(wire_time(servers.expires));
    out.set_relay_only(servers.relay_only);
}

domain::Signal signal_from_wire(v1::Signal signal) {
    domain::Signal made;
    made.kind = kind_from_wire(signal.kind());
    made.sdp = std::move(*signal.mutable_sdp());
    made.candidate = std::move(*signal.mutable_candidate());
    made.sdp_mid = std::move(*signal.mutable_sdp_mid());
    made.sdp_m_line_index = signal.sdp_m_line_index();
    made.username_fragment = std::move(*signal.mutable_username_fragment());
    for (auto& stream : *signal.mutable_streams()) {
        made.streams.push_back({std::move(*stream.mutable_stream_id()), std::move(*stream.mutable_shows())});
    }
    return made;
}

}  // namespace foyer::gateway
