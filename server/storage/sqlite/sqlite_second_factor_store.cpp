#include "server/storage/sqlite/sqlite_second_factor_store.hpp"

#include <algorithm>
#include <utility>

#include "server/storage/sqlite/audit_rows.hpp"

namespace foyer::storage {

namespace {

using domain::RecoveryHash;
using domain::SecondFactor;

constexpr std::size_t bytes_of_request = 1024;

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The recovery codes' hashes, one behind the other.
std::vector<std::uint8_t> joined(const std::vector<RecoveryHash>& codes) {
    std::vector<std::uint8_t> bytes;
    for (const auto& code : codes) bytes.insert(bytes.end(), code.begin(), code.end());
    return bytes;
}

std::vector<RecoveryHash> split(std::span<const std::uint8_t> bytes) {
    std::vector<RecoveryHash> codes(bytes.size() / RecoveryHash{}.size());
    for (auto& code : codes) {
        std::ranges::copy(bytes.first(code.size()), code.begin());
        bytes = bytes.subspan(code.size());
    }
    return codes;
}

SecondFactor factor_of(const Query& row, ContactId person) {
    const auto secret = row.blob(0);
    return {
        .person = person,
        .secret = std::string(secret.begin(), secret.end()),
        .confirmed = row.flag(1),
        .last_step = static_cast<std::uint64_t>(row.integer(2)),
        .recovery = split(row.blob(3)),
        .version = row.number(4),
    };
}

Result<void> put(Connection& db, const SecondFactor& factor) {
    auto row = db.query("SELECT version FROM second_factors WHERE person = ?", factor.person);
    const auto version = row.step() ? row.number(0) : 0;
    if (version != factor.version) return refuse(ErrorCode::conflict);
    try {
        db.run(
            "INSERT OR REPLACE INTO second_factors (person, secret, confirmed, last_step, recovery, version)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            factor.person, bytes_of(factor.secret), factor.confirmed, factor.last_step,
            std::span<const std::uint8_t>(joined(factor.recovery)), version + 1);
    } catch (const SqliteError& error) {
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
    return {};
}

}  // namespace

Task<Result<std::optional<SecondFactor>>> SqliteSecondFactorStore::find(ContactId person) {
    using Found = std::optional<SecondFactor>;
    co_return co_await readers_.read<Found>([&](Connection& db) -> Result<Found> {
        auto row = db.query(
            "SELECT secret, confirmed, last_step, recovery, version FROM second_factors WHERE person = ?", person);
        return row.step() ? Found{factor_of(row, person)} : Found{};
    });
}

Task<Result<void>> SqliteSecondFactorStore::commit(SecondFactor factor) {
    co_return co_await writer_.write<void>(
        bytes_of_request, [&](WriteContext& context) -> Result<void> { return put(context.db, factor); });
}

Task<Result<void>> SqliteSecondFactorStore::remove(ContactId person, domain::Audited audited) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        return audited_write(context.db, audited, [&]() -> Result<void> {
            context.db.run("DELETE FROM second_factors WHERE person = ?", person);
            return {};
        });
    });
}

}  // namespace foyer::storage
