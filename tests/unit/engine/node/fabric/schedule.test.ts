import { expect, test } from 'vitest';
import { momentOf } from '../../../../../src/engine/node/fabric/schedule.ts';

test.each([
  ['a little early', 1000, 999.5, 1000],
  ['in time', 1000, 1000, 1000],
  ['a little late', 1000, 1020, 1000],
  ['much too late', 1000, 1100, 1100],
  ['as soon as may be', 0, 1100, 1100],
])(
  'an order that is carried out %s takes effect at its moment, if that is near',
  (_, at, now, t) => {
    expect(momentOf(at, now)).toBe(t);
  },
);

test('an exact moment holds however late its timer rings', () => {
  expect(momentOf(100, 900, true)).toBe(100);
});
