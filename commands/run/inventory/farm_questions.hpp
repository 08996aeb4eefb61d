// What to ask a farm for, so that all of it is known.
#pragma once

#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// Which answer a question is for.
enum class Asked { list, status, settings };

struct FarmQuestion {
    Asked asked = Asked::list;
    catalog::Operation operation;
};

// Every list of objects that somebody has made, what tells their states, sessions, and all settings of which
// there is one: found in the catalogue, without targets, for that version of the server. What an answer
// shows within another is not asked for again.
std::vector<FarmQuestion> farm_questions(const catalog::Catalog& catalog, int version);

}  // namespace rasctl::commands
