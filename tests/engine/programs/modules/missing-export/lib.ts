console.log('never runs either');
export const here = 1;
