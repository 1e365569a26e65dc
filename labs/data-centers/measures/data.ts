/** Copies of data far apart. Claims 05, 06, 10 and 11. */
import type { Experiment, MachineChanges } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { blackOut, order, spell } from '../loads.ts';
import { had, KNOWN_PHONE, look, looksIn, round } from './parts.ts';

const DBS = ['db-in', 'db-eu'];

function dbsWith(env: Readonly<Record<string, string>>): MachineChanges {
  return Object.fromEntries(DBS.map((id) => [id, { env }]));
}

const DARK = 2000;

/** Orders that a phone was told are written, and that Frankfurt does not have. */
function lostOf(journal: JournalView): number {
  const { ids } = had(journal, 'db-eu');
  return confirmed(journal).filter(({ path }) => !ids.includes(path.replace('/order/', ''))).length;
}

function confirmed(journal: JournalView) {
  return journal.requests({ load: 'orders', outcome: 'ok' });
}

function commitMs(journal: JournalView): number {
  const writes = journal.hops({ from: 'mumbai', to: 'db-in', method: 'POST' });
  const times = writes.flatMap(({ ms, status }) => (status === 201 ? [ms ?? 0] : []));
  return round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0, 1);
}

const copies: Experiment = {
  id: 'confirmed-and-lost',
  claims: ['data-centers-05'],
  title: 'Mumbai is lost in the middle of a stream of orders',
  adds: looksIn,
  scenario: {
    until: 3500,
    // A quicker region, so that more than a few orders are under way when it goes dark.
    machines: { mumbai: { cpuSpeed: 4 } },
    timeline: [
      ...spell('orders', 200, DARK, { to: 'phones-in', rate: 60 }, [
        { steps: [order(KNOWN_PHONE, 'o')] },
      ]),
      ...blackOut(DARK),
      look(3000, 'db-eu'),
    ],
  },
  variants: [
    { id: 'async', label: 'confirmed at once' },
    { id: 'sync', label: 'confirmed when both have it', machines: dbsWith({ COMMIT: 'sync' }) },
  ],
  measure: ({ async: quick, sync }) => ({
    confirmed: confirmed(quick!).length,
    lost: lostOf(quick!),
    lostSync: lostOf(sync!),
    commitMs: commitMs(quick!),
    commitMsSync: commitMs(sync!),
  }),
  passes: (v) => v.lost! > 0 && v.lostSync === 0 && v.commitMsSync! >= 5 * v.commitMs!,
  condition:
    'confirmed at once: some confirmed orders are lost; confirmed by both: none, and the commit takes at least 5 times as long',
  reading: (v) => ({
    label: 'confirmed orders lost with Mumbai',
    value: `${v.lost} → ${v.lostSync}`,
    detail: `Of ${v.confirmed}. The commit takes ${v.commitMs} ms here, ${v.commitMsSync} ms when both must have it.`,
  }),
};

const STOCK = 10;

function sold(journal: JournalView): number {
  return journal.count({ label: 'order', outcome: 'ok' });
}

function refused(journal: JournalView): number {
  return journal.requests({ label: 'order' }).filter(({ status }) => (status ?? 500) >= 500).length;
}

const split: Experiment = {
  id: 'cut-in-two',
  claims: ['data-centers-06'],
  title: 'Ten seats, and no cable between the regions',
  scenario: {
    until: 3000,
    machines: dbsWith({ STOCK: String(STOCK) }),
    timeline: [
      {
        at: 200,
        action: {
          kind: 'link-fault',
          id: 'cut',
          from: 'db-in',
          to: 'db-eu',
          fault: { partition: true },
        },
      },
      ...['in', 'eu'].flatMap((country) =>
        spell(`orders-${country}`, 400, 1700, { to: `phones-${country}`, rate: 12 }, [
          { steps: [order(KNOWN_PHONE, country)] },
        ]),
      ),
    ],
  },
  variants: [
    { id: 'sell', label: 'both go on selling' },
    { id: 'refuse', label: 'only Frankfurt decides', machines: dbsWith({ COMMIT: 'home' }) },
  ],
  measure: ({ sell, refuse }) => ({
    oversold: sold(sell!) - STOCK,
    refused: refused(sell!),
    oversoldHome: sold(refuse!) - STOCK,
    refusedHome: refused(refuse!),
  }),
  passes: (v) => v.oversold! > 0 && v.refused === 0 && v.oversoldHome === 0 && v.refusedHome! > 0,
  condition:
    'both sell: none refused, some oversold; one decides: none oversold, the other side refuses',
  reading: (v) => ({
    label: 'seats sold twice, while the regions cannot talk',
    value: `${v.oversold} → ${v.oversoldHome}`,
    detail: `Both sell, then only Frankfurt decides: then ${v.refusedHome} orders in India are refused.`,
  }),
};

