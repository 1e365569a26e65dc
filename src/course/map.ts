/**
 * The finished architecture, drawn on the home page: every part and link, the stage that adds it,
 * and where it stands on a wide screen and on a phone. Coordinates are SVG units at scale 1.
 */
import type { Role } from '../engine/contract.ts';

export type MapForm = 'wide' | 'phone';
type At = readonly [x: number, y: number];

export interface MapPart {
  readonly name: string;
  readonly role: Role;
  /** Id of the stage that adds it. */
  readonly stage: string;
  /** Upper left corner; a part may be left out on a phone. */
  readonly wide: At;
  readonly phone?: At;
  /** Its zone names its stage, so it carries no number of its own. */
  readonly unnumbered?: true;
}

export interface MapLink {
  readonly stage: string;
  /** An SVG path of absolute M, L and Q commands. */
  readonly d: string;
  /** Joins another link instead of ending at a part. */
  readonly joins?: true;
}

export interface MapZone {
  readonly label: string;
  /** Absent: it is there from the first stage on. */
  readonly stage?: string;
  readonly wide: readonly [x: number, y: number, width: number, height: number];
  readonly phone: readonly [x: number, y: number, width: number, height: number];
}

export const MAP_SIZE = {
  wide: { viewBox: '0 0 872 536', part: 118 },
  phone: { viewBox: '-8 0 374 642', part: 112 },
} as const;

export const MAP_ZONES: readonly MapZone[] = [
  { label: 'Mumbai', wide: [286, 16, 584, 420], phone: [-7, 82, 372, 452] },
  {
    label: 'Frankfurt',
    stage: 'data-centers',
    wide: [286, 450, 584, 84],
    phone: [-7, 550, 372, 88],
  },
];

export const MAP_PARTS: readonly MapPart[] = [
  { name: 'clients', role: 'client', stage: 'single-server', wide: [4, 140], phone: [123, 8] },
  { name: 'dns', role: 'dns', stage: 'single-server', wide: [150, 62], phone: [0, 8] },
  { name: 'edge', role: 'edge', stage: 'cdn', wide: [150, 218], phone: [246, 8] },
  { name: 'lb', role: 'balancer', stage: 'load-balancer', wide: [304, 140], phone: [123, 98] },
  { name: 'web-1', role: 'web', stage: 'single-server', wide: [446, 62], phone: [0, 176] },
  { name: 'web-2', role: 'web', stage: 'scale-out', wide: [446, 140], phone: [123, 176] },
  { name: 'web-3', role: 'web', stage: 'scale-out', wide: [446, 218], phone: [246, 176] },
  { name: 'cache', role: 'cache', stage: 'cache', wide: [596, 62], phone: [0, 338] },
  { name: 'sessions', role: 'store', stage: 'stateless', wide: [596, 140], phone: [123, 338] },
  { name: 'files', role: 'store', stage: 'stateless', wide: [596, 218], phone: [246, 338] },
  { name: 'queue', role: 'queue', stage: 'queue', wide: [596, 296], phone: [0, 412] },
  { name: 'database', role: 'database', stage: 'database', wide: [744, 62], phone: [0, 264] },
  { name: 'replica', role: 'replica', stage: 'replication', wide: [744, 140], phone: [123, 264] },
  { name: 'shards', role: 'shard', stage: 'sharding', wide: [744, 218], phone: [246, 264] },
  { name: 'workers', role: 'worker', stage: 'queue', wide: [744, 296], phone: [123, 412] },
  { name: 'search', role: 'search', stage: 'sharding', wide: [744, 374], phone: [246, 412] },
  { name: 'metrics', role: 'metrics', stage: 'observability', wide: [446, 374], phone: [0, 480] },
  {
    name: 'lb',
    role: 'balancer',
    stage: 'data-centers',
    wide: [304, 472],
    phone: [0, 572],
    unnumbered: true,
  },
  {
    name: 'web',
    role: 'web',
    stage: 'data-centers',
    wide: [446, 472],
    phone: [123, 572],
    unnumbered: true,
  },
  { name: 'cache', role: 'cache', stage: 'data-centers', wide: [596, 472], unnumbered: true },
  {
    name: 'replica',
    role: 'replica',
    stage: 'data-centers',
    wide: [744, 472],
    phone: [246, 572],
    unnumbered: true,
  },
];

