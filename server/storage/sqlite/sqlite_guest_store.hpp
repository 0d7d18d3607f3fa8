#pragma once
#include "server/ports/guest_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::GuestStore over one SQLite file.
class SqliteGuestStore final : public ports::GuestStore {
public:
    SqliteGuestStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<ContactId>> reserve_contacts(std::uint32_t count) override;
    Task<Result<void>> create(domain::NewGuests guests, domain::Audited audited) override;
    Task<Result<domain::Invitation>> find(InvitationId id) override;
    Task<Result<std::optional<domain::Invitation>>> find_by_token(domain::Digest token_hash) override;
    Task<Result<std::optional<domain::Invitation>>> find_by_key(ContactId inviter, std::string key) override;
    Task<Result<std::vector<domain::Invitation>>> of_guests(std::vector<ContactId> guests) override;
    Task<Result<std::vector<domain::Invitation>>> list(ports::InvitationFilter filter) override;
    Task<Result<std::vector<domain::Invitation>>> all(CompanyId company, InvitationId after,
                                                      std::uint32_t limit) override;
    Task<Result<std::uint32_t>> update(domain::Invitation invitation) override;
    Task<Result<std::vector<domain::Invitation>>> due(Instant now, std::uint32_t limit) override;
    Task<Result<void>> forget(ContactId guest) override;
    Task<Result<void>> remove_ended(Instant until) override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
