const log: string[] = [];
const one = new AbortController();
const two = new AbortController();
const any = AbortSignal.any([one.signal, two.signal, AbortSignal.timeout(500)]);
any.addEventListener('abort', () => log.push(`any: ${String(any.reason)}`));
two.signal.onabort = (event) => log.push(`two: ${event.type}`);
two.abort('because');
one.abort('too late');
console.log(log, any.aborted, any.reason);
console.log(AbortSignal.any([]).aborted, AbortSignal.any([AbortSignal.abort('x')]).reason);
const reasons = [AbortSignal.abort(), AbortSignal.abort(new TypeError('t')), AbortSignal.abort(0)];
for (const { reason } of reasons) console.log(reason instanceof Error ? reason.name : reason);
const soon = AbortSignal.timeout(40);
console.log(soon.aborted);
await new Promise((resolve) => setTimeout(resolve, 90));
console.log(soon.aborted, (soon.reason as DOMException).name, (soon.reason as DOMException).code);
try {
  soon.throwIfAborted();
} catch (error) {
  console.log((error as Error).message);
}
two.abort('again');
console.log(two.signal.reason);
