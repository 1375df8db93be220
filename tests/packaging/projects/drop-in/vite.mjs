export const vite = [];
