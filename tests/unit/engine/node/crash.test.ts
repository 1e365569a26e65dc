/** What Node 24 writes when programs of a lab crash, word for word but for the folder. */
import { expect, it } from 'vitest';
import { crashOf } from '../../../../src/engine/node/crash.ts';

const parse = (text: string) => crashOf(text.split('\n'), '/labs/');

it('finds the line that threw', () => {
  const crash = parse(`some log line
file:///tmp/zero/labs/cache/services/db.ts:2
function boom() { throw new TypeError('no way'); }
                  ^

TypeError: no way
    at boom (file:///tmp/zero/labs/cache/services/db.ts:2:25)
    at Timeout._onTimeout (file:///tmp/zero/labs/cache/services/web.ts:3:18)
    at listOnTimeout (node:internal/timers:685:17)

Node.js v24.21.0`);
  expect(crash).toMatchObject({
    message: 'TypeError: no way',
    path: 'cache/services/db.ts',
    line: 2,
    column: 25,
  });
  expect(crash?.stack).toContain('at boom (cache/services/db.ts:2:25)');
});

it('finds what does not parse', () => {
  const crash = parse(`node:internal/modules/run_main:107
    triggerUncaughtException(
    ^

file:///tmp/zero/labs/bad.ts:2
import { x } from './other.ts';
const a: number = ;
                  ^
console.log(a, x);

SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Expression expected
    at parseTypeScript (node:internal/modules/typescript:72:36)
    at afterResolve (node:internal/modules/esm/loader:611:52) {
  code: 'ERR_INVALID_TYPESCRIPT_SYNTAX'
}

Node.js v24.21.0`);
  expect(crash).toMatchObject({
    message: 'SyntaxError: Expression expected',
    path: 'bad.ts',
    line: 2,
  });
});

it('finds the import of a name that is not there', () => {
  const crash = parse(`file:///tmp/zero/labs/imp2.ts:1
import { nothing } from './tla2.ts';
         ^^^^^^^
SyntaxError: The requested module './tla2.ts' does not provide an export named 'nothing'
    at #asyncInstantiate (node:internal/modules/esm/module_job:455:21)
    at async ModuleJob.run (node:internal/modules/esm/module_job:553:5)

Node.js v24.21.0`);
  expect(crash).toMatchObject({
    message:
      "SyntaxError: The requested module './tla2.ts' does not provide an export named 'nothing'",
    path: 'imp2.ts',
    line: 1,
    column: 10,
  });
});

it('names who imports a file that is not there', () => {
  const crash = parse(`node:internal/modules/esm/resolve:272
    throw new ERR_MODULE_NOT_FOUND(
          ^

Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/tmp/zero/labs/missing.ts' imported from /tmp/zero/labs/imp.ts
    at finalizeResolution (node:internal/modules/esm/resolve:272:11) {
  code: 'ERR_MODULE_NOT_FOUND',
  url: 'file:///tmp/zero/labs/missing.ts'
}

Node.js v24.21.0`);
  expect(crash).toMatchObject({
    message: "Error: Cannot find module 'missing.ts' imported from imp.ts",
    path: 'imp.ts',
  });
});

it('tells what was thrown that is no error', () => {
  const crash = parse(`node:internal/modules/run_main:107
    triggerUncaughtException(
    ^
str
(Use \`node --trace-uncaught ...\` to show where the exception was thrown)

Node.js v24.21.0`);
  expect(crash).toEqual({ message: 'Uncaught str', stack: 'Uncaught str' });
});

it('takes no log for a crash', () => {
  expect(parse('Error: handled\n    at x (file:///tmp/labs/a.ts:1:1)')).toBeUndefined();
});
