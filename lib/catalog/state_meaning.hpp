// What the states of servers, machines, sessions and certificates mean to an administrator. The compiler of
// the catalogue writes it into the image beside each value of an enumeration, where tables, `status` and its
// exit code read it.
#pragma once

#include <string_view>

namespace rasctl::catalog {

enum class Meaning { none, good, attention, wrong };

// By the name of a value ("NotVerified"), whatever its letter case, hyphens, underscores and blanks. Names
// that are not known are judged by their words ("RenewingFailed"); none where those say nothing, and for
// states that are neither good nor bad (a machine that is off). `enumeration` is the name of the schema that
// the value is of, where that is known: a disconnected agent is wrong, a disconnected session of a user is
// not.
Meaning meaning_of_state(std::string_view name, std::string_view enumeration = {});

}  // namespace rasctl::catalog
