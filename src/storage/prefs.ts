/**
 * How the reader set up their labs: flat words and numbers, by stage (`all` for every lab). Version 1:
 *   { "load-balancer": { "speed": 0.1, "tab": "log" }, "all": { "engine": "sim" } }
 * The workbench decides which words there are, and judges what it reads.
 */
import { at, put } from '../learning/records.ts';
import type { Rec } from '../learning/records.ts';
import { openBox } from './box.ts';
import type { BoxSpec } from './box.ts';
import { ID, record } from './guards.ts';

export type LabPrefs = Rec<string | number | boolean>;

export const prefsSpec: BoxSpec<Rec<LabPrefs>> = {
  name: 'prefs',
  title: 'lab settings',
  version: 1,
  empty: {},
  read: (data, lost) =>
    record<LabPrefs>(
      ID,
      record(/^[A-Za-z][\w-]{0,63}$/, (value) =>
        typeof value === 'boolean' ||
        (typeof value === 'number' && Number.isFinite(value)) ||
        (typeof value === 'string' && value.length <= 500)
          ? value
          : undefined,
      ),
    )(data, 'prefs', lost),
};

const box = openBox(prefsSpec);

export const loadLabPrefs = (stage: string): LabPrefs => at(box.read(), stage) ?? {};

/** Sets the given preferences and leaves the others. */
export function saveLabPrefs(stage: string, prefs: LabPrefs): void {
  box.update((all) => put(all, stage, { ...at(all, stage), ...prefs }));
}
