// Rows one by one.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (n); INSERT INTO t VALUES (1), (2), (3), (4)');
const rows = db.prepare('SELECT n FROM t WHERE n > ? ORDER BY n');
for (const row of rows.iterate(1)) console.log(row);
for (const { n } of rows.iterate(0)) {
  console.log(n);
  if (n === 2) break;
}
const iterator = rows.iterate(2);
console.log(iterator[Symbol.iterator]() === iterator, Object.prototype.toString.call(iterator));
console.log(iterator.next(), iterator.next(), iterator.next(), iterator.next());
console.log(iterator.return(), iterator.next());
console.log(rows.iterate(0).map(({ n }) => n * n).toArray(), [...rows.iterate(5)]);
const stale = rows.iterate(0);
stale.next();
rows.get(0);
try {
  stale.next();
} catch (error) {
  console.log(error.code, error.message);
}
rows.setReturnArrays(true);
console.log([...rows.iterate(2)]);
// Writing to a table while it is read.
for (const { n } of db.prepare('SELECT n FROM t').iterate()) if (n < 4) db.prepare('DELETE FROM t WHERE n = ?').run(n);
console.log(db.prepare('SELECT n FROM t').all());
const cut = db.prepare('SELECT n FROM t').iterate();
db.close();
try {
  cut.next();
} catch (error) {
  console.log(error.code, error.message);
}
