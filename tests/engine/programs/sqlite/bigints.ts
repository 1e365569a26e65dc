// Integers that are larger than a number can say.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)');
const insert = db.prepare('INSERT INTO t (n) VALUES (?)');
for (const n of [1, 9007199254740991n, 9007199254740992n, 9223372036854775807n, -9223372036854775807n])
  console.log(insert.run(n).lastInsertRowid);
const all = db.prepare('SELECT n FROM t WHERE id = ?');
for (let id = 1; id <= 5; id++) {
  try {
    console.log(all.get(id));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
all.setReadBigInts(true);
for (let id = 1; id <= 5; id++) console.log(all.get(id));
insert.setReadBigInts(true);
console.log(insert.run(5));
all.setReadBigInts(false);
console.log(all.get(1));
console.log(db.prepare('SELECT n FROM t WHERE id = 4', { readBigInts: true }).get());
const other = new DatabaseSync(':memory:', { readBigInts: true, returnArrays: true });
console.log(other.prepare('SELECT 1, 2.5, 3').get());
try {
  all.setReadBigInts('yes');
} catch (error) {
  console.log(error.code, error.message);
}
