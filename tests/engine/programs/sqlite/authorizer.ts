// Who may do what, asked of the program.
import { DatabaseSync, constants } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
db.exec("CREATE TABLE t (open, secret); INSERT INTO t VALUES ('a', 'b')");
const attempt = (sql) => {
  try {
    console.log(db.prepare(sql).all());
  } catch (error) {
    console.log(error.name, error.code, error.message, error.errcode);
  }
};
db.setAuthorizer((action, one, two, base, inner) => {
  console.log(action, one, two, base, inner);
  if (action === constants.SQLITE_READ && two === 'secret') return constants.SQLITE_IGNORE;
  return action === constants.SQLITE_DELETE ? constants.SQLITE_DENY : constants.SQLITE_OK;
});
attempt('SELECT open, secret FROM t');
attempt('DELETE FROM t');
db.setAuthorizer(() => 'no');
attempt('SELECT 1');
db.setAuthorizer(() => 9);
attempt('SELECT 1');
db.setAuthorizer(() => {
  throw new Error('asked');
});
attempt('SELECT 1');
db.setAuthorizer(null);
attempt('SELECT * FROM t');
