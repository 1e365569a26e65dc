// Changes that are recorded, and applied to another database.
import { DatabaseSync, constants } from 'node:sqlite';

const make = () => {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE a (id INTEGER PRIMARY KEY, x); CREATE TABLE b (id INTEGER PRIMARY KEY, y)');
  return db;
};
const from = make();
const to = make();
const show = (db) => console.log(db.prepare('SELECT * FROM a').all(), db.prepare('SELECT * FROM b').all());
const session = from.createSession();
const onlyA = from.createSession({ table: 'a' });
from.exec("INSERT INTO a VALUES (1, 'one'), (2, 'two'); INSERT INTO b VALUES (1, 'b')");
const changes = session.changeset();
console.log(changes instanceof Uint8Array, changes.length > 0, onlyA.changeset().length < changes.length);
console.log(to.applyChangeset(changes));
show(to);
const asked = [];
console.log(to.applyChangeset(changes, { onConflict: (kind) => (asked.push(kind), constants.SQLITE_CHANGESET_OMIT) }), asked);
console.log(to.applyChangeset(changes));
const third = make();
console.log(third.applyChangeset(session.patchset(), { filter: (table) => table === 'b' }));
show(third);
for (const options of [{ filter: 1 }, { onConflict: 1 }, 5]) {
  try {
    third.applyChangeset(changes, options);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
try {
  third.applyChangeset(changes, { onConflict: () => { throw new Error('no'); } });
} catch (error) {
  console.log(error.message);
}
session.close();
for (const use of [() => session.changeset(), () => session.close()]) {
  try {
    use();
  } catch (error) {
    console.log(error.code, error.message);
  }
}
from.close();
try {
  onlyA.changeset();
} catch (error) {
  console.log(error.code, error.message);
}