const residency: Experiment = {
  id: 'stays-home',
  claims: ['data-centers-10'],
  title: 'Rows that must not leave Europe',
  adds: looksIn,
  scenario: {
    until: 2500,
    timeline: [
      ...spell('orders', 200, 1300, { to: 'phones-eu', rate: 20 }, [
        { steps: [order(KNOWN_PHONE, 'eu')] },
      ]),
      look(2000, 'db-in'),
      look(2000, 'db-eu'),
    ],
  },
  variants: [
    { id: 'naive', label: 'everything is copied everywhere' },
    {
      id: 'filtered',
      label: 'a filter before the cable',
      machines: { 'db-eu': { env: { STAYS: 'europe' } } },
    },
  ],
  measure: ({ naive, filtered }) => ({
    naive: had(naive!, 'db-in').byCountry.europe ?? 0,
    filtered: had(filtered!, 'db-in').byCountry.europe ?? 0,
    kept: had(filtered!, 'db-eu').byCountry.europe ?? 0,
  }),
  passes: (v) => v.naive! > 0 && v.filtered === 0 && v.kept! > 0,
  condition: 'copied to Mumbai: all European orders without a filter, none with it',
  reading: (v) => ({
    label: 'European orders found in Mumbai',
    value: `${v.naive} → ${v.filtered}`,
    detail: 'Everything copied, then a filter by row. What stays in one region is lost with it.',
  }),
};

const bills = { load: 'bills' };

const versions: Experiment = {
  id: 'two-versions',
  claims: ['data-centers-11'],
  title: 'One region is ahead of the other',
  scenario: {
    until: 3500,
    timeline: [
      ...spell('orders', 200, 1450, { to: 'phones-in', rate: 16 }, [
        { steps: [order(KNOWN_PHONE, 'in')] },
      ]),
      ...spell('bills', 1600, 2850, { to: 'phones-eu', rate: 16 }, [
        { steps: [{ path: '/bill/in-{n}', label: 'bill', headers: { 'x-phone': 'desk' } }] },
      ]),
    ],
  },
  variants: [
    {
      id: 'hand',
      label: 'version 2 by hand, Mumbai first',
      overlay: 'experiments/versions',
      machines: { mumbai: { env: { VERSION: '2' } }, frankfurt: { env: { VERSION: '1' } } },
    },
    {
      id: 'steps',
      label: 'all can read it before anybody writes it',
      overlay: 'experiments/versions',
      machines: { mumbai: { env: { VERSION: '2' } }, frankfurt: { env: { VERSION: '1.5' } } },
    },
  ],
  measure: ({ hand, steps }) => ({
    asked: hand!.count(bills),
    hand: hand!.requests(bills).filter(({ outcome }) => outcome !== 'ok').length,
    steps: steps!.requests(bills).filter(({ outcome }) => outcome !== 'ok').length,
  }),
  passes: (v) => v.hand! > 0 && v.steps === 0,
  condition:
    'bills in Frankfurt for orders that Mumbai wrote: some fail when Mumbai alone has the new version, none when Frankfurt could read it first',
  reading: (v) => ({
    label: 'bills that fail in the other region',
    value: `${v.hand} → ${v.steps}`,
    detail: `Of ${v.asked}. Deployed by hand to one region, then in steps: read both, then write the new.`,
  }),
};

export const data: readonly Experiment[] = [copies, split, residency, versions];
