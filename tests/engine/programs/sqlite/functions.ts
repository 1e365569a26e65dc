// Functions of the program's own.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
const attempt = (sql, ...values) => {
  try {
    console.log(db.prepare(sql).all(...values));
  } catch (error) {
    console.log(error.name, error.code, error.message, error.errcode);
  }
};
db.function('twice', (n) => n * 2);
db.function('all_of', { varargs: true }, (...args) => JSON.stringify(args));
db.function('big', { useBigIntArguments: true }, (n) => typeof n);
db.function('fixed', { deterministic: true, directOnly: true }, () => 7);
db.function('bytes', () => new Uint8Array([1, 2]));
db.function('nothing', () => undefined);
db.function('wrong', () => ({}));
db.function('late', async () => 1);
db.function('huge', () => 2n ** 70n);
db.function('throws', () => {
  throw new RangeError('on purpose');
});
db.function('nested', (sql) => db.prepare(sql).get().x);
attempt('SELECT twice(4) AS a, twice(?) AS b', 1.5);
attempt("SELECT all_of() AS a, all_of(1, 'x', NULL, 2.5) AS b");
attempt('SELECT big(1) AS a, fixed() AS b, bytes() AS c, nothing() AS d');
attempt('SELECT twice() AS a');
attempt('SELECT wrong()');
attempt('SELECT late()');
attempt('SELECT huge()');
attempt('SELECT throws()');
attempt('SELECT twice(9007199254740993)');
attempt("SELECT nested('SELECT 5 AS x') AS x");
attempt("SELECT nested('SELECT throws() AS x') AS x");
attempt("SELECT nested('garbage') AS x");
attempt('CREATE INDEX i ON sqlite_schema (twice(1))');
db.exec('CREATE TABLE t (x); CREATE TABLE u AS SELECT value AS n FROM json_each(\'[3,1,2]\')');
try {
  db.exec("INSERT INTO t VALUES (1); INSERT INTO t SELECT throws()");
} catch (error) {
  console.log(error.message, db.prepare('SELECT * FROM t').all());
}
attempt('SELECT 1 AS still');
db.aggregate('total_of', { start: 0, step: (sum, n) => sum + n });
db.aggregate('list_of', { start: () => [], step: (list, n) => [...list, n], result: (list) => list.join('+') });
db.aggregate('moving', { start: 0, step: (sum, n) => sum + n, inverse: (sum, n) => sum - n, result: (sum) => sum * 10 });
db.aggregate('breaks', { start: 0, step: () => { throw new Error('in a step'); } });
attempt('SELECT total_of(n) AS a, list_of(n) AS b FROM u');
attempt('SELECT total_of(n) AS a, list_of(n) AS b FROM u WHERE n > 9');
attempt('SELECT n % 2 AS odd, list_of(n) AS b FROM u GROUP BY 1');
attempt('SELECT n, moving(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS m FROM u');
attempt('SELECT breaks(n) FROM u');
attempt('SELECT total_of(n) AS a FROM u');
db.function('twice', (n) => n * 200);
attempt('SELECT twice(1) AS replaced');
