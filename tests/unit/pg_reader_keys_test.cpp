#include "catch.hpp"
#include "pg_reader.hpp"

using namespace zdm;
using test::Ids;
using test::index;
using test::read_new;
using test::rule;
using test::table;

TEST_CASE("indexes are read element by element") {
  const Catalog catalog = read_new(R"(
    CREATE DOMAIN word AS text;
    CREATE TABLE t (a varchar(20), b text, c int, d word, e int[], f tsvector);
    CREATE INDEX plain ON t (a, d, c);
    CREATE INDEX sorted ON t (c DESC, b NULLS FIRST, a DESC NULLS LAST);
    CREATE INDEX expressions ON t (lower(a), (a || b)) INCLUDE (c, d)
      WITH (fillfactor = 70) WHERE c > 0 AND b IS NULL;
    CREATE INDEX classes ON t (a COLLATE "POSIX" varchar_pattern_ops, b text_pattern_ops);
    CREATE INDEX params ON t USING gist (f tsvector_ops (siglen = 32));
    CREATE INDEX arrays ON t USING gin (e);
    CREATE UNIQUE INDEX uniq ON t (c);
    COMMENT ON INDEX uniq IS 'an index'; ALTER TABLE t CLUSTER ON uniq)");
  const Table t = table(catalog, "t");
  const Index plain = index(t, "plain");
  CHECK(plain.method == "btree");
  CHECK(plain.existing == Identifier("plain"));
  CHECK((plain.valid && !plain.unique && !plain.clustered && !plain.predicate));
  REQUIRE(plain.elements.size() == 3);
  for (const IndexElement& element : plain.elements)
    CHECK((!element.collation && !element.opclass && element.order.empty()));
  CHECK(std::get<ColumnId>(plain.elements[1].key) == 4);
  const Index sorted = index(t, "sorted");
  CHECK(sorted.elements.at(0).order == "DESC");
  CHECK(sorted.elements.at(1).order == "NULLS FIRST");
  CHECK(sorted.elements.at(2).order == "DESC NULLS LAST");
  const Index expressions = index(t, "expressions");
  const auto first = std::get<BoundExpression>(expressions.elements.at(0).key);
  CHECK(first.text.text() == "lower((a)::text)");
  CHECK(first.columns == std::map<Identifier, ColumnId>{{Identifier("a"), 1}});
  const auto second = std::get<BoundExpression>(expressions.elements.at(1).key);
  CHECK((second.reads(1) && second.reads(2) && !second.reads(3)));
  CHECK(expressions.include == Ids{3, 4});
  CHECK(expressions.storage_parameters == "fillfactor='70'");
  REQUIRE(expressions.predicate.has_value());
  CHECK((expressions.predicate->reads(3) && !expressions.predicate->reads(1)));
  const Index classes = index(t, "classes");
  CHECK(classes.elements.at(0).opclass == OperatorClass{"varchar_pattern_ops", ""});
  CHECK(classes.elements.at(0).collation ==
        QualifiedName{Identifier("pg_catalog"), Identifier("POSIX")});
  CHECK(classes.elements.at(1).opclass == OperatorClass{"text_pattern_ops", ""});
  CHECK(index(t, "params").elements.at(0).opclass == OperatorClass{"tsvector_ops", "siglen='32'"});
  CHECK_FALSE(index(t, "arrays").elements.at(0).opclass.has_value());
  const Index uniq = index(t, "uniq");
  CHECK((uniq.unique && uniq.clustered && uniq.comment == "an index"));
}

TEST_CASE("constraints are read with the indexes that are theirs") {
  const Catalog catalog = read_new(R"(
    CREATE TABLE t (a int, b int, c text, r int4range,
      CONSTRAINT pk PRIMARY KEY (b, a) INCLUDE (c) WITH (fillfactor = 80),
      CONSTRAINT uq UNIQUE (c, a) DEFERRABLE INITIALLY DEFERRED,
      CONSTRAINT ck CHECK (a > 0 AND "c" <> 'b') NO INHERIT,
      CONSTRAINT ex EXCLUDE USING gist (r WITH &&) WHERE (b > 3));
    ALTER TABLE t ADD CONSTRAINT late CHECK (b > a) NOT VALID;
    COMMENT ON CONSTRAINT ck ON t IS 'a check')");
  const Table t = table(catalog, "t");
  CHECK(t.indexes.empty());
  const auto pk = rule<KeyConstraint>(t, "pk");
  CHECK(pk.primary);
  CHECK(std::get<ColumnId>(pk.index.elements.at(0).key) == 2);
  CHECK(pk.index.include == Ids{3});
  CHECK(pk.index.storage_parameters == "fillfactor='80'");
  const Constraint uq = *t.constraint(Identifier("uq"));
  CHECK((uq.deferrable && uq.initially_deferred && uq.existing == Identifier("uq")));
  CHECK_FALSE(rule<KeyConstraint>(t, "uq").primary);
  const auto ck = rule<CheckConstraint>(t, "ck");
  CHECK(ck.no_inherit);
  CHECK(ck.expression.columns ==
        std::map<Identifier, ColumnId>{{Identifier("a"), 1}, {Identifier("c"), 3}});
  CHECK(t.constraint(Identifier("ck"))->comment == "a check");
  CHECK_FALSE(t.constraint(Identifier("late"))->validated);
  const auto ex = rule<ExcludeConstraint>(t, "ex");
  CHECK(ex.operators == std::vector<std::string>{"&&"});
  CHECK(ex.index.method == "gist");
  CHECK(ex.index.predicate->reads(2));
}

TEST_CASE("foreign keys lead to tables of the schema by id, to others by name") {
  const Catalog catalog = read_new(R"(
    CREATE SCHEMA other CREATE TABLE "out" (k1 int, "K 2" int, PRIMARY KEY ("K 2", k1));
    CREATE TABLE target (x int, id int PRIMARY KEY);
    CREATE TABLE t (a int, b int,
      CONSTRAINT inside FOREIGN KEY (b) REFERENCES target ON DELETE SET NULL,
      CONSTRAINT outside FOREIGN KEY (b, a) REFERENCES other."out" ("K 2", k1) MATCH FULL
        ON DELETE CASCADE ON UPDATE RESTRICT DEFERRABLE))");
  const Table t = table(catalog, "t");
  const auto inside = rule<ForeignKeyConstraint>(t, "inside");
  CHECK(inside.columns == Ids{2});
  CHECK(inside.references == table(catalog, "target").id);
  CHECK(inside.referenced_columns == Ids{2});
  CHECK(inside.outside_table == QualifiedName{});
  CHECK(inside.on_delete == "SET NULL");
  CHECK(inside.on_update == "NO ACTION");
  CHECK(inside.match == "SIMPLE");
  const auto outside = rule<ForeignKeyConstraint>(t, "outside");
  CHECK(outside.columns == Ids{2, 1});
  CHECK_FALSE(outside.references.has_value());
  CHECK(outside.outside_table == QualifiedName{Identifier("other"), Identifier("out")});
  CHECK(outside.outside_columns == std::vector<Identifier>{Identifier("K 2"), Identifier("k1")});
  CHECK(outside.on_delete == "CASCADE");
  CHECK(outside.on_update == "RESTRICT");
  CHECK(outside.match == "FULL");
  CHECK(t.constraint(Identifier("outside"))->deferrable);
}
