#include "server/domain/audit/audit_entry.hpp"

#include <set>

#include <gtest/gtest.h>

namespace foyer::domain {

TEST(AuditEntries, EveryActionHasANameOfItsOwnByWhichItIsFound) {
    std::set<std::string_view> names;
    for (std::size_t number = 0; number < audit_action_count; ++number) {
        const auto action = static_cast<AuditAction>(number);
        EXPECT_NE(name_of(action), "");
        EXPECT_TRUE(names.insert(name_of(action)).second) << name_of(action);
        EXPECT_EQ(parse_audit_action(name_of(action)), action);
    }
    EXPECT_EQ(name_of(AuditAction::room_closed), "room.closed");
    EXPECT_EQ(name_of(AuditAction::audit_read), "audit.read");
    EXPECT_EQ(parse_audit_action("room.opened"), std::nullopt);
    EXPECT_EQ(name_of(static_cast<AuditAction>(audit_action_count)), "unknown");
}

TEST(AuditEntries, ATargetIsToldByKindAndNumber) {
    Person ann;
    ann.id = ContactId{3};
    ann.uname = "ann";
    ann.name = "Ann Smith";
    EXPECT_EQ(target_of(ann), (AuditTarget{AuditTargetKind::user, 3, "ann"}));
    ann.kind = PersonKind::guest;
    EXPECT_EQ(target_of(ann).name, "Ann Smith") << "a guest's login name says nothing";
    EXPECT_EQ(text_of(target_of(ann)), "user 3");
    EXPECT_EQ(text_of({AuditTargetKind::webhook, 7, {}}), "webhook 7");
    EXPECT_EQ(text_of({}), "");
}

}  // namespace foyer::domain
