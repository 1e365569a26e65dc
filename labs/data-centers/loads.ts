/** Who does what on which phone, and how loads begin and end. */
import type {
  LoadFlow,
  LoadProfile,
  RequestTemplate,
  TimedAction,
} from '../../src/engine/contract.ts';

export const PHONES = ['phones-in', 'phones-eu'] as const;
/** Phones of a country that have been here before. */
const KNOWN = 9;

export function browse(phone: string, label = 'browse'): RequestTemplate {
  return {
    path: '/item/{id=int:1-300}',
    headers: { 'x-phone': phone },
    expect: { status: 200, json: { item: '{id}' } },
    label,
  };
}

/** An order whose number nobody else has, as long as `prefix` differs. */
export function order(phone: string, prefix: string, label = 'order'): RequestTemplate {
  return {
    method: 'POST',
    path: `/order/${prefix}-{n}`,
    headers: { 'x-phone': phone },
    expect: { status: 201, json: { order: `${prefix}-{n}` } },
    label,
  };
}

const known = `phone-{int:1-${KNOWN}}`;

/** Of 20 visits 11 browse and 6 order on known phones, 2 browse on new ones, 1 on an old one. */
export function visits(prefix: string): readonly LoadFlow[] {
  return [
    { weight: 11, steps: [browse(known)] },
    { weight: 6, steps: [order(known, prefix)] },
    { weight: 2, steps: [browse('guest-{n}', 'guest')] },
    { weight: 1, steps: [browse('old-phone', 'old')] },
  ];
}

/** An even load from `at` on until `to`. */
export function spell(
  id: string,
  at: number,
  to: number,
  profile: Omit<LoadProfile, 'flows'>,
  flows: readonly LoadFlow[],
): readonly TimedAction[] {
  return [
    {
      at,
      action: {
        kind: 'load',
        id,
        profile: { arrivals: 'even', timeoutMs: 2500, ...profile, flows },
      },
    },
    { at: to, action: { kind: 'load', id, profile: null } },
  ];
}

/** Visits of both countries, `rate` a second each. */
export function both(at: number, to: number, rate: number): readonly TimedAction[] {
  return [
    ...spell('india', at, to, { to: 'phones-in', rate }, visits('in')),
    ...spell('europe', at, to, { to: 'phones-eu', rate }, visits('eu')),
  ];
}

/** Mumbai goes dark: front door and database, without a word. */
export function blackOut(at: number): readonly TimedAction[] {
  return ['mumbai', 'db-in'].map((machine) => ({
    at,
    action: { kind: 'unplug' as const, machine },
  }));
}
