const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)');
const insert = db.prepare('INSERT INTO t (name) VALUES (?)');
exports.add = (name) => insert.run(name).lastInsertRowid;
exports.all = () => db.prepare('SELECT * FROM t').all();
exports.DatabaseSync = DatabaseSync;
