import { describe, expect, it } from 'vitest';
import { drillsIn, readAddress } from '../../../../src/components/check/options.ts';

describe('the address of the check page', () => {
  it('asks for everything but drills, once, in real time, one after the other, when it says nothing', () => {
    expect(readAddress('')).toEqual({ only: [], slow: 1, runs: 1, width: 1 });
  });

  it('names what is wanted, and how', () => {
    expect(readAddress('?only=drill/cache/&only=contract/&slow=2.5&runs=3&width=4')).toEqual({
      only: ['drill/cache/', 'contract/'],
      slow: 2.5,
      runs: 3,
      width: 4,
    });
    expect(readAddress('?only=drill/queue/out-twice/solution+kill+in+the+gap').only).toEqual([
      'drill/queue/out-twice/solution kill in the gap',
    ]);
  });

  it.each([
    ['?slow=fast', 'slow=fast in the address: give a number from 1 to 60, for example slow=3.'],
    ['?slow=0.5', 'slow=0.5'],
    ['?slow=', 'slow= in the address'],
    ['?slow=Infinity', 'slow=Infinity'],
    ['?runs=1.5', 'runs=1.5 in the address: give a whole number from 1 to 100'],
    ['?width=33', 'width=33 in the address: give a whole number from 1 to 32'],
    ['?width=2&width=3', 'width= is in the address more than once'],
    ['?only=dril/', 'only=dril/ in the address: it begins with contract/, program/ or drill/'],
    ['?slw=3', 'slw= in the address: there are only=, slow=, runs= and width=.'],
  ])('says what is wrong with %s', (search, words) => {
    expect(() => readAddress(search)).toThrow(words);
  });

  it('has drills when it names them, or nothing and they were chosen', () => {
    expect(drillsIn([], false)).toEqual([]);
    expect(drillsIn([], true)).toEqual(['drill/']);
    expect(drillsIn(['contract/', 'drill/cdn/'], false)).toEqual(['drill/cdn/']);
    expect(drillsIn(['contract/'], true)).toEqual([]);
  });
});
