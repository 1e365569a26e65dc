// What a statement says of its columns, and what objects of this module look like.
import { DatabaseSync, StatementSync, constants, backup } from 'node:sqlite';
import * as sqlite from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, at DATETIME)');
const statement = db.prepare('SELECT id, name AS n, at, id + 1, count(*) AS c FROM t');
console.log(statement.columns());
console.log(db.prepare('DELETE FROM t').columns());
console.log(db, statement, DatabaseSync, StatementSync, DatabaseSync.length, backup);
console.log(Object.keys(sqlite).sort(), Object.keys(sqlite.default), constants.SQLITE_CHANGESET_ABORT);
console.log(db instanceof DatabaseSync, statement instanceof StatementSync, statement.constructor === StatementSync);
console.log(db[Symbol.for('sqlite-type')], Object.prototype.toString.call(db));
console.log(Object.keys(DatabaseSync.prototype), Object.keys(StatementSync.prototype));
class Store extends DatabaseSync {
  count(table) {
    return this.prepare(`SELECT count(*) AS n FROM ${table}`).get().n;
  }
}
const store = new Store(':memory:');
store.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
console.log(store.count('t'), store instanceof DatabaseSync);
{
  using scoped = new DatabaseSync(':memory:');
  console.log(scoped.isOpen);
}
