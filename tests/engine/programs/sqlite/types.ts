// Every type there and back.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
const echo = db.prepare('SELECT ? AS value, typeof(?1) AS type');
const values = [
  null, 0, -1, 1.5, 0.1, 1e300, -0, Infinity, NaN, 9007199254740991, true, false,
  10n, -(2n ** 63n) + 2n ** 60n, '', 'text', 'häßlich 🦊 \u0000 in it', '\ufeffmark',
  new Uint8Array([0, 1, 255]), new Uint8Array(0), Buffer.from('buffer'), new Uint16Array([1, 258]),
  new DataView(new ArrayBuffer(2)), new ArrayBuffer(3),
];
for (const value of values) {
  try {
    console.log(value, echo.get(value));
  } catch (error) {
    console.log(value, error.code, error.message);
  }
}
for (const value of [undefined, Symbol('s'), 2n ** 64n]) {
  try {
    console.log(value, echo.get(value));
  } catch (error) {
    console.log(value, error.name, error.code, error.message);
  }
}
console.log(echo.get('\ud800 is half of a character'));
db.exec('CREATE TABLE t (i INTEGER, r REAL, t TEXT, b BLOB, n NUMERIC, a)');
const insert = db.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)');
insert.run(1, 1, 1, 1, 1, 1);
insert.run('2', '2', 2, '2', '2', '2');
insert.run(3.5, 3n, 3.5, 3n, '3.5', 3.5);
console.log(db.prepare('SELECT * FROM t').all());
console.log(db.prepare('SELECT typeof(i), typeof(r), typeof(t), typeof(b), typeof(n), typeof(a) FROM t').all());
const { bytes } = db.prepare("SELECT x'00ff10' AS bytes").get();
console.log(bytes instanceof Uint8Array, bytes.constructor === Uint8Array, bytes.buffer.byteLength);
