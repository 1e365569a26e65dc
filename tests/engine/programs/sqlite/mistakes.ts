// Arguments of the wrong kind.
import { DatabaseSync, StatementSync, Session, backup } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
const closed = new DatabaseSync(':memory:', { open: false });
const mistakes = {
  noNew: () => DatabaseSync(':memory:'),
  statement: () => new StatementSync(),
  session: () => new Session(),
  noPath: () => new DatabaseSync(),
  zero: () => new DatabaseSync('a\0b'),
  address: () => new DatabaseSync(new URL('http://x/y')),
  options: () => new DatabaseSync(':memory:', 1),
  open: () => new DatabaseSync(':memory:', { open: 1 }),
  readOnly: () => new DatabaseSync(':memory:', { readOnly: 'x' }),
  keys: () => new DatabaseSync(':memory:', { enableForeignKeyConstraints: 1 }),
  timeout: () => new DatabaseSync(':memory:', { timeout: 1.5 }),
  extension: () => new DatabaseSync(':memory:', { allowExtension: 1 }),
  limits: () => new DatabaseSync(':memory:', { limits: { attach: -1 } }),
  folder: () => new DatabaseSync('/no/such/folder/x.db'),
  isFolder: () => new DatabaseSync('/tmp'),
  missing: () => new DatabaseSync('/tmp/surely-not-there.db', { readOnly: true }),
  prepare: () => db.prepare(1),
  prepareOptions: () => db.prepare('SELECT 1', 1),
  prepareOption: () => db.prepare('SELECT 1', { returnArrays: 1 }),
  exec: () => db.exec(),
  again: () => db.open(),
  location: () => db.location(1),
  functionName: () => db.function(1),
  noFunction: () => db.function('f'),
  functionOptions: () => db.function('f', 1, () => 1),
  varargs: () => db.function('f', { varargs: 1 }, () => 1),
  aggregate: () => db.aggregate('f'),
  noStart: () => db.aggregate('f', {}),
  noStep: () => db.aggregate('f', { start: 1 }),
  authorizer: () => db.setAuthorizer(1),
  createSession: () => db.createSession(1),
  changeset: () => db.applyChangeset(1),
  backup: () => backup(),
  backupPath: () => backup(db),
  backupRate: () => backup(db, '/tmp/x.db', { rate: 'x' }),
  load: () => db.loadExtension('x'),
  enableLoad: () => db.enableLoadExtension(true),
  enable: () => db.enableLoadExtension(1),
  defensive: () => db.enableDefensive(1),
  deserialize: () => db.deserialize(1),
  nothing: () => db.deserialize(new Uint8Array(0)),
  serialize: () => db.serialize(1),
  borrowed: () => DatabaseSync.prototype.exec.call({}, 'SELECT 1'),
  closed: () => closed.exec('SELECT 1'),
  closedTwice: () => closed.close(),
  closedTransaction: () => closed.isTransaction,
  closedPrepare: () => closed.prepare('SELECT 1'),
};
for (const [what, run] of Object.entries(mistakes)) {
  try {
    console.log(what, run());
  } catch (error) {
    console.log(what, error.name, error.code, error.message, error.errcode, error.errstr);
  }
}
console.log(closed, closed.isOpen);
