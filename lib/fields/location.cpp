#include "fields/location.hpp"

#include <utility>

namespace zdm::fields {

Location::Location(const std::string& file, std::shared_ptr<const Positions> positions)
    : positions_(std::move(positions)) {
  place_.file = file;
  *this = below(place_);
}

Location Location::at(std::string_view key) const { return below(place_.at(key)); }

Location Location::at(std::size_t index) const { return below(place_.at(index)); }

Location Location::below(Place place) const {
  Location location = *this;
  Position position{place_.line, place_.column, {}};
  if (positions_)
    if (const auto found = positions_->find(place.pointer); found != positions_->end())
      position = found->second;
  location.place_ = std::move(place);
  location.place_.line = position.line;
  location.place_.column = position.column;
  location.written_ = std::move(position.written);
  return location;
}

}  // namespace zdm::fields
