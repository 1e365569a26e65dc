console.log('fast');
export const second = 'fast';
