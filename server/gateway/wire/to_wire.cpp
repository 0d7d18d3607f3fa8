#include "server/gateway/wire/to_wire.hpp"

#include "server/gateway/wire/call_to_wire.hpp"
#include "server/gateway/wire/command_to_wire.hpp"
#include "server/gateway/wire/file_to_wire.hpp"

namespace foyer::gateway {

namespace {

v1::RosterState wire(domain::RosterState state) {
    switch (state) {
        case domain::RosterState::none:
            return v1::RosterState::none;
        case domain::RosterState::asked:
            return v1::RosterState::asked;
        case domain::RosterState::asking:
            return v1::RosterState::asking;
        case domain::RosterState::mutual:
            return v1::RosterState::mutual;
    }
    return v1::RosterState::none;
}

v1::MemberState wire(domain::MemberState state) {
    switch (state) {
        case domain::MemberState::invited:
            return v1::MemberState::invited;
        case domain::MemberState::joined:
            return v1::MemberState::joined;
        case domain::MemberState::left:
            return v1::MemberState::left;
    }
    return v1::MemberState::left;
}

v1::Show wire(ports::Show show) {
    switch (show) {
        case ports::Show::offline:
            return v1::Show::offline;
        case ports::Show::online:
            return v1::Show::online;
        case ports::Show::away:
            return v1::Show::away;
        case ports::Show::dnd:
            return v1::Show::dnd;
    }
    return v1::Show::offline;
}

v1::InvitationChannel wire(domain::InvitationChannel channel) {
    switch (channel) {
        case domain::InvitationChannel::link:
            return v1::InvitationChannel::by_link;
        case domain::InvitationChannel::email:
            return v1::InvitationChannel::by_email;
        case domain::InvitationChannel::sms:
            return v1::InvitationChannel::by_sms;
    }
    return v1::InvitationChannel::by_link;
}

v1::InvitationState wire(domain::InvitationState state) {
    switch (state) {
        case domain::InvitationState::open:
            return v1::InvitationState::invitation_open;
        case domain::InvitationState::redeemed:
            return v1::InvitationState::invitation_redeemed;
        case domain::InvitationState::revoked:
            return v1::InvitationState::invitation_revoked;
        case domain::InvitationState::expired:
            return v1::InvitationState::invitation_expired;
        case domain::InvitationState::ended:
            return v1::InvitationState::invitation_ended;
    }
    return v1::InvitationState::invitation_ended;
}

v1::DeliveryState wire(domain::DeliveryState state) {
    switch (state) {
        case domain::DeliveryState::none:
            return v1::DeliveryState::delivery_none;
        case domain::DeliveryState::queued:
            return v1::DeliveryState::delivery_queued;
        case domain::DeliveryState::sent:
            return v1::DeliveryState::delivery_sent;
        case domain::DeliveryState::failed:
            return v1::DeliveryState::delivery_failed;
    }
    return v1::DeliveryState::delivery_none;
}

void to_wire(const domain::Member& member, const ports::RoomView::Face& face, v1::Member& out) {
    out.set_contact_id(member.id.value());
    out.set_name(face.name);
    out.set_company_id(face.company.value());
    out.set_company_name(face.company_name);
    out.set_chat_id(face.chat_id);
    out.set_kind(kind_to_wire(face.kind));
    out.set_state(wire(member.state));
    out.set_first_seq(member.first_seq.value());
    if (face.kind ==
        domain::PersonKind::guest) {  // For everybody else a login name is nobody's business (contract 2.6).
        out.set_uname(face.uname);
    }
}

struct EventToWire {
    v1::ServerFrame& frame;

