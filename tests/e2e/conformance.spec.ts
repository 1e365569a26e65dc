/**
 * The conformance programs in the page, their processes on threads of their own and sharing one:
 * each gives the journal that it gives under Node, where `tests/engine/conformance.test.ts` holds it
 * against real Node. `npm run determinism` runs them in Firefox. @once
 */
import { groups, programsThatDiffer } from '../helpers/conformance-page.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

// A reader far away, with another language: programs log the same for everybody.
test.use({ timezoneId: 'Asia/Kolkata', locale: 'de-DE' });

for (const [group, programs] of groups) {
  test(`The conformance programs of ${group} print the same in the page @once`, async ({
    page,
  }) => {
    test.setTimeout(60_000 + 3_000 * programs.length);
    const engine = await openEngine(page);
    expect(await programsThatDiffer(engine, programs, ['one each', 'one for all'])).toEqual([]);
  });
}