/** Later stages first: where links share a stretch, the earlier one is drawn over it. */
export const MAP_LINKS: Readonly<Record<MapForm, readonly MapLink[]>> = {
  wide: [
    { stage: 'sharding', d: 'M726 84L726 232Q726 240 734 240L742 240' },
    { stage: 'sharding', d: 'M803 340L803 372' },
    { stage: 'observability', d: 'M505 262L505 372' },
    { stage: 'queue', d: 'M564 162L574 162Q584 162 584 172L584 313Q584 318 589 318L594 318' },
    { stage: 'queue', d: 'M714 318L742 318' },
    { stage: 'data-centers', d: 'M209 262L209 484Q209 494 219 494L302 494' },
    { stage: 'data-centers', d: 'M422 494L444 494' },
    { stage: 'data-centers', d: 'M564 494L594 494' },
    { stage: 'data-centers', d: 'M714 494L742 494' },
    { stage: 'stateless', d: 'M564 162L594 162' },
    { stage: 'stateless', d: 'M564 162L574 162Q584 162 584 172L584 235Q584 240 589 240L594 240' },
    { stage: 'cdn', d: 'M63 184L63 230Q63 240 73 240L148 240' },
    { stage: 'cdn', d: 'M268 240L353 240Q363 240 363 230L363 186' },
    { stage: 'cache', d: 'M564 162L574 162Q584 162 584 152L584 89Q584 84 589 84L594 84' },
    { stage: 'replication', d: 'M726 100L726 154Q726 162 734 162L742 162' },
    { stage: 'load-balancer', d: 'M122 162L302 162' },
    { stage: 'load-balancer', d: 'M422 162L430 162Q438 162 438 154L438 87Q438 84 441 84L444 84' },
    { stage: 'load-balancer', d: 'M422 162L444 162' },
    {
      stage: 'load-balancer',
      d: 'M422 162L430 162Q438 162 438 170L438 237Q438 240 441 240L444 240',
    },
    { stage: 'scale-out', d: 'M564 162L574 162Q584 162 584 152L584 84', joins: true },
    { stage: 'scale-out', d: 'M564 240L574 240Q584 240 584 230L584 150', joins: true },
    {
      stage: 'database',
      d: 'M564 84L574 84Q584 84 584 74L584 46Q584 36 594 36L716 36Q726 36 726 46L726 76Q726 84 734 84L742 84',
    },
    { stage: 'single-server', d: 'M63 140L63 94Q63 84 73 84L148 84' },
  ],
  phone: [
    { stage: 'sharding', d: 'M179 220L179 232Q179 242 189 242L292 242Q302 242 302 252L302 262' },
    { stage: 'sharding', d: 'M235 434L244 434' },
    { stage: 'queue', d: 'M117.5 330L117.5 390Q117.5 400 107.5 400L61 400Q56 400 56 405L56 410' },
    { stage: 'queue', d: 'M112 434L121 434' },
    { stage: 'data-centers', d: 'M112 594L121 594' },
    { stage: 'data-centers', d: 'M235 594L244 594' },
    {
      stage: 'stateless',
      d: 'M117.5 250L117.5 316Q117.5 326 127.5 326L174 326Q179 326 179 331L179 336',
    },
    {
      stage: 'stateless',
      d: 'M240.5 250L240.5 316Q240.5 326 250.5 326L297 326Q302 326 302 331L302 336',
    },
    { stage: 'cdn', d: 'M235 30L244 30' },
    { stage: 'cdn', d: 'M302 52L302 110Q302 120 292 120L237 120' },
    { stage: 'cache', d: 'M117.5 242L117.5 316Q117.5 326 107.5 326L61 326Q56 326 56 331L56 336' },
    { stage: 'replication', d: 'M179 220L179 262' },
    { stage: 'load-balancer', d: 'M179 52L179 96' },
    { stage: 'load-balancer', d: 'M179 142L179 150Q179 158 171 158L64 158Q56 158 56 166L56 174' },
    { stage: 'load-balancer', d: 'M179 142L179 174' },
    {
      stage: 'load-balancer',
      d: 'M179 142L179 150Q179 158 187 158L294 158Q302 158 302 166L302 174',
    },
    { stage: 'scale-out', d: 'M302 220L302 232Q302 242 292 242L66 242Q56 242 56 252', joins: true },
    { stage: 'database', d: 'M56 220L56 262' },
    { stage: 'single-server', d: 'M123 30L114 30' },
  ],
};

/** The arrow head at the end of a link's path, pointing where its last stretch points. */
export function arrowHead(d: string): string {
  const numbers = d.match(/-?[\d.]+/g)!.map(Number);
  const [x0, y0, x, y] = numbers.slice(-4) as [number, number, number, number];
  const along = { x: Math.sign(x - x0), y: Math.sign(y - y0) };
  const back = { x: x - 7 * along.x, y: y - 7 * along.y };
  const side = { x: 3.6 * along.y, y: 3.6 * along.x };
  return `M${x} ${y}L${back.x + side.x} ${back.y + side.y}L${back.x - side.x} ${back.y - side.y}Z`;
}
