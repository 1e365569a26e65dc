// What goes wrong, and all that an error says of it.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec(`
  CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT UNIQUE NOT NULL, age INTEGER CHECK (age > 0));
  CREATE TABLE orders (id INTEGER PRIMARY KEY, user REFERENCES users);
  CREATE TABLE strict (n INTEGER) STRICT;
  INSERT INTO users VALUES (1, 'a@x', 20);
`);
const attempt = (sql, ...values) => {
  try {
    console.log(sql, db.prepare(sql).run(...values));
  } catch (error) {
    const { name, code, message, errcode, errstr } = error;
    console.log(sql, { name, code, message, errcode, errstr }, Object.keys(error), error instanceof Error);
  }
};
attempt('INSERT INTO users VALUES (1, ?, 5)', 'b@x');
attempt('INSERT INTO users VALUES (2, ?, 5)', 'a@x');
attempt('INSERT INTO users VALUES (2, ?, 5)', null);
attempt('INSERT INTO users VALUES (2, ?, 0)', 'b@x');
attempt('INSERT INTO orders VALUES (1, 9)');
attempt('DELETE FROM users');
attempt('INSERT INTO strict VALUES (?)', 'x');
attempt('INSERT OR IGNORE INTO users VALUES (1, ?, 5)', 'b@x');
attempt('INSERT INTO users VALUES (1, ?, 5) ON CONFLICT (id) DO UPDATE SET age = excluded.age', 'b@x');
attempt('SELECT * FROM nothing');
attempt('SELEC 1');
attempt('SELECT nope FROM users');
attempt('SELECT "text"');
attempt('INSERT INTO users VALUES (1)');
attempt('SELECT abs(-9223372036854775808)');
attempt('');
attempt('-- nothing');
attempt('SELECT 1; garbage');
const free = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false, enableDoubleQuotedStringLiterals: true });
free.exec('CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (x REFERENCES a); INSERT INTO b VALUES (5)');
console.log(free.prepare('SELECT "text" AS x, (SELECT count(*) FROM b) AS n').get());
