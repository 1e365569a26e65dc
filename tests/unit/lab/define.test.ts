import { describe, expect, it } from 'vitest';
import { defineLab, ManifestError } from '../../../src/lab/define.ts';
import type { Drill, Experiment, Lab, LabMachine } from '../../../src/lab/manifest.ts';

const web: LabMachine = {
  id: 'web',
  role: 'web',
  at: { col: 1, row: 0 },
  does: 'Answers.',
  entry: 'tiny/services/web.ts',
};

const check = { id: 'a', title: 'A', judge: () => ({ passed: true, value: '0', says: '' }) };

const drill: Drill = {
  id: 'drill',
  kind: 'mend',
  title: 'Drill',
  brief: 'Mend it.',
  prediction: {
    question: 'What?',
    options: [
      { id: 'x', text: 'X' },
      { id: 'y', text: 'Y' },
    ],
    outcome: () => 'x',
  },
  scenario: { until: 1000, timeline: [{ at: 10, action: { kind: 'kill', machine: 'web' } }] },
  checks: [check, { ...check, id: 'b' }],
  edits: ['tiny/services/web.ts'],
  hints: ['Look.'],
  solutions: [{ name: 'one', says: 'One.', files: true }],
  cheats: [
    { name: 'two', says: 'Two.', files: true },
    { name: 'three', says: 'Three.', files: true },
  ],
};

const experiment: Experiment = {
  id: 'experiment',
  claims: ['tiny-01'],
  title: 'Experiment',
  variants: [{ id: 'v', label: 'V' }],
  scenario: { until: 1000, timeline: [] },
  measure: () => ({}),
  passes: () => true,
  condition: 'always',
  reading: () => ({ label: '', value: '' }),
};

const lab: Lab = {
  stage: 'tiny',
  title: 'Tiny',
  start: { works: true },
  clients: [{ id: 'clients', at: { col: 0, row: 0 }, does: 'Asks.' }],
  machines: [web],
  links: [{ from: 'clients', to: 'web' }],
  load: {
    profile: { to: 'web', rate: 10, flows: [{ steps: [{ path: '/' }] }] },
    range: { min: 0, max: 10, step: 1 },
  },
  slowMs: 200,
  breakIts: [],
  drills: [drill],
  experiments: [experiment],
};

function problems(change: Partial<Lab>): readonly string[] {
  try {
    defineLab({ ...lab, ...change });
  } catch (error) {
    if (error instanceof ManifestError) return error.problems;
    throw error;
  }
  return [];
}

const withDrill = (change: Partial<Drill>) => problems({ drills: [{ ...drill, ...change }] });

it('returns a sound manifest as it is', () => {
  expect(defineLab(lab)).toBe(lab);
});

it('lists everything that is wrong at once, under the file it is in', () => {
  const broken = { ...lab, machines: [web, web], links: [{ from: 'clients', to: 'wbe' }] };
  expect(() => defineLab(broken)).toThrow(/^labs\/tiny\/lab\.ts has \d+ to mend:\n- /);
});

describe('machines', () => {
  it.each([
    ['an id twice', [web, { ...web, at: { col: 2, row: 0 } }], '"web" is there twice'],
    [
      'an id that is no host name',
      [web, { ...web, id: 'Web 2', at: { col: 2, row: 0 } }],
      '"Web 2"',
    ],
    ['two in one place', [web, { ...web, id: 'db' }], '"db": col 1, row 0 is where "web" stands'],
    ['one where clients stand', [{ ...web, at: { col: 0, row: 0 } }], 'where "clients" stands'],
    ['an entry elsewhere', [{ ...web, entry: 'web.ts' }], 'must begin with "tiny/services/"'],
    ['an unknown zone', [{ ...web, zone: 'z' }], 'zone "z" is not in zones. Known: none'],
  ])('finds %s', (_, machines, message) => {
    expect(problems({ machines }).join('\n')).toContain(message);
  });
});

