#include "engine.hpp"

namespace zdm::cli {

Engine::Engine(const Globals& globals, Console& console, OnStop on_stop)
    : console_(console),
      progress_(console),
      lifecycle_(run_options(globals, environment_variable), progress_),
      signal_thread_(signals_, [this, on_stop] {
        lifecycle_.interrupt();
        if (on_stop == OnStop::nothing) return;
        console_.message(
            "stopping at the next safe point; once more to stop at once, then see zdm status");
      }) {}

}  // namespace zdm::cli
