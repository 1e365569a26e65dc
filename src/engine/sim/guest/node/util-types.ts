/** `node:util/types`: what a value is, by the tag the platform gives it. */

function tag(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function tagged(name: string): (value: unknown) => boolean {
  return (value) => value !== null && typeof value === 'object' && tag(value) === name;
}

/** Reading the name through the accessor cannot be faked by an own property. */
const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag,
)?.get;

function typedArray(name: string): (value: unknown) => boolean {
  return (value) => typedArrayName?.call(value) === name;
}

export const isAnyArrayBuffer = (value: unknown): boolean =>
  value instanceof ArrayBuffer || tag(value) === 'SharedArrayBuffer';
export const isArrayBuffer = (value: unknown): boolean => value instanceof ArrayBuffer;
export const isSharedArrayBuffer = tagged('SharedArrayBuffer');
export const isArrayBufferView = (value: unknown): boolean => ArrayBuffer.isView(value);
export const isDataView = (value: unknown): boolean => value instanceof DataView;
export const isTypedArray = (value: unknown): boolean => typedArrayName?.call(value) !== undefined;
export const isUint8Array = typedArray('Uint8Array');
export const isUint8ClampedArray = typedArray('Uint8ClampedArray');
export const isUint16Array = typedArray('Uint16Array');
export const isUint32Array = typedArray('Uint32Array');
export const isInt8Array = typedArray('Int8Array');
export const isInt16Array = typedArray('Int16Array');
export const isInt32Array = typedArray('Int32Array');
export const isFloat32Array = typedArray('Float32Array');
export const isFloat64Array = typedArray('Float64Array');
export const isBigInt64Array = typedArray('BigInt64Array');
export const isBigUint64Array = typedArray('BigUint64Array');
export const isDate = (value: unknown): boolean => value instanceof Date;
export const isRegExp = (value: unknown): boolean => value instanceof RegExp;
export const isMap = (value: unknown): boolean => value instanceof Map;
export const isSet = (value: unknown): boolean => value instanceof Set;
export const isWeakMap = (value: unknown): boolean => value instanceof WeakMap;
export const isWeakSet = (value: unknown): boolean => value instanceof WeakSet;
export const isPromise = (value: unknown): boolean => value instanceof Promise;
export const isNativeError = (value: unknown): boolean => value instanceof Error;
export const isMapIterator = tagged('Map Iterator');
export const isSetIterator = tagged('Set Iterator');
export const isGeneratorObject = (value: unknown): boolean =>
  /^(?:Async)?Generator$/.test(tag(value));
export const isGeneratorFunction = (value: unknown): boolean =>
  typeof value === 'function' && /^(?:Async)?GeneratorFunction$/.test(tag(value));
export const isAsyncFunction = (value: unknown): boolean =>
  typeof value === 'function' && /^Async(?:Generator)?Function$/.test(tag(value));
export const isArgumentsObject = tagged('Arguments');
export const isModuleNamespaceObject = tagged('Module');
export const isBoxedPrimitive = (value: unknown): boolean =>
  value instanceof Number ||
  value instanceof String ||
  value instanceof Boolean ||
  (typeof value === 'object' && /^(?:Symbol|BigInt)$/.test(tag(value)));
export const isNumberObject = (value: unknown): boolean => value instanceof Number;
export const isStringObject = (value: unknown): boolean => value instanceof String;
export const isBooleanObject = (value: unknown): boolean => value instanceof Boolean;
export const isSymbolObject = tagged('Symbol');
export const isBigIntObject = tagged('BigInt');
/** A proxy cannot be told from its target without the engine's help. */
export const isProxy = (): boolean => false;
export const isExternal = (): boolean => false;
export const isCryptoKey = (): boolean => false;
export const isKeyObject = (): boolean => false;
