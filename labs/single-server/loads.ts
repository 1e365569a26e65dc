/** What the shop's visitors ask for. */
import type {
  LoadFlow,
  LoadProfile,
  RequestTemplate,
  TimedAction,
} from '../../src/engine/contract.ts';

const home: RequestTemplate = {
  path: '/home',
  expect: { status: 200, includes: 'The shop' },
  label: 'page',
};

const itemForBrowsers: RequestTemplate = {
  path: '/item/{id=int:1-500}',
  headers: { accept: 'text/html' },
  expect: { status: 200, includes: 'data-id="{id}"' },
  label: 'page',
};

const itemForTheApp: RequestTemplate = {
  path: '/item/{id=int:1-500}',
  headers: { accept: 'application/json' },
  expect: { status: 200, json: { id: '{id}' } },
  label: 'page',
};

/** Browsers and the app, on the same pages. */
export const visits: readonly LoadFlow[] = [
  { weight: 2, steps: [home] },
  { weight: 1, steps: [itemForBrowsers] },
  { weight: 1, steps: [itemForTheApp] },
];

export const homePages: readonly LoadFlow[] = [{ steps: [home] }];

/** Somebody asks for a report on some day, once, at about `at` ms, and waits for it. */
export function oneReport(at: number, id: string, rows: number, timeoutMs: number): TimedAction[] {
  const path = `/report?day={day=int:1-365}&rows=${rows}`;
  const flows = [{ steps: [{ path, label: 'report', expect: { status: 200 } }] }];
  const profile: LoadProfile = { to: 'web', rate: 20, arrivals: 'even', timeoutMs, flows };
  // The first of an even load comes after one gap, 50 ms; before the second it ends.
  return [
    { at: at - 50, action: { kind: 'load', id, profile } },
    { at: at + 25, action: { kind: 'load', id, profile: null } },
  ];
}
