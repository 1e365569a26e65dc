import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { after } from '../../../src/lib/after.ts';

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
