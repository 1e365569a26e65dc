/** `npm run grade` as an author uses it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Lanes } from '../../src/cli/lanes.ts';

const script = fileURLToPath(new URL('../../scripts/grade.ts', import.meta.url));

function grade(
  ...words: string[]
): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn(process.execPath, [script, ...words]);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, text })));
}

describe('grade', { timeout: 60_000 }, () => {
  it.each([
    [['load-balancr'], 'There is no lab "load-balancr". There are: '],
    [['single-server', 'three-am'], 'has no drill "three-am". It has: two-am, gone-twice.'],
    [['--seeds', 'many'], '--seeds many: give a whole number from 1'],
    [['single-server', 'two-am', '20'], '"20" is too much'],
    [['--sedes', '3'], '--sedes'],
  ])('says what is wrong with %j', async (words, message) => {
    const { code, text } = await grade(...words);
    expect(text).toContain(message);
    expect(code).toBe(2);
  });

  it('prints a line for the start and every solution and cheat', async () => {
    const { code, text } = await grade('single-server', 'gone-twice', '--seeds', '1');
    expect(text).toMatch(/ok {2}start +fails 1\/1 .* failed checks: refused 1, silent 1/);
    expect(text).toMatch(/ok {2}solution kill and pause +passes 1\/1/);
    expect(text).toMatch(/ok {2}cheat never back +fails 1\/1/);
    expect(text).toMatch(/Every drill is sound; [\d.]+ s\./);
    expect(code).toBe(0);
  });
});

it(
  'a lane says which task failed and why, and goes on with the next',
  { timeout: 60_000 },
  async () => {
    const lanes = new Lanes(1);
    const task = { kind: 'drill', stage: 'single-server', drill: 'gone-twice', seed: 1 } as const;
    try {
      const [lost, found] = await Promise.allSettled([
        lanes.run({ ...task, entry: 'solution by magic' }),
        lanes.run({ ...task, entry: 'start' }),
      ]);
      expect(lost).toMatchObject({
        status: 'rejected',
        reason: {
          message: expect.stringContaining('gone-twice, solution by magic, seed 1') as string,
        },
      });
      expect(found).toMatchObject({ status: 'fulfilled', value: { passed: false, seed: 1 } });
    } finally {
      await lanes.close();
    }
  },
);
