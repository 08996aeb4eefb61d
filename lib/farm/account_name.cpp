#include "farm/account_name.hpp"

#include "text/ascii.hpp"

namespace rasctl::farm {
namespace {

struct AccountName {
    std::string_view name;
    std::string_view domain;  // empty for none
};

AccountName parts_of(std::string_view account) {
    if (const auto slash = account.find('\\'); slash != std::string_view::npos)
        return {account.substr(slash + 1), account.substr(0, slash)};
    if (const auto at = account.rfind('@'); at != std::string_view::npos)
        return {account.substr(0, at), account.substr(at + 1)};
    return {account, {}};
}

bool is_short(std::string_view domain) {
    return domain.find('.') == std::string_view::npos;
}

bool same_domain(std::string_view a, std::string_view b) {
    if (equal_ignoring_case(a, b)) return true;
    if (is_short(a) == is_short(b)) return false;
    return equal_ignoring_case(a.substr(0, a.find('.')), b.substr(0, b.find('.')));
}

}  // namespace

bool same_account(std::string_view known, std::string_view said) {
    if (equal_ignoring_case(known, said)) return true;
    const AccountName ours = parts_of(known), theirs = parts_of(said);
    if (ours.name.empty() || !equal_ignoring_case(ours.name, theirs.name)) return false;
    return theirs.domain.empty() || same_domain(ours.domain, theirs.domain);
}

}  // namespace rasctl::farm
