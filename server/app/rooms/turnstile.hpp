#pragma once
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "lib/async/task.hpp"

namespace foyer::app {

/// Lets the operations on one thing decide one after the other, in the order they came. Who has decided either keeps
/// the turn until its effect is there (a change), or lets the next one decide while its own effect is under way (a
/// post). Lives on one strand; outlives its passes.
class Turnstile {
public:
    /// The turn: whoever holds it decides. Giving it up lets the next one in.
    class Pass {
    public:
        Pass(Pass&& other) noexcept : turnstile_(std::exchange(other.turnstile_, nullptr)) {}
        Pass& operator=(Pass&&) = delete;
        ~Pass() {
            if (turnstile_) turnstile_->let_next_in();
        }

        /// Waits until every effect that is under way has ended; none begins meanwhile.
        Task<void> alone();

    private:
        friend class Turnstile;
        explicit Pass(Turnstile& turnstile) : turnstile_(&turnstile) {}
        Turnstile* turnstile_;
    };

    /// An effect under way: counted until it ends.
    class Effect {
    public:
        Effect(Effect&& other) noexcept : turnstile_(std::exchange(other.turnstile_, nullptr)) {}
        Effect& operator=(Effect&&) = delete;
        ~Effect() {
            if (turnstile_) turnstile_->effect_ended();
        }

    private:
        friend class Turnstile;
        explicit Effect(Turnstile& turnstile) : turnstile_(&turnstile) { ++turnstile.under_way_; }
        Turnstile* turnstile_;
    };

    Turnstile() = default;
    Turnstile(const Turnstile&) = delete;
    Turnstile& operator=(const Turnstile&) = delete;

    Task<Pass> enter();
    /// Gives up the turn. The next one decides in a later turn of the strand, hence after what the caller does right
    /// now.
    Effect let_on(Pass pass);

    [[nodiscard]] bool is_alone() const { return under_way_ == 0; }
    /// Drops who waits, unresumed: when the strand does not run any more.
    void abandon();

private:
    using Resume = std::move_only_function<void()>;
    void let_next_in();
    void effect_ended();

    bool taken_ = false;
    std::size_t under_way_ = 0;
    std::deque<Resume> waiting_;
    Resume waits_to_be_alone_;
};

}  // namespace foyer::app
