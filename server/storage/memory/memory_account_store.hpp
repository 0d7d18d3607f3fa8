#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::AccountStore over MemoryTables.
class MemoryAccountStore final : public ports::AccountStore {
public:
    explicit MemoryAccountStore(MemoryTables& tables) : tables_(tables) {}

    Task<Result<domain::Directory>> load_directory() override;
    Task<Result<std::uint64_t>> directory_version() override;
    Task<Result<CompanyId>> create_company(std::string name, domain::Audited audited) override;
    Task<Result<ContactId>> create_person(domain::Person person, std::string password_hash,
                                          domain::Audited audited) override;
    Task<Result<std::vector<ContactId>>> create_people(std::vector<ports::NewPerson> people) override;
    Task<Result<void>> update_person(domain::Person person, domain::Audited audited) override;
    Task<Result<void>> update_company(domain::Company company, domain::Audited audited) override;
    Task<Result<void>> set_roster_exception(domain::Directory::Exception exception, bool on,
                                            domain::Audited audited) override;
    Task<Result<std::optional<std::string>>> password_hash(ContactId person) override;
    Task<Result<void>> set_password_hash(ContactId person, std::string hash, domain::Audited audited) override;

private:
    [[nodiscard]] Result<void> check_companies(const domain::Person& person) const;

    MemoryTables& tables_;
};

}  // namespace foyer::storage
