#include "server/app/files/live_file.hpp"

#include <algorithm>

#include "lib/base/fault_point.hpp"
#include "server/app/files/file_view.hpp"
#include "server/domain/file/receive_file.hpp"

namespace foyer::app {

LiveFile::LiveFile(FileId id, const FilePorts& ports) : id_(id), ports_(ports) {}

ports::FileLayout LiveFile::layout() const {
    return {.id = id_, .size = stored_.size, .chunk_bytes = stored_.chunk_bytes};
}

Task<Result<void>> LiveFile::reload() {
    stale_ = false;
    auto stored = co_await ports_.store.load(id_);
    if (!stored) {
        stale_ = true;
        co_return refuse(stored.error());
    }
    const bool is_first = !loaded_;  // And not current for anybody until its parts are counted.
    const bool is_news = !is_first && stored->version != stored_.version;
    const auto before = std::exchange(stored_, std::move(*stored));
    if (is_first && stored_.is_open()) {
        auto there = co_await ports_.bytes.count(layout());
        if (!there) {
            stale_ = true;
            co_return refuse(there.error());
        }
        if (*there < stored_.chunks) {
            // Bytes that were there are not any more: a lost disk, or a backup without them.
            auto failed = domain::ended(stored_, domain::FileState::failed);
            auto committed = co_await commit(std::move(failed));
            loaded_ = committed.has_value();
            co_return committed;
        }
        uploaded_ = *there;
    }
    loaded_ = true;
    drop_what_is_stored();
    bell_.ring();
    if (is_news) {
        // Stored, and only the answer was lost: it is told now.
        auto people = std::make_shared<const std::vector<ContactId>>(domain::audience_of(before));
        ports_.publisher.publish(std::move(people), ports::FileChanged{view_of(stored_, *ports_.directory.current())});
    }
    co_return Result<void>{};
}

domain::FileTransfer LiveFile::file() const {
    auto file = stored_;
    if (!file.is_open()) return file;
    file.chunks = std::max(file.chunks, uploaded_);
    for (const auto& [person, chunks] : fetched_) file = domain::chunk_fetched(std::move(file), person, chunks - 1);
    return file;
}

Task<Result<void>> LiveFile::commit(domain::FileTransfer next) {
    next.version = stored_.version;
    auto version = co_await ports_.store.commit(next);
    if (!version) {
        stale_ = true;  // Another one wrote, or the store may have written and not said so.
        co_return refuse(version.error());
    }
    FOYER_FAULT_POINT("after_file_commit");
    next.version = *version;
    become(std::move(next));
    co_return Result<void>{};
}

void LiveFile::become(domain::FileTransfer next) {
    auto people = std::make_shared<const std::vector<ContactId>>(domain::audience_of(stored_));
    stored_ = std::move(next);
    drop_what_is_stored();
    told_ = ports_.clock.now();
    ports_.publisher.publish(std::move(people), ports::FileChanged{view_of(stored_, *ports_.directory.current())});
    bell_.ring();
}

void LiveFile::drop_what_is_stored() {
    if (uploaded_ <= stored_.chunks || !stored_.is_open()) uploaded_ = 0;
    std::erase_if(fetched_, [this](const auto& entry) {
        const auto* const receiver = stored_.find(entry.first);
        return !receiver || !receiver->is_open() || receiver->chunks >= entry.second;
    });
}

void LiveFile::announce() const {
    auto people = std::make_shared<const std::vector<ContactId>>(domain::audience_of(stored_));
    ports_.publisher.publish(std::move(people), ports::FileChanged{view_of(stored_, *ports_.directory.current())});
}

void LiveFile::note_uploaded(std::uint32_t chunk) {
    if (!stored_.is_open() || chunk + 1 <= std::max(uploaded_, stored_.chunks)) return;
    uploaded_ = chunk + 1;
    bell_.ring();
}

void LiveFile::note_fetched(ContactId person, std::uint32_t chunk) {
    const auto* const receiver = stored_.find(person);
    if (!stored_.is_open() || !receiver || !receiver->is_open() || receiver->chunks > chunk) return;
    auto& chunks = fetched_[person];
    chunks = std::max(chunks, chunk + 1);
}

bool LiveFile::is_due(Instant now, Millis pace) const {
    return loaded_ && has_progress() && now - told_ >= pace;
}

}  // namespace foyer::app
