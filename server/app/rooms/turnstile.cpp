#include "server/app/rooms/turnstile.hpp"

#include "lib/async/suspend.hpp"

namespace foyer::app {

Task<Turnstile::Pass> Turnstile::enter() {
    if (taken_) {
        const auto join_queue = [this](Resume resume) { waiting_.push_back(std::move(resume)); };
        co_await suspend(join_queue);
    }
    taken_ = true;  // Whoever let us in has left it so.
    co_return Pass(*this);
}

Turnstile::Effect Turnstile::let_on(Pass pass) {
    Effect effect(*this);
    std::exchange(pass.turnstile_, nullptr)->let_next_in();
    return effect;
}

Task<void> Turnstile::Pass::alone() {
    if (turnstile_->under_way_ == 0) co_return;
    const auto wait = [turnstile = turnstile_](Resume resume) { turnstile->waits_to_be_alone_ = std::move(resume); };
    co_await suspend(wait);
}

void Turnstile::let_next_in() {
    if (waiting_.empty()) {
        taken_ = false;
        return;
    }
    auto resume = std::move(waiting_.front());
    waiting_.pop_front();
    resume();
}

void Turnstile::effect_ended() {
    if (--under_way_ == 0 && waits_to_be_alone_) std::exchange(waits_to_be_alone_, nullptr)();
}

void Turnstile::abandon() {
    auto waiting = std::exchange(waiting_, {});
    auto last = std::exchange(waits_to_be_alone_, nullptr);
}

}  // namespace foyer::app
