#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::GuestStore over MemoryTables.
class MemoryGuestStore final : public ports::GuestStore {
public:
    explicit MemoryGuestStore(MemoryTables& tables) : tables_(tables) {}

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
    [[nodiscard]] bool is_due(const domain::Invitation& invitation, Instant now) const;
    [[nodiscard]] bool is_member_somewhere(ContactId person) const;

    MemoryTables& tables_;
};

}  // namespace foyer::storage
