/** What the shop's customers do, one step after another. */
import type { LoadFlow, RequestTemplate, TimedAction } from '../../src/engine/contract.ts';

export const WEBS = ['web-1', 'web-2', 'web-3'];

/** The cookies of somebody who has logged in: theirs, and the balancer's. */
const cookies = { cookie: 'sid={sid}; server={server}' };

/** Without a name that is drawn anew, everybody would have one cart. */
export const login: RequestTemplate = {
  method: 'POST',
  path: '/login/customer-{n}',
  expect: { status: 201, json: {}, capture: { sid: 'sid', server: 'by' } },
  label: 'login',
};

export const add: RequestTemplate = {
  method: 'POST',
  path: '/cart/{int:1-500}',
  headers: cookies,
  expect: { status: 200, json: { items: 1 } },
  label: 'add',
};

/** The cart, which must hold so many items. */
export function look(items = 1): RequestTemplate {
  return {
    path: '/cart',
    headers: cookies,
    expect: { status: 200, json: { items, user: 'customer-{n}' } },
    label: 'look',
  };
}

export const pay: RequestTemplate = {
  method: 'POST',
  path: '/order',
  headers: cookies,
  expect: { status: 200, json: { items: 0 } },
  label: 'pay',
};

export const logout: RequestTemplate = {
  method: 'POST',
  path: '/logout',
  headers: cookies,
  expect: { status: 200 },
  label: 'logout',
};

/** Looks with an id that nobody was given, or that is worth nothing any more. */
export function stranger(sid: string, label: string): RequestTemplate {
  return {
    path: '/cart',
    headers: { cookie: `sid=${sid}; server={server}` },
    expect: { status: 401 },
    label,
  };
}

/** Logs in, fills a cart, looks at it `looks` times, and perhaps pays. */
export function visit(looks: number, pauseMs: number, last: readonly RequestTemplate[]): LoadFlow {
  return {
    pauseMs,
    steps: [login, add, ...Array.from({ length: looks }, () => look()), ...last],
  };
}

/** Some are quick, some take their time. */
export const visits: readonly LoadFlow[] = [12, 18, 25].map((looks) => visit(looks, 200, [pay]));

export const upload: RequestTemplate = {
  method: 'PUT',
  path: '/photos/{n}',
  body: 'picture {n}',
  expect: { status: 201 },
  label: 'upload',
};

export const photo: RequestTemplate = {
  path: '/photos/{n}',
  expect: { status: 200, json: { picture: 'picture {n}' } },
  label: 'photo',
};

/** `count` people come within half a second. Whoever is thrown out does not come back. */
export function once(
  id: string,
  at: number,
  count: number,
  flow: LoadFlow,
): readonly TimedAction[] {
  return spell(id, at, 500, count * 2, flow);
}

/** An even load from `at` on, for `ms`; the first visit comes one gap after `at`. */
export function spell(
  id: string,
  at: number,
  ms: number,
  rate: number,
  flow: LoadFlow,
): readonly TimedAction[] {
  const profile = { to: 'lb', rate, arrivals: 'even' as const, flows: [flow] };
  return [
    { at, action: { kind: 'load', id, profile } },
    { at: at + ms + 500 / rate, action: { kind: 'load', id, profile: null } },
  ];
}

/** A server is told to leave, and started again with the new version. */
export function deploy(at: number, machine: string): readonly TimedAction[] {
  return [
    { at, action: { kind: 'stop', machine, graceMs: 1000 } },
    { at: at + 1050, action: { kind: 'start', machine } },
  ];
}

/** The servers that the balancer knows. */
export function over(...webs: readonly string[]): string {
  return webs.map((id) => `http://${id}:8080`).join(',');
}

/** What the operator tells the balancer. */
export function tell(name: 'sticky' | 'retry', value: 'on' | 'off') {
  return {
    to: 'lb',
    from: 'operator',
    port: 9000,
    method: 'POST',
    path: `/balancer/${name}/${value}`,
  };
}
