#pragma once

#include <functional>
#include <optional>
#include <string>

namespace zdm::harness {

// What one process does with the number of a job; its words come back to the caller.
using Job = std::function<std::string(std::size_t)>;

// Runs the jobs 0 … count-1 on processes of one thread each, which therefore may fork again, and of
// which one that dies takes no other along. `open` is called once in each of them. `done` is called
// here, as the jobs end, in whichever order; nothing is told of a job whose process has died.
void in_processes(std::size_t count, unsigned processes, const std::function<Job()>& open,
                  const std::function<void(std::size_t, std::optional<std::string>)>& done);

}  // namespace zdm::harness
