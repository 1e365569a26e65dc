// Parameters by place and by name.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
const attempt = (run) => {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message, error.errcode);
  }
};
const all = db.prepare('SELECT ? AS a, ?2 AS b, :c AS c, @d AS d, $e AS e');
attempt(() => all.get({ c: 3, d: 4, e: 5 }, 1, 2));
attempt(() => all.get({ ':c': 'x', '@d': 'y', $e: 'z' }, 'a', 'b'));
attempt(() => all.expandedSQL);
attempt(() => all.sourceSQL);
// What is not given is null, and nothing is kept from before.
attempt(() => all.get());
attempt(() => all.expandedSQL);
attempt(() => db.prepare('SELECT ?').get(1, 2));
attempt(() => db.prepare('SELECT $a').get({ b: 1 }));
attempt(() => db.prepare('SELECT $a AS a').get({ a: new Date(0) }));
attempt(() => db.prepare('SELECT $a, :a').get({ a: 1 }));
attempt(() => db.prepare('SELECT $a AS x, :a AS y').get({ $a: 1, ':a': 2 }));
const strict = db.prepare('SELECT $a AS a');
strict.setAllowBareNamedParameters(false);
attempt(() => strict.get({ a: 1 }));
attempt(() => strict.get({ $a: 1 }));
strict.setAllowUnknownNamedParameters(true);
attempt(() => strict.get({ a: 1, $a: 2 }));
const open = new DatabaseSync(':memory:', { allowUnknownNamedParameters: true, returnArrays: true });
attempt(() => open.prepare('SELECT $a, $b').all({ a: 1, b: 2, c: 3 }));
attempt(() => db.prepare('SELECT ? AS x').get([1]));
attempt(() => db.prepare('SELECT ? AS x').get(() => 1));
for (const name of ['setAllowBareNamedParameters', 'setAllowUnknownNamedParameters', 'setReturnArrays'])
  attempt(() => strict[name](1));
