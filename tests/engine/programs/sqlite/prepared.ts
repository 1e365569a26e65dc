// One statement many times, many statements at once, and what ends them.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)');
const insert = db.prepare('INSERT INTO t (n) VALUES (?)');
for (let i = 0; i < 1000; i++) insert.run(i * i);
const sum = db.prepare('SELECT sum(n) AS sum FROM t WHERE id <= ?');
console.log([1, 10, 1000].map((id) => sum.get(id).sum));
// More than stay compiled.
const waiting = db.prepare('SELECT ? AS x, $y AS y');
const rows = waiting.iterate({ y: 2 }, 'kept');
const many = Array.from({ length: 1200 }, (_, i) => db.prepare(`SELECT ${i} AS i, n FROM t WHERE id = ?`));
const open = many[1199].iterate(5);
console.log(many[0].get(3), many[700].get(4), open.next().value, many[1199].columns().length);
console.log(rows.next().value, waiting.expandedSQL);
console.log(many.reduce((total, one) => total + one.get(2).i, 0));
// A change of the table is seen by statements from before it.
const star = db.prepare('SELECT * FROM t WHERE id = 7');
console.log(star.get());
db.exec('ALTER TABLE t ADD COLUMN more TEXT DEFAULT (\'yes\')');
console.log(star.get(), star.columns().map(({ name }) => name));
db.exec('DROP TABLE t');
for (const statement of [star, many[0]]) {
  try {
    statement.get(1);
  } catch (error) {
    console.log(error.message);
  }
}
db.close();
for (const use of [() => star.get(), () => star.sourceSQL, () => star.columns(), () => db.prepare('SELECT 1'), () => db.close()]) {
  try {
    use();
  } catch (error) {
    console.log(error.code, error.message);
  }
}
db.open();
console.log(db.isOpen, db.prepare('SELECT 1 AS again').get());
