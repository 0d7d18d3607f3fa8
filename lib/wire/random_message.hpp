#pragma once
#include <random>
#include <string>

#include <google/protobuf/message.h>

namespace foyer::wire {

/// Fills messages with everything the schema allows, the same for the same seed. For tests.
class RandomMessage {
public:
    explicit RandomMessage(std::uint64_t seed) : random_(seed) {}

    void fill(google::protobuf::Message& message) {
        const auto& type = *message.GetDescriptor();
        const int chosen = type.real_oneof_decl_count() > 0 ? below(type.oneof_decl(0)->field_count()) : 0;
        for (int i = 0; i < type.field_count(); ++i) {
            const auto& field = *type.field(i);
            if (const auto* oneof = field.real_containing_oneof()) {
                if (oneof->field(chosen) == &field) set(message, field);
            } else if (field.is_repeated()) {
                for (int n = below(4); n > 0; --n) set(message, field);
            } else if (field.message_type() || below(3) > 0) {
                set(message, field);
            }
        }
    }

    std::string text() {
        static const std::string pieces[] = {
            "a",    "Zoë",  "\"",   "\\",    "/", "\n",     "\r\n", "\t",     "\b", "\f", std::string(1, '\0'),
            "\x01", "\x1f", "\x7f", "<b>&'", "€", "\u2028", "😀",   "{}[],:", " "};
        std::string text;
        for (int n = below(12); n > 0; --n) text += pieces[below(std::size(pieces))];
        return text;
    }

private:
    int below(std::size_t bound) { return static_cast<int>(random_() % bound); }

    std::uint32_t number() {
        const std::uint32_t edges[] = {0,          1,          9,          10,
                                       0x7fffffff, 0x80000000, 0xffffffff, static_cast<std::uint32_t>(random_())};
        return edges[below(std::size(edges))];
    }

    double fraction() {
        const double edges[] = {
            0, 1, -1, 0.5, 1753948800123, 9007199254740992.0, 1e300, -2.5e-7, 1.0 / 3, static_cast<double>(number())};
        return edges[below(std::size(edges))];
    }

    void set(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field) {
        using Field = google::protobuf::FieldDescriptor;
        const auto& access = *message.GetReflection();
        const bool many = field.is_repeated();
        switch (field.cpp_type()) {
            case Field::CPPTYPE_UINT32:
                return many ? access.AddUInt32(&message, &field, number())
                            : access.SetUInt32(&message, &field, number());
            case Field::CPPTYPE_DOUBLE:
                return many ? access.AddDouble(&message, &field, fraction())
                            : access.SetDouble(&message, &field, fraction());
            case Field::CPPTYPE_BOOL:
                return many ? access.AddBool(&message, &field, below(2) == 1)
                            : access.SetBool(&message, &field, below(2) == 1);
            case Field::CPPTYPE_STRING:
                return many ? access.AddString(&message, &field, text()) : access.SetString(&message, &field, text());
            case Field::CPPTYPE_ENUM: {
                const auto* value = field.enum_type()->value(below(field.enum_type()->value_count()));
                return many ? access.AddEnum(&message, &field, value) : access.SetEnum(&message, &field, value);
            }
            default:
                return fill(many ? *access.AddMessage(&message, &field) : *access.MutableMessage(&message, &field));
        }
    }

    std::mt19937_64 random_;
};

}  // namespace foyer::wire
