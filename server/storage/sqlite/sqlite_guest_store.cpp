#include "server/storage/sqlite/sqlite_guest_store.hpp"

#include <algorithm>
#include <utility>

#include "server/storage/rules/room_rules.hpp"
#include "server/storage/sqlite/audit_rows.hpp"
#include "server/storage/sqlite/guest_rows.hpp"

namespace foyer::storage {

namespace {

using domain::Invitation;
using Invitations = std::vector<Invitation>;

constexpr std::size_t bytes_of_request = 1024;

Invitations all_of(Query row) {
    Invitations found;
    while (row.step()) found.push_back(invitation_of(row));
    return found;
}

Result<ContactId> reserve(Connection& db, std::uint32_t count) {
    db.run(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'people', 0"
        " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'people')");
    std::int64_t last = 0;
    {
        auto row = db.query("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'people' RETURNING seq", count);
        if (row.step()) last = row.integer(0);
        while (row.step()) {
        }
    }
    if (last > largest_id) return refuse(ErrorCode::limit_reached, "There are no numbers left.");
    return ContactId{static_cast<std::uint32_t>(last) - count + 1};
}

/// Newest first, each once.
Invitations newest(Invitations found, std::uint32_t limit) {
    std::ranges::sort(found, std::ranges::greater{}, &Invitation::id);
    const auto repeated = std::ranges::unique(found, {}, &Invitation::id);
    found.erase(repeated.begin(), repeated.end());
    if (found.size() > limit) found.resize(limit);
    return found;
}

/// A file on its way still names the guest as its sender or as one of those it was offered to.
#define FOYER_NAMED_BY_A_FILE                                  \
    "EXISTS (SELECT 1 FROM files WHERE sender = people.id) OR" \
    " EXISTS (SELECT 1 FROM file_receivers WHERE person = people.id)"

Invitations read_due(Connection& db, Instant now, std::uint32_t limit) {
    auto found = all_of(db.query("SELECT " FOYER_INVITATION_COLUMNS
                                 " FROM invitations WHERE ended = 0 AND state = 0 AND (delete_at <= ? OR valid_to <= ?)"
                                 " ORDER BY id LIMIT ?",
                                 now, now, limit));
    auto more = all_of(
        db.query("SELECT " FOYER_INVITATION_COLUMNS " FROM invitations WHERE ended = 0 AND state = 1 AND ("
                 " (room <> 0 AND NOT EXISTS (SELECT 1 FROM members WHERE person = invitations.guest AND active)) OR"
                 " ((valid_to <= ? OR uses >= uses_max) AND"
                 "  NOT EXISTS (SELECT 1 FROM sessions WHERE person = invitations.guest AND expires > ?)))"
                 " ORDER BY id LIMIT ?",
                 now, now, limit));
    std::ranges::move(more, std::back_inserter(found));
    more = all_of(db.query("SELECT " FOYER_INVITATION_COLUMNS
                           " FROM invitations WHERE ended <> 0 AND EXISTS (SELECT 1 FROM people WHERE id = guest AND"
                           " (disabled = 0 OR NOT (" FOYER_NAMED_BY_A_FILE "))) ORDER BY id LIMIT ?",
                           limit));
    std::ranges::move(more, std::back_inserter(found));
    if (found.size() > limit) found.resize(limit);
    return found;
}

Result<void> forget_guest(Connection& db, ContactId guest) {
    auto kind = db.query("SELECT 1 FROM people WHERE id = ? AND kind = 1", guest);
    static_assert(static_cast<int>(domain::PersonKind::guest) == 1, "as the statement says");
    if (!kind.step()) return {};
    if (db.query("SELECT 1 FROM members WHERE person = ? AND active", guest).step()) return refuse(ErrorCode::conflict);
    kind.step();
    db.run("DELETE FROM members WHERE person = ?", guest);
    db.run("DELETE FROM seen WHERE person = ?", guest);
    db.run("DELETE FROM sessions WHERE person = ?", guest);
    db.run("DELETE FROM relations WHERE low = ? OR high = ?", guest, guest);
    db.run("DELETE FROM roster_exceptions WHERE first = ? OR second = ?", guest, guest);
    db.run("DELETE FROM api_keys WHERE person = ?", guest);
    db.run("DELETE FROM second_factors WHERE person = ?", guest);
    const int gone = db.run("DELETE FROM people WHERE id = ? AND NOT (" FOYER_NAMED_BY_A_FILE ")", guest);
    // He is found no more; the rest goes with the file.
    if (gone == 0) db.run("UPDATE people SET disabled = 1 WHERE id = ?", guest);
    db.run("UPDATE meta SET value = value + 1 WHERE name = 'directory_version'");
    return {};
}

Result<std::uint32_t> replace(Connection& db, const Invitation& invitation) {
    const int changed = db.run(
        "UPDATE invitations SET version = version + 1, room = ?, state = ?, seed = ?, token_hash = ?, wrong_pins = ?,"
        " valid_from = ?, valid_to = ?, delete_at = ?, ended = ?, uses = ?, uses_max = ? WHERE id = ? AND version = ?",
        invitation.room, invitation.state, std::span<const std::uint8_t>(invitation.seed),
        std::span<const std::uint8_t>(invitation.token_hash), invitation.wrong_pins, invitation.valid_from,
        invitation.valid_to, invitation.delete_at, invitation.ended, invitation.uses, invitation.uses_max,
        invitation.id, invitation.version);
    if (changed != 0) return invitation.version + 1;
    const bool exists = db.query("SELECT 1 FROM invitations WHERE id = ?", invitation.id).step();
    return refuse(exists ? ErrorCode::conflict : ErrorCode::not_found);
}

}  // namespace

Task<Result<ContactId>> SqliteGuestStore::reserve_contacts(std::uint32_t count) {
    co_return co_await writer_.write<ContactId>(bytes_of_request, [&](WriteContext& context) {
        return atomically(context.db, [&] { return reserve(context.db, count); });
    });
}

Task<Result<void>> SqliteGuestStore::create(domain::NewGuests guests, domain::Audited audited) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) {
        return audited_write(context.db, audited, [&] { return put_new_guests(context.db, guests, RoomId{}); });
    });
}

