/**
 * `npm start`: builds the site if it has to, and serves it.
 *
 *   npm start                      http://localhost:4173, or the next free port
 *   npm start -- --port 8080       this port
 *   npm start -- --host 0.0.0.0    reachable from other machines
 */
import { parseArgs } from 'node:util';
import { dist, ensureBuilt } from './build.ts';
import { serve } from './serve.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, host: { type: 'string' } },
});
const asked = values.port === undefined ? undefined : Number(values.port);
if (asked !== undefined && !(Number.isInteger(asked) && asked >= 0 && asked <= 65_535)) {
  console.error(`--port ${values.port}: a port is a whole number from 0 to 65535.`);
  process.exit(1);
}

const { ok } = await ensureBuilt({ show: true });
if (!ok) {
  console.error('\nThe site did not build; the error is above.');
  process.exit(1);
}

try {
  const site = await serve(dist, {
    port: asked ?? 4173,
    tries: asked === undefined ? 20 : 0,
    ...(values.host === undefined ? {} : { host: values.host }),
  });
  console.log(`\nZero to Millions is at ${site.url}/   (Ctrl-C stops it)\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void site.close());
  }
} catch (error) {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') console.error(`Port ${asked} is taken. Try: npm start -- --port 0`);
  else console.error(`The server could not start: ${String(error)}`);
  process.exitCode = 1;
}
