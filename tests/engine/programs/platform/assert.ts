import assert, { AssertionError, deepStrictEqual, strictEqual } from 'node:assert';
import strict from 'node:assert/strict';

const attempt = (run: () => unknown): void => {
  try {
    run();
    console.log('ok');
  } catch (error) {
    console.log(
      error instanceof AssertionError,
      (error as AssertionError).code,
      (error as Error).message,
    );
  }
};
attempt(() => strictEqual(1, 1));
attempt(() => strictEqual(1, 2));
attempt(() => strictEqual('a', 'b', 'my words'));
attempt(() => deepStrictEqual({ a: [1, 2] }, { a: [1, 3] }));
attempt(() => deepStrictEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])));
attempt(() => assert.equal('1', 1));
attempt(() => strict.equal('1', 1));
attempt(() =>
  assert.throws(() => {
    throw new TypeError('bad');
  }, /bad/),
);
attempt(() => assert.match('abc', /z/));
await assert.rejects(
  async () => {
    throw new Error('no');
  },
  { message: 'no' },
);
console.log('end');
