/** Lab of stage 01: everything on one box. */
import { defineLab } from '../../src/lab/define.ts';
import { goneTwice } from './drills/gone-twice.ts';
import { twoAm } from './drills/two-am.ts';
import { experiments } from './measures/index.ts';
import { visits } from './loads.ts';

export default defineLab({
  stage: 'single-server',
  title: 'Single server',
  start: {
    works: false,
    says: 'The shop runs well until somebody asks for the sales report: it is made in the process that serves the pages.',
  },
  clients: [
    { id: 'clients', at: { col: 0, row: 1 }, does: 'Browsers and the app, asking for pages.' },
  ],
  zones: [{ id: 'box', label: 'one box' }],
  machines: [
    {
      id: 'dns',
      role: 'dns',
      at: { col: 1, row: 0 },
      does: 'The resolver. Clients asked it once for the address of the shop, and keep the answer.',
      entry: 'single-server/services/dns.ts',
    },
    {
      id: 'web',
      role: 'web',
      at: { col: 1, row: 1 },
      zone: 'box',
      does: 'The whole shop in one process: pages, data and, as given, the report. Four cores, 20 ms of work for a page.',
      entry: 'single-server/services/web.ts',
      cores: 4,
      env: { REPORT_URL: 'http://report-worker:8080' },
    },
    {
      id: 'report-worker',
      role: 'worker',
      at: { col: 2, row: 1 },
      zone: 'box',
      does: 'A second process on the same box, on a core of its own. It makes reports, if anybody asks it to.',
      entry: 'single-server/services/report-worker.ts',
    },
  ],
  links: [
    { from: 'clients', to: 'dns', latencyMs: 5, standby: true },
    { from: 'clients', to: 'web', latencyMs: 5 },
    { from: 'web', to: 'report-worker', latencyMs: 0.1, standby: true },
  ],
  load: {
    profile: { to: 'web', rate: 100, flows: visits },
    range: { min: 0, max: 320, step: 20 },
  },
  slowMs: 200,
  breakIts: [
    {
      id: 'start-report',
      title: 'Start the report',
      watch:
        'Three seconds of computing in the process that serves the pages: not one comes meanwhile.',
      timeline: [
        {
          at: 0,
          action: {
            kind: 'request',
            id: 'report',
            request: { to: 'web', path: '/report?day=59&rows=3000', timeoutMs: 20_000 },
          },
        },
      ],
    },
    {
      id: 'pull-the-plug',
      title: 'Pull the plug',
      watch: 'No refusal, no error page: silence, until each visitor gives up.',
      timeline: [{ at: 0, action: { kind: 'unplug', machine: 'web' } }],
    },
  ],
  drills: [twoAm, goneTwice],
  experiments,
});
