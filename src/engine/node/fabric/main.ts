/**
 * The fabric: a plain Node program that carries what machines' processes send each other, makes the load
 * and keeps the journal. Bundled to one file (`../bundle.ts`), it runs wherever Node does.
 *
 *   node fabric.mjs fabric.json
 *
 * It polls that file for orders and answers on standard output (`../messages.ts`). When its standard input
 * ends, whoever started it is gone, and it ends.
 */
import { readFileSync, writeSync } from 'node:fs';
import { CONTROL_FILE, type Control } from '../messages.ts';
import { Fabric } from './fabric.ts';
import { Report } from './report.ts';

/** ms between two looks for orders: as late may be what was not ordered ahead, a pause say. */
const POLL_MS = 20;
/** ms between two reports: whoever watches the run sees it move so often. */
const REPORT_MS = 50;

const file = process.argv[2] ?? CONTROL_FILE;
const report = new Report((text) => process.stdout.write(text));
let text = '';

/** The control file's content, when it is whole and new. */
function read(): Control | undefined {
  try {
    const now = readFileSync(file, 'utf8');
    if (now === text) return undefined;
    const control = JSON.parse(now) as Control;
    text = now;
    return control;
  } catch {
    // It is being written.
    return undefined;
  }
}

function fail(error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  new Report((line) => writeSync(1, line)).line({ k: 'failed', reason });
  process.exit(1);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
if (process.argv.includes('--watch-stdin')) {
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}

const first = read();
if (first === undefined) throw new Error(`${file} is no control file of the fabric.`);
const fabric = await Fabric.start(first.plan, report);
fabric.obey(first);
setInterval(() => {
  const control = read();
  if (control) fabric.obey(control);
}, POLL_MS);
setInterval(() => fabric.flush(), REPORT_MS);
