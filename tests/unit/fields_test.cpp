#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "fields/explain.hpp"
#include "fields/json_schema.hpp"
#include "fields/record.hpp"
#include "operations_support.hpp"

using namespace zdm;

namespace {

enum class Colour { red, blue };

struct Wheel {
  Identifier name;
  static const fields::Record<Wheel>& record();
};

struct Car {
  Colour colour = Colour::red;
  std::vector<Wheel> wheels;
  std::optional<fields::OrNull<std::string>> owner;
  std::map<Identifier, SqlExpression> prices;
  bool fast = false;
  static const fields::Record<Car>& record();
};

}  // namespace

template <>
struct zdm::fields::Choices<Colour> {
  static constexpr std::array<std::pair<Colour, std::string_view>, 2> values{
      {{Colour::red, "RED"}, {Colour::blue, "BLUE"}}};
};

namespace {

const fields::Record<Wheel>& Wheel::record() {
  static const fields::Record<Wheel> record("wheel",
                                            {fields::required("name", &Wheel::name, "which one")});
  return record;
}

const fields::Record<Car>& Car::record() {
  static const fields::Record<Car> record(
      "car",
      {
          fields::optional("colour", &Car::colour, "its paint"),
          fields::not_empty("wheels", &Car::wheels, "all of them"),
          fields::optional("owner", &Car::owner, "who has it"),
          fields::optional("prices", &Car::prices, "by country"),
          fields::optional("fast", &Car::fast, "more than 100"),
      },
      {{fields::GroupRule::exactly_one, {"owner", "prices"}}});
  return record;
}

Car read(const nlohmann::json& value, Findings& findings) {
  return Car::record().read(fields::Node(value, fields::Location("f", nullptr), findings));
}

}  // namespace

TEST_CASE("a record is read by its fields", "[fields]") {
  Findings findings;
  const Car car =
      read({{"colour", "BLUE"}, {"wheels", {{{"name", "left"}}}}, {"owner", nullptr}}, findings);
  CHECK(test::texts(findings).empty());
  CHECK(car.colour == Colour::blue);
  CHECK(car.wheels.at(0).name.str() == "left");
  REQUIRE(car.owner);
  CHECK_FALSE(car.owner->value);
  CHECK_FALSE(car.fast);
}

TEST_CASE("a map has a name for each key", "[fields]") {
  Findings findings;
  const Car car = read({{"wheels", {{{"name", "w"}}}}, {"prices", {{"de", "1 + 1"}}}}, findings);
  CHECK(test::texts(findings).empty());
  CHECK(car.prices.at(Identifier("de")).text() == "1 + 1");
}

TEST_CASE("every mistake in a record is noted", "[fields]") {
  Findings findings;
  read({{"colour", "red"},
        {"wheels", nlohmann::json::array()},
        {"fast", "yes"},
        {"prices", {{"", " "}}},
        {"xyz", 1}},
       findings);
  CHECK(test::texts(findings) ==
        "/xyz: unknown key; keys are colour, wheels, owner, prices, fast\n"
        "/colour: must be one of RED, BLUE, not \"red\"; did you mean \"RED\"?\n"
        "/wheels: must hold at least one\n"
        "/prices/: the name is empty\n"
        "/prices/: the expression is empty; an empty string is written \"''\"\n"
        "/fast: must be true or false, not a string\n");
  findings.clear();
  read({{"wheels", {{{"name", nullptr}}, 7}}}, findings);
  CHECK(test::texts(findings) ==
        "exactly one of these keys is needed: owner, prices\n"
        "/wheels/0/name: must be a string, not null\n"
        "/wheels/1: must be an object, not a number\n");
}

TEST_CASE("the JSON Schema says what the fields say", "[fields]") {
  const auto schema = fields::json_schema_of(Car::record().shape());
  CHECK(schema["required"] == nlohmann::ordered_json::array({"wheels"}));
  CHECK(schema["properties"]["wheels"]["minItems"] == 1);
  CHECK(schema["properties"]["wheels"]["items"]["$ref"] == "#/$defs/wheel");
  CHECK(schema["properties"]["owner"]["type"] == nlohmann::ordered_json::array({"string", "null"}));
  CHECK(schema["properties"]["colour"]["enum"] == nlohmann::ordered_json::array({"RED", "BLUE"}));
  CHECK(schema["oneOf"].size() == 2);
  CHECK(schema["$defs"]["wheel"]["required"] == nlohmann::ordered_json::array({"name"}));
}

TEST_CASE("fields explain themselves", "[fields]") {
  CHECK(fields::explain_fields(Car::record().shape()) ==
        "  colour                 its paint (RED | BLUE)\n"
        "  wheels*                all of them (list of object)\n"
        "    name*                which one (name)\n"
        "  owner                  who has it (text or null)\n"
        "  prices                 by country (column: expression)\n"
        "  fast                   more than 100 (true or false)\n"
        "  exactly one of owner, prices\n");
}
