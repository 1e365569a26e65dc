// A write-ahead log: readers and a writer at once.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const folder = mkdtempSync('/tmp/sqlite-');
const file = `${folder}/a.db`;
const writer = new DatabaseSync(file);
const reader = new DatabaseSync(file);
const say = (db, sql) => {
  try {
    console.log(sql, db.prepare(sql).all());
  } catch (error) {
    console.log(sql, error.message, error.errcode);
  }
};
const log = () => console.log(existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 'no log');
say(writer, 'PRAGMA journal_mode = WAL');
writer.exec('CREATE TABLE t (n); INSERT INTO t VALUES (1)');
log();
reader.exec('BEGIN');
say(reader, 'SELECT * FROM t');
writer.exec('INSERT INTO t VALUES (2)');
say(reader, 'SELECT * FROM t');
say(writer, 'SELECT * FROM t');
say(writer, 'PRAGMA wal_checkpoint(RESTART)');
reader.exec('COMMIT');
say(reader, 'SELECT * FROM t');
writer.exec('BEGIN IMMEDIATE');
say(reader, 'INSERT INTO t VALUES (3)');
writer.exec('ROLLBACK');
say(reader, 'INSERT INTO t VALUES (3)');
say(writer, 'PRAGMA wal_checkpoint(TRUNCATE)');
log();
reader.close();
writer.close();
log();
const again = new DatabaseSync(file);
say(again, 'PRAGMA journal_mode');
say(again, 'SELECT * FROM t');
say(again, 'PRAGMA journal_mode = DELETE');
log();
again.close();
rmSync(folder, { recursive: true });
