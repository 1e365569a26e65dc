/** Errors of the file system: Node's codes, numbers and words. */

const CODES = {
  ENOENT: [-2, 'no such file or directory'],
  EBADF: [-9, 'bad file descriptor'],
  EEXIST: [-17, 'file already exists'],
  ENOTDIR: [-20, 'not a directory'],
  EISDIR: [-21, 'illegal operation on a directory'],
  EINVAL: [-22, 'invalid argument'],
  ENOSPC: [-28, 'no space left on device'],
  EBUSY: [-16, 'resource busy or locked'],
  ENAMETOOLONG: [-36, 'name too long'],
  ENOTEMPTY: [-39, 'directory not empty'],
} as const;

export type FsCode = keyof typeof CODES;

/** `ENOENT: no such file or directory, open '/data/x'`, with `errno`, `code`, `syscall` and paths. */
export function fsError(code: FsCode, syscall: string, path?: string, dest?: string): Error {
  const [errno, words] = CODES[code];
  const where = path === undefined ? '' : ` '${path}'`;
  const to = dest === undefined ? '' : ` -> '${dest}'`;
  return Object.assign(new Error(`${code}: ${words}, ${syscall}${where}${to}`), {
    errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  });
}

/** `rm` of a folder without `recursive`. */
export function rmFolderError(path: string): Error {
  const error = new Error(`Path is a directory: rm returned EISDIR (is a directory) ${path}`);
  const info = { code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: 21 };
  const name = { value: 'SystemError', configurable: true, writable: true };
  return Object.assign(Object.defineProperty(error, 'name', name), {
    code: 'ERR_FS_EISDIR',
    info,
    errno: 21,
    syscall: 'rm',
    path,
  });
}

/** A method of a `FileHandle` that is closed. */
export function closedError(syscall: string): Error {
  return Object.assign(new Error('file closed'), { code: 'EBADF', syscall });
}
