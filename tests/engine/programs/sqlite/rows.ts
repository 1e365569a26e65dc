// Tables, rows in and out, and what a statement says of what it did.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
console.log(db.exec('CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, price REAL)'));
const insert = db.prepare('INSERT INTO books (title, price) VALUES (?, ?)');
console.log(insert.run('A Pattern Language', 49.5));
console.log(insert.run('Thinking in Systems', 18));
console.log(db.prepare('SELECT * FROM books ORDER BY id').all());
console.log(db.prepare('SELECT title FROM books WHERE id = ?').get(2));
console.log(db.prepare('SELECT title FROM books WHERE id = ?').get(3));
console.log(db.prepare('UPDATE books SET price = price + 1').run());
console.log(db.prepare('DELETE FROM books WHERE price < 20').run());
console.log(db.prepare('SELECT count(*) AS left FROM books').get());
console.log(db.prepare('SELECT * FROM books WHERE id > 100').all());
console.log(db.prepare('CREATE TABLE more (x)').get(), db.prepare('CREATE TABLE still (x)').all());
console.log(db.prepare('INSERT INTO more VALUES (5) RETURNING x * 2 AS twice').get());
console.log(db.prepare('SELECT 1 AS a, 2 AS a, 3 AS "1", 4 AS "__proto__"').get());
console.log(JSON.stringify(db.prepare('SELECT id, title FROM books').all()));
