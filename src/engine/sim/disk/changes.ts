/**
 * What travels of a machine's disk: all of it to a process that starts, and from a process each
 * change that it makes, in order. A disk nobody has written to is not sent at all.
 */

/** One change, as small as the operating system's own. Files and folders are known by number. */
export type Change =
  /** A new file or folder under a name that was free. */
  | {
      readonly k: 'make';
      readonly folder: number;
      readonly name: string;
      readonly id: number;
      readonly isFolder: boolean;
      readonly mode: number;
    }
  | { readonly k: 'remove'; readonly folder: number; readonly name: string }
  /** Replaces what had the new name. */
  | {
      readonly k: 'rename';
      readonly folder: number;
      readonly name: string;
      readonly to: number;
      readonly as: string;
    }
  | { readonly k: 'write'; readonly id: number; readonly at: number; readonly bytes: Uint8Array }
  | { readonly k: 'resize'; readonly id: number; readonly size: number }
  /** `fsync` or `fdatasync` has returned. */
  | { readonly k: 'sync'; readonly id: number }
  /** It has no name and nobody has it open any more. */
  | { readonly k: 'forget'; readonly id: number };

/** A change and when it happened, in virtual ms. */
export interface DiskChange {
  readonly t: number;
  readonly change: Change;
}

export interface NodeImage {
  readonly id: number;
  readonly mode: number;
  /** Virtual ms: made, content changed, anything changed. */
  readonly born: number;
  readonly modified: number;
  readonly changed: number;
  /** A file's content. */
  readonly bytes?: Uint8Array;
  /** What a folder holds: names and numbers. */
  readonly entries?: readonly (readonly [name: string, id: number])[];
}

/** A whole disk: its root is the first node. */
export interface DiskImage {
  /** The next number for a file or folder. */
  readonly next: number;
  readonly nodes: readonly NodeImage[];
}

/** What a starting process is told of its disk. */
export interface DiskFacts {
  /** Absent: nobody has written to it. */
  readonly image?: DiskImage;
  /** Nothing more fits on it, whatever its size. */
  readonly full?: boolean;
  /** Megabytes, where the plan says so. */
  readonly mb?: number;
}
