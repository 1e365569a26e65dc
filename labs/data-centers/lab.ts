/** Lab of stage 09: GeoDNS, two regions, and phones on two continents. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { darkRegion } from './drills/dark-region.ts';
import { drowned } from './drills/drowned.ts';
import { experiments } from './measures/index.ts';
import { blackOut, PHONES, visits } from './loads.ts';

/** ms one way: within a country, and between the two. */
const NEAR = 5;
const FAR = 60;

function phones(id: string, country: string, row: number): LabMachine {
  return {
    id,
    role: 'client',
    at: { col: 1, row },
    does: `Phones of ${country}: they ask GeoDNS where the shop is, and remember the answer.`,
    entry: 'data-centers/services/phones.ts',
    cores: 8,
    env: { COUNTRY: country, DNS_URL: 'http://geo-dns:8080' },
  };
}

function region(id: string, db: string, row: number): LabMachine {
  return {
    id,
    role: 'region',
    at: { col: 3, row },
    zone: id,
    does: 'Front door and web servers of this region: 25 requests/s, 40 ms of work each.',
    entry: 'data-centers/services/region.ts',
    env: { DB_URL: `http://${db}:8080` },
  };
}

function database(id: string, zone: string, peer: string, row: number): LabMachine {
  return {
    id,
    role: 'database',
    at: { col: 4, row },
    zone,
    does: 'Orders of this region, and those that the other region has sent.',
    entry: 'data-centers/services/db.ts',
    env: { PEER_URL: `http://${peer}:8080`, HOME_DB: 'db-eu' },
  };
}

export default defineLab({
  stage: 'data-centers',
  title: 'Data centers',
  start: {
    works: false,
    says: 'Answers are kept for ten seconds, one lost probe moves a country, and a full region lets everybody in.',
  },
  clients: [
    {
      id: 'people',
      at: { col: 0, row: 0.6 },
      does: 'Customers in India and in Europe, with a phone in their hands; and one who asks GeoDNS by hand.',
    },
  ],
  zones: [
    { id: 'mumbai', label: 'Mumbai' },
    { id: 'frankfurt', label: 'Frankfurt' },
  ],
  machines: [
    phones('phones-in', 'india', 0),
    phones('phones-eu', 'europe', 1.2),
    {
      id: 'geo-dns',
      role: 'dns',
      at: { col: 2, row: 0.6 },
      does: 'Answers with the nearest region that its probes find up.',
      entry: 'data-centers/services/geo-dns.ts',
      env: { REGIONS: 'mumbai=http://mumbai:8080,frankfurt=http://frankfurt:8080' },
    },
    region('mumbai', 'db-in', 0),
    region('frankfurt', 'db-eu', 1.2),
    database('db-in', 'mumbai', 'db-eu', 0),
    database('db-eu', 'frankfurt', 'db-in', 1.2),
  ],
  links: [
    ...PHONES.map((to) => ({ from: 'people', to })),
    ...PHONES.map((from) => ({ from, to: 'geo-dns', latencyMs: 2 })),
    { from: 'phones-in', to: 'mumbai', latencyMs: NEAR },
    { from: 'phones-eu', to: 'frankfurt', latencyMs: NEAR },
    { from: 'phones-in', to: 'frankfurt', latencyMs: FAR, standby: true },
    { from: 'phones-eu', to: 'mumbai', latencyMs: FAR, standby: true },
    { from: 'geo-dns', to: 'mumbai', latencyMs: 20 },
    { from: 'geo-dns', to: 'frankfurt', latencyMs: 20 },
    { from: 'people', to: 'geo-dns', standby: true },
    { from: 'mumbai', to: 'db-in' },
    { from: 'frankfurt', to: 'db-eu' },
    { from: 'db-in', to: 'db-eu', latencyMs: FAR },
  ],
  load: {
    profile: { to: PHONES, rate: 38, flows: visits('live') },
    range: { min: 0, max: 100, step: 2 },
  },
  slowMs: 300,
  gauges: [
    { name: 'stranded', label: 'phones without an answer' },
    { name: 'regions', label: 'regions that GeoDNS names' },
    { name: 'inside', label: 'requests inside the region' },
    { name: 'behind', label: 'orders the other region lacks' },
  ],
  breakIts: [
    {
      id: 'black-out-mumbai',
      title: 'Black out Mumbai',
      watch:
        'India goes on asking a dark region for as long as its phones remember the answer. When they move, follow the requests inside Frankfurt, and then Europe.',
      timeline: blackOut(0),
    },
    {
      id: 'cut-the-probes',
      title: 'Cut GeoDNS off from Mumbai',
      watch:
        'Mumbai is well and its phones reach it; only the probes do not. See where the phones go as their answers run out, and what that does to Frankfurt.',
      timeline: [
        {
          at: 0,
          action: {
            kind: 'link-fault',
            id: 'cut-probes',
            from: 'geo-dns',
            to: 'mumbai',
            fault: { partition: true },
          },
        },
      ],
    },
  ],
  drills: [drowned, darkRegion],
  experiments,
});
