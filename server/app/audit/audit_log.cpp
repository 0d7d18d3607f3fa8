#include "server/app/audit/audit_log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

namespace foyer::app {

using domain::AuditAction;
using domain::AuditEntry;
using domain::AuditTarget;

namespace {

constexpr Millis refusals_interval = std::chrono::minutes{1};
constexpr std::uint32_t removed_at_a_time = 1'000;
constexpr std::size_t longest_detail = 1'000;

/// Names of hundreds of people say no more than those of some.
std::string cut(std::string detail) {
    if (detail.size() <= longest_detail) return detail;
    auto end = longest_detail;
    while (end > 0 && (static_cast<unsigned char>(detail[end]) & 0xC0U) == 0x80U) --end;  // At the end of a character.
    return detail.substr(0, end) + "…";
}

bool is_watched_over(const domain::Person* person) {
    return person && (person->administrator || person->is_supervisor());
}

}  // namespace

AuditLog::AuditLog(ports::AuditStore& store, const ports::Clock& clock, DirectoryCache& directory,
                   AuditSettings settings)
    : store_(store), clock_(clock), directory_(directory), settings_(settings) {}

domain::Audited AuditLog::entry(const Actor& actor, AuditAction action, AuditTarget target, std::string detail) const {
    auto made = std::make_shared<AuditEntry>();
    made->at = clock_.now();
    made->action = action;
    made->target = std::move(target);
    made->detail = cut(std::move(detail));
    const auto* const caller = std::get_if<Caller>(&actor);
    made->local = caller == nullptr;
    if (!caller) return made;
    made->actor = caller->person;
    const auto directory = directory_.current();
    if (const auto* const person = directory->find(caller->person)) made->actor_name = person->name;
    if (caller->key) {
        const auto key = fmt::format("API key {}", caller->key.value());
        made->detail += made->detail.empty() ? key : "; " + key;
    }
    return made;
}

Task<Result<void>> AuditLog::look(Actor actor, AuditAction action, AuditTarget target, bool anew, std::string detail) {
    const auto* const caller = std::get_if<Caller>(&actor);
    Look look;
    if (caller) look = {caller->person, caller->session, caller->key, action, target.id};
    look.action = action;
    look.target = target.id;
    if (!anew && is_known(look)) co_return Result<void>{};
    const auto made = entry(actor, action, std::move(target), std::move(detail));
    const auto entered = co_await store_.enter(*made);
    if (!entered) co_return refuse(entered.error());
    remember(look);
    co_return Result<void>{};
}

domain::Audited AuditLog::opening(ContactId person, std::string detail) const {
    const auto directory = directory_.current();
    const auto* const found = directory->find(person);
    if (!is_watched_over(found)) return nullptr;
    const Caller caller{.person = person, .session = {}};
    return entry(caller, AuditAction::session_opened, domain::target_of(*found), std::move(detail));
}

Task<void> AuditLog::refused_login(ContactId person, std::string remote_address) {
    AuditEntry refused;
    {
        const auto directory = directory_.current();
        const auto* const found = directory->find(person);
        if (!is_watched_over(found)) co_return;
        refused.target = domain::target_of(*found);
    }
    refused.at = clock_.now();
    refused.action = AuditAction::login_refused;
    refused.detail = "from " + std::move(remote_address);
    {
        const std::lock_guard lock(mutex_);
        const auto [last, first] = refused_.try_emplace(person, refused.at);
        if (!first && refused.at - last->second < refusals_interval) co_return;
        last->second = refused.at;
    }
    // Beside the answer, whose time shall not tell whose account it was. It stands alone: he is refused in any case,
    // and nobody waits for it; the store, which outlives all that runs, ends it.
    boost::asio::co_spawn(co_await boost::asio::this_coro::executor, store_.enter(std::move(refused)),
                          boost::asio::detached);
}

Task<Result<void>> AuditLog::remove_old() {
    const auto until = clock_.now() - settings_.keep;
    for (;;) {
        const auto removed = co_await store_.remove_before(until, removed_at_a_time);
        if (!removed) co_return refuse(removed.error());
        if (*removed < removed_at_a_time) co_return Result<void>{};
    }
}

std::size_t AuditLog::Hasher::operator()(const Look& look) const noexcept {
    auto hash = std::hash<ContactId>{}(look.person);
    for (const std::uint64_t part : {std::uint64_t{look.session.value()} << 32U | look.key.value(),
                                     std::uint64_t{look.target} << 8U | static_cast<std::uint64_t>(look.action)}) {
        hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
        hash ^= hash >> 29U;
    }
    return hash;
}

bool AuditLog::is_known(const Look& look) {
    const std::lock_guard lock(mutex_);
    return looks_.contains(look);
}

// What is forgotten is entered once more: too much in the log rather than too little.
void AuditLog::remember(const Look& look) {
    const std::lock_guard lock(mutex_);
    if (looks_.size() >= settings_.looks) looks_.clear();
    looks_.insert(look);
}

}  // namespace foyer::app
