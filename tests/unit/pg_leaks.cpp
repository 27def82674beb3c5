// libpqxx 6 loses a result of libpq's, a few hundred bytes, when it finds that the connection is
// gone. Read by LeakSanitizer, where it is built in.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx-6"; }
