#pragma once
#include <filesystem>
#include <string>

#include "lib/base/strong_id.hpp"

namespace foyer::delivery {

/// The texts of one message, with {placeholders}.
struct Template {
    std::string language;  ///< What it is written in.
    std::string subject;
    std::string text;
    std::string html;
    std::string sms;
};

/// Finds the texts for a company and a language. A folder of the administrator replaces the built-in ones, file by file:
/// `7.invitation.de.txt` for company 7, else `invitation.de.txt`; the ends are subject.txt, txt, html and sms.txt. A
/// language that is not there falls back to its first part ("de-AT" to "de"), then to English. Files are read with every
/// message: a change needs no restart. Any thread.
class Templates {
public:
    /// `folder` empty: the built-in ones alone.
    explicit Templates(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] Template find(CompanyId company, const std::string& language) const;

private:
    [[nodiscard]] bool knows(const std::string& language, CompanyId company) const;
    [[nodiscard]] std::string read(CompanyId company, const std::string& language, const char* end,
                                   std::string otherwise) const;

    std::filesystem::path folder_;
};

}  // namespace foyer::delivery
