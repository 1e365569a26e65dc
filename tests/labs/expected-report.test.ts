/** The checks know what the report must be; the services have to agree with them. */
import { expect, it, vi } from 'vitest';
import { expectedReport } from '../../labs/single-server/expected-report.ts';

vi.stubEnv('COSTS', '0');
const { makeReport } = await import('../../labs/single-server/services/report.ts');

it.each([
  [1, 1],
  [59, 1600],
  [365, 3200],
])('is the same for day %i and %i sales', async (day, rows) => {
  expect(await makeReport(day, rows)).toEqual(expectedReport(day, rows));
});

it('changes with the day, and with a single sale', () => {
  const checksums = [expectedReport(12, 100), expectedReport(13, 100), expectedReport(12, 99)];
  expect(new Set(checksums.map((report) => report.checksum)).size).toBe(3);
});
