/** Lab of stage 07: people in three cities, an edge near each, one origin. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { doNotQueue } from './drills/do-not-queue.ts';
import { everybodyIsAsha } from './drills/everybody-is-asha.ts';
import { sayWhoMayKeep } from './drills/say-who-may-keep.ts';
import { experiments } from './measures/index.ts';
import {
  account,
  CITIES,
  EDGES,
  everywhere,
  FRANKFURT,
  MUMBAI,
  OHIO,
  page,
  purge,
  RELEASE,
  send,
  visit,
} from './loads.ts';

function edge(id: string, where: string, row: number): LabMachine {
  return {
    id,
    role: 'edge',
    at: { col: 1, row },
    does: `Keeps copies of what passes through it. It stands in ${where}.`,
    entry: 'cdn/services/edge.ts',
    cores: 4,
    env: { UPSTREAM: 'http://origin:8080' },
  };
}

export default defineLab({
  stage: 'cdn',
  title: 'CDN',
  start: {
    works: false,
    says: 'The origin says of everything that everybody may keep it for a year, and its files never change their URL.',
  },
  clients: [
    {
      id: 'frankfurt',
      at: { col: 0, row: 2 },
      does: 'Readers in Frankfurt, 10 ms from edge-eu and back. One of them is Anna, whose browser is drawn.',
    },
    {
      id: 'mumbai',
      at: { col: 0, row: 0 },
      does: 'Readers in Mumbai, 10 ms from edge-in and back.',
    },
    { id: 'ohio', at: { col: 0, row: 1 }, does: 'Readers in Ohio, 10 ms from edge-us and back.' },
    {
      id: 'team',
      at: { col: 2, row: 0 },
      does: 'Those who run the shop. They release, and they purge.',
    },
  ],
  machines: [
    edge('edge-in', 'Mumbai, 2 ms from the origin and back', 0),
    edge('edge-us', 'Ohio, 200 ms from the origin and back', 1),
    edge('edge-eu', 'Frankfurt, 120 ms from the origin and back', 2),
    {
      id: 'origin',
      role: 'web',
      at: { col: 2, row: 1 },
      does: 'Makes every page and holds every file. It stands in Mumbai and has two cores.',
      entry: 'cdn/services/origin.ts',
      cores: 2,
      env: { EDGES: EDGES.join(',') },
    },
    {
      id: 'browser',
      role: 'client',
      at: { col: 0, row: 3 },
      does: "Anna's browser, with a cache that belongs to her alone and that nobody can purge.",
      entry: 'cdn/services/browser.ts',
      env: { EDGE_URL: 'http://edge-eu:8080' },
    },
  ],
  links: [
    ...[MUMBAI, OHIO, FRANKFURT].map(({ id, edge: to, near }) => ({
      from: id,
      to,
      latencyMs: near,
    })),
    { from: 'frankfurt', to: 'browser' },
    { from: 'browser', to: 'edge-eu', latencyMs: 5 },
    ...CITIES.map(({ edge: from, far }) => ({ from, to: 'origin', latencyMs: far })),
    { from: 'team', to: 'origin', standby: true },
  ],
  load: {
    profile: {
      from: 'frankfurt',
      to: 'edge-eu',
      rate: 20,
      flows: [{ steps: page('/') }, { steps: page('/sale') }],
    },
    range: { min: 0, max: 60, step: 5 },
  },
  slowMs: 100,
  gauges: [
    { name: 'hits', label: 'answered at the edge', unit: '%' },
    { name: 'stored', label: 'copies held' },
  ],
  breakIts: [
    {
      id: 'log-in',
      title: 'Log in as somebody else',
      watch:
        'Asha opens her account in each city, then members with other cookies open theirs. Look at what they are shown, and by whom.',
      timeline: [
        ...CITIES.map((city) => send(`asha-${city.id}`, 0, visit('asha', city))),
        ...everywhere('members', 800, 6000, 4, () => [account('member-{n}')]),
      ],
    },
    {
      id: 'origin-off',
      title: 'Release, then lose the origin',
      watch:
        'A new release is out, and nobody sees it: every copy is good for a year. Then the origin dies. Photos that no edge holds fail; what it holds goes on, accounts of strangers too.',
      timeline: [
        send('release', 0, RELEASE),
        { at: 1500, action: { kind: 'kill', machine: 'origin' } },
        ...everywhere('photos', 1500, 4000, 4, () => [{ path: '/photo/{n}', label: 'photo' }]),
      ],
    },
  ],
  requests: [
    ...CITIES.map((city) => ({
      id: `asha-${city.id}`,
      label: 'Asha opens her account',
      request: visit('asha', city),
    })),
    {
      id: 'anna-opens',
      label: 'Anna opens the front page',
      request: { to: 'browser', from: 'frankfurt', path: '/' },
    },
    { id: 'release', label: 'release', request: RELEASE },
    ...CITIES.map((city) => ({
      id: `purge-${city.edge}`,
      label: `purge /account at ${city.edge}`,
      request: purge('/account', city.edge),
    })),
  ],
  drills: [everybodyIsAsha, sayWhoMayKeep, doNotQueue],
  experiments,
});
