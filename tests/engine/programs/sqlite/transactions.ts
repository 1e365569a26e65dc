// Transactions, rollbacks and savepoints.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE accounts (name TEXT PRIMARY KEY, balance INTEGER CHECK (balance >= 0))');
db.exec("INSERT INTO accounts VALUES ('ann', 100), ('bob', 50)");
const add = db.prepare('UPDATE accounts SET balance = balance + ? WHERE name = ?');
const show = () => console.log(db.isTransaction, db.prepare('SELECT * FROM accounts ORDER BY name').all());
const move = (from, to, amount) => {
  db.exec('BEGIN');
  try {
    add.run(amount, to);
    add.run(-amount, from);
    db.exec('COMMIT');
  } catch (error) {
    console.log(error.message, error.errcode, db.isTransaction);
    db.exec('ROLLBACK');
  }
};
show();
move('ann', 'bob', 70);
show();
move('ann', 'bob', 70);
show();
db.exec('BEGIN; UPDATE accounts SET balance = 0; SAVEPOINT a; DELETE FROM accounts; ROLLBACK TO a;');
show();
db.exec('ROLLBACK');
show();
for (const sql of ['COMMIT', 'ROLLBACK', 'BEGIN; BEGIN', 'ROLLBACK; ROLLBACK TO nothing']) {
  try {
    console.log(db.exec(sql));
  } catch (error) {
    console.log(sql, error.message, db.isTransaction);
  }
}
