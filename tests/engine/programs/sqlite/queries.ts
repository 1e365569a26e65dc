// What SQL itself can do here: the same features, the same numbers.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
const say = (sql) => {
  try {
    console.log(db.prepare(sql).all());
  } catch (error) {
    console.log(sql, error.message);
  }
};
db.exec(`
  CREATE TABLE sales (day TEXT, shop TEXT, amount REAL);
  INSERT INTO sales VALUES ('2026-01-01', 'a', 10.5), ('2026-01-02', 'a', 3), ('2026-01-01', 'b', 7.25), ('2026-01-03', 'b', NULL);
  CREATE VIRTUAL TABLE notes USING fts5 (text);
  INSERT INTO notes VALUES ('the quick brown fox'), ('a lazy dog'), ('foxes and dogs');
  CREATE VIRTUAL TABLE boxes USING rtree (id, x0, x1);
  INSERT INTO boxes VALUES (1, 0, 1), (2, 5, 6);
  CREATE VIEW best AS SELECT shop, max(amount) AS most FROM sales GROUP BY shop;
  CREATE TABLE log (what TEXT);
  CREATE TRIGGER noted AFTER DELETE ON sales BEGIN INSERT INTO log VALUES ('gone ' || old.shop || old.day); END;
`);
say('SELECT shop, sum(amount) AS sum, avg(amount) AS avg, count(*) AS n, group_concat(day) AS days FROM sales GROUP BY shop');
say('SELECT day, shop, sum(amount) OVER (PARTITION BY shop ORDER BY day) AS so_far FROM sales');
say('WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n * 3 FROM c WHERE n < 100) SELECT n FROM c');
say("SELECT text FROM notes WHERE notes MATCH 'fox' ORDER BY rank");
say('SELECT id FROM boxes WHERE x0 > 2');
say('SELECT * FROM best ORDER BY most');
say("DELETE FROM sales WHERE shop = 'b' RETURNING day");
say('SELECT * FROM log');
say(`SELECT json_extract('{"a":[1,{"b":"x"}]}', '$.a[1].b') AS b, json_group_array(amount) AS all_of FROM sales`);
say("SELECT printf('%.3f|%05d|%s', 1.0 / 3, 42, 'x') AS p, round(2.5) AS r, 7 / 2 AS i, 7 % 3 AS m, 2.0 / 3 AS d, 1e15 + 0.3 AS f");
say("SELECT sqrt(2) AS s, round(pow(2, 0.5), 9) AS p, pi() AS pi, round(exp(1), 9) AS e, round(ln(10), 9) AS l, round(sin(1), 9) AS sin");
say("SELECT date('2026-02-28', '+1 day') AS d, strftime('%W %j', '2026-12-31') AS w, julianday('2000-01-01') AS j, datetime(0, 'unixepoch', 'localtime') AS z");
say("SELECT upper('straße') AS u, length('🦊') AS l, hex('ä') AS h, instr('abc', 'c') AS i, 'a' LIKE 'A' AS k, quote(x'01') AS q, unicode('€') AS c");
say('EXPLAIN QUERY PLAN SELECT * FROM sales WHERE day = 1');
say('SELECT nope()');
say('PRAGMA page_size');
say('PRAGMA foreign_keys');
say('PRAGMA synchronous');
say("SELECT count(*) AS n FROM (SELECT random() AS r FROM json_each('[1,2,3]')) WHERE typeof(r) = 'integer'");
say("SELECT length(randomblob(8)) AS n, length(hex(randomblob(2))) AS h");
