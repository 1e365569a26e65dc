import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { foldFaults } from '../../../../src/workbench/folds/faults.ts';
import { Topology } from '../../../../src/workbench/topology/Topology.tsx';
import { TopologyTable } from '../../../../src/workbench/topology/TopologyTable.tsx';
import { balanced } from '../../lab/drawing/labs.ts';
import { fold, gauge, machine } from '../../lab/metrics/journal.ts';

const faults = foldFaults([], {
  kind: 'action',
  t: 10,
  action: { kind: 'link-fault', id: 'a', from: 'lb', to: 'web-3', fault: { latencyMs: 60 } },
});
const props = {
  lab: balanced,
  metrics: fold(
    [
      machine(0, 'lb', 'up'),
      machine(0, 'web-1', 'up'),
      gauge(1, 'web-1', 'cpu', 0.71),
      machine(5, 'web-2', 'down'),
    ],
    20,
  ),
  now: 20,
  speed: 1,
  faults,
  selection: { kind: 'machine', id: 'web-2' } as const,
  onSelect: () => undefined,
  onMend: () => undefined,
};

describe('Topology', () => {
  const html = render(h(Topology, props));

  it('names every machine, link and chip that can be pressed, with its state', () => {
    const names = [...html.matchAll(/role="button"[^>]*aria-label="([^"]*)"/g)].map((m) => m[1]);
    expect(names).toContain('web-2 down, web server');
    expect(names).toContain('web-1 up 71%, web server');
    expect(names).toContain('Link from lb to web-3, +60 ms');
    expect(names).toContain('Remove fault: lb to web-3 +60 ms');
    expect(names).toHaveLength(5 + 7 + 1);
  });

  it('marks what is chosen, and uses no inline style', () => {
    expect(html).toMatch(/aria-label="web-2 down, web server" aria-pressed="true"/);
    expect(html).not.toContain('style=');
  });
});

describe('TopologyTable', () => {
  it('says and offers the same in rows', () => {
    const html = render(
      h(TopologyTable, { ...props, actions: () => [{ label: 'Kill', run: () => undefined }] }),
    );
    expect(html).toMatch(/web-1<\/button>.*web server.*up.*71%/s);
    expect(html).toContain('Remove +60 ms<span class="vh"> lb to web-3</span>');
    expect(html.match(/Kill</g)).toHaveLength(5 + 7);
  });
});
