#include "server/config/toml_stray.hpp"

namespace foyer::config {
namespace {

/// Walks over what is between strings and comments; these it skips whole.
class Scanner {
public:
    explicit Scanner(std::string_view toml) : rest_(toml) {
        if (rest_.starts_with("\xEF\xBB\xBF")) skip(3);  // a byte order mark
    }

    std::optional<std::uint32_t> run() {
        while (!rest_.empty()) {
            const char c = rest_.front();
            if (static_cast<unsigned char>(c) >= 0x80) return line_;
            if (c == '#') {
                skip(rest_.find('\n'));
            } else if (c == '"' || c == '\'') {
                skip_string(c);
            } else {
                skip(1);
            }
        }
        return std::nullopt;
    }

private:
    void skip_string(char quote) {
        const std::string triple(3, quote);
        const bool many_lines = rest_.starts_with(triple);
        skip(many_lines ? 3 : 1);
        while (!rest_.empty()) {
            if (quote == '"' && rest_.front() == '\\') {
                skip(2);
            } else if (many_lines ? rest_.starts_with(triple) : rest_.front() == quote || rest_.front() == '\n') {
                return skip(many_lines ? 3 : 1);
            } else {
                skip(1);
            }
        }
    }

    void skip(std::size_t count) {
        const auto skipped = rest_.substr(0, count);
        line_ += static_cast<std::uint32_t>(std::ranges::count(skipped, '\n'));
        rest_.remove_prefix(skipped.size());
    }

    std::string_view rest_;
    std::uint32_t line_ = 1;
};

}  // namespace

std::optional<std::uint32_t> line_of_stray_character(std::string_view toml) {
    return Scanner(toml).run();
}

}  // namespace foyer::config
