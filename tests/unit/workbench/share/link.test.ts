import { describe, expect, it } from 'vitest';
import type { Action, TimedAction } from '../../../../src/engine/contract.ts';
import { readLab } from '../../../../src/cli/lab-files.ts';
import { pack } from '../../../../src/lib/packed.ts';
import { randomInt, seededRandom } from '../../../../src/lib/random.ts';
import { diffLines } from '../../../../src/workbench/diff/lines.ts';
import { knowingOwnFiles } from '../../../../src/workbench/own-files.ts';
import { labFiles } from '../../../../src/workbench/bundle.ts';
import { liveLoad } from '../../../../src/workbench/run.ts';
import { fromFragment, situationOf, toFragment } from '../../../../src/workbench/share/link.ts';
import type { Situation } from '../../../../src/workbench/share/link.ts';
import { timelineWords } from '../../../../src/workbench/share/words.ts';
import { bundle, FakeEngine, lab } from '../fake.ts';

const LB = 'pair/services/lb.ts';
const files = labFiles(lab, bundle.files);
const some: Situation = { files: { [LB]: '// lb\n// mine\n' }, faults: [], rate: 120, seed: 9 };

const refusal = (fragment: string) =>
  fromFragment(lab, files, fragment).then(
    (situation) => `taken: ${JSON.stringify(situation)}`,
    (error: unknown) =>
      error instanceof Error && error.name === 'LinkError'
        ? error.message
        : `crash: ${String(error)}`,
  );
/** A link as somebody with bad intentions would make it. */
const forged = async (change: object) =>
  `#share=1.${await pack(JSON.stringify({ lab: 'pair', files: {}, faults: [], rate: 100, seed: 7, ...change }))}`;
const at = (ms: number, action: Action): TimedAction => ({ at: ms, action });

