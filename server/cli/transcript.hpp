#pragma once
#include <memory>
#include <string>

#include "schema/rest.pb.h"

namespace foyer::cli {

/// A room written down: what stands before its messages, each of them, and what stands behind. Pure.
class Transcript {
public:
    virtual ~Transcript() = default;
    /// The room and its people; the messages of the page are not looked at.
    [[nodiscard]] virtual std::string begin(const v1::AdminHistoryPage& room) const = 0;
    [[nodiscard]] virtual std::string message(const v1::Message& message) const = 0;
    [[nodiscard]] virtual std::string end() const = 0;
};

/// "json": one object a line, the room first. "text": as a person reads it. "html": a page that stands alone. nullptr:
/// there is no such format.
[[nodiscard]] std::unique_ptr<Transcript> transcript_as(const std::string& format);

}  // namespace foyer::cli
