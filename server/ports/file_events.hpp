#pragma once
#include <memory>
#include <string>
#include <vector>

#include "server/domain/file/file_transfer.hpp"

namespace foyer::ports {

/// A file with the names of those in it, the same for every reader. `receiver_names` matches `file.receivers`.
struct FileView {
    domain::FileTransfer file;
    std::string sender_name;
    std::vector<std::string> receiver_names;
};

/// A file was offered, or has changed.
struct FileChanged {
    std::shared_ptr<const FileView> view;
};

}  // namespace foyer::ports
