Object.defineProperty(exports, 'shown', { enumerable: true, value: 1 });
Object.defineProperty(exports, 'valued', { value: 2 });
Object.defineProperty(exports, 'hidden', { configurable: true });
