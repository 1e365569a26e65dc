import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/cli/grade/arguments.ts';

describe('what is asked of `npm run grade`', () => {
  it('is every drill, 20 times, in the page’s engine, unless it says otherwise', () => {
    expect(readArguments([])).toMatchObject({ engine: 'in-page-node', runs: 20 });
    expect(readArguments(['cache', 'lease-it', '--seeds', '3'])).toMatchObject({
      stage: 'cache',
      drill: 'lease-it',
      runs: 3,
    });
  });

  it.each(['local', 'webcontainer'])('is once in slow motion where time is real: %s', (engine) => {
    expect(readArguments(['--engine', engine])).toMatchObject({
      engine,
      runs: 1,
      slow: 3,
      width: 3,
    });
    expect(
      readArguments(['--engine', engine, '--runs', '2', '--slow', '6.5', '--width', '4']),
    ).toMatchObject({ runs: 2, slow: 6.5, width: 4 });
  });

  it.each([
    [['--engine', 'v8'], '--engine v8: there are in-page-node, local, webcontainer.'],
    [['--slow', '0.9'], '--slow 0.9: give a number from 1.'],
    [['--width', '0'], '--width 0: give a whole number from 1'],
    [['--runs', 'all'], '--runs all: give a whole number from 1'],
    [['cache', 'lease-it', '7'], '"7" is too much'],
  ])('says what is wrong with %j', (args, words) => {
    expect(() => readArguments(args)).toThrow(words);
  });
});
