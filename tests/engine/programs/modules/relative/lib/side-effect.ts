console.log('side effect');
export {};
