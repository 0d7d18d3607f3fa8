#include "server/domain/person/second_factor.hpp"

namespace foyer::domain {

namespace {

std::unexpected<Error> refuse_code() {
    return refuse(ErrorCode::second_factor_needed, "This code is wrong, or was used already.");
}

}  // namespace

Result<SecondFactor> use_code(SecondFactor factor, std::optional<std::uint64_t> step) {
    if (!step || *step <= factor.last_step) return refuse_code();
    factor.last_step = *step;
    return factor;
}

Result<SecondFactor> use_recovery(SecondFactor factor, const RecoveryHash& code) {
    if (std::erase(factor.recovery, code) == 0) return refuse_code();
    return factor;
}

}  // namespace foyer::domain
