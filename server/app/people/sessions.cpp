#include "server/app/people/sessions.hpp"

#include <algorithm>
#include <cstring>

namespace foyer::app {

Sessions::Sessions(ports::SessionStore& store, ports::Publisher& publisher, const ports::Clock& clock,
                   ports::Random& random, DirectoryCache& directory, SessionSettings settings)
    : store_(store),
      publisher_(publisher),
      clock_(clock),
      random_(random),
      directory_(directory),
      settings_(settings) {}

std::size_t Sessions::Hasher::operator()(const ports::TokenHash& hash) const noexcept {
    std::size_t value;  // SHA-256 is a hash already.
    std::memcpy(&value, hash.data(), sizeof value);
    return value;
}

Millis Sessions::lifetime(ContactId person, ports::SessionKind kind) const {
    if (kind == ports::SessionKind::login_token) return settings_.login_token_lifetime;
    const auto directory = directory_.current();
    const auto* const known = directory->find(person);
    const bool is_guest = known && known->kind == domain::PersonKind::guest;
    return is_guest ? settings_.guest_session_lifetime : settings_.session_lifetime;
}

Task<Result<Sessions::Opened>> Sessions::open(ContactId person, ports::SessionKind kind, std::string subid,
                                              SessionId login, domain::Audited audited) {
    auto token = make_token(random_);
    ports::Session session;
    session.person = person;
    session.kind = kind;
    session.token_hash = token.hash;
    session.subid = std::move(subid);
    session.login = login;
    session.created = clock_.now();
    session.expires = session.created + lifetime(person, kind);
    auto created = co_await store_.create(std::move(session), std::move(audited));
    if (!created) co_return refuse(created.error());
    auto bounded = co_await end_oldest(person, kind);
    if (!bounded) co_return refuse(bounded.error());
    co_return Opened{std::move(*created), std::move(token.text)};
}

// After the new one is stored, so that several log-ins at once do not pass the bound together.
Task<Result<void>> Sessions::end_oldest(ContactId person, ports::SessionKind kind) {
    auto sessions = co_await list(person);
    if (!sessions) co_return refuse(sessions.error());
    std::erase_if(*sessions, [&](const ports::Session& session) { return session.kind != kind; });
    for (auto i = settings_.sessions_per_user; i < sessions->size(); ++i) {
        auto ended = co_await end((*sessions)[i], "You have logged in elsewhere, too often.");
        if (!ended) co_return refuse(ended.error());
    }
    co_return Result<void>{};
}

Task<Result<ports::Session>> Sessions::find(std::string token) {
    const auto hash = hash_token(token);
    const auto now = clock_.now();
    if (auto known = cached(hash, now)) co_return std::move(*known);
    const auto read_at = generation();
    auto session = co_await read(hash, ports::SessionKind::session);
    if (!session) co_return refuse(session.error());
    auto prolonged = co_await prolong(*session, now);
    if (!prolonged) co_return refuse(prolonged.error());
    cache(*session, now, read_at);
    co_return session;
}

Task<Result<ports::Session>> Sessions::read(ports::TokenHash hash, ports::SessionKind kind) {
    auto found = co_await store_.find(hash);
    if (!found) co_return refuse(found.error());
    if (!*found || (*found)->kind != kind || (*found)->expires <= clock_.now())
        co_return refuse(ErrorCode::not_logged_in);
    co_return std::move(**found);
}

// Not with every use: that would be a write per request.
Task<Result<void>> Sessions::prolong(ports::Session& session, Instant now) {
    const auto full = lifetime(session.person, session.kind);
    if (session.expires - now > full * 7 / 8) co_return Result<void>{};
    session.expires = now + full;
    co_return co_await store_.prolong(session.id, session.expires);
}

Task<Result<ports::Session>> Sessions::find_login_token(std::string token) {
    auto found = co_await read(hash_token(token), ports::SessionKind::login_token);
    if (!found) co_return refuse(found.error());
    auto prolonged = co_await prolong(*found, clock_.now());
    if (!prolonged) co_return refuse(prolonged.error());
    co_return found;
}

Task<Result<ports::Session>> Sessions::consume_login_token(std::string token) {
    auto found = co_await read(hash_token(token), ports::SessionKind::login_token);
    if (!found) co_return refuse(found.error());
    auto taken = co_await store_.revoke(found->id);
    if (!taken) co_return refuse(taken.error());
    if (!*taken) co_return refuse(ErrorCode::not_logged_in);
    co_return found;
}

Task<Result<void>> Sessions::end(ports::Session session, std::string reason) {
    auto revoked = co_await store_.revoke(session.id);
    if (!revoked) co_return refuse(revoked.error());
    cut(session.person, session.id, std::move(reason));
    co_return Result<void>{};
}

Task<Result<void>> Sessions::end_login(Caller caller, std::string reason) {
    auto sessions = co_await store_.sessions_of(caller.person);
    if (!sessions) co_return refuse(sessions.error());
    const auto found = std::ranges::find(*sessions, caller.session, &ports::Session::id);
    if (found == sessions->end()) co_return Result<void>{};
    const auto own = *found;
    for (const auto& session : *sessions) {  // The tokens first: what fails then can be repeated.
        const bool is_token = session.kind == ports::SessionKind::login_token;
        if (!is_token || session.login != own.login || session.id == own.id) continue;
        auto ended = co_await end(session, reason);
        if (!ended) co_return ended;
    }
    co_return co_await end(own, std::move(reason));
}

Task<Result<void>> Sessions::end_all(ContactId person, std::string reason, domain::Audited audited) {
    auto revoked = co_await store_.revoke_all_of(person, std::move(audited));
    if (!revoked) co_return refuse(revoked.error());
    cut(person, SessionId{}, std::move(reason));
    co_return Result<void>{};
}

Task<Result<void>> Sessions::end_others(Caller caller, std::string reason) {
    auto sessions = co_await store_.sessions_of(caller.person);
    if (!sessions) co_return refuse(sessions.error());
    for (const auto& session : *sessions) {
        if (session.id == caller.session) continue;
        auto ended = co_await end(session, reason);
        if (!ended) co_return refuse(ended.error());
    }
    co_return Result<void>{};
}

Task<Result<std::vector<ports::Session>>> Sessions::list(ContactId person) {
    auto sessions = co_await store_.sessions_of(person);
    if (!sessions) co_return refuse(sessions.error());
    std::erase_if(*sessions, [now = clock_.now()](const ports::Session& session) { return session.expires <= now; });
    std::ranges::sort(*sessions, [](const ports::Session& a, const ports::Session& b) {
        return std::pair(a.created, a.id) > std::pair(b.created, b.id);
    });
    co_return sessions;
}

Task<Result<void>> Sessions::remove_expired() {
    co_return co_await store_.remove_expired(clock_.now());
}

// Those ended here are among them, and are cut once more: their ids are never used again.
Task<Result<void>> Sessions::look_for_ended() {
    auto ended = co_await store_.ended_after(ended_cursor_);
    if (!ended) co_return refuse(ended.error());
    ended_cursor_ = ended->cursor;
    for (const auto& session : ended->sessions) cut(session.person, session.id, "This session was ended.");
    co_return Result<void>{};
}

void Sessions::cut(ContactId person, SessionId session, std::string reason) {
    forget(person);
    publisher_.publish(std::make_shared<const std::vector<ContactId>>(1, person),
                       ports::SessionsEnded{session, std::move(reason)});
}

std::optional<ports::Session> Sessions::cached(const ports::TokenHash& hash, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = cache_.find(hash);
    if (found == cache_.end()) return std::nullopt;
    if (now - found->second.read < settings_.session_cache_age && found->second.session.expires > now)
        return found->second.session;
    cache_.erase(found);
    return std::nullopt;
}

void Sessions::cache(const ports::Session& session, Instant now, std::uint64_t read_at) {
    const std::lock_guard lock(mutex_);
    if (generation_ != read_at) return;
    // Entries are good for a second only: when full, starting over is cheaper than keeping an order.
    if (cache_.size() >= settings_.session_cache_size) cache_.clear();
    cache_.insert_or_assign(session.token_hash, Cached{session, now});
}

void Sessions::forget(ContactId person) {
    const std::lock_guard lock(mutex_);
    ++generation_;
    std::erase_if(cache_, [&](const auto& entry) { return entry.second.session.person == person; });
}

std::uint64_t Sessions::generation() {
    const std::lock_guard lock(mutex_);
    return generation_;
}

}  // namespace foyer::app
