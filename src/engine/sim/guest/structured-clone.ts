/**
 * `structuredClone` as a function of the program's own realm: the platform's gives objects of
 * another realm where processes share a context, and words its errors differently in each browser.
 */
interface Options {
  readonly transfer?: readonly unknown[];
}

type Copies = Map<object, unknown>;

const ERRORS: Readonly<Record<string, ErrorConstructor>> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/** A deep copy of data. @throws DataCloneError for functions, symbols and what is no data */
export function structuredClone(value: unknown, { transfer = [] }: Options = {}): unknown {
  const copies: Copies = new Map();
  for (const buffer of transfer) {
    if (!(buffer instanceof ArrayBuffer)) throw notCloneable(buffer);
    copies.set(buffer, buffer.transfer());
  }
  return clone(value, copies);
}

function clone(value: unknown, copies: Copies): unknown {
  if (typeof value === 'symbol' || typeof value === 'function') throw notCloneable(value);
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const keep = <T>(copy: T): T => {
    copies.set(value, copy);
    return copy;
  };
  switch (Object.prototype.toString.call(value).slice(8, -1)) {
    case 'Date':
      return keep(new Date((value as Date).getTime()));
    case 'RegExp':
      return keep(new RegExp((value as RegExp).source, (value as RegExp).flags));
    case 'Boolean':
    case 'Number':
    case 'String':
    case 'BigInt':
      return keep(Object((value as { valueOf(): unknown }).valueOf()));
    case 'ArrayBuffer':
      return keep((value as ArrayBuffer).slice(0));
    case 'Map': {
      const copy = keep(new Map<unknown, unknown>());
      for (const [key, one] of [...(value as Map<unknown, unknown>)]) {
        copy.set(clone(key, copies), clone(one, copies));
      }
      return copy;
    }
    case 'Set': {
      const copy = keep(new Set<unknown>());
      for (const one of [...(value as Set<unknown>)]) copy.add(clone(one, copies));
      return copy;
    }
    case 'Array': {
      const list = value as unknown[];
      const copy = keep(new Array<unknown>(list.length));
      for (const key of Object.keys(list)) copy[key as never] = clone(list[key as never], copies);
      return copy;
    }
    case 'Error':
      return keep(cloneError(value as Error, copies));
    case 'Promise':
    case 'WeakMap':
    case 'WeakSet':
    case 'WeakRef':
    case 'Generator':
    case 'AsyncGenerator':
      throw notCloneable(value);
    default:
      return ArrayBuffer.isView(value)
        ? keep(cloneView(value, copies))
        : cloneObject(value, keep, copies);
  }
}

function cloneObject(value: object, keep: (copy: object) => object, copies: Copies): unknown {
  const copy = keep({}) as Record<string, unknown>;
  for (const key of Object.keys(value)) {
    const one = clone((value as Record<string, unknown>)[key], copies);
    Object.defineProperty(copy, key, {
      value: one,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return copy;
}

function cloneView(view: ArrayBufferView, copies: Copies): ArrayBufferView {
  const buffer = clone(view.buffer, copies) as ArrayBuffer;
  if (view instanceof DataView) return new DataView(buffer, view.byteOffset, view.byteLength);
  // A subclass (a Buffer, say) is copied as the array it extends.
  const name = Object.prototype.toString.call(view).slice(8, -1) as 'Uint8Array';
  return new globalThis[name](buffer, view.byteOffset, (view as Uint8Array).length);
}

function cloneError(error: Error, copies: Copies): Error {
  const Class = ERRORS[error.name] ?? Error;
  const copy = new Class(error.message);
  Object.defineProperty(copy, 'stack', { value: error.stack, writable: true, configurable: true });
  if (Object.hasOwn(error, 'cause')) {
    const cause = clone(error.cause, copies);
    Object.defineProperty(copy, 'cause', { value: cause, writable: true, configurable: true });
  }
  return copy;
}

function notCloneable(value: unknown): DOMException {
  const what = typeof value === 'object' ? Object.prototype.toString.call(value) : String(value);
  return new DOMException(`${what} could not be cloned.`, 'DataCloneError');
}
