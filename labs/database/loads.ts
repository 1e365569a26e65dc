/** What the bank's customers ask for: 21 rupees from one account to another. */
import type { LoadFlow, LoadProfile } from '../../src/engine/contract.ts';

/** Both processes of the transfer service. */
export const TELLERS = ['transfer', 'payroll'];

export function moving(from: string, to: string, amount: string | number = 21): LoadFlow {
  const path = `/transfer/${from}/${to}/${amount}`;
  return { steps: [{ method: 'POST', path, expect: { status: 200 }, label: 'transfer' }] };
}

/** Between any two accounts. */
export const anybody: readonly LoadFlow[] = [moving('{int:1-1000}', '{int:1001-2000}')];

/** Everybody pays the same landlord: account 1. */
export const rent: LoadProfile = {
  to: TELLERS,
  rate: 100,
  arrivals: 'even',
  flows: [moving('{int:2-2000}', '1')],
};
