// Whole databases: backups, bytes, tags and limits.
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync, backup } from 'node:sqlite';

const folder = mkdtempSync('/tmp/sqlite-');
const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (n); INSERT INTO t VALUES (1), (2)');
console.log(await backup(db, `${folder}/b.db`, { rate: 1, progress: (at) => console.log(at) }));
const copy = new DatabaseSync(`${folder}/b.db`);
console.log(copy.prepare('SELECT * FROM t').all());
copy.close();
for (const [path, options] of [['/no/such/folder/b.db', {}], [`${folder}/c.db`, { source: 'nope' }], [`${folder}/d.db`, { rate: 1, progress() { throw new Error('stop'); } }]])
  await backup(db, path, options).catch((error) => console.log(error.code, error.message, error.errcode));
const bytes = db.serialize();
console.log(bytes.constructor === Uint8Array, bytes.length, Buffer.from(bytes).toString('latin1', 0, 15));
const other = new DatabaseSync(':memory:');
const before = other.prepare('SELECT 1');
other.deserialize(bytes);
console.log(other.prepare('SELECT * FROM t').all());
try {
  before.get();
} catch (error) {
  console.log(error.code, error.message);
}
other.exec('INSERT INTO t VALUES (3)');
console.log(other.prepare('SELECT count(*) AS n FROM t').get(), db.prepare('SELECT count(*) AS n FROM t').get());
const sql = db.createTagStore(2);
console.log(sql.run`INSERT INTO t VALUES (${5})`, sql.get`SELECT ${'x'} AS x`, sql.all`SELECT n FROM t WHERE n > ${1}`);
console.log(sql.size, sql.capacity, sql.db === db, [...sql.iterate`SELECT n FROM t LIMIT ${1}`]);
sql.clear();
console.log(sql.size, sql);
console.log(db.limits);
db.limits.sqlLength = 20;
for (const use of [() => db.exec('SELECT 1 AS long_enough_to_be_refused'), () => (db.limits.column = -1), () => (db.limits.column = 'x')]) {
  try {
    console.log(use());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
db.limits.sqlLength = Infinity;
console.log(db.limits.sqlLength, 'attach' in db.limits, Object.keys(db.limits).length);
rmSync(folder, { recursive: true });