Task<Result<Invitation>> SqliteGuestStore::find(InvitationId id) {
    co_return co_await readers_.read<Invitation>([&](Connection& db) -> Result<Invitation> {
        auto found = read_invitation(db, id);
        if (!found) return refuse(ErrorCode::not_found);
        return std::move(*found);
    });
}

Task<Result<std::optional<Invitation>>> SqliteGuestStore::find_by_token(domain::Digest token_hash) {
    using Found = std::optional<Invitation>;
    co_return co_await readers_.read<Found>([&](Connection& db) -> Result<Found> {
        auto row = db.query("SELECT " FOYER_INVITATION_COLUMNS " FROM invitations WHERE token_hash = ?",
                            std::span<const std::uint8_t>(token_hash));
        return row.step() ? Found{invitation_of(row)} : Found{};
    });
}

Task<Result<std::optional<Invitation>>> SqliteGuestStore::find_by_key(ContactId inviter, std::string key) {
    using Found = std::optional<Invitation>;
    co_return co_await readers_.read<Found>([&](Connection& db) -> Result<Found> {
        auto row =
            db.query("SELECT " FOYER_INVITATION_COLUMNS " FROM invitations WHERE inviter = ? AND idempotency_key = ?",
                     inviter, key);
        return row.step() ? Found{invitation_of(row)} : Found{};
    });
}

Task<Result<Invitations>> SqliteGuestStore::of_guests(std::vector<ContactId> guests) {
    co_return co_await readers_.read<Invitations>([&](Connection& db) -> Result<Invitations> {
        Invitations found;
        for (const auto guest : guests) {
            auto row = db.query("SELECT " FOYER_INVITATION_COLUMNS " FROM invitations WHERE guest = ?", guest);
            if (row.step()) found.push_back(invitation_of(row));
        }
        std::ranges::sort(found, {}, &Invitation::id);
        return found;
    });
}

Task<Result<Invitations>> SqliteGuestStore::list(ports::InvitationFilter filter) {
    co_return co_await readers_.read<Invitations>([&](Connection& db) -> Result<Invitations> {
        auto found = all_of(db.query("SELECT " FOYER_INVITATION_COLUMNS
                                     " FROM invitations WHERE inviter = ? ORDER BY id DESC LIMIT ?",
                                     filter.inviter, filter.limit));
        for (const auto company : filter.companies) {
            auto more = all_of(db.query("SELECT " FOYER_INVITATION_COLUMNS
                                        " FROM invitations WHERE company = ? ORDER BY id DESC LIMIT ?",
                                        company, filter.limit));
            std::ranges::move(more, std::back_inserter(found));
        }
        return newest(std::move(found), filter.limit);
    });
}

Task<Result<Invitations>> SqliteGuestStore::all(CompanyId company, InvitationId after, std::uint32_t limit) {
    co_return co_await readers_.read<Invitations>([&](Connection& db) -> Result<Invitations> {
        return company ? all_of(db.query("SELECT " FOYER_INVITATION_COLUMNS
                                         " FROM invitations WHERE company = ? AND id > ? ORDER BY id LIMIT ?",
                                         company, after, limit))
                       : all_of(db.query("SELECT " FOYER_INVITATION_COLUMNS
                                         " FROM invitations WHERE id > ? ORDER BY id LIMIT ?",
                                         after, limit));
    });
}

Task<Result<std::uint32_t>> SqliteGuestStore::update(Invitation invitation) {
    co_return co_await writer_.write<std::uint32_t>(
        bytes_of_request, [&](WriteContext& context) { return replace(context.db, invitation); });
}

Task<Result<Invitations>> SqliteGuestStore::due(Instant now, std::uint32_t limit) {
    co_return co_await readers_.read<Invitations>(
        [&](Connection& db) -> Result<Invitations> { return read_due(db, now, limit); });
}

Task<Result<void>> SqliteGuestStore::forget(ContactId guest) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) {
        return atomically(context.db, [&] { return forget_guest(context.db, guest); });
    });
}

Task<Result<void>> SqliteGuestStore::remove_ended(Instant until) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        context.db.run(
            "DELETE FROM invitations WHERE ended <> 0 AND ended <= ?"
            " AND NOT EXISTS (SELECT 1 FROM people WHERE id = guest)",
            until);
        return {};
    });
}

}  // namespace foyer::storage
