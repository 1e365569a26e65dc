/**
 * Locks of database files, between the connections of one process: a machine runs one process, so
 * there is nobody else. What SQLite asks for is in its "File Locking And Concurrency"; who gets it
 * follows its file system for Unix.
 */
import { BUSY, OK } from './api.ts';

export const NONE = 0;
export const SHARED = 1;
export const RESERVED = 2;
export const PENDING = 3;
export const EXCLUSIVE = 4;

/** A file, whoever has it open. */
export interface Locked {
  /** The highest lock that anybody holds. */
  level: number;
  /** Connections that hold at least a shared one. */
  holders: number;
}

/** One connection's end. */
export interface Holder {
  lock: number;
}

/** @returns OK, or BUSY when somebody is in the way */
export function lock(file: Locked, holder: Holder, wanted: number): number {
  if (holder.lock >= wanted) return OK;
  // Another's lock, and one of the two wants to write.
  if (holder.lock !== file.level && (file.level >= PENDING || wanted > SHARED)) return BUSY;
  if (wanted === SHARED) {
    file.holders++;
    file.level = Math.max(file.level, SHARED);
    holder.lock = SHARED;
    return OK;
  }
  if (wanted === EXCLUSIVE && file.holders > 1) {
    // No new readers from now on, so that those who read come to their end.
    file.level = PENDING;
    holder.lock = PENDING;
    return BUSY;
  }
  file.level = wanted;
  holder.lock = wanted;
  return OK;
}

/** Down to SHARED or NONE. */
export function unlock(file: Locked, holder: Holder, to: number): void {
  if (holder.lock <= to) return;
  if (holder.lock > SHARED) file.level = SHARED;
  if (to === NONE) {
    file.holders--;
    if (file.holders === 0) file.level = NONE;
  }
  holder.lock = to;
}
