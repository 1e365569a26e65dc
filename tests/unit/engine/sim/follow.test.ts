import { describe, expect, it } from 'vitest';
import { compile, followLibrary } from '../../../../src/engine/sim/compile.ts';
import { Context } from '../../../../src/engine/sim/guest/context.ts';

type Make = (...given: unknown[]) => void;

/** What a CommonJS text exports, followed and evaluated with `context`. */
function run(text: string, context: Context): Record<string, (...args: never[]) => unknown> {
  const result = compile('a.cjs', text, true);
  if (!result.ok) throw new Error(result.problem.message);
  const exports = {};
  const make = (0, eval)(result.code) as Make;
  make.call(
    exports,
    exports,
    () => ({}),
    { exports },
    '',
    '',
    () => ({}),
    Math.pow,
    (error: unknown) => error,
    context,
  );
  return exports;
}

function codeOf(text: string): string {
  const result = compile('a.cjs', text, true);
  if (!result.ok) throw new Error(result.problem.message);
  return result.code;
}

const frame = (name: string): Context['frame'] => new Map([[{}, name]]);

describe('text that is followed', () => {
  it.each([
    ['an expression', 'exports.f = async (x) => (await x) + (await x)'],
    ['comments', 'exports.f = async (x) => { return await /* a */ x // b\n + await x }'],
    [
      'a label',
      'exports.f = async (x) => { let n = 0; a: b: for await (const y of [x, x]) { n += y; continue a; } return n }',
    ],
    [
      'no braces',
      'exports.f = async (x) => { let n = 0; if (x) for await (const y of [x, x]) n += y; else n = 1; return n }',
    ],
    [
      'parentheses',
      'exports.f = async (x) => { let n = 0; for await (const y of ([x, x])) n += y; return n }',
    ],
    ['then with parentheses', 'exports.f = (x) => x.then((y) => y + y,)'],
    ['then across lines', 'exports.f = (x) => x\n  .then /* ( */ (\n (y) => y + y)'],
    ['an optional then', 'exports.f = (x) => x?.then?.((y) => y + y)'],
    ['await in arguments of then', 'exports.f = async (x) => x.then(await ((y) => y + y))'],
    [
      'nothing between',
      'exports.f=async x=>{try{return await await x+await x}catch{return 1}finally{}}',
    ],
    [
      'no semicolons',
      'exports.f = async (x) => {\n  let a = 0\n  await x\n  a = await x\n  return a + a\n}',
    ],
    ['a template', 'exports.f = async (x) => Number(`${await x}`) * 2'],
    [
      'functions within',
      'exports.f = async (x) => { try { const g = async () => await x; return (await g()) * 2 } catch {} }',
    ],
    [
      'a directive',
      "exports.f = async function (x) { 'use strict'; try { if (this !== undefined) return 0; return (await x) * 2 } catch {} }",
    ],
    [
      'a class',
      'exports.f = async (x) => { class A { async m() { return await x } static async s() { return (await new A().m()) * 2 } } return A.s() }',
    ],
    [
      'a generator',
      'exports.f = async (x) => { const g = async function* () { try { yield await x; yield x } finally {} }; let n = 0; for await (const y of g()) n += y; return n }',
    ],
  ])('means the same: %s', async (_, text) => {
    const f = run(text, new Context())['f'] as (x: Promise<number>) => Promise<number>;
    await expect(f.call(undefined, Promise.resolve(3))).resolves.toBe(6);
  });

  it('keeps its lines', () => {
    const text =
      'a;\nasync () => {\n  try {\n    await x;\n  } catch {\n  }\n};\np\n  .then(f);\n// end';
    expect(codeOf(text).split('\n')).toHaveLength(text.split('\n').length + 1);
    expect(codeOf(text).split('\n')[8]).toContain('.then(');
  });

  it('has its own frame after what failed, even as others were resumed between', async () => {
    const context = new Context();
    context.active = true;
    const { f } = run(
      `exports.f = async (fails, seen) => {
        try { await fails } catch { seen() }
        try { for await (const _ of [fails]); } catch { seen() } finally { seen() }
      }`,
      context,
    );
    const [mine, foreign] = [frame('mine'), frame('foreign')];
    const fails = Promise.reject(new Error('x'));
    fails.catch(() => (context.frame = foreign));
    const seen: unknown[] = [];
    const done = context.within(mine, () =>
      f!(
        fails as never,
        (() => {
          seen.push(context.frame === mine);
          queueMicrotask(() => (context.frame = foreign));
        }) as never,
      ),
    );
    await done;
    expect(seen).toEqual([true, true, true]);
  });

  it('awaits in as many promise jobs as the text itself', async () => {
    const text = `exports.f = async (say) => {
      await null; say(1); await Promise.resolve(); say(2);
      for await (const x of [1]) say(3);
      await { then(done) { done() } }; say(4);
      try { await Promise.reject(1) } catch { say(5) }
      await Promise.resolve().then(() => say(6)).finally(() => say(7)); say(8);
    }`;
    const order = async (followed: boolean): Promise<unknown[]> => {
      const result = compile('a.cjs', text, followed);
      const exports: { f?: (say: (n: number) => void) => Promise<void> } = {};
      const make = result.ok ? ((0, eval)(result.code) as Make) : undefined;
      make?.(exports, 0, 0, 0, 0, 0, Math.pow, (error: unknown) => error, new Context());
      const seen: unknown[] = [];
      const beside = async (): Promise<void> => {
        for (let i = 0; i < 20; i++) seen.push(`beside ${i}`, await Promise.resolve());
      };
      await Promise.all([exports.f!((n) => seen.push(n)), beside()]);
      return seen;
    };
    expect(await order(true)).toEqual(await order(false));
  });

  it('a library gets it as one more argument', () => {
    const followed = followLibrary('(function(require,module){return async (x)=>await x})');
    expect(followed).toContain('(require,module,__follow)');
    expect(followed).toContain('await __follow.held');
  });
});