describe('a link', () => {
  it('brings back files, faults, load and seed', async () => {
    const faults: TimedAction[] = [
      at(12.5, { kind: 'kill', machine: 'web' }),
      at(100, { kind: 'machine-fault', id: 'slow:lb', machine: 'lb', fault: { cpu: 0.2 } }),
      at(200, {
        kind: 'link-fault',
        id: 'cut:lb>web',
        from: 'web',
        to: 'lb',
        fault: { loss: 0.5, latencyMs: 60, partition: true },
        oneWay: true,
      }),
      at(300, { kind: 'heal', id: 'slow:lb' }),
      at(400, { kind: 'heal-all' }),
      at(500, { kind: 'mark', name: 'kill-then-cut' }),
      at(501, liveLoad(lab, 40)),
    ];
    const situation = { ...some, faults };
    const fragment = await toFragment(lab, files, situation);
    expect(fragment).toMatch(/^#share=1\.[\w.-]+$/);
    expect(await fromFragment(lab, files, fragment)).toEqual(situation);
  });

  it('holds a diff of 100 lines in at most 8 KB', async () => {
    const real = await readLab('load-balancer');
    const list = labFiles(real.lab, real.files);
    const path = 'load-balancer/services/lb.ts';
    const random = seededRandom('a hundred lines');
    const words = 'retry server answer timeout pool budget await const return healthy'.split(' ');
    const line = (n: number) =>
      `  const ${words[n % 10]}${n} = await ${words[randomInt(random, 0, 9)]}(${randomInt(random, 1, 1e6)}, '${words[randomInt(random, 0, 9)]} ${randomInt(random, 1, 1e6)}'); // ${words[randomInt(random, 0, 9)]}`;
    const old = real.files.start[path]!;
    // Spread over the whole file, so that each has lines around it.
    const text = old
      .split('\n')
      .flatMap((kept, index) => (index < 50 ? [kept, line(index), line(index + 50)] : [kept]))
      .join('\n');
    expect(diffLines(old, text).added).toBe(100);
    const situation = {
      files: { [path]: text },
      faults: Array.from({ length: 10 }, (_, i) =>
        at(i * 1234.567, { kind: 'kill', machine: 'web-2' } as const),
      ),
      rate: 200,
      seed: 7,
    };
    const fragment = await toFragment(real.lab, list, situation);
    const url = `https://example.org/labs/load-balancer/${fragment}`;
    expect(url.length).toBeLessThanOrEqual(8 * 1024);
    expect((await fromFragment(real.lab, list, fragment)).files[path]).toBe(text);
  });

  it('that is too much for a link says what to do instead', async () => {
    const random = seededRandom('noise');
    const noise = Array.from({ length: 150_000 }, () => randomInt(random, 33, 126));
    const text =
      String.fromCharCode(...noise.slice(0, 75_000)) + String.fromCharCode(...noise.slice(75_000));
    await expect(toFragment(lab, files, { ...some, files: { [LB]: text } })).rejects.toThrow(
      /too large for a link .* Download the lab/,
    );
  });

  it('outlives a small correction of the course', async () => {
    const long = Array.from({ length: 30 }, (_, i) => `line ${i}\n`).join('');
    const before = files.map((file) => (file.path === LB ? { ...file, start: long } : file));
    const corrected = before.map((file) =>
      file.path === LB ? { ...file, start: `// corrected\n${long}` } : file,
    );
    const mine = long.replace('line 20\n', 'mine\n');
    const fragment = await toFragment(lab, before, { ...some, files: { [LB]: mine } });
    const { files: there } = await fromFragment(lab, corrected, fragment);
    expect(there[LB]).toBe(`// corrected\n${mine}`);

    const rewritten = before.map((file) =>
      file.path === LB ? { ...file, start: long.replace('line 19', 'other') } : file,
    );
    await expect(fromFragment(lab, rewritten, fragment)).rejects.toThrow(
      /changes to lb\.ts do not fit the course's lb\.ts of today/,
    );
  });
});

describe('a link that is not as it must be', () => {
  it.each([
    ['#share=', /damaged/],
    ['#share=1.', /damaged/],
    ['#share=1.z.0.AAAA', /damaged/],
    ['#share=0.p.0.AAAA', /damaged/],
    ['#share=2.anything', /newer version of this site/],
    ['#share=999999.x', /newer version/],
    [`#share=1.p.0.${'A'.repeat(70_000)}`, /damaged/],
    ['#other', /damaged/],
  ])('%s', async (fragment, words) => {
    expect(await refusal(fragment)).toMatch(words);
  });

  it('cut anywhere is damaged', async () => {
    const fragment = await toFragment(lab, files, some);
    for (let end = 0; end < fragment.length; end += 7) {
      expect(await refusal(fragment.slice(0, end)), `${end}`).toMatch(/damaged/);
    }
  });

  it.each<[object, RegExp]>([
    [{ lab: 'cache' }, /another lab \(cache\)/],
    [{ lab: 5 }, /damaged/],
    [{ files: { 'machine.ts': [[1, 1, '+evil']] } }, /machine\.ts, which all labs share/],
    [{ files: { '../../x.ts': [[1, 1, '+evil']] } }, /does not know the file/],
    [JSON.parse('{"files":{"__proto__":[[1,1,"+evil"]]}}') as object, /does not know the file/],
    [{ files: { [LB]: 'text' } }, /damaged/],
    [{ files: { [LB]: [[1, 1, 'evil']] } }, /damaged/],
    [{ files: { [LB]: [[-1, 1, '+evil']] } }, /damaged/],
    [{ files: { [LB]: [[1, 1, '-not there', '+evil']] } }, /do not fit/],
    [{ files: { [LB]: [[9e15, 1, '-not there', '+evil']] } }, /do not fit/],
    [{ files: { [LB]: [[1, 1, `+${'x'.repeat(200_001)}`]] } }, /damaged/],
    [{ files: [] }, /damaged/],
    [{ faults: 'all' }, /damaged/],
    [{ faults: [[0, 'kill', 'nobody']] }, /does not know something it does/],
    [{ faults: [[-1, 'kill', 'web']] }, /damaged/],
    [{ faults: [[1e12, 'kill', 'web']] }, /damaged/],
    [{ faults: [[0, 'write', LB, 'evil']] }, /does not know/],
    [{ faults: [[0, 'request', 'x', { to: 'web', path: '/' }]] }, /does not know/],
    [{ faults: [[0, 'load', 'x', { to: 'web', rate: 1e9, flows: [] }]] }, /does not know/],
    [{ faults: [[0, 'rate', 1e9]] }, /does not know/],
    [{ faults: [[0, 'lab', 'constructor']] }, /does not know/],
    [{ faults: [[0, 'heal', '<script>']] }, /does not know/],
    [{ faults: [[0, 'link-fault', 'a', 'clients', 'web', { loss: 1 }]] }, /does not know/],
    [{ faults: [[0, 'link-fault', 'a', 'lb', 'web', { loss: 2 }]] }, /does not know/],
    [{ faults: [[0, 'link-fault', 'a', 'lb', 'web', { constructor: 1 }]] }, /does not know/],
    [{ faults: [[0, 'machine-fault', 'a', 'lb', { cpu: 0 }]] }, /does not know/],
    [{ faults: Array.from({ length: 501 }, () => [0, 'kill', 'web']) }, /damaged/],
    [{ rate: 1e9 }, /its load/],
    [{ rate: null }, /its load/],
    [{ seed: -1 }, /its seed/],
    [{ seed: 1.5 }, /its seed/],
  ])('%j', async (change, words) => {
    expect(await refusal(await forged(change))).toMatch(words);
  });

  it('never makes more than a message of any junk', async () => {
    const random = seededRandom('junk');
    const parts: unknown[] = [
      null,
      1,
      -1,
      'x',
      [],
      {},
      [1, 1, ' x'],
      [[1, 1, '+a']],
      LB,
      'kill',
      'web',
    ];
    const junk = (depth: number): unknown => {
      const pick = parts[randomInt(random, 0, parts.length - 1)];
      if (depth === 0 || random() < 0.3) return pick;
      return random() < 0.5
        ? Array.from({ length: randomInt(random, 0, 4) }, () => junk(depth - 1))
        : { [LB]: junk(depth - 1), x: junk(depth - 1) };
    };
    for (let round = 0; round < 300; round += 1) {
      const said = await refusal(await forged({ files: { [LB]: junk(3) }, faults: junk(2) }));
      expect(said).not.toMatch(/^crash/);
    }
  });

  it('cannot make the page search for long', async () => {
    const hunks = Array.from({ length: 2000 }, () => [9e15, 1, '-nowhere']);
    const begun = Date.now();
    expect(await refusal(await forged({ files: { [LB]: hunks } }))).toMatch(/do not fit/);
    expect(Date.now() - begun).toBeLessThan(2000);
  });
});

it('a shared file is never vetted', async () => {
  const engine = new FakeEngine();
  const known = knowingOwnFiles(engine, bundle);
  const { files: shared } = await fromFragment(lab, files, await toFragment(lab, files, some));
  const all = { ...bundle.files.start, ...shared };
  await known.boot({ machines: [], links: [], files: all, seed: 1 });
  expect(engine.last.plan.vetted).toEqual(Object.keys(all).filter((path) => path !== LB));
});

describe('a situation', () => {
  it('is what differs, what was done, and the load the run began with', () => {
    const done = [
      at(0, liveLoad(lab, 100)),
      at(10, { kind: 'kill', machine: 'web' }),
      // One movement of the control.
      at(100, liveLoad(lab, 110)),
      at(150, liveLoad(lab, 150)),
      at(1000, liveLoad(lab, 200)),
      at(1100, { kind: 'write', path: LB, text: 'x' }),
      at(1200, { kind: 'request', id: 'by-hand-1', request: { to: 'lb', path: '/' } }),
      at(1300, { kind: 'mark', name: 'a phase of something else' }),
    ];
    const texts = { [LB]: '// mine', 'pair/services/web.ts': '// web' };
    expect(situationOf(lab, files, { texts, done, rate: 200, seed: 3 })).toEqual({
      files: { [LB]: '// mine' },
      faults: [done[1], done[3], done[4]],
      rate: 100,
      seed: 3,
    });
  });

  it('of a lab that does not run has the load of its control', () => {
    expect(situationOf(lab, files, { texts: {}, done: [], rate: 70, seed: 3 }).rate).toBe(70);
  });
});

it('the timeline is told in words', () => {
  expect(
    timelineWords(lab, [
      at(0, { kind: 'kill', machine: 'web' }),
      at(1, { kind: 'link-fault', id: 'a', from: 'lb', to: 'web', fault: { latencyMs: 60 } }),
      at(2, { kind: 'heal', id: 'a' }),
      at(3, { kind: 'mark', name: 'kill-then-cut' }),
      at(4, liveLoad(lab, 40)),
    ]),
  ).toEqual([
    'kill web',
    'lb to web +60 ms',
    'lb to web +60 ms ends',
    '“Kill, then cut” is pressed',
    'load of 40 requests/s',
  ]);
});
