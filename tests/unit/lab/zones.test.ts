import { describe, expect, it } from 'vitest';
import type { LabMachine } from '../../../src/lab/manifest.ts';
import { linksAcross, machinesIn, zoneFault } from '../../../src/lab/zones.ts';

const machine = (id: string, zone?: string): LabMachine => ({
  id,
  role: 'web',
  at: { col: 0, row: 0 },
  does: 'nothing',
  entry: 'x/services/x.ts',
  ...(zone ? { zone } : {}),
});
const lab = {
  machines: [machine('in-web', 'mumbai'), machine('in-db', 'mumbai'), machine('dns')],
  links: [
    { from: 'clients', to: 'in-web', latencyMs: 5 },
    { from: 'in-web', to: 'in-db' },
    { from: 'in-db', to: 'dns' },
    { from: 'clients', to: 'dns' },
  ],
  zones: [{ id: 'mumbai', label: 'Mumbai' }],
};

describe('a zone as the target of a fault', () => {
  it('has the machines in it, and the links that lead out of it', () => {
    expect(machinesIn(lab, 'mumbai')).toEqual(['in-web', 'in-db']);
    expect(linksAcross(lab, 'mumbai').map(({ from, to }) => `${from}>${to}`)).toEqual([
      'clients>in-web',
      'in-db>dns',
    ]);
  });

  it('becomes one action, which names it as people do', () => {
    expect(zoneFault(lab, 'mumbai', { outage: 'unplug' })).toEqual({
      kind: 'zone-fault',
      id: 'zone:mumbai',
      zone: 'Mumbai',
      machines: ['in-web', 'in-db'],
      links: [
        { from: 'clients', to: 'in-web' },
        { from: 'in-db', to: 'dns' },
      ],
      fault: { outage: 'unplug' },
    });
    expect(zoneFault(lab, 'mumbai', {}, 'mine').id).toBe('mine');
  });

  it('must be there', () => {
    expect(() => zoneFault(lab, 'delhi', {})).toThrow(/no zone "delhi".*Known: mumbai/);
  });
});
