// A database is a file, and another connection finds what one wrote.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const folder = mkdtempSync('/tmp/sqlite-');
const file = `${folder}/a.db`;
const list = () => console.log(readdirSync(folder).map((name) => `${name} ${statSync(`${folder}/${name}`).size}`));
const attempt = (run) => {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message, error.errcode);
  }
};
const first = new DatabaseSync(file);
list();
first.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b)');
list();
first.exec('BEGIN');
first.prepare('INSERT INTO t VALUES (?, ?)').run(1, 'x'.repeat(10_000));
list();
const second = new DatabaseSync(Buffer.from(file));
attempt(() => second.prepare('SELECT count(*) AS n FROM t').get());
first.exec('COMMIT');
list();
attempt(() => second.prepare('SELECT a, length(b) AS l FROM t').get());
console.log(first.location() === file, first.location('main') === file, second.location('nope'));
console.log(new DatabaseSync(':memory:').location(), new DatabaseSync('').location());
console.log(readFileSync(file, 'latin1').slice(0, 15));
const reader = new DatabaseSync(new URL(`file://${file}?mode=ro`));
attempt(() => reader.exec('DELETE FROM t'));
const readOnly = new DatabaseSync(file, { readOnly: true });
attempt(() => readOnly.prepare('SELECT a FROM t').all());
attempt(() => readOnly.exec('DELETE FROM t'));
first.close();
first.open();
attempt(() => first.prepare('SELECT a FROM t').all());
first.exec('DELETE FROM t; VACUUM');
list();
for (const db of [first, second, reader, readOnly]) db.close();
writeFileSync(file, 'no database, and longer than the hundred bytes of the header that every database begins with: no.');
const bad = new DatabaseSync(file);
attempt(() => bad.prepare('SELECT * FROM t'));
bad.close();
rmSync(folder, { recursive: true });
