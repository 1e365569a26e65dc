import { describe, expect, it } from 'vitest';
import { compile } from '../../../../src/engine/sim/compile.ts';

/** Runs the compiled text of a module; what it exports as `out`. */
function run(text: string, path = 'a.ts'): unknown {
  const result = compile(path, text);
  if (!result.ok) throw new Error(result.problem.message);
  const body = (0, eval)(result.code) as (...args: unknown[]) => Iterator<unknown>;
  const exports: { out?: unknown } = {};
  const power = (a: number, b: number): string => `(${a} to ${b})`;
  const seen: unknown[] = [];
  const steps = body(
    exports,
    () => ({}),
    null,
    {},
    power,
    (error: unknown) => seen.push(error),
  );
  steps.next();
  steps.next();
  return exports.out ?? seen;
}

describe('powers', () => {
  it.each([
    ['2 ** 3', '(2 to 3)'],
    ['2**3', '(2 to 3)'],
    ['2 ** (3) /* ** */ ** 4', '(2 to (3 to 4))'],
    ['(2 ** 3) ** 4', '((2 to 3) to 4)'],
    ['(2) /* ** */ ** // **\n 4', '(2 to 4)'],
    ['`${2 ** 3}` + "2 ** 3"', '(2 to 3)2 ** 3'],
    ['[1].map((x) => x ** 2)[0]', '(1 to 2)'],
  ])('%s', (expression, expected) => {
    expect(run(`export const out = ${expression};`)).toBe(expected);
  });

  it('are assigned', () => {
    expect(run('let x = 2; x **= 3; export const out = x;')).toBe('(2 to 3)');
    expect(run('const o = { x: 2 }; o.x **= 1 + 2; export const out = o.x;')).toBe('(2 to 3)');
    const types = 'const o: { x: any } = { x: 2 }; o["x"] **= 3 as number; export const out = o.x;';
    expect(run(types)).toBe('(2 to 3)');
  });

  it('stay where their line was', () => {
    const result = compile('a.ts', 'const x =\n  2 **\n  3;\nthrow x;\n');
    expect(result.ok && result.code.split('\n').length).toBe(6);
  });
});

describe('catches', () => {
  it('hand on the error that they name', () => {
    expect(run('try { throw 5; } catch (error) { void error; }')).toEqual([5]);
    expect(run('try { throw 5; } catch (error: unknown) {}')).toEqual([5]);
    expect(run('try { throw 5; } catch {}\ntry { throw {}; } catch ({ a }) { void a; }')).toEqual(
      [],
    );
  });
});
