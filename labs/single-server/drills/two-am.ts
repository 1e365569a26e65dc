/** Drill 1: the report must not cost anybody a page. */
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import { expectedReport } from '../expected-report.ts';
import { oneReport, visits } from '../loads.ts';

/** Pages alone, to compare with. */
const QUIET = { since: 1000, until: 4000 };
/** When each report is asked for, its sales (1 ms each), and ms until it has to be there. */
const ASKED = {
  report: { at: 4000, rows: 1600, within: 4000 },
  double: { at: 9000, rows: 3200, within: 8000 },
} as const;
const UNTIL = 18_000;
/** Pages during the report may take this many times as long as without. */
const TIMES = 3;

type Which = keyof typeof ASKED;

function reportOf(journal: JournalView, which: Which): ClientRequest | undefined {
  return journal.requests({ load: which })[0];
}

/** p95 of pages asked for while a report was made, against pages without, and the slowest. */
function slowdown(journal: JournalView, which: Which) {
  const report = reportOf(journal, which);
  const span = {
    since: ASKED[which].at,
    until: Math.max(report?.end ?? UNTIL, ASKED[which].at + 100),
  };
  const pages = journal.requests({ load: 'pages', ...span });
  const slowest = pages.toSorted((a, b) => wait(b, journal) - wait(a, journal))[0];
  const during = journal.percentile(0.95, { load: 'pages', ...span });
  const quiet = journal.percentile(0.95, { load: 'pages', ...QUIET });
  return { during, quiet, ratio: during / quiet, slowest };
}

function wait(request: ClientRequest, journal: JournalView): number {
  return request.ms ?? journal.end - request.at;
}

function judgePages(which: Which) {
  return (journal: JournalView): Finding => {
    const { during, quiet, ratio, slowest } = slowdown(journal, which);
    const both = `p95 of pages is ${Math.round(quiet)} ms without the report and ${Math.round(during)} ms with it`;
    return {
      passed: ratio <= TIMES,
      value: `×${ratio.toFixed(1)}`,
      says:
        ratio <= TIMES || slowest === undefined
          ? `${both}.`
          : `${both}. ${slowest.path}, asked for at ${clock(slowest.at)}, took ${Math.round(wait(slowest, journal))} ms.`,
      at: slowest?.at,
      request: slowest?.id,
    };
  };
}

/** What is wrong with a report, or nothing. */
function mistake(request: ClientRequest): string | undefined {
  const query = new URLSearchParams(request.path.split('?')[1]);
  const expected = expectedReport(Number(query.get('day')), Number(query.get('rows')));
  if (request.outcome !== 'ok')
    return `it ended with ${request.why ?? request.error ?? 'no answer'}`;
  let given: Record<string, unknown>;
  try {
    given = JSON.parse(request.answer ?? '') as Record<string, unknown>;
  } catch {
    return 'its answer is no JSON';
  }
  for (const [name, value] of Object.entries(expected)) {
    if (given[name] !== value)
      return `its ${name} is ${String(given[name])} and should be ${value}`;
  }
  return undefined;
}

function judgeReports(journal: JournalView): Finding {
  const told: string[] = [];
  for (const which of ['report', 'double'] as const) {
    const request = reportOf(journal, which);
    if (request === undefined)
      return { passed: false, value: '0', says: 'No report was asked for.' };
    const wrong = mistake(request);
    if (wrong !== undefined) {
      const says = `The report asked for at ${clock(request.at)} is wrong: ${wrong}.`;
      return {
        passed: false,
        value: String(told.length),
        says,
        at: request.at,
        request: request.id,
      };
    }
    told.push(request.path);
  }
  return { passed: true, value: '2', says: 'Both reports have the right rows, sum and checksum.' };
}

