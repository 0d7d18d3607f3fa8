#include "server/storage/memory/memory_second_factor_store.hpp"

namespace foyer::storage {

Task<Result<std::optional<domain::SecondFactor>>> MemorySecondFactorStore::find(ContactId person) {
    using Found = std::optional<domain::SecondFactor>;
    co_return co_await tables_.read<Found>([&]() -> Result<Found> {
        const auto found = tables_.second_factors.find(person);
        return found == tables_.second_factors.end() ? Found{} : Found{found->second};
    });
}

Task<Result<void>> MemorySecondFactorStore::commit(domain::SecondFactor factor) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        if (!tables_.people.contains(factor.person)) return refuse(ErrorCode::not_found);
        const auto found = tables_.second_factors.find(factor.person);
        const auto version = found == tables_.second_factors.end() ? 0 : found->second.version;
        if (version != factor.version) return refuse(ErrorCode::conflict);
        factor.version = version + 1;
        tables_.second_factors.insert_or_assign(factor.person, factor);
        return {};
    });
}

Task<Result<void>> MemorySecondFactorStore::remove(ContactId person, domain::Audited audited) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        tables_.second_factors.erase(person);
        tables_.enter(audited);
        return {};
    });
}

}  // namespace foyer::storage
