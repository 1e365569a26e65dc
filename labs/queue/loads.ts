/** Who signs up, and how the outcome is looked up. */
import type { RequestTemplate, TimedAction } from '../../src/engine/contract.ts';

/** Visitor no. `n` of a load signs up; the mail is `welcome-n`. */
export const signup: RequestTemplate = {
  method: 'POST',
  path: '/signup/{n}',
  expect: { status: 201 },
  label: 'signup',
};

/** Somebody of a second crowd, of which there may be several. */
export const lateSignup: RequestTemplate = { ...signup, path: '/signup/late-{hex:6}' };

/** An address that the mailer breaks on, every time. */
export const badSignup: RequestTemplate = {
  method: 'POST',
  path: '/signup/bad-{n}?to=nowhere',
  expect: { status: 201 },
  label: 'bad',
};

/** One person with such an address, by hand. */
export function badRequest(at: number, number: number): TimedAction {
  const path = `/signup/bad-${number}?to=nowhere`;
  const request = { to: 'web', method: 'POST', path };
  return { at, action: { kind: 'request', id: `bad-${number}`, request } };
}

/** How often did mail no. `n` go out? Once is right. */
export const audit: RequestTemplate = {
  path: '/mails/welcome-{n}',
  expect: { status: 200, json: { times: 1 } },
  label: 'audit',
};

/** `count` requests at an even rate, the first one gap after `at`. */
export function spell(
  id: string,
  at: number,
  count: number,
  rate: number,
  step: RequestTemplate,
): readonly TimedAction[] {
  const asks = step === audit;
  const profile = {
    from: asks ? 'operator' : 'clients',
    to: asks ? 'mailer' : 'web',
    rate,
    arrivals: 'even' as const,
    flows: [{ steps: [step] }],
  };
  return [
    { at, action: { kind: 'load', id, profile } },
    { at: at + ((count + 0.5) * 1000) / rate, action: { kind: 'load', id, profile: null } },
  ];
}

/** The mailer's answers to a worker are late; it is killed while it waits for one: the mail is out. */
export function killAfterEffect(at: number, machine: string, back: number): readonly TimedAction[] {
  const id = `late-${machine}-${at}`;
  const fault = { latencyMs: 600 };
  return [
    { at, action: { kind: 'link-fault', id, from: 'mailer', to: machine, fault, oneWay: true } },
    { at: at + 450, action: { kind: 'kill', machine } },
    { at: at + 451, action: { kind: 'heal', id } },
    { at: at + back, action: { kind: 'start', machine } },
  ];
}

/** A worker becomes slow; it is killed while it still writes the mail: nothing is out. */
export function killBeforeEffect(
  at: number,
  machine: string,
  back: number,
): readonly TimedAction[] {
  const id = `slow-${machine}-${at}`;
  return [
    { at, action: { kind: 'machine-fault', id, machine, fault: { cpu: 0.02 } } },
    { at: at + 450, action: { kind: 'kill', machine } },
    { at: at + 451, action: { kind: 'heal', id } },
    { at: at + back, action: { kind: 'start', machine } },
  ];
}
