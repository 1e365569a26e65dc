/** A process that plays tests one after another, as `lanes.ts` asks. */
import { playTest } from './play.ts';

process.on('message', ({ name, text }: { name: string; text: string }) => {
  playTest(name, text).then(
    (verdict) => process.send!(verdict),
    (error: unknown) =>
      process.send!({ status: 'fail', why: `the engine failed: ${String(error)}` }),
  );
});