function judgeTime(journal: JournalView): Finding {
  const waits = (['report', 'double'] as const).map((which) => {
    const request = reportOf(journal, which);
    return { which, request, ms: request === undefined ? UNTIL : wait(request, journal) };
  });
  const late = waits.find(({ which, ms }) => ms > ASKED[which].within);
  const value = waits.map(({ ms }) => (ms / 1000).toFixed(1)).join(' and ') + ' s';
  if (late === undefined) {
    return {
      passed: true,
      value,
      says: `The reports took ${value}, for 1.6 and 3.2 s of computing.`,
    };
  }
  return {
    passed: false,
    value,
    says: `The report asked for at ${clock(ASKED[late.which].at)} was not there after ${ASKED[late.which].within / 1000} s.`,
    at: ASKED[late.which].at,
    request: late.request?.id,
  };
}

function judgeLost(journal: JournalView): Finding {
  const asked = journal.requests({ load: 'pages', until: UNTIL - 1000 });
  const lost = asked.filter((request) => request.outcome !== 'ok');
  const [first] = lost;
  return {
    passed: asked.length > 0 && first === undefined,
    value: String(lost.length),
    says:
      first === undefined
        ? `All ${asked.length} pages came.`
        : `${first.path}, asked for at ${clock(first.at)}, ended with ${first.why ?? first.error ?? first.status ?? 'no answer'}.`,
    at: first?.at,
    request: first?.id,
  };
}

export const twoAm: Drill = {
  id: 'two-am',
  kind: 'mend',
  title: 'The 2 a.m. report',
  brief:
    'At 4 s somebody asks for the sales report, 1.6 s of computing, and at 9 s for one of twice the size. Visitors go on asking for pages. While a report is made, p95 of pages may be at most three times what it is without; the reports must be right, and there within two and a half times their work.',
  prediction: {
    question: 'While the first report is made: p95 of pages, against without it?',
    options: [
      { id: 'same', text: 'At most 3 times' },
      { id: 'some', text: '3 to 20 times' },
      { id: 'frozen', text: 'More than 20 times' },
    ],
    outcome: (journal) => {
      const { ratio } = slowdown(journal, 'report');
      if (ratio <= TIMES) return 'same';
      return ratio <= 20 ? 'some' : 'frozen';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      {
        at: 200,
        action: { kind: 'load', id: 'pages', profile: { to: 'web', rate: 60, flows: visits } },
      },
      ...(['report', 'double'] as const).flatMap((which) => [
        {
          at: ASKED[which].at,
          action: {
            kind: 'mark' as const,
            name: `${which === 'double' ? 'a double' : 'the'} report`,
          },
        },
        ...oneReport(ASKED[which].at, which, ASKED[which].rows, 20_000),
      ]),
    ],
  },
  checks: [
    { id: 'pages', title: 'Pages stay quick during the report', judge: judgePages('report') },
    { id: 'double', title: 'And during one of twice the size', judge: judgePages('double') },
    { id: 'right', title: 'Both reports are right', judge: judgeReports },
    { id: 'in-time', title: 'Both are there in time', judge: judgeTime },
    { id: 'lost', title: 'No page is lost', judge: judgeLost },
  ],
  edits: ['single-server/services/report.ts', 'single-server/services/web.ts'],
  keeps: ['single-server/services/sales.ts'],
  hints: [
    'Open report.ts. From the first sale to the last, does the loop ever let anything else happen?',
    'Two ways out. Either the loop hands back control now and then; await setImmediate() from node:timers/promises does it, and a slice of 5 ms is short. Or another process does the work.',
    'report-worker answers GET /report?day=…&rows=… just as web does. In web.ts, fetch it from process.env.REPORT_URL and pass on what comes.',
  ],
  solutions: [
    { name: 'in-slices', says: 'Hands back control after every five sales.', files: true },
    { name: 'handed-over', says: 'Lets the process next door make the report.', files: true },
  ],
  cheats: [
    { name: 'coarse-slices', says: 'Slices of 400 ms are still 400 ms.', files: true },
    { name: 'every-tenth-row', says: 'Reads a tenth of the sales.', files: true },
    { name: 'same-as-yesterday', says: 'Makes the figures up.', files: true },
    {
      name: 'some-other-night',
      says: 'Puts the report off until nobody is measuring.',
      files: true,
    },
    { name: 'closed-for-stocktaking', says: 'Turns visitors away meanwhile.', files: true },
    { name: 'one-row-a-time', says: 'So gentle that the report is never done.', files: true },
  ],
};
