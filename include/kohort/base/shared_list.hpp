// A list that is cheap to copy.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace kohort {

/// A vector whose copies share their elements until one of them grows: copying is O(1), growing a list that is shared
/// copies it first. Lists may be read by several threads; as for a vector, one that grows is for one thread alone.
template <class T>
class shared_list {
  public:
    [[nodiscard]] const std::vector<T>& items() const noexcept { return *items_; }
    void push_back(T item) {
        if (items_.use_count() > 1) items_ = std::make_shared<std::vector<T>>(*items_);
        items_->push_back(std::move(item));
    }

  private:
    std::shared_ptr<std::vector<T>> items_ = std::make_shared<std::vector<T>>();
};

} // namespace kohort
