#include "simulator/model/find_references.hpp"

#include <algorithm>
#include <tuple>

namespace rasctl::simulator {
namespace {

using catalog::Field;
using catalog::Kind;
using catalog::Schema;

constexpr std::size_t deepest = 6;
// Every object and every user's session is of a site; sites are not forgotten member by member.
constexpr std::string_view site = "Site";

class Found {
  public:
    void within(Schema schema, const std::string& table, const std::string& above, std::size_t depth = 0) {
        for (const Field field : schema.fields()) {
            std::string path = field.maps().empty() ? std::string(field.name()) : std::string(field.maps());
            if (!above.empty()) path.insert(0, above + ".");
            const catalog::Type type = field.type();
            const Kind kind = type.is_array() ? type.element() : type.kind();
            if (!field.refers().empty() && field.refers() != site && kind == Kind::integer)
                references_.push_back({table, path, std::string(field.refers()), type.is_array()});
            const auto inner = type.kind() == Kind::object ? type.schema() : std::nullopt;
            if (inner && depth < deepest) within(*inner, table, path, depth + 1);
        }
    }

    std::vector<Reference> take() {
        const auto all = [](const Reference& one) { return std::tie(one.table, one.member, one.refers); };
        std::ranges::sort(references_, {}, all);
        const auto again = std::ranges::unique(references_, {}, all);
        references_.erase(again.begin(), again.end());
        return std::move(references_);
    }

  private:
    std::vector<Reference> references_;
};

}  // namespace

std::vector<Reference> find_references(const catalog::Catalog& catalog, const Resources& resources) {
    Found found;
    for (const catalog::Operation operation : catalog.operations()) {
        if (!resources.available(operation)) continue;
        const Plan& plan = resources.plan(operation);
        const bool reads = plan.act == Act::get || plan.act == Act::get_settings || plan.act == Act::list;
        const bool writes =
            plan.act == Act::create || plan.act == Act::update || plan.act == Act::update_settings;
        const auto schema = reads ? operation.response().schema() : writes ? operation.body() : std::nullopt;
        if (schema && schema->kind() == catalog::SchemaKind::object)
            found.within(*schema, plan.table, plan.member);
    }
    return found.take();
}

}  // namespace rasctl::simulator
