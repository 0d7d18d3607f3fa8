#include "server/storage/sqlite/sqlite_delivery_store.hpp"

#include <utility>

#include "server/storage/sqlite/guest_rows.hpp"

namespace foyer::storage {

namespace {

using domain::DeliveryState;
using domain::Invitation;
using ports::Delivery;

constexpr std::size_t bytes_of_request = 512;
constexpr int taken = 4;  // Of the rows alone: for the invitation it is still queued.
static_assert(static_cast<int>(DeliveryState::queued) == 1 && static_cast<int>(DeliveryState::failed) == 3);

Result<std::vector<Delivery>> take_due(Connection& db, Instant now, std::uint32_t limit) {
    std::vector<Delivery> due;
    auto row = db.query(
        "SELECT id, invitation, attempts FROM deliveries WHERE state = 1 AND next_attempt <= ?"
        " ORDER BY next_attempt, id LIMIT ?",
        now, limit);
    while (row.step()) {
        due.push_back({.id = DeliveryId{row.number(0)},
                       .invitation = InvitationId{row.number(1)},
                       .attempts = row.number(2) + 1});
    }
    for (const auto& delivery : due) {
        db.run("UPDATE deliveries SET state = ?, attempts = ? WHERE id = ?", taken, delivery.attempts, delivery.id);
    }
    return due;
}

Result<std::optional<Invitation>> note(Connection& db, const ports::Settlement& settlement) {
    db.run("UPDATE deliveries SET state = ?, next_attempt = ? WHERE id = ? AND state = ?", settlement.state,
           settlement.next_attempt, settlement.id, taken);
    InvitationId invitation;
    {
        auto row = db.query(
            "SELECT invitation FROM deliveries AS d WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM deliveries WHERE invitation = d.invitation AND id > d.id)",
            settlement.id);
        if (row.step()) invitation = InvitationId{row.number(0)};
    }
    db.run("UPDATE invitations SET version = version + 1, delivery = ?, delivery_error = ? WHERE id = ?",
           settlement.state, settlement.reason, invitation);
    return read_invitation(db, invitation);
}

Result<std::uint32_t> fail_taken(Connection& db, const std::string& reason) {
    db.run(
        "UPDATE invitations SET version = version + 1, delivery = 3, delivery_error = ? WHERE id IN"
        " (SELECT invitation FROM deliveries WHERE state = 4)",
        reason);
    return static_cast<std::uint32_t>(db.run("UPDATE deliveries SET state = 3 WHERE state = 4"));
}

Result<Invitation> add(Connection& db, InvitationId id, const domain::GuestBounds& bounds, Instant now) {
    const auto found = read_invitation(db, id);
    if (!found) return refuse(ErrorCode::not_found);
    if (auto fits = check_guest_bounds(db, *found, bounds, 0, 1); !fits) return refuse(fits.error());
    put_delivery(db, *found, now);
    db.run("UPDATE invitations SET version = version + 1, delivery = 1, delivery_error = '' WHERE id = ?", id);
    return read_invitation(db, id).value();
}

}  // namespace

Task<Result<std::vector<Delivery>>> SqliteDeliveryStore::take(Instant now, std::uint32_t limit) {
    using Deliveries = std::vector<Delivery>;
    // Nearly always there is nothing: that costs no write.
    auto any = co_await readers_.read<bool>([&](Connection& db) -> Result<bool> {
        return db.query("SELECT 1 FROM deliveries WHERE state = 1 AND next_attempt <= ? LIMIT 1", now).step();
    });
    if (!any) co_return refuse(any.error());
    if (!*any) co_return Deliveries{};
    co_return co_await writer_.write<Deliveries>(bytes_of_request, [&](WriteContext& context) {
        return atomically(context.db, [&] { return take_due(context.db, now, limit); });
    });
}

Task<Result<std::optional<Invitation>>> SqliteDeliveryStore::settle(ports::Settlement settlement) {
    co_return co_await writer_.write<std::optional<Invitation>>(bytes_of_request, [&](WriteContext& context) {
        return atomically(context.db, [&] { return note(context.db, settlement); });
    });
}

Task<Result<std::uint32_t>> SqliteDeliveryStore::recover(std::string reason) {
    co_return co_await writer_.write<std::uint32_t>(bytes_of_request, [&](WriteContext& context) {
        return atomically(context.db, [&] { return fail_taken(context.db, reason); });
    });
}

Task<Result<Invitation>> SqliteDeliveryStore::enqueue(InvitationId invitation, domain::GuestBounds bounds,
                                                      Instant now) {
    co_return co_await writer_.write<Invitation>(bytes_of_request, [&](WriteContext& context) {
        return atomically(context.db, [&] { return add(context.db, invitation, bounds, now); });
    });
}

Task<Result<void>> SqliteDeliveryStore::remove_settled(Instant before) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        context.db.run("DELETE FROM deliveries WHERE created < ? AND state IN (2, 3)", before);
        return {};
    });
}

Task<Result<std::uint32_t>> SqliteDeliveryStore::waiting() {
    co_return co_await readers_.read<std::uint32_t>([&](Connection& db) -> Result<std::uint32_t> {
        return static_cast<std::uint32_t>(db.number("SELECT count(*) FROM deliveries WHERE state IN (1, 4)"));
    });
}

}  // namespace foyer::storage
