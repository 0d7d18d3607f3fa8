#pragma once
// Named places where a test can kill the process: FOYER_FAULT=name or FOYER_FAULT=name:n sends it SIGKILL at the first
// or n-th pass of FOYER_FAULT_POINT("name"). Only in builds with FOYER_FAULTS; elsewhere the macro is nothing.

#ifdef FOYER_FAULTS

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>

#include <unistd.h>

namespace foyer {

/// One pass of the fault point `name`. Any thread.
inline void pass_fault_point(std::string_view name) {
    struct Armed {
        std::string name;
        long passes = 1;
    };
    static const Armed armed = [] {
        const char* value = std::getenv("FOYER_FAULT");
        const std::string text = value ? value : "";
        const auto colon = text.find(':');
        if (colon == std::string::npos) return Armed{text, 1};
        return Armed{text.substr(0, colon), std::strtol(text.c_str() + colon + 1, nullptr, 10)};
    }();
    static std::atomic<long> passed = 0;
    if (name == armed.name && ++passed == armed.passes) ::kill(::getpid(), SIGKILL);
}

}  // namespace foyer

#define FOYER_FAULT_POINT(name) ::foyer::pass_fault_point(name)

#else

#define FOYER_FAULT_POINT(name) static_cast<void>(0)

#endif
