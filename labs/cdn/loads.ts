/** Who asks for what, from where. One-way delays are half of the round trips that the lesson names. */
import type {
  HandRequest,
  LoadProfile,
  RequestTemplate,
  TimedAction,
} from '../../src/engine/contract.ts';
import type { LabLink } from '../../src/lab/manifest.ts';

export interface City {
  readonly id: string;
  readonly edge: string;
  /** One way, ms: from people to their edge, and from that edge to the origin in Mumbai. */
  readonly near: number;
  readonly far: number;
}

export const MUMBAI: City = { id: 'mumbai', edge: 'edge-in', near: 5, far: 1 };
export const FRANKFURT: City = { id: 'frankfurt', edge: 'edge-eu', near: 5, far: 60 };
export const OHIO: City = { id: 'ohio', edge: 'edge-us', near: 5, far: 100 };
export const CITIES = [MUMBAI, FRANKFURT, OHIO];
export const EDGES = CITIES.map(({ edge }) => edge);

/** How people would reach the origin without an edge between; only experiments do. */
export const DIRECT: readonly LabLink[] = CITIES.map(({ id, near, far }) => ({
  from: id,
  to: 'origin',
  latencyMs: near + far,
}));

/** A page, then the files that it asks for. A file must be of the page's own release. */
export function page(path: string): readonly RequestTemplate[] {
  return [
    {
      path,
      expect: { status: 200, capture: { release: 'release', css: 'css', js: 'js' } },
      label: 'page',
    },
    {
      path: '/assets/{css}',
      expect: { status: 200, json: { release: '{release}' } },
      label: 'file',
    },
    { path: '/assets/{js}', expect: { status: 200, json: { file: 'app.js' } }, label: 'file' },
  ];
}

/** A member looks at an account, and means the own one; `named` where `member` draws a number. */
export function account(member: string, named = member): RequestTemplate {
  return {
    path: '/account',
    headers: { cookie: `user=${member}` },
    expect: { status: 200, json: { account: named } },
    label: 'account',
  };
}

/** An even load from one place to another, for `ms`; the first request comes one gap after `at`. */
export function spell(
  id: string,
  at: number,
  ms: number,
  profile: Pick<LoadProfile, 'from' | 'to' | 'rate' | 'failover' | 'timeoutMs'>,
  steps: readonly RequestTemplate[],
): readonly TimedAction[] {
  const { rate = 1 } = profile;
  const whole: LoadProfile = { arrivals: 'even', ...profile, flows: [{ steps }] };
  return [
    { at, action: { kind: 'load', id, profile: whole } },
    { at: at + ms + 500 / rate, action: { kind: 'load', id, profile: null } },
  ];
}

/** The same load in every city, each at its own edge; `id` gets the city's name. */
export function everywhere(
  id: string,
  at: number,
  ms: number,
  rate: number,
  steps: (city: City) => readonly RequestTemplate[],
): readonly TimedAction[] {
  return CITIES.flatMap((city, index) =>
    // A few milliseconds apart, so that no two questions cross.
    spell(
      `${id}-${city.id}`,
      at + 7 * index,
      ms,
      { from: city.id, to: city.edge, rate },
      steps(city),
    ),
  );
}

/** Somebody opens an account page at an edge. */
export function visit(member: string, { id, edge }: City): HandRequest {
  return { to: edge, from: id, path: '/account', headers: { cookie: `user=${member}` } };
}

/** The team tells the edges to forget a path; one of them, or all. */
export function purge(path: string, edge?: string): HandRequest {
  const at = edge === undefined ? '' : `&at=${edge}`;
  return { to: 'origin', from: 'team', method: 'POST', path: `/purge?path=${path}${at}` };
}

/** The team puts a new release on the origin. */
export const RELEASE: HandRequest = {
  to: 'origin',
  from: 'team',
  method: 'POST',
  path: '/release',
};

/** The team sets a header by hand. */
export function rule(path: string, control: string): HandRequest {
  const body = JSON.stringify({ [path]: control });
  return { to: 'origin', from: 'team', method: 'POST', path: '/rules', body };
}

/** A request by hand, at a time. */
export function send(id: string, at: number, request: HandRequest): TimedAction {
  return { at, action: { kind: 'request', id, request } };
}
