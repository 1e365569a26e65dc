// Two connections that want the same file.
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const folder = mkdtempSync('/tmp/sqlite-');
const file = `${folder}/a.db`;
const one = new DatabaseSync(file);
const two = new DatabaseSync(file);
const patient = new DatabaseSync(file, { timeout: 200 });
const attempt = (db, sql) => {
  try {
    console.log(sql, db.prepare(sql).all());
  } catch (error) {
    console.log(sql, error.message, error.errcode, error.errstr);
  }
};
one.exec('CREATE TABLE t (n); INSERT INTO t VALUES (1)');
one.exec('BEGIN IMMEDIATE');
attempt(two, 'INSERT INTO t VALUES (2)');
attempt(two, 'SELECT * FROM t');
const from = performance.now();
attempt(patient, 'INSERT INTO t VALUES (3)');
const took = performance.now() - from;
console.log(took > 150 && took < 2000);
one.exec('INSERT INTO t VALUES (4); COMMIT');
attempt(two, 'SELECT * FROM t');
// A reader in the middle of its rows holds up a commit, not the write before it.
const rows = two.prepare('SELECT n FROM t').iterate();
rows.next();
one.exec('BEGIN');
attempt(one, 'INSERT INTO t VALUES (5)');
attempt(one, 'COMMIT');
// Nobody begins to read while a commit waits.
attempt(patient, 'SELECT * FROM t');
rows.return();
attempt(one, 'COMMIT');
attempt(patient, 'SELECT * FROM t');
one.exec('BEGIN EXCLUSIVE');
attempt(two, 'SELECT * FROM t');
one.close();
attempt(two, 'SELECT count(*) AS n FROM t');
two.close();
patient.close();
rmSync(folder, { recursive: true });