    void operator()(const ports::RoomChanged& event) const {
        auto& body = *frame.mutable_room_event();
        gateway::to_wire(*event.view, *body.mutable_room());
        body.set_newest(event.newest.value());
    }
    void operator()(const ports::MessagesPosted& event) const {
        auto& body = *frame.mutable_message_event();
        body.set_room_id(event.room.value());
        for (const auto& message : event.messages) {
            gateway::to_wire(message, *body.add_messages());
        }
    }
    void operator()(const ports::SeenMoved& event) const {
        auto& body = *frame.mutable_seen_event();
        body.set_room_id(event.room.value());
        body.set_seq(event.seq.value());
    }
    void operator()(const ports::RoomLost& event) const {
        auto& body = *frame.mutable_room_gone();
        body.set_room_id(event.view->room.id.value());
        gateway::to_wire(*event.view, *body.mutable_room());
    }
    void operator()(const ports::ContactsChanged& event) const {
        auto& body = *frame.mutable_contact_event();
        for (const auto& contact : event.contacts) {
            gateway::to_wire(contact, *body.add_contacts());
        }
    }
    void operator()(const ports::ContactsLost& event) const {
        auto& body = *frame.mutable_contact_gone();
        for (const auto id : event.contacts) {
            body.add_contact_ids(id.value());
        }
    }
    void operator()(const ports::PresenceChanged& event) const {
        auto& body = *frame.mutable_presence_event();
        for (const auto& presence : event.presence) {
            gateway::to_wire(presence, *body.add_presence());
        }
    }
    void operator()(const ports::SelfChanged& event) const {
        gateway::to_wire(event.person, event.company_name, *frame.mutable_self_event()->mutable_self());
    }
    void operator()(const ports::FileChanged& event) const {
        gateway::to_wire(*event.view, *frame.mutable_file_event()->mutable_file());
    }
    void operator()(const ports::CommandGiven& event) const {
        gateway::to_wire(event.command, *frame.mutable_command_event());
    }
    void operator()(const ports::CommandOver& event) const {
        auto& body = *frame.mutable_command_ended();
        body.set_command_id(event.id.value());
        body.set_outcome(gateway::to_wire(event.outcome));
    }
    void operator()(const ports::InvitationChanged& event) const {
        gateway::to_wire(event, *frame.mutable_invitation_event()->mutable_invitation());
    }
    void operator()(const ports::SessionsEnded&) const {}
    void operator()(const ports::WelcomeOutdated&) const {}
    void operator()(const ports::CallChanged& event) const { gateway::to_wire(event, *frame.mutable_call_event()); }
    void operator()(const ports::CallGone& event) const { gateway::to_wire(event, *frame.mutable_call_ended()); }
    void operator()(const ports::SignalSent& event) const { gateway::to_wire(event, *frame.mutable_signal_event()); }
};

}  // namespace

double wire_time(Instant instant) {
    return static_cast<double>(instant.time_since_epoch().count());
}

void to_wire(const ports::ContactView& view, v1::Contact& out) {
    out.set_contact_id(view.person.id.value());
    out.set_uname(view.person.uname);
    out.set_name(view.person.name);
    out.set_company_id(view.person.company.value());
    out.set_company_name(view.company_name);
    out.set_email(view.person.email);
    out.set_kind(kind_to_wire(view.person.kind));
    out.set_chat_id(view.person.chat_id());
    out.set_roster(wire(view.roster));
    out.set_automatic(view.automatic);
}

void to_wire(const ports::Presence& presence, v1::Presence& out) {
    out.set_contact_id(presence.person.value());
    for (const auto& resource : presence.resources) {
        auto& item = *out.add_resources();
        item.set_name(resource.name);
        item.set_show(wire(resource.show));
        item.set_text(resource.text);
    }
}

void to_wire(const ports::RoomView& view, v1::Room& out) {
    const auto& room = view.room;
    out.set_room_id(room.id.value());
    out.set_version(room.version);
    out.set_multi(room.multi);
    out.set_name(room.name);
    out.set_public_(room.is_public);
    out.set_archive(room.archive);
    out.set_owner_id(room.owner.value());
    out.set_company_id(room.company.value());
    out.set_created_ms(wire_time(room.created));
    out.set_supervised(view.supervised);
    for (std::size_t i = 0; i < room.members.size() && i < view.faces.size(); ++i) {
        to_wire(room.members[i], view.faces[i], *out.add_members());
    }
}

void to_wire(const domain::Message& message, v1::Message& out) {
    out.set_seq(message.seq.value());
    out.set_author_id(message.author.value());
    out.set_author_name(message.author_name);
    out.set_text(message.text);
    out.set_time_ms(wire_time(message.time));
}

void to_wire(const ports::InvitationChanged& shown, v1::Invitation& out) {
    const auto& invitation = shown.invitation;
    out.set_invitation_id(invitation.id.value());
    out.set_version(invitation.version);
    out.set_room_id(invitation.room.value());
    out.set_contact_id(invitation.guest.value());
    out.set_inviter_id(invitation.inviter.value());
    out.set_name(invitation.name);
    out.set_email(invitation.email);
    out.set_mobile(invitation.mobile);
    out.set_channel(wire(invitation.channel));
    out.set_state(wire(invitation.state));
    out.set_delivery(wire(invitation.delivery));
    out.set_delivery_error(invitation.delivery_error);
    out.set_url(shown.url);
    out.set_valid_from_ms(wire_time(invitation.valid_from));
    out.set_valid_to_ms(wire_time(invitation.valid_to));
    out.set_uses(invitation.uses);
    out.set_uses_max(invitation.uses_max);
    out.set_has_pin(invitation.has_pin);
    out.set_created_ms(wire_time(invitation.created));
}

void to_wire(RoomId room, const app::HistoryPage& page, v1::HistoryPage& out) {
    out.set_room_id(room.value());
    out.set_more(page.more);
    out.set_newest(page.newest.value());
    for (const auto& message : page.messages) to_wire(message, *out.add_messages());
}

void to_wire(const app::PublicRoomPage& page, v1::PublicRooms& out) {
    out.set_more(page.more);
    for (const auto& room : page.rooms) {
        auto& item = *out.add_rooms();
        item.set_room_id(room.id.value());
        item.set_name(room.name);
        item.set_member_count(room.member_count);
        item.set_archive(room.archive);
    }
}

v1::ServerFrame to_wire(const ports::Event& event) {
    v1::ServerFrame frame;
    std::visit(EventToWire{frame}, event);
    return frame;
}

}  // namespace foyer::gateway
