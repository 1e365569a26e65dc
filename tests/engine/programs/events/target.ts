const target = new EventTarget();
const order: string[] = [];
const listener = { handleEvent: (event: Event) => order.push(`object ${event.type}`) };
target.addEventListener('go', listener);
target.addEventListener('go', listener);
target.addEventListener('go', () => order.push('once'), { once: true });
target.addEventListener('go', function (this: EventTarget) {
  order.push(String(this === target));
});
target.dispatchEvent(new Event('go'));
target.dispatchEvent(new Event('go'));
console.log(order);
const cancelable = new Event('stop', { cancelable: true });
target.addEventListener('stop', (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
});
target.addEventListener('stop', () => console.log('never'));
console.log(target.dispatchEvent(cancelable), cancelable.defaultPrevented, cancelable.cancelable);
const detail = new CustomEvent('detail', { detail: { a: 1 } });
target.addEventListener('detail', (event) => console.log((event as CustomEvent).detail));
target.dispatchEvent(detail);
const controller = new AbortController();
target.addEventListener('gone', () => console.log('never'), { signal: controller.signal });
controller.abort();
target.dispatchEvent(new Event('gone'));
console.log(detail instanceof Event, new Event('x').eventPhase, new Event('x').bubbles);
class Bus extends EventTarget {}
const bus = new Bus();
bus.addEventListener('hi', () => console.log('hi from', bus.constructor.name));
bus.dispatchEvent(new Event('hi'));
