import { describe, expect, it } from 'vitest';
import { pow, power } from '../../../src/lib/math/index.ts';
import * as exponential from '../../../src/lib/math/exponential.ts';
import * as hyperbolic from '../../../src/lib/math/hyperbolic.ts';
import { cbrt, hypot } from '../../../src/lib/math/power.ts';
import * as trigonometric from '../../../src/lib/math/trigonometric.ts';
import { seededRandom } from '../../../src/lib/random.ts';

const { atan2, ...ofOne } = trigonometric;
const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  ...exponential,
  ...hyperbolic,
  ...ofOne,
  cbrt,
};

const SPECIAL = [0, -0, 1, -1, 0.5, 2, 1e-300, 1e300, 5e-324, Infinity, -Infinity, NaN, Math.PI];

const random = seededRandom('math');
const ARGUMENTS = [
  ...SPECIAL,
  ...Array.from({ length: 3000 }, (_, i) => {
    const x = random() * 2 - 1;
    return [x, x * 100, x * 10 ** ((i % 300) - 150)][i % 3]!;
  }),
];

/** How far apart two numbers are, in steps of the smaller one's last bit. */
function steps(a: number, b: number): number {
  if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const step = Math.max(Math.abs(b) * 2 ** -53, 5e-324);
  return Math.abs(a - b) / step;
}

describe('the functions of Math', () => {
  it.each(Object.keys(FUNCTIONS))('%s is as near as an engine’s own', (name) => {
    const native = (Math as unknown as Record<string, (x: number) => number>)[name]!;
    for (const x of ARGUMENTS) {
      const mine = FUNCTIONS[name]!(x);
      expect(steps(mine, native(x)), `${name}(${x}): ${mine}, ${native(x)}`).toBeLessThanOrEqual(4);
    }
  });

  it('atan2, pow and hypot are, too', () => {
    const other = [...ARGUMENTS].reverse();
    const pairs = [
      ...ARGUMENTS.map((x, i) => [x, other[i]!] as const),
      ...SPECIAL.flatMap((x) => SPECIAL.map((y) => [x, y] as const)),
    ];
    for (const [x, y] of pairs) {
      expect(steps(atan2(x, y), Math.atan2(x, y)), `atan2(${x}, ${y})`).toBeLessThanOrEqual(4);
      expect(steps(hypot([x, y]), Math.hypot(x, y)), `hypot(${x}, ${y})`).toBeLessThanOrEqual(4);
      expect(steps(pow(x, y), Math.pow(x, y)), `pow(${x}, ${y})`).toBeLessThanOrEqual(4);
    }
  });

  it('gives these very bits, on whatever it runs', () => {
    const { sin, cos, tan } = trigonometric;
    expect([sin(1e22), cos(1e22), tan(1e300)]).toEqual([
      -0.8522008497671888, 0.523214785395139, 1.4214488238747245,
    ]);
    expect([exponential.exp(1), exponential.log(10), exponential.log10(1000)]).toEqual([
      Math.E,
      2.302585092994046,
      3,
    ]);
    expect([pow(1.1, 10), pow(Math.PI, 1 / 3), cbrt(27)]).toEqual([
      2.5937424601000023, 1.4645918875615234, 3,
    ]);
  });
});

describe('powers', () => {
  it('of ten and of small whole numbers are exact', () => {
    for (let n = -323; n <= 308; n++) expect(pow(10, n)).toBe(Number(`1e${n}`));
    for (let n = -1074; n <= 1023; n++) expect(pow(2, n)).toBe(Number((2 ** n).toPrecision(17)));
    for (let base = 2; base < 60; base++) {
      for (let n = 1; BigInt(base) ** BigInt(n) < 2n ** 53n; n++) {
        expect(pow(base, n)).toBe(Number(BigInt(base) ** BigInt(n)));
        expect(pow(base, -n)).toBe(1 / Number(BigInt(base) ** BigInt(n)));
      }
    }
  });

  it('are of two numbers, or of two whole ones of any length', () => {
    expect(power(2n, 100n)).toBe(2n ** 100n);
    expect(power('3', { valueOf: () => 2 })).toBe(9);
    expect(power(Object(2n), 3n)).toBe(8n);
    expect(() => power(2n, 3)).toThrow(TypeError);
    expect(() => power(Symbol('s'), 3)).toThrow(TypeError);
  });
});
