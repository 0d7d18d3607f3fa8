#pragma once
#include <string>
#include <vector>

namespace foyer::cli {

/// Rows for a person, aligned below their names, or for a program, separated by tabs. Characters that would confuse
/// either are shown as '?'.
class Table {
public:
    explicit Table(std::vector<std::string> head) : head_(std::move(head)) {}
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

    [[nodiscard]] std::string for_person() const;
    [[nodiscard]] std::string for_program() const;
    /// To standard output, for whoever is there: a person where that is a terminal.
    void print() const;

private:
    std::vector<std::string> head_;
    std::vector<std::vector<std::string>> rows_;
};

/// "2026-11-26", "2026-11-26 14:05 UTC"; "never" for 0.
[[nodiscard]] std::string day_of(double ms);
[[nodiscard]] std::string time_of(double ms);

}  // namespace foyer::cli
