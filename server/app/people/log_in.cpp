#include "server/app/people/log_in.hpp"

#include "lib/base/utf8.hpp"
#include "server/domain/person/names.hpp"

namespace foyer::app {

namespace {

bool counts_as_wrong(ErrorCode code, bool code_given) {
    return code == ErrorCode::wrong_credentials || (code == ErrorCode::second_factor_needed && code_given);
}

}  // namespace

LogIn::LogIn(DirectoryCache& directory, ports::AccountStore& accounts, Sessions& sessions,
             ports::PasswordHasher& hasher, CheckSecondFactor& second_factor, const ports::Clock& clock,
             LoginLimits& limits, Sleep sleep, SessionSettings settings, AuditLog& audit)
    : directory_(directory),
      accounts_(accounts),
      sessions_(sessions),
      hasher_(hasher),
      second_factor_(second_factor),
      clock_(clock),
      limits_(limits),
      sleep_(std::move(sleep)),
      settings_(settings),
      audit_(audit) {}

Task<Result<LoggedIn>> LogIn::run(Login login) {
    if (login.subid.size() > settings_.subid_max_bytes || !is_utf8(login.subid)) {
        co_return refuse(ErrorCode::bad_request, "The sub-ID is too long or not valid.");
    }
    if (!login.login_token.empty()) co_return co_await run_by_token(std::move(login));
    auto subid = std::move(login.subid);
    const bool remember = login.remember;
    auto remote_address = login.remote_address;
    auto proven = co_await by_password(std::move(login));
    if (!proven) co_return refuse(proven.error());
    auto opened = co_await open(proven->person, std::move(subid), remember, SessionId{}, std::move(remote_address));
    if (!opened) co_return refuse(opened.error());
    // The password may have been changed, and all sessions ended, while this one was being opened.
    const auto hash = co_await accounts_.password_hash(proven->person);
    if (hash && *hash == proven->hash) co_return std::move(opened->answer);
    auto closed = co_await close(std::move(*opened));
    if (!closed) co_return refuse(closed.error());
    co_return refuse(hash ? Error{ErrorCode::conflict} : hash.error());
}

// Whoever wants to be remembered gives his token for a new one. For who does not, as a page that was given a token once
// and for all, it stays good.
Task<Result<LoggedIn>> LogIn::run_by_token(Login login) {
    const bool remember = login.remember;
    const auto token = co_await by_token(login.login_token, remember);
    if (!token) co_return refuse(token.error());
    auto opened =
        co_await open(token->person, std::move(login.subid), remember, token->login, std::move(login.remote_address));
    if (!opened) co_return refuse(opened.error());
    if (remember) co_return std::move(opened->answer);
    // The token may have been revoked while the session was being opened.
    const auto present = co_await by_token(std::move(login.login_token), false);
    if (present) co_return std::move(opened->answer);
    auto closed = co_await close(std::move(*opened));
    if (!closed) co_return refuse(closed.error());
    co_return refuse(present.error());
}

Task<Result<ports::Session>> LogIn::by_token(std::string login_token, bool consume) {
    auto found = consume ? sessions_.consume_login_token(std::move(login_token))
                         : sessions_.find_login_token(std::move(login_token));
    auto session = co_await std::move(found);
    if (!session && session.error().code == ErrorCode::not_logged_in) co_return refuse(ErrorCode::wrong_credentials);
    if (!session) co_return refuse(session.error());
    const auto directory = directory_.current();
    const auto* person = directory->find(session->person);
    if (!person || person->disabled) co_return refuse(ErrorCode::wrong_credentials);
    co_return session;
}

Task<Result<LogIn::Proven>> LogIn::by_password(Login login) {
    if (login.password.size() > settings_.password_max_bytes) co_return refuse(ErrorCode::wrong_credentials);
    const auto parsed = domain::parse_uname(login.uname);
    const auto account = parsed.value_or("");  // All names that cannot exist count as one.
    const auto verdict = limits_.begin(account, login.remote_address, clock_.now());
    if (!verdict.allowed) {
        Error error{ErrorCode::rate_limited, "Too many failed log-ins; try again later."};
        error.retry_after = verdict.retry_after;
        co_return refuse(std::move(error));
    }
    if (verdict.delay > Millis{0}) co_await sleep_(verdict.delay);
    auto proven = co_await prove(account, std::move(login.password));
    // A wrong code counts like a wrong password; a missing one is the ordinary way to learn that one is needed.
    const bool code_given = !login.code.empty();
    if (proven) {
        const auto passed = co_await second_factor_.run(proven->person, std::move(login.code));
        if (!passed) proven = refuse(passed.error());
    }
    if (!proven && counts_as_wrong(proven.error().code, code_given)) {
        const auto directory = directory_.current();
        if (const auto* person = directory->find_by_uname(account)) {
            co_await audit_.refused_login(person->id, login.remote_address);
        }
    }
    if (proven) {
        limits_.succeeded(account, login.remote_address, clock_.now());
    } else if (!counts_as_wrong(proven.error().code, code_given)) {
        limits_.undecided(account, login.remote_address, clock_.now());
    }
    co_return proven;
}

// The same steps for everybody, known or not: the answer shall not tell by its time who exists.
Task<Result<LogIn::Proven>> LogIn::prove(std::string account, std::string password) {
    ContactId id;
    if (const auto directory = directory_.current(); const auto* person = directory->find_by_uname(account))
        id = person->id;
    const auto stored = co_await accounts_.password_hash(id);
    if (!stored) co_return refuse(stored.error());
    const auto hash = stored->value_or("");
    const auto matches = co_await hasher_.verify(password, hash);
    if (!matches) co_return refuse(matches.error());
    if (!may_enter(id) || hash.empty() || !*matches) co_return refuse(ErrorCode::wrong_credentials);
    Proven proven{id, hash};
    co_return co_await renew_hash(std::move(proven), std::move(password));
}

bool LogIn::may_enter(ContactId id) const {
    const auto directory = directory_.current();
    const auto* person = directory->find(id);
    return person && !person->disabled && person->kind == domain::PersonKind::user;
}

// A hash of weaker parameters is replaced while the password is at hand. If that fails, the old one serves until next
// time.
Task<Result<LogIn::Proven>> LogIn::renew_hash(Proven proven, std::string password) {
    if (!hasher_.needs_rehash(proven.hash)) co_return proven;
    const auto hash = co_await hasher_.hash(std::move(password));
    if (!hash) co_return proven;
    const auto present = co_await accounts_.password_hash(proven.person);
    if (!present || *present != proven.hash) co_return proven;
    const auto stored = co_await accounts_.set_password_hash(proven.person, *hash);
    if (stored) proven.hash = *hash;
    co_return proven;
}

Task<Result<LogIn::Opening>> LogIn::open(ContactId person, std::string subid, bool remember, SessionId login,
                                         std::string remote_address) {
    auto detail = login ? "by a login token, from " + remote_address : "from " + remote_address;
    const auto audited = audit_.opening(person, std::move(detail));
    auto opened = co_await sessions_.open(person, ports::SessionKind::session, subid, login, audited);
    if (!opened) co_return refuse(opened.error());
    login = opened->session.login;
    Opening opening;
    opening.answer = {{person, opened->session.id}, std::move(opened->token), std::nullopt, opened->session.expires};
    opening.sessions.push_back(std::move(opened->session));
    if (!remember) co_return opening;
    auto token = co_await sessions_.open(person, ports::SessionKind::login_token, std::move(subid), login);
    if (!token) co_return refuse(token.error());
    opening.answer.login_token = std::move(token->token);
    opening.sessions.push_back(std::move(token->session));
    co_return opening;
}

Task<Result<void>> LogIn::close(Opening opening) {
    for (auto& session : opening.sessions) {
        auto ended = co_await sessions_.end(std::move(session), "The log-in was ended meanwhile.");
        if (!ended) co_return ended;
    }
    co_return Result<void>{};
}

}  // namespace foyer::app
