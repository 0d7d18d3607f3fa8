#include "server/app/files/list_files.hpp"

#include <algorithm>

#include "server/domain/person/abilities.hpp"

namespace foyer::app {

namespace {
constexpr std::uint32_t open_files = 1000;  // Of one person; the newest.
}

Task<Result<FilePage>> ListFiles::run(Caller caller, FileId before, std::uint32_t limit) {
    const auto directory = directory_.current();
    const auto* const self = directory->find(caller.person);
    // What there was ends for him.
    if (!self || !domain::abilities_of(*self, *directory).share_files) co_return FilePage{};
    auto open = co_await store_.open_of(caller.person, open_files);
    if (!open) co_return refuse(open.error());
    std::erase_if(*open, [before](const domain::FileTransfer& file) { return before && file.id >= before; });
    FilePage page;
    page.more = open->size() > limit;
    if (page.more) open->erase(open->begin() + limit, open->end());
    for (auto& file : *open) page.files.push_back(view_of(std::move(file), *directory));
    co_return std::move(page);
}

}  // namespace foyer::app
