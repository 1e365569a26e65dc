/** What distance costs, and who says which region is near. Claims 01 and 02. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { TimedAction } from '../../../src/engine/contract.ts';
import { browse, spell } from '../loads.ts';
import { KNOWN_PHONE, round } from './parts.ts';

const FROM = 1200;
const TO = 3500;

function pages(): readonly TimedAction[] {
  const flows = [{ steps: [browse(KNOWN_PHONE)] }];
  return spell('pages', 200, TO, { to: 'phones-in', rate: 12 }, flows);
}

const p50 = { label: 'browse', since: FROM };

const near: Experiment = {
  id: 'near',
  claims: ['data-centers-02'],
  title: 'India, served from Frankfurt and from Mumbai',
  scenario: { until: 4200, timeline: pages() },
  variants: [
    {
      id: 'far',
      label: 'Frankfurt alone',
      machines: { 'geo-dns': { env: { REGIONS: 'frankfurt=http://frankfurt:8080' } } },
    },
    { id: 'near', label: 'a region in Mumbai' },
  ],
  measure: ({ far, near: close }) => ({
    far: round(far!.percentile(0.5, p50), 1),
    near: round(close!.percentile(0.5, p50), 1),
    ratio: round(close!.percentile(0.5, p50) / far!.percentile(0.5, p50), 2),
  }),
  passes: (v) => v.ratio! <= 0.35,
  condition: 'median from Mumbai at most 0.35 of the median from Frankfurt',
  reading: (v) => ({
    label: 'median page for India, Frankfurt then Mumbai',
    value: `${round(v.far!)} → ${round(v.near!)}`,
    unit: 'ms',
    detail: 'One way takes 60 ms to Frankfurt and 5 ms to Mumbai; a page is 40 ms of work.',
  }),
};

const map: Experiment = {
  id: 'map-or-clock',
  claims: ['data-centers-01'],
  title: 'Near on the map, far on the clock',
  scenario: {
    until: 4500,
    machines: { 'geo-dns': { env: { TTL_MS: '500' } } },
    timeline: [
      {
        at: 0,
        action: {
          kind: 'link-fault',
          id: 'congested',
          from: 'phones-in',
          to: 'mumbai',
          fault: { latencyMs: 150 },
        },
      },
      ...pages(),
    ],
  },
  variants: [
    { id: 'map', label: 'by kilometres' },
    { id: 'clock', label: 'by measured round trips', overlay: 'experiments/by-latency' },
  ],
  measure: ({ map: km, clock }) => ({
    map: round(km!.percentile(0.5, p50), 1),
    clock: round(clock!.percentile(0.5, p50), 1),
    ratio: round(km!.percentile(0.5, p50) / clock!.percentile(0.5, p50), 2),
  }),
  passes: (v) => v.ratio! >= 1.8,
  condition:
    'path to Mumbai congested: median by kilometres at least 1.8 times that by round trips',
  reading: (v) => ({
    label: 'median page, nearest by map, then by clock',
    value: `${round(v.map!)} → ${round(v.clock!)}`,
    unit: 'ms',
    detail: 'The path to Mumbai is congested: 150 ms more each way.',
  }),
};

export const distance: readonly Experiment[] = [near, map];