describe('links and load', () => {
  it('finds a link to nowhere, and names who there is', () => {
    expect(problems({ links: [...lab.links, { from: 'web', to: 'wbe' }] })).toEqual([
      'links[1]: "wbe" is no machine. Known: clients, web.',
    ]);
  });

  it('finds a load that cannot arrive', () => {
    expect(problems({ links: [] }).join('\n')).toContain('no link from "clients" to "web"');
  });

  it('finds machines and links of a zone fault that are not there', () => {
    const action = {
      kind: 'zone-fault',
      id: 'z',
      zone: 'Z',
      machines: ['web', 'wbe'],
      links: [
        { from: 'web', to: 'clients' },
        { from: 'web', to: 'web' },
      ],
      fault: { outage: 'unplug' },
    } as const;
    const breakIts = [{ id: 'b', title: 'B', watch: 'w', timeline: [{ at: 0, action }] }];
    const where = 'break-it "b", timeline[0] (zone-fault at 0 ms)';
    expect(problems({ breakIts })).toEqual([
      `${where}: "wbe" is no machine. Known: clients, web.`,
      `${where}: there is no link between "web" and "web".`,
    ]);
  });

  it('finds a latency that no engine can do', () => {
    expect(problems({ links: [{ from: 'clients', to: 'web', latencyMs: 0 }] })).toHaveLength(1);
  });

  it('finds a load without a rate, without requests, or with a path that is none', () => {
    const profile = { to: 'web', flows: [{ steps: [{ path: 'home' }] }, { steps: [] }] };
    expect(problems({ load: { ...lab.load, profile } })).toHaveLength(3);
  });

  it('finds a range that is none', () => {
    const range = { min: 10, max: 10, step: 1 };
    expect(problems({ load: { ...lab.load, range } })).toHaveLength(1);
  });
});

describe('drills', () => {
  it.each<[string, Partial<Drill>, string]>([
    ['one cheat', { cheats: drill.cheats.slice(1) }, 'has 1 cheats and needs two'],
    ['one check', { checks: [check] }, 'two or more checks'],
    ['two checks of one name', { checks: [check, check] }, '"a" is there twice'],
    ['no hint', { hints: [] }, 'needs a hint'],
    ['no solution', { solutions: [] }, 'needs a solution'],
    ['nothing to edit', { edits: [] }, 'names the files to change in edits'],
    ['nothing to plan', { kind: 'break' }, 'names the actions to plan in allows'],
    [
      'a solution that changes nothing',
      { solutions: [{ name: 'n', says: '' }] },
      '"n" changes nothing',
    ],
    [
      'an action on nobody',
      { scenario: { until: 9, timeline: [{ at: 1, action: { kind: 'kill', machine: 'db' } }] } },
      'timeline[0] (kill at 1 ms): "db" is no machine',
    ],
    [
      'an action after the end',
      { scenario: { until: 9, timeline: [{ at: 9, action: { kind: 'heal-all' } }] } },
      'between 0 and 9',
    ],
    [
      'a fault on no link',
      {
        scenario: {
          until: 9,
          timeline: [
            { at: 1, action: { kind: 'link-fault', id: 'f', from: 'web', to: 'web', fault: {} } },
          ],
        },
      },
      'no link between "web" and "web"',
    ],
    ['a change to nobody', { scenario: { until: 9, timeline: [], machines: { db: {} } } }, '"db"'],
    ['a file elsewhere', { keeps: ['web.ts'] }, '"web.ts" must begin with'],
  ])('finds %s', (_, change, message) => {
    expect(withDrill(change).join('\n')).toContain(message);
  });
});

describe('experiments', () => {
  const withExperiment = (change: Partial<Experiment>) =>
    problems({ experiments: [{ ...experiment, ...change }] });

  it('lets one bring machines of its own', () => {
    const db = { ...web, id: 'db', at: { col: 2, row: 0 } };
    const adds = { machines: [db], links: [{ from: 'web', to: 'db' }] };
    const scenario = {
      until: 9,
      timeline: [{ at: 1, action: { kind: 'kill' as const, machine: 'db' } }],
    };
    expect(withExperiment({ scenario })).toHaveLength(1);
    expect(withExperiment({ scenario, adds })).toEqual([]);
  });

  it('finds one that proves nothing, or has nothing to run', () => {
    expect(withExperiment({ claims: [] })).toHaveLength(1);
    expect(withExperiment({ variants: [] })).toHaveLength(1);
  });
});
