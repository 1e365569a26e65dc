import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { after } from '../../../../src/engine/webcontainer/deadlines.ts';
import { onThisComputer } from '../../../../src/engine/webcontainer/loopback.ts';
import { treeOf } from '../../../../src/engine/webcontainer/tree.ts';

describe('a deadline', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes after its time, or not at all when it is stopped', () => {
    const late = vi.fn();
    const never = vi.fn();
    after(100, late);
    after(100, never)();
    vi.advanceTimersByTime(99);
    expect(late).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(late).toHaveBeenCalledOnce();
    expect(never).not.toHaveBeenCalled();
  });

  it('begins again when the computer slept meanwhile', () => {
    const late = vi.fn();
    const now = vi.spyOn(performance, 'now');
    now.mockReturnValueOnce(0).mockReturnValueOnce(60_000).mockReturnValue(60_000);
    after(100, late);
    vi.advanceTimersByTime(100);
    expect(late).not.toHaveBeenCalled();
    now.mockReturnValue(60_100);
    vi.advanceTimersByTime(100);
    expect(late).toHaveBeenCalledOnce();
  });
});

describe('files as a tree', () => {
  it('has folders for what is between slashes', () => {
    expect(treeOf({ 'a/b/c.ts': 'c', 'a/d.ts': 'd', 'e.json': '' })).toEqual({
      a: {
        directory: {
          b: { directory: { 'c.ts': { file: { contents: 'c' } } } },
          'd.ts': { file: { contents: 'd' } },
        },
      },
      'e.json': { file: { contents: '' } },
    });
  });

  it('refuses a file that is a folder, too', () => {
    expect(() => treeOf({ a: '', 'a/b': '' })).toThrow('a/b: a is a file already');
  });
});

it('only this computer’s own names let another host stand in', () => {
  for (const name of ['localhost', '127.0.0.1', '[::1]']) expect(onThisComputer(name)).toBe(true);
  for (const name of ['localhost.example.org', 'example.org', '127.0.0.1.example.org', ''])
    expect(onThisComputer(name)).toBe(false);
});
