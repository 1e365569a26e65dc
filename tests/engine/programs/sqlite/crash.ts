// An error of the database's that nobody catches ends the process, at the reader's line.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (x UNIQUE)');
const insert = db.prepare('INSERT INTO t VALUES (?)');
console.log(insert.run(1));
insert.run(1);
