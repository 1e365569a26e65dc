console.log('slow begins');
export const first = await new Promise<string>((resolve) => setTimeout(resolve, 20, 'slow'));
console.log('slow ends');
