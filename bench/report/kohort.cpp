// All tables in one call.
#include "../harness/kohort_forms.hpp"

namespace bench {
namespace {

class report : public definitions_form {
  public:
    report() : definitions_form(report_tasks) {}
};

const bool added = add_form<report>("report", "one_call");

} // namespace
} // namespace bench
