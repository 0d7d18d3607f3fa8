#include "server/storage/sqlite/guest_rows.hpp"

#include <algorithm>

#include "server/storage/rules/guest_rules.hpp"
#include "server/storage/rules/room_rules.hpp"
#include "server/storage/sqlite/or_null.hpp"

namespace foyer::storage {

namespace {

using domain::Invitation;

template <std::size_t size>
std::span<const std::uint8_t> bytes(const std::array<std::uint8_t, size>& array) {
    return array;
}

template <std::size_t size>
void copy_blob(std::span<const std::uint8_t> from, std::array<std::uint8_t, size>& to) {
    std::copy_n(from.begin(), std::min(from.size(), size), to.begin());
}

GuestCounts counts_for(Connection& db, const Invitation& invitation, Instant since) {
    GuestCounts counts;
    auto row = db.query("SELECT count(*) FROM invitations WHERE inviter = ? AND ended = 0", invitation.inviter);
    const auto take = [](Query counted) { return counted.step() ? static_cast<std::uint64_t>(counted.integer(0)) : 0; };
    counts.open = take(std::move(row));
    counts.sent_by_user =
        take(db.query("SELECT count(*) FROM deliveries WHERE inviter = ? AND created >= ?", invitation.inviter, since));
    counts.sent_by_company =
        take(db.query("SELECT count(*) FROM deliveries WHERE company = ? AND created >= ?", invitation.company, since));
    counts.waiting =
        take(db.query("SELECT (SELECT count(*) FROM deliveries WHERE state = 1) +"
                      " (SELECT count(*) FROM deliveries WHERE state = 4)"));
    return counts;
}

Result<void> insert_guest(Connection& db, const domain::Person& person) {
    try {
        db.run(
            "INSERT INTO people (id, kind, company, uname, name, email, jid, administrator, disabled, password_hash)"
            " VALUES (?, ?, ?, ?, ?, '', '', 0, 0, '')",
            person.id, person.kind, person.company, person.uname, person.name);
    } catch (const SqliteError& error) {
        if (error.is_unique_violation()) return refuse(ErrorCode::already_exists);
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
    return {};
}

Result<void> insert_invitation(Connection& db, const Invitation& made, RoomId room) {
    auto insert = db.query(
        "INSERT INTO invitations (version, room, guest, inviter, company, name, email, mobile, language, application,"
        " channel, state, delivery, delivery_error, seed, token_hash, wrong_pins, created, valid_from, valid_to,"
        " delete_at, ended, uses, uses_max, pin_hash, idempotency_key)"
        " VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, 0, ?, ?, ?, ?, 0, 0, ?, ?, ?)",
        room, made.guest, made.inviter, made.company, made.name, made.email, made.mobile, made.language,
        made.application, made.channel, made.state, made.delivery, bytes(made.seed), bytes(made.token_hash),
        made.created, made.valid_from, made.valid_to, made.delete_at, made.uses_max);
    if (made.has_pin) {
        insert.bind(20, bytes(made.pin_hash));
    } else {
        insert.bind(20, nullptr);
    }
    OrNull(made.idempotency_key).bind(insert, 21);
    try {
        insert.step();
    } catch (const SqliteError& error) {
        if (!error.is_unique_violation() || made.idempotency_key.empty()) throw;
        return refuse(ErrorCode::already_exists, "This idempotency key was used already.");
    }
    if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no invitation numbers left.");
    return {};
}

}  // namespace

Result<void> check_guest_bounds(Connection& db, const Invitation& invitation, const domain::GuestBounds& bounds,
                                std::size_t guests, std::size_t messages) {
    return check_bounds(bounds, counts_for(db, invitation, bounds.sent_since), guests, messages);
}

void put_delivery(Connection& db, const Invitation& invitation, Instant now) {
    db.run(
        "INSERT INTO deliveries (invitation, inviter, company, state, attempts, next_attempt, created)"
        " VALUES (?, ?, ?, 1, 0, ?, ?)",
        invitation.id, invitation.inviter, invitation.company, now, now);
}

Result<void> put_new_guests(Connection& db, const domain::NewGuests& guests, RoomId room) {
    if (guests.empty()) return {};
    const auto& all = guests.guests;
    const auto messages = std::ranges::count_if(
        all, [](const domain::NewGuest& guest) { return guest.invitation.delivery == domain::DeliveryState::queued; });
    auto fits =
        check_guest_bounds(db, all.front().invitation, guests.bounds, all.size(), static_cast<std::size_t>(messages));
    if (!fits) return fits;
    for (const auto& [person, invitation] : all) {
        if (auto put = insert_guest(db, person); !put) return put;
        if (auto put = insert_invitation(db, invitation, room); !put) return put;
        if (invitation.delivery != domain::DeliveryState::queued) continue;
        auto stored = invitation;
        stored.id = InvitationId{static_cast<std::uint32_t>(db.last_id())};
        put_delivery(db, stored, invitation.created);
    }
    db.run("UPDATE meta SET value = value + 1 WHERE name = 'directory_version'");
    return {};
}

Invitation invitation_of(const Query& row) {
    Invitation read;
    read.id = InvitationId{row.number(0)};
    read.version = row.number(1);
    read.room = RoomId{row.number(2)};
    read.guest = ContactId{row.number(3)};
    read.inviter = ContactId{row.number(4)};
    read.company = CompanyId{row.number(5)};
    read.name = row.string(6);
    read.email = row.string(7);
    read.mobile = row.string(8);
    read.language = row.string(9);
    read.application = row.string(10);
    read.channel = static_cast<domain::InvitationChannel>(row.number(11));
    read.state = static_cast<domain::InvitationState>(row.number(12));
    read.delivery = static_cast<domain::DeliveryState>(row.number(13));
    read.delivery_error = row.string(14);
    copy_blob(row.blob(15), read.seed);
    copy_blob(row.blob(16), read.token_hash);
    const auto pin = row.blob(17);
    read.has_pin = !pin.empty();
    copy_blob(pin, read.pin_hash);
    read.wrong_pins = row.number(18);
    read.created = row.instant(19);
    read.valid_from = row.instant(20);
    read.valid_to = row.instant(21);
    read.delete_at = row.instant(22);
    read.ended = row.instant(23);
    read.uses = row.number(24);
    read.uses_max = row.number(25);
    read.idempotency_key = row.string(26);
    return read;
}

std::optional<Invitation> read_invitation(Connection& db, InvitationId id) {
    auto row = db.query("SELECT " FOYER_INVITATION_COLUMNS " FROM invitations WHERE id = ?", id);
    if (!row.step()) return std::nullopt;
    return invitation_of(row);
}

}  // namespace foyer::storage
