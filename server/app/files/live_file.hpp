#pragma once
#include <memory>
#include <unordered_map>

#include "server/app/files/bell.hpp"
#include "server/app/files/file_ports.hpp"
#include "server/app/rooms/turnstile.hpp"

namespace foyer::app {

/// A file on its way, in memory: what is stored, and what has moved since. Lives on the strand of the FileTable. Shared
/// by the table and the operations under way on it.
///
/// Chunks are durable when they are acknowledged; that they are counted here. The count reaches the store, and people,
/// gathered: at most every `FileSettings::progress`. After a crash it is counted again from the bytes.
class LiveFile {
public:
    LiveFile(FileId id, const FilePorts& ports);

    [[nodiscard]] FileId id() const { return id_; }
    /// Who decides what becomes of the file.
    [[nodiscard]] Turnstile& turnstile() { return turnstile_; }
    /// Who writes bytes, or removes them.
    [[nodiscard]] Turnstile& writing() { return writing_; }
    /// Rings when chunks arrive and when anything changes.
    [[nodiscard]] Bell& bell() { return bell_; }

    [[nodiscard]] bool is_current() const { return loaded_ && !stale_; }
    /// Reads what is stored. By who holds the turn. Errors: `not_found`, `store_failed`.
    Task<Result<void>> reload();

    /// As it is now, with what is not stored yet.
    [[nodiscard]] domain::FileTransfer file() const;
    [[nodiscard]] const domain::FileTransfer& stored() const { return stored_; }
    [[nodiscard]] ports::FileLayout layout() const;

    /// Stores what was decided on file(), and tells it. By who holds the turn. `conflict` and `store_failed` leave the
    /// file to be reloaded before the next decision.
    Task<Result<void>> commit(domain::FileTransfer next);
    /// Tells everybody of the file as it is stored.
    void announce() const;

    void note_uploaded(std::uint32_t chunk);
    void note_fetched(ContactId person, std::uint32_t chunk);
    /// There is something to be stored and told, and it is time.
    [[nodiscard]] bool is_due(Instant now, Millis pace) const;
    [[nodiscard]] bool has_progress() const { return uploaded_ > 0 || !fetched_.empty(); }

private:
    void become(domain::FileTransfer next);
    void drop_what_is_stored();

    FileId id_;
    const FilePorts& ports_;
    Turnstile turnstile_;
    Turnstile writing_;
    Bell bell_;
    bool loaded_ = false;
    bool stale_ = false;
    domain::FileTransfer stored_;
    std::uint32_t uploaded_ = 0;                           ///< Chunks there, where they are more than stored.
    std::unordered_map<ContactId, std::uint32_t> fetched_; ///< Chunks fetched, where they are more than stored.
    Instant told_{};
};

}  // namespace foyer::app
